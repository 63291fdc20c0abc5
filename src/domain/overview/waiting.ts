import { secondsToTick, type Ticks } from '../notification/tick.ts';
import { isResearcher, isTimely, type Somebody } from '../people/people.ts';
import type { Project } from '../project/project.ts';
import { reviewOf, type Shown, type ShownRound, type ShownRow } from './shown.ts';

/** A review in which somebody is asked and has not decided. */
export interface Waiting {
  readonly project: Project;
  readonly shown: Shown;
  readonly round: ShownRound;
}

/** The reviews of these projects that wait for somebody, the oldest first. A link to one leaves at a tick, here too. */
export function waitingFor(
  somebody: Somebody,
  { projects, rows }: { readonly projects: readonly Project[]; readonly rows: Iterable<ShownRow> },
  { now, ticks }: { readonly now: Date; readonly ticks?: Ticks | undefined },
): Waiting[] {
  const open = new Map(projects.filter((one) => !isResearcher(one, somebody)).map((one) => [one.id, one]));
  const found = [...rows].flatMap((row): Waiting[] => {
    const { shown } = row;
    const [project, round] = [open.get(shown.project), reviewOf(row)];
    const isOut = secondsToTick(shown.since, now, ticks?.link) === 0;
    const me = round?.people.find(({ oid }) => oid === somebody.oid);
    if (!isOut || project === undefined || round === undefined || me === undefined) return [];
    return me.hasDecided || me.isBarred || !isTimely(me, now) ? [] : [{ project, shown, round }];
  });
  return found.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1));
}

function placeOf({ shown: { since, id } }: Waiting): string {
  return `${since} ${id}`;
}

/** The one after what was opened at that time, or else the oldest. */
export function nextOf(waiting: readonly Waiting[], openedAt: string): Waiting | undefined {
  return waiting.find(({ shown }) => shown.since > openedAt) ?? waiting[0];
}

/** What a list of reviews can be narrowed to: due within a day or overdue; something needs an eye, or nobody looked; nothing was found. */
export const waitingKinds = ['late', 'eyes', 'quiet'] as const;
export type WaitingKind = (typeof waitingKinds)[number];

export function isOfKind(kind: WaitingKind, { round: { deadline, evidence } }: Waiting, now: Date): boolean {
  if (kind === 'late') return Date.parse(deadline) - now.getTime() < day;
  return (kind === 'eyes') === needsEyes(evidence);
}

const day = 24 * 60 * 60 * 1000;

/** Where nobody looked, all of it does. */
function needsEyes(evidence: ShownRound['evidence']): boolean {
  if (evidence === undefined || 'missing' in evidence) return true;
  const { verdicts, unchecked } = evidence;
  return verdicts.block + verdicts.review + unchecked > 0;
}
