import { messageOf } from '../../domain/base/errors.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { type ComputeSnapshot, computeSnapshot } from '../domain/snapshot.ts';
import type { SnapshotStore } from '../ports/snapshots.ts';
import { requestsAtOnce } from './requests-at-once.ts';

/** Keeps what a run saw of each project: one row for all that is as it was, and a row for each that is not. */
export async function keepLooks(
  looks: Pick<SnapshotStore, 'rows' | 'write' | 'seeAgain'>,
  seen: ReadonlyMap<string, ComputeSnapshot>,
  log: { warn(text: string): void },
): Promise<void> {
  // What is kept is for pages alone, so a run does not end because it cannot be kept.
  const tell = (error: unknown) => log.warn(messageOf(error));
  const known = await looks.rows().catch(() => new Map<string, ComputeSnapshot>());
  const again = new Map<string, string>();
  const times: string[] = [];
  await atOnce(requestsAtOnce, seen, async ([project, look]) => {
    const row = known.get(project);
    if (row === undefined || !isSame(row, look)) return await looks.write(project, look).catch(tell);
    again.set(project, row.at);
    times.push(look.at);
  });
  const [first] = times.toSorted();
  if (first !== undefined) await looks.seeAgain(first, again).catch(tell);
}

function isSame(one: ComputeSnapshot, other: ComputeSnapshot): boolean {
  const [before, after] = [one, other].map((look) => JSON.stringify({ ...computeSnapshot.parse(look), at: null }));
  return before === after;
}
