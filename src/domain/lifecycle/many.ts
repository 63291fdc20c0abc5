import { createHash } from 'node:crypto';
import { countText } from '../base/count-text.ts';
import { doorFacts } from '../base/door.ts';
import type { Problem } from '../base/errors.ts';
import type { Operation, OperationKey } from '../operation/operation.ts';
import { stateText } from '../operation/state-text.ts';
import type { ActName } from './acts.ts';

/** What can be asked of many at once: of each it is asked with the same words. */
export const actsOfMany = ['retry', 'discard', 'resend', 'extend'] as const satisfies readonly ActName[];
export type ActOfMany = (typeof actsOfMany)[number];

export const mostOfMany = 500;

/** A dataset or package as it stood when somebody chose it. */
export interface ChosenRow extends OperationKey {
  readonly revision: number;
}

/** Names the rows as they were seen, in whatever order they were chosen. */
export function digestOfRows(rows: readonly ChosenRow[]): string {
  const seen = rows.map(({ id, revision }) => `${id} ${revision}`).toSorted();
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex');
}

interface NotAsked {
  readonly code: 'refused' | 'precondition-failed';
  readonly why: string;
  /** One for each row that moved. */
  readonly problems: readonly Problem[];
}

/** Why nothing is asked of any row. `standing`: those that whoever asks may see, by id. */
export function whyNotAsked(
  { rows, digest }: { readonly rows: readonly ChosenRow[]; readonly digest: string },
  standing: ReadonlyMap<string, Operation>,
): NotAsked | undefined {
  if (rows.length > mostOfMany) return refused(`${rows.length} are chosen, and ${mostOfMany} at most go at once`);
  const twice = rows.find(({ id }, at) => rows.findIndex((one) => one.id === id) < at);
  if (twice !== undefined) return refused(`${twice.id} is chosen twice`);
  if (digestOfRows(rows) !== digest)
    return failed('The digest is that of other rows, or of others of their revisions. Look at them again', []);
  const moved = rows.flatMap((row) => movedSince(row, standing.get(row.id)) ?? []);
  if (moved.length === 0) return undefined;
  const count = countText(moved.length, 'row has', 'rows have');
  return failed(`Of ${rows.length} that were chosen ${count} moved since. Look at them again`, moved);
}

function movedSince({ revision }: ChosenRow, now: Operation | undefined): Problem | undefined {
  if (now === undefined || now.revision === revision) return undefined;
  const message = `The ${doorFacts(now.door).noun} ${now.id} is ${stateText(now.state)} by now`;
  return { rule: 'moved', path: now.id, value: String(revision), message };
}

function refused(why: string): NotAsked {
  return { code: 'refused', why: `${why}. Nothing was done.`, problems: [] };
}

function failed(why: string, problems: readonly Problem[]): NotAsked {
  return { code: 'precondition-failed', why: `${why}. Nothing was done.`, problems };
}
