import { afterAll, beforeAll, expect, test } from 'vitest';
import { ChildHost, until } from '../child-host.ts';

const host = new ChildHost({ knobs: { clockOffset: 0 } });
beforeAll(() => host.start());
afterAll(() => host.dispose());

const minute = 60_000;

async function pass(milliseconds: number): Promise<void> {
  await host.fetch('/admin/host/clock', {
    method: 'POST',
    body: JSON.stringify({ advanceMilliseconds: milliseconds }),
    headers: { 'x-functions-key': host.keys().masterKey },
  });
}

const waitsFor = (id: string, timers: number) =>
  until(`${id} waits for ${timers} timers`, async () => {
    const { historyEvents } = await host.status(id);
    return historyEvents.filter(({ EventType }) => EventType === 'TimerCreated').length === timers || undefined;
  });

test('timers of one instant are told to their instance in one episode, the one that was made first before the others', async () => {
  await host.postJson('orchestrators/firstTimer/together', { count: 5, ms: minute, step: 0 });
  await waitsFor('together', 5);
  await pass(minute);
  expect(await host.reaches('together', 'Completed')).toMatchObject({ output: { first: 0, episodes: 2 } });
});

test('timers that came due while the host was away are told in one episode, in the order of their times', async () => {
  await host.postJson('orchestrators/firstTimer/late', { count: 5, ms: minute, step: -1000 });
  await waitsFor('late', 5);
  await host.kill();
  await host.start(0, { clockOffset: 10 * minute });
  expect(await host.reaches('late', 'Completed')).toMatchObject({ output: { first: 4, episodes: 1 } });
});
