/** How many requests the verification of everything takes for an operation: half of them datasets, half reviewed packages. */
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { manyRecords } from '../many-records.ts';
import { Requests } from '../requests.ts';

const projects = 5;

/** Measures 100, 300 and 900 operations in five projects; the most of them count, and what each more takes is said beside. */
export async function measure(): Promise<Measured> {
  const counts: number[] = [];
  const sizes = [10, 30, 90].map((pairs) => projects * pairs * 2);
  for (const size of sizes) {
    const requests = new Requests();
    const world = new MemoryWorld(2, requests);
    await manyRecords(world, projects, size / projects / 2);
    const before = requests.count;
    if (!(await verifyProofs(world.ports)).ok) throw new Error('The records do not verify');
    counts.push(requests.count - before);
  }
  const [of = 1, most = 1] = [sizes.at(-1), counts.at(-1)];
  const [fewer = 0, less = 0] = [sizes[1], counts[1]];
  const lines = [
    `of ${sizes.join(', ')} operations: ${counts.join(', ')} requests; each more takes ${((most - less) / (of - fewer)).toFixed(2)}`,
  ];
  return { value: most / of, unit: 'requests', lines };
}
