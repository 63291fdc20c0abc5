/**
 * Does the step for each item, at most so many at a time, and gives the last item that was begun. No other is begun once `isOver`;
 * those begun are ended. Throws the first error once all have ended.
 */
export async function atOnce<T>(
  most: number,
  items: AsyncIterable<T> | Iterable<T>,
  step: (item: T) => Promise<void>,
  isOver: () => boolean = () => false,
): Promise<T | undefined> {
  const source = each(items);
  let last: T | undefined;
  const worker = async () => {
    while (!isOver()) {
      const next = await source.next();
      if (next.done) return;
      last = next.value;
      await step(next.value);
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: most }, worker));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
  return last;
}

async function* each<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}
