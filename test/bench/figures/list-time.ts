/**
 * How long the slowest of the lists takes in a process that has given it before, with 50 projects, 1,000 datasets and 500 packages: the
 * processor time, and five milliseconds for each request that is waited for.
 */
import { BusyLists } from '../busy-lists.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';

const lists = [
  'datasets',
  'datasets?sort=oldest&limit=200',
  'datasets?kind=ended&since=2026-01-10&until=2026-01-20',
  'datasets?waitsFor=operator&sort=longest-waiting',
  'datasets?project=study-7&state=available',
  'exports?kind=needs-somebody',
  'exports?person=ada@example.org',
  'projects?state=open&limit=200',
];

/** The median of several answers of each, and of these the largest. */
export async function measure(): Promise<Measured> {
  const busy = await new BusyLists().start();
  const times: number[] = [];
  for (const list of lists) {
    if ((await busy.show(list)) === 0) throw new Error(`The list ${list} is empty: nothing was measured`);
    times.push(await medianOf(5, () => busy.requests.timed(5, () => busy.show(list))));
  }
  return { value: Math.max(...times), unit: 'ms' };
}
