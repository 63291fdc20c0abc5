import { countText } from '../../../domain/base/count-text.ts';
import { type Duties, isDutyOverdue, type OpenDuty, openDuties, type Standing } from '../../../domain/people/duties.ts';

/** How far the recipients of one release have answered; undefined where none was asked. */
export function recipientsText(duties: Duties, standing: Standing): string | undefined {
  const asked = duties.people.length;
  if (asked === 0) return undefined;
  const open = openDuties(duties, standing);
  const some = (what: OpenDuty['what']) => open.filter((one) => one.what === what).length;
  const late = open.filter(({ duty }) => isDutyOverdue(duty, standing.now)).length;
  const parts = [
    ...(some('accept') === 0 ? [] : [`${countOf(some('accept'))} not accepted its terms`]),
    ...(some('deletion') === 0 ? [] : [`${countOf(some('deletion'))} not said that their copies are deleted`]),
  ];
  const all = `Of ${countText(asked, 'recipient')} `;
  const words = duties.people.filter(({ deletion }) => deletion?.done?.receipt !== undefined).length;
  const signed = words === 0 ? '' : ` What ${words} of them said of their copies is signed.`;
  if (parts.length === 0) return `${all}each has answered what was asked.${signed}`;
  return `${all}${parts.join(', and ')}${late === 0 ? '' : `; ${late} of them overdue`}.${signed}`;
}

function countOf(count: number): string {
  return count === 1 ? '1 has' : `${count} have`;
}
