/**
 * How many seconds the verification of 10,000 operations takes, half of them datasets and half reviewed packages, with all that belongs
 * to them, in ten projects: the processor time, as on a machine of the usual speed, and five milliseconds for each request that is waited for.
 */
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { manyRecords } from '../many-records.ts';
import { Requests } from '../requests.ts';
import { slowness } from '../slowness.ts';

const projects = 10;
const pairsPerProject = 500;

/** Measures one verification of everything. */
export async function measure(): Promise<Measured> {
  const requests = new Requests();
  const world = new MemoryWorld(2, requests);
  await manyRecords(world, projects, pairsPerProject);
  const { processor, waited } = await requests.spent(5, async () => {
    const { ok, receipts, findings } = await verifyProofs(world.ports);
    if (!ok || receipts.verified !== projects * pairsPerProject * 3)
      throw new Error(`The records do not verify: ${JSON.stringify([receipts, findings]).slice(0, 1000)}`);
  });
  const slow = await slowness();
  const seconds = [processor, waited].map((milliseconds) => (milliseconds / 1000).toFixed(1));
  const lines = [
    `${seconds.join(' s of processor time and ')} s of requests, on a machine ${slow.toFixed(2)} times as slow as the usual one`,
  ];
  return { value: (processor / slow + waited) / 1000, unit: 's', lines };
}
