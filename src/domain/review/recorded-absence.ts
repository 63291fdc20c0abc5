import { z } from 'zod';
import type { AuditEvent } from '../audit/chain-line.ts';
import { type Absence, isOver } from './absence.ts';

/** An absence of which an audit chain tells that it was noted, and not that it ended. */
export const recordedAbsence = z.strictObject({ id: z.string(), person: z.string(), from: z.string(), to: z.string() });
export type RecordedAbsence = z.infer<typeof recordedAbsence>;

export function absenceLine(id: string, what: 'intended' | 'noted' | 'end-intended' | 'ended'): string {
  return `absence.${id}.${what}`;
}

/** The absences of which a chain tells after one more of its lines; what is over by itself has no line of its end. */
export function applyAbsenceLine(told: readonly RecordedAbsence[], { id: event, kind, data }: AuditEvent, now: Date) {
  if (kind !== 'absence.noted' && kind !== 'absence.ended') return told;
  const id = event.slice('absence.'.length, event.lastIndexOf('.'));
  const others = told.filter((one) => one.id !== id);
  if (kind === 'absence.ended') return others;
  const noted = recordedAbsence.safeParse({ id, person: data['person'], from: data['from'], to: data['to'] }).data;
  return noted === undefined || isOver(noted, now) ? told : [...others, noted];
}

/** How the rows are not as the chain tells it. A row of which it tells nothing was noted where its person approves. */
export function absencesDisagree(
  told: readonly RecordedAbsence[],
  rows: readonly Absence[],
  now: Date,
): readonly string[] {
  return told
    .filter((one) => !isOver(one, now))
    .flatMap(({ id, person, from, to }) => {
      const row = rows.find((one) => one.id === id);
      const what = `the absence of ${person} from ${from} to ${to}`;
      if (row === undefined) return `It is missing: the audit tells of ${what}, and not that it ended`;
      const isSame = row.oid === person && row.from === from && row.to === to;
      return isSame ? [] : `It has other days, or is of somebody else: the audit tells of ${what}`;
    });
}
