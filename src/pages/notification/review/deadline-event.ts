import { shortNumber } from '../../../domain/base/door.ts';
import type { OutsideRound } from '../../../domain/notification/outside-view.ts';
import type { Listed } from '../../../domain/people/people.ts';
import type { CalendarPart } from '../mail-body.ts';

/** Whose calendar the deadline of which round is for; `host` makes the entry known in the world, and `url` leads to the review. */
interface DeadlineEvent {
  readonly round: OutsideRound;
  readonly to: Pick<Listed, 'oid'>;
  readonly host: string;
  readonly url?: string;
}

/** The half hour before the deadline of a round, for the calendar of an approver. It names no file and no package. */
export function deadlineEvent({ round, to, host, url }: DeadlineEvent): CalendarPart {
  const lines = url === undefined ? [] : [`URL:${url}`];
  return written('PUBLISH', { round, to, host }, [
    ...lines,
    `DESCRIPTION:${escaped('Decide before this ends. The mail of Sallyport about this package leads to the review.')}`,
    'STATUS:CONFIRMED',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(summaryOf(round))}`,
    'TRIGGER:-P1D',
    'END:VALARM',
  ]);
}

/** Takes that entry out of the calendar again, because nobody waits for the decision any more. */
export function deadlineCancelled(event: Omit<DeadlineEvent, 'url'>): CalendarPart {
  return written('CANCEL', event, ['STATUS:CANCELLED']);
}

function written(method: CalendarPart['method'], event: DeadlineEvent, more: readonly string[]): CalendarPart {
  const { round, to, host } = event;
  const end = Date.parse(round.deadline);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Sallyport//Deadlines//EN',
    `METHOD:${method}`,
    'BEGIN:VEVENT',
    `UID:${round.exportId}.${to.oid}@${host}`,
    `SEQUENCE:${round.sequence}`,
    `DTSTAMP:${utc(Date.parse(round.changedAt))}`,
    `DTSTART:${utc(end - 30 * 60_000)}`,
    `DTEND:${utc(end)}`,
    `SUMMARY:${escaped(summaryOf(round))}`,
    'TRANSP:TRANSPARENT',
    ...more,
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return { method, content: `${lines.map(folded).join('\r\n')}\r\n` };
}

function summaryOf({ project, exportId }: OutsideRound): string {
  return `Decide about package ${shortNumber(exportId)} of ${project}`;
}

function utc(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n');
}

/** A line of iCalendar has at most 75 bytes; the rest goes on in the next line, behind a space. */
function folded(line: string): string {
  const parts: string[] = [''];
  for (const character of line) {
    const last = parts.length - 1;
    const longer = `${parts[last]}${character}`;
    if (Buffer.byteLength(longer) > (last === 0 ? 75 : 74)) parts.push(character);
    else parts[last] = longer;
  }
  return parts.join('\r\n ');
}
