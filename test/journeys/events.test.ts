import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { z } from 'zod';
import { until } from '../../local/people/until.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { type Journey, startJourney } from './journey.ts';
import { expectNothingLost } from './nothing-lost.ts';
import { someFiles } from './sample-people.ts';
import { onOddDays as test } from './turns.ts';

const eventStatus = z.object({ dropped: z.number(), delivered: z.number(), pending: z.number() });
const sweepReport = z.object({ started: z.number() });
let journey: Journey;

beforeAll(async () => {
  // No sweep but those that a test asks for: what arrives before one came by its event.
  journey = await startJourney({ settings: { SWEEP_SCHEDULE: '0 0 0 1 1 *' } });
});
afterAll(() => journey.end());
beforeEach(() => journey.stack.control.setEventKnobs({}));

async function events(): Promise<z.infer<typeof eventStatus>> {
  return eventStatus.parse(await journey.stack.control.call('GET', 'events'));
}

async function sweep(): Promise<number> {
  return sweepReport.parse(await journey.ops.ask('POST', 'ops/sweep')).started;
}

/** How often the host was called for a blob of `ingress`: it asks for the properties before each call. */
async function calls(): Promise<number> {
  const rows = (await journey.stack.control.ledger()).filter(
    ({ identity, place }) => identity === 'id-trigger' && place === 'ingress',
  );
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/** Waits until Event Grid has announced or dropped as many events more. */
async function settledEvents(before: z.infer<typeof eventStatus>, announced: number, dropped: number): Promise<void> {
  const look = async () => {
    const now = await events();
    const done = now.delivered - before.delivered >= announced && now.dropped - before.dropped >= dropped;
    return done && now.pending === 0 ? true : undefined;
  };
  await until(`${announced} deliveries and ${dropped} dropped events`, look);
}

/** Sends two datasets of a folder, one of a single file, and a package; 14 events. The names start with the word. */
async function sendEverything(word: string): Promise<string[]> {
  await Promise.all([
    journey.upload(`${word}-first`, someFiles(`${word}-first`)),
    journey.upload(`${word}-second`, someFiles(`${word}-second`)),
    journey.upload(`${word}.csv`, [{ path: `${word}.csv`, bytes: Buffer.from(word) }]),
    journey.drop(`${word}-results`, someFiles(`${word}-results`)),
  ]);
  return [`${word}-first`, `${word}-second`, `${word}.csv`, `${word}-results`];
}

/** Waits for the end of everything that `sendEverything` sent, with two approvals, and gives how it ended. */
async function endOf([first = '', second = '', single = '', results = '']: readonly string[]): Promise<object[]> {
  const { id } = await journey.reached('export', results, 'in-review');
  await journey.rests(id);
  await journey.decide(id, 'ada', { choice: 'approve' });
  await journey.decide(id, 'ben', { choice: 'approve' });
  const datasets = [first, second, single].map((name) => journey.reached('ingress', name, 'available'));
  const all = await Promise.all([...datasets, journey.reached('export', results, 'released')]);
  return all.map(outcome);
}

function outcome({ state, version, shape, purpose, source, problems, transfers, revision }: Operation): object {
  const moves = transfers.map(({ step, attempt, status }) => `${step} ${attempt} ${status}`);
  const word = purpose?.replace(/why \w+-/, '');
  return { state, version, shape, word, count: source?.count, problems, moves, revision };
}

describe('events of uploads', () => {
  test('come twice, in reverse order, one in five never: all ends as it does with orderly events', async () => {
    const orderly = await endOf(await sendEverything('orderly'));
    const before = await events();
    const messy = { duplicate: true, reverse: true, dropEvery: 5 };
    await journey.stack.control.setEventKnobs({ ...messy, delayMilliseconds: 600_000 });
    const names = await sendEverything('messy');
    await until('all 14 events to wait', async () => ((await events()).pending === 14 ? true : undefined));
    await journey.stack.control.setEventKnobs(messy);
    await settledEvents(before, 22, 2);
    await sweep();
    expect(await endOf(names)).toEqual(orderly);
    await expectNothingLost(journey);
  });

  test('of which one in five is dropped leave exactly those uploads to the sweep', async () => {
    const before = await events();
    await journey.stack.control.setEventKnobs({ duplicate: true, dropEvery: 5 });
    const names = Array.from({ length: 10 }, (_, index) => `single-${index}.csv`);
    for (const name of names) await journey.upload(name, [{ path: name, bytes: Buffer.from(name) }]);
    await settledEvents(before, 16, 2);
    const known = async () => {
      const found = (await journey.operations('ingress')).filter(({ name }) => names.includes(name));
      return found.length === 8 ? true : undefined;
    };
    await until('the announced uploads to be known', known);
    expect(await sweep()).toBe(2);
    for (const name of names) await journey.reached('ingress', name, 'available');
    await expectNothingLost(journey);
  });

  test('that come twice after a sweep has brought the dataset in start nothing anew', async () => {
    const [before, callsBefore] = [await events(), await calls()];
    await journey.stack.control.setEventKnobs({ duplicate: true, delayMilliseconds: 600_000 });
    await journey.upload('late.csv', [{ path: 'late.csv', bytes: Buffer.from('late') }]);
    expect(await sweep()).toBe(1);
    await journey.reached('ingress', 'late.csv', 'available');
    expect((await events()).pending).toBe(1);
    await journey.stack.control.setEventKnobs({ duplicate: true });
    await settledEvents(before, 2, 0);
    const called = async () => ((await calls()) >= callsBefore + 2 ? true : undefined);
    await until('the host to look for the blob twice', called);
    expect(await journey.operations('ingress', 'late.csv')).toHaveLength(1);
    await expectNothingLost(journey);
  });
});
