/** How long the work took, in milliseconds. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of processor time that this process spent on the work; unlike the time of day, others on the machine add little. */
export async function processorTime(work: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** Median of the milliseconds that `work` takes. */
export async function median(work: () => unknown): Promise<number> {
  const [middle = 0] = await medians([work]);
  return middle;
}

/**
 * Medians of the milliseconds that several pieces of work take. They run in turns, so that what else the machine does falls on all of
 * them: for half a second each and five rounds at least. The first round is not counted.
 */
export async function medians(works: readonly (() => unknown)[]): Promise<number[]> {
  for (const work of works) await work();
  const rounds: number[][] = [];
  for (let spent = 0; spent < 500 * works.length || rounds.length < 5; ) {
    const round: number[] = [];
    for (const work of works) round.push(await timed(work));
    rounds.push(round);
    spent += round.reduce((sum, time) => sum + time, 0);
  }
  return works.map((_, at) => middleOf(rounds.map((round) => round[at] ?? 0)));
}

/** The median of what `measure` gives, in `rounds` rounds after one that is not counted. */
export async function medianOf(rounds: number, measure: () => Promise<number>): Promise<number> {
  await measure();
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) values.push(await measure());
  return middleOf(values);
}

export function middleOf(times: readonly number[]): number {
  return times.toSorted((left, right) => left - right)[Math.floor(times.length / 2)] ?? 0;
}
