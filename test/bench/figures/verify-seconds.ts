/**
 * How many seconds the verification of 10,000 operations takes, half of them datasets and half reviewed packages, with all that belongs
 * to them, in ten projects: the processor time, and five milliseconds for each request that is waited for.
 */
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { manyRecords } from '../many-records.ts';
import { Requests } from '../requests.ts';

const projects = 10;
const pairsPerProject = 500;

/** Measures one verification of everything. */
export async function measure(): Promise<Measured> {
  const requests = new Requests();
  const world = new MemoryWorld(2, requests);
  await manyRecords(world, projects, pairsPerProject);
  const milliseconds = await requests.timed(5, async () => {
    const { ok, receipts, findings } = await verifyProofs(world.ports);
    if (!ok || receipts.verified !== projects * pairsPerProject * 3)
      throw new Error(`The records do not verify: ${JSON.stringify([receipts, findings]).slice(0, 1000)}`);
  });
  return { value: milliseconds / 1000, unit: 's' };
}
