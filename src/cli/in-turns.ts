/** So many requests are on their way at once: more would only wait at the other end. */
const atOnce = 8;

/** The results of a work for each of many, in their order, a few at a time. */
export async function inTurns<One, Result>(
  many: readonly One[],
  work: (one: One) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const waiting = many.entries();
  const worker = async (): Promise<void> => {
    for (const [at, one] of waiting) results.set(at, await work(one));
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, many.length) }, worker));
  return [...results].sort(([one], [other]) => one - other).map(([, result]) => result);
}
