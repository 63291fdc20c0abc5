import { atOnce } from './at-once.ts';

/** Does the step for each item, at most so many at a time, and gives what came of each in the order of the items. */
export async function inOrder<T, R>(most: number, items: readonly T[], step: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Map<number, R>();
  await atOnce(most, items.entries(), async ([at, item]) => {
    results.set(at, await step(item));
  });
  return [...results].toSorted(([one], [other]) => one - other).map(([, result]) => result);
}
