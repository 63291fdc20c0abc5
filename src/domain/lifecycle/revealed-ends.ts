import { type ExportState, exportFacts } from '../operation/export.ts';
import type { Operation } from '../operation/operation.ts';
import { restsUnscanned } from '../transfer/scan-gate.ts';

/**
 * The ends and rests before a freeze that a project revealed outside on one day (UTC), by keys of their own. Which of them are told is a message,
 * so there are only so many a day, and what was told once stays among them: whatever comes later finds no room.
 */
export interface RevealedEnds {
  readonly day: string;
  readonly keys: readonly string[];
}

/** The ends that are told once this one is among them; undefined where as many are told that day as may be. A repeat changes nothing. */
export function withEnd(
  told: RevealedEnds | undefined,
  key: string,
  { day, most }: { readonly day: string; readonly most: number },
): RevealedEnds | undefined {
  // A clock that is behind begins no day anew.
  const today = told === undefined || told.day < day ? { day, keys: [] } : told;
  if (today.keys.includes(key)) return today;
  return today.keys.length < most ? { ...today, keys: [...today.keys, key] } : undefined;
}

/** States in which a package that was never frozen has ended or rests. */
const endedIn: ReadonlySet<string> = new Set<ExportState>([
  'rejected',
  'failed',
  'withdrawing',
  'withdrawn',
  'discarding',
  'discarded',
]);

/** States that a package comes to from its freeze on, and from no other. */
export const frozenStates: readonly string[] = Object.entries(exportFacts)
  .filter(([, { isFrozen }]) => isFrozen)
  .map(([state]) => state);
const frozenIn: ReadonlySet<string> = new Set(frozenStates);

type Told = Pick<Operation, 'door' | 'state' | 'startedAt' | 'package' | 'scan' | 'failure' | 'toldSince'>;
type Moved = Omit<Told, 'startedAt' | 'toldSince'>;

/**
 * Whether the package came through its freeze. Its copy has a digest a little earlier, but as long as its originals are not deleted somebody inside
 * can make it fail.
 */
function isFrozen({ state, package: frozen, failure }: Pick<Told, 'state' | 'package' | 'failure'>): boolean {
  if (frozenIn.has(state)) return true;
  return frozen !== undefined && endedIn.has(state) && failure?.state !== 'freezing';
}

/** Whether a package has ended or rests that was not frozen. */
export function endsBeforeFreeze(operation: Moved): boolean {
  const { door, state } = operation;
  return door === 'export' && !isFrozen(operation) && (endedIn.has(state) || restsUnscanned(operation));
}

/**
 * Since when an operation is revealed outside; undefined of one that is not. Datasets came from there. A package is from its freeze on; before that only
 * an end or a rest is told, where it is among the few of its day: that packages come, how many and when was chosen inside.
 */
export function revealedSince(operation: Told): string | undefined {
  const { door, startedAt, toldSince: since } = operation;
  if (door === 'ingress') return startedAt;
  // Earlier versions told of every package at once.
  if (isFrozen(operation)) return since ?? startedAt;
  return endsBeforeFreeze(operation) ? since : undefined;
}

/**
 * What a move writes of it: a package is told from the move on by which its freeze ends. One that was told while it rested, and was not frozen, is
 * hidden again once it goes on.
 */
export function revealedAfter(before: Told, after: Moved & Pick<Operation, 'since'>): Pick<Operation, 'toldSince'> {
  const since = revealedSince(before);
  if (isFrozen(after)) return { toldSince: since ?? after.since };
  return since !== undefined && endsBeforeFreeze(after) ? { toldSince: since } : {};
}
