/**
 * How many requests of storage the dearest of the lists of operations takes in a process that has given it before, with 10, 50 and 200
 * projects, each with 20 datasets and 10 packages of a year.
 */
import { BusyLists } from '../busy-lists.ts';
import type { Measured } from '../figure.ts';
import { atThreeSizes } from '../three-sizes.ts';

const lists = ['exports', 'datasets', 'datasets?limit=200', 'exports?kind=needs-somebody', 'datasets?project=study-7'];

/** Counts those of the second answer of each. */
export async function measure(): Promise<Measured> {
  return await atThreeSizes([10, 50, 200], 'requests', async (projects) => {
    const busy = await new BusyLists({ projects, ofEach: { ingress: 20, export: 10 }, days: 365 }).start();
    const counts: number[] = [];
    for (const list of lists) {
      if ((await busy.show(list)) === 0) throw new Error(`The list ${list} is empty: nothing was measured`);
      busy.requests.count = 0;
      await busy.show(list);
      counts.push(busy.requests.count);
    }
    return Math.max(...counts);
  });
}
