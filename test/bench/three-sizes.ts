import type { Measured } from './figure.ts';

/**
 * What something takes at three sizes, the smallest first: the value is the most that it takes, and once more what it takes more at the largest
 * than at the smallest. So what grows with the size misses its goal long before anybody has that many.
 */
export async function atThreeSizes(
  sizes: readonly [number, number, number],
  unit: string,
  take: (size: number) => Promise<number>,
): Promise<Measured> {
  const taken: number[] = [];
  for (const size of sizes) taken.push(await take(size));
  const [least = 0] = taken;
  const growth = Math.max(0, (taken.at(-1) ?? 0) - least);
  const lines = [`at ${sizes.join(', ')}: ${taken.map((one) => Number(one.toFixed(1))).join(', ')} ${unit}`];
  return { value: Math.max(...taken) + growth, unit, lines };
}
