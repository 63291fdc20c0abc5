/**
 * How many seconds the verification of a day takes in a deployment of 10,000 operations that the log knows: the count of all
 * operations, and a day's share of the lines and the operations. The processor time, and five milliseconds for each request that is waited for.
 */

import { systemChain } from '../../../src/domain/audit/audit-event.ts';
import { verifiedId } from '../../../src/domain/audit/verified-line.ts';
import { daysLater } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { verifyDay } from '../../../src/features/verification/since/verify-day.ts';
import { growLog } from '../../../src/features/witness/grow-log.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { manyRecords } from '../many-records.ts';
import { Requests } from '../requests.ts';

const projects = 10;
const settings = { publicBaseUrl: 'https://tre.example.org' };

/** Measures 1,000, 3,000 and 10,000 operations; the most of them count, and what a thousand more take is said beside. */
export async function measure(): Promise<Measured> {
  const sizes = [1000, 3000, 10_000];
  const seconds: number[] = [];
  for (const size of sizes) seconds.push(await secondsOf(size));
  const [, before = 0, value = 0] = seconds;
  const lines = [
    `of ${sizes.join(', ')} operations: ${seconds.map((one) => one.toFixed(2)).join(', ')} s; a thousand more take ${((value - before) / 7).toFixed(2)}`,
  ];
  return { value, unit: 's', lines };
}

async function secondsOf(operations: number): Promise<number> {
  const requests = new Requests();
  const world = new MemoryWorld(2, requests);
  await manyRecords(world, projects, operations / projects / 2);
  const begun = world.ports.clock.now();
  const at = (hours: number) => ({
    ...world.ports,
    clock: { now: () => new Date(daysLater(begun, 60).getTime() + hours * 3_600_000) },
  });
  const failures = new Failures();
  const grow = (hour: number) => growLog(at(hour), settings, { share: startTimeSlice(at(hour).clock, 600), failures });
  // A chain takes in a hundred receipts an hour.
  const hours = Math.ceil((operations / projects / 2) * 0.03) + 1;
  for (let hour = 0; hour < hours; hour += 1) await grow(hour);
  await grow(hours + 24);
  failures.throwAny();
  const today = at(hours + 24);
  const spent = await requests.timed(5, () => verifyDay(today, startTimeSlice(today.clock, 600)));
  const line = await today.audit.event(systemChain, verifiedId(today.clock.now().toISOString().slice(0, 10)));
  if (line?.data['wrong'] !== 0 || line.data['operations'] !== operations)
    throw new Error(`What is new does not verify: ${JSON.stringify(line)}`);
  return spent / 1000;
}
