const minute = 60_000;

/**
 * Counts of durations: the first of those up to a minute, each further one of those up to a fifth longer (four of them make it twice as long),
 * the last of all that are longer than 91 days.
 */
export type Times = readonly number[];

const perDoubling = 4;
/** Up to 2^17 minutes, which are 91 days. */
const classes = 17 * perDoubling + 1;

export function addTime(times: Times, milliseconds: number): Times {
  const wanted = Math.ceil(Math.log2(Math.max(milliseconds, minute) / minute) * perDoubling);
  const at = Math.min(wanted, classes);
  return Array.from(
    { length: Math.max(times.length, at + 1) },
    (_, index) => (times[index] ?? 0) + Number(index === at),
  );
}

/**
 * The duration in milliseconds that such a part of them does not exceed (0.5: the median), as if those of one class lay evenly in it: it is
 * at most the class away from the true one. Undefined where none was counted.
 */
export function timeBelow(times: Times, part: number): number | undefined {
  const wanted = part * times.reduce((sum, count) => sum + count, 0);
  let before = 0;
  for (const [at, count] of times.entries()) {
    if (count === 0) continue;
    if (before + count >= wanted) {
      const from = at === 0 ? 0 : longest(at - 1);
      return Math.round(from + ((longest(at) - from) * (wanted - before)) / count);
    }
    before += count;
  }
  return undefined;
}

function longest(at: number): number {
  return 2 ** (at / perDoubling) * minute;
}
