/**
 * How many seconds the daily verification takes where 10,000 operations have ended, 100 of them in the last two days: what is new, and two days'
 * shares of the rest, on a day on which a chain is read from its first line. The processor time on the machine for which the goal was set, and five
 * milliseconds for each request that is waited for.
 */

import { systemChain } from '../../../src/domain/audit/audit-event.ts';
import { verifiedId } from '../../../src/domain/audit/verified-line.ts';
import { daysLater } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { isDue } from '../../../src/features/verification/since/share-of-day.ts';
import { verifyDay } from '../../../src/features/verification/since/verify-day.ts';
import { growLog } from '../../../src/features/witness/grow-log.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { manyRecords } from '../many-records.ts';
import { Requests } from '../requests.ts';
import { slowness } from '../slowness.ts';

const projects = 10;
const newPairs = 5;
const sizes = [1000, 3000, 10_000];
const settings = { publicBaseUrl: 'https://tre.example.org' };
/** A chain takes in a hundred receipts an hour, and three belong to a pair. */
const pairsOfHour = 33;

/** Measures the days on which so many have ended; the most of them count, and what a thousand more take is said beside. */
export async function measure(): Promise<Measured> {
  const requests = new Requests();
  const world = new MemoryWorld(2, requests);
  const more = await manyRecords(world, projects, 0);
  const days: Spent[] = [];
  const log = new Log(world);
  let known = 0;
  for (const operations of sizes) {
    const pairs = operations / projects / 2;
    await more(pairs - newPairs - known);
    await log.takeIn(pairs - known);
    await log.untilTurn();
    await more(newPairs);
    await log.grow();
    known = pairs;
    days.push(await verified(log.ports, requests, operations));
  }
  const slow = await slowness();
  const seconds = days.map(({ processor, waited }) => (processor / slow + waited) / 1000);
  const counts = days.map(({ count }) => count);
  const perThousand = (values: readonly number[]) => ((values[2] ?? 0) - (values[1] ?? 0)) / 7;
  const { processor = 0, waited = 0 } = days.at(-1) ?? {};
  const shown = (values: readonly number[]) => values.map((one) => one.toFixed(2)).join(', ');
  const lines = [
    `of ${sizes.join(', ')} operations: ${shown(seconds)} s; a thousand more take ${shown([perThousand(seconds)])}`,
    `of the last, ${shown([waited / 1000])} s wait for requests; the processor had ${shown([processor / 1000])} s of a machine ${shown([slow])} times as slow`,
    `requests: ${counts.join(', ')}; a thousand more take ${perThousand(counts).toFixed(0)}`,
  ];
  return { value: seconds.at(-1) ?? Number.NaN, unit: 's', lines };
}

interface Spent {
  readonly processor: number;
  readonly waited: number;
  readonly count: number;
}

async function verified(ports: MemoryWorld['ports'], requests: Requests, operations: number): Promise<Spent> {
  const before = requests.count;
  const spent = await requests.spent(5, () => verifyDay(ports, startTimeSlice(ports.clock, 600)));
  const line = await ports.audit.event(systemChain, verifiedId(ports.clock.now().toISOString().slice(0, 10)));
  if (line?.data['wrong'] !== 0 || line.data['operations'] !== operations)
    throw new Error(`What is new does not verify: ${JSON.stringify(line)}`);
  return { ...spent, count: requests.count - before };
}

/** The log of a deployment, hour by hour. Nothing else happens in those hours. */
class Log {
  readonly #world: MemoryWorld;
  readonly #begun: Date;
  #hours = 0;

  constructor(world: MemoryWorld) {
    this.#world = world;
    this.#begun = daysLater(world.ports.clock.now(), 60);
  }

  get ports(): MemoryWorld['ports'] {
    const now = new Date(this.#begun.getTime() + this.#hours * 3_600_000);
    return { ...this.#world.ports, clock: { now: () => now } };
  }

  /** Signs the next hour. Proofs of receipts are left out: no verification reads them, and ten thousand take a minute. */
  async grow(): Promise<void> {
    this.#hours += 1;
    const { ports } = this;
    const { signedLog } = ports;
    const keep: typeof signedLog.keep = async (step) => {
      await signedLog.keep({ ...step, receipts: [] });
      return false;
    };
    const failures = new Failures();
    const share = startTimeSlice(ports.clock, 600);
    await growLog({ ...ports, signedLog: { ...signedLog, keep } }, settings, { share, failures });
    failures.throwAny();
  }

  async takeIn(pairs: number): Promise<void> {
    for (let taken = 0; taken < pairs; taken += pairsOfHour) await this.grow();
  }

  /** Until a day on which a chain has its turn, and two days after the newest line. */
  async untilTurn(): Promise<void> {
    const quiet = this.#hours + 50;
    while (this.#hours < quiet || !this.#isTurn()) await this.grow();
  }

  #isTurn(): boolean {
    const now = this.ports.clock.now();
    return Array.from({ length: projects }, (_, at) => `chain study-${at}`).some((key) =>
      isDue(key, daysLater(now, -1), now),
    );
  }
}
