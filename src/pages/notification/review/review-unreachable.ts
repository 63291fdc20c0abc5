import { countText } from '../../../domain/base/count-text.ts';
import { type OutsideRound, type OutsideView, outsideRound } from '../../../domain/notification/outside-view.ts';
import { ordinary } from '../../../domain/project/project-checks.ts';
import type { Availability } from '../../../domain/review/absence.ts';
import { ableApprovers, type Round } from '../../../domain/review/round.ts';
import { momentText } from '../../base/words.ts';
import { type MailBody, mailBody } from '../mail-body.ts';
import { subjectThingOf, thingOf } from '../naming.ts';

/** Tells operators that too few approvers are left who could make the quorum of an open round, and what can be done before it ends. */
export async function reviewUnreachable(
  view: OutsideView,
  round: Round,
  {
    now,
    opsUrl,
    presence,
    timeZone,
  }: Pick<OutsideRound, 'timeZone'> & { readonly now: Date; readonly opsUrl: string; readonly presence: Availability },
): Promise<MailBody> {
  const { project, id } = view;
  const { quorum, independent, onDeadline } = round.rules;
  const thing = thingOf(view);
  const missing = new Set(presence.missing.map(({ oid }) => oid));
  const able = ordinary(ableApprovers(round, now)).filter(({ oid }) => !missing.has(oid));
  const free = able.filter((person) => person.independent).length;
  const deadline = momentText(outsideRound(round).deadline, timeZone);
  return mailBody({
    subject: `[${project}] Too few approvers are left for the ${subjectThingOf(view)}`,
    paragraphs: [
      `The review of the ${thing} of the project ${project} waits in vain. Of those who are asked ${able.length} may decide, ${free} of them independent; ${quorum} must approve, ${independent} of them independent.${besides(round, missing.size)}`,
      `Reference: ${id}. You can do one of three things:`,
    ],
    items: [
      `Name more approvers in the definition of ${project}, or lift a suspension. They are asked at once, and what the others have said still counts. If they need more time, give it (extend) before ${deadline}.`,
      'Withdraw the package. It goes back to its researchers now.',
      onDeadline === 'return'
        ? `Wait. It goes back to its researchers at its deadline, ${deadline}.`
        : `Wait. The project keeps its reviews open, so it stays in review after its deadline, ${deadline}, as well.`,
    ],
    links: [{ label: 'Open the dashboard', url: opsUrl }],
  });
}

/** Who is not counted: those who are away until the deadline or longer, and reserves who are asked. */
function besides({ approvers }: Round, away: number): string {
  const reserves = approvers.length - ordinary(approvers).length;
  const absent =
    away === 0 ? '' : ` ${countText(away, 'approver')} ${away === 1 ? 'is' : 'are'} away until after the deadline.`;
  return reserves === 0
    ? absent
    : `${absent} ${countText(reserves, 'reserve approver')} ${reserves === 1 ? 'is' : 'are'} asked as well.`;
}
