import { afterEach, expect, test } from 'vitest';
import { ChildHost, until } from '../child-host.ts';

const hosts: ChildHost[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.dispose();
});

function newHost(): ChildHost {
  const host = new ChildHost();
  hosts.push(host);
  return host;
}

const began = (host: ChildHost, key: string) =>
  host.noted().filter((entry) => entry['activity'] === 'begin' && entry['key'] === key).length;
const ended = (host: ChildHost, key: string) =>
  host.noted().filter((entry) => entry['activity'] === 'end' && entry['key'] === key).length;

/** Moments of the journey at which the host is killed, by what can be seen from outside. */
const moments: [string, (host: ChildHost) => Promise<unknown>][] = [
  ['right after the start was accepted', async () => undefined],
  ['while the first activity runs', (host) => until('a has begun', () => began(host, 'j/a') > 0 || undefined)],
  ['while the timer waits', (host) => until('a has ended', () => ended(host, 'j/a') > 0 || undefined)],
  [
    'while the sub-orchestration runs',
    (host) => until('the child has begun', () => began(host, 'j/child') > 0 || undefined),
  ],
  [
    'while it waits for the event',
    (host) => until('the child has ended', () => ended(host, 'j/child') > 0 || undefined),
  ],
];

test.each(moments)('killed %s, the instance goes on after a restart and ends right', async (_name, moment) => {
  const host = await newHost().start();
  await host.postJson('orchestrators/journey/j');
  await moment(host);
  await host.kill();
  await host.start();
  expect((await host.postJson('instances/j/raiseEvent/go', { n: 7 })).status).toBe(202);
  const status = await host.reaches('j', 'Completed');
  expect(status.output).toEqual({ a: 'j/a', child: 'j/child', go: { n: 7 }, b: 'j/b' });
  const completions = status.historyEvents.filter((event) => event['FunctionName'] === 'effect');
  expect(completions).toHaveLength(2);
  for (const key of ['j/a', 'j/child', 'j/b']) expect(ended(host, key)).toBeGreaterThan(0);
});

test('an event that was acknowledged right before a kill is not lost', async () => {
  const host = await newHost().start();
  await host.postJson('orchestrators/wait/w');
  await host.reaches('w', 'Running');
  expect((await host.postJson('instances/w/raiseEvent/go', { n: 1 })).status).toBe(202);
  await host.kill();
  await host.start();
  expect(await host.reaches('w', 'Completed')).toMatchObject({ output: { v: { n: 1 } } });
});

test('an activity that was killed in the middle runs again', async () => {
  const host = await newHost().start();
  await host.postJson('orchestrators/callsHeld/again');
  await until('it has begun', () => began(host, 'again') > 0 || undefined);
  await host.kill();
  await host.start();
  await host.fetch('/api/release/again', { method: 'POST' });
  expect(await host.reaches('again', 'Completed')).toMatchObject({ output: 'again' });
  expect(began(host, 'again')).toBe(2);
  expect(ended(host, 'again')).toBe(1);
});

test('a timer that came due while the host was down fires late', async () => {
  const hour = 3_600_000;
  const host = await newHost().start(0, { clockOffset: 0 });
  await host.postJson('orchestrators/race/late', { ms: hour });
  await host.reaches('late', 'Running');
  await host.kill();
  await host.start(0, { clockOffset: 2 * hour });
  expect(await host.reaches('late', 'Completed')).toMatchObject({ output: { won: 'timer' } });
});

test('killed again and again, fifty orchestrations all end', async () => {
  const host = await newHost().start();
  const ids = Array.from({ length: 50 }, (_none, at) => `many-${at}`);
  await Promise.all(ids.map((id) => host.postJson(`orchestrators/journey/${id}`)));
  for (let round = 0; round < 4; round++) {
    const before = host.noted().length;
    const allDone = () => ids.every((id) => ended(host, `${id}/child`) > 0);
    await until('some work was done', () => host.noted().length > before + 10 || allDone() || undefined);
    await host.kill();
    await host.start();
  }
  await Promise.all(ids.map((id) => host.postJson(`instances/${id}/raiseEvent/go`, { id })));
  for (const id of ids)
    expect(await host.reaches(id, 'Completed')).toMatchObject({ output: { a: `${id}/a`, go: { id } } });
});

test('a second host on the same state folder is refused', async () => {
  const host = await newHost().start();
  const refused = await host.rival();
  expect(refused.code).toBe(6);
  expect(refused.errors).toContain('Is another host using this state folder?');
});
