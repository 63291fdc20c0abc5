import { expect, test } from 'vitest';
import { DAY } from '../../src/domain/base/time.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSeconds } from '../../src/use-cases/overview/sweep-parts.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { anOperation } from '../contract/samples.ts';
import { definition, person } from '../domain/sample.ts';
import { noHook } from '../memory/hook.ts';
import { playedOut } from '../memory/played-out.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
const minute = 60_000;
const hostEnds = 10 * minute;

const tenOperators = Array.from({ length: 10 }, (_, at) => person(`Otto-${at}`, 50 + at));

/** Projects with these operators each, of whom everybody is to be told of many things, and an upload at a door that no event announced. */
async function busyWorld(projects: number, operators = tenOperators) {
  const world = new MemoryWorld(1, noHook, { beginning: '2026-11-20T10:00:00.000Z' });
  const now = world.time.now();
  const people = { ...definition().people, operators };
  const governance = [{ kind: 'Ethics approval', reference: 'EK-1', until: '2026-11-25' }];
  for (let at = 0; at < projects; at += 1) {
    const id = `study-${at}`;
    await world.project({ id, people, governance, compute: computeDefinition.parse({ budgetHours: 10 }) });
    const months = [{ month: '2026-11', machines: 20 * 3_600_000, instances: 0, missed: 0 }];
    await world.ports.hours.write(id, { months }, undefined);
    const since = new Date(now.getTime() - 8 * DAY).toISOString();
    const operation = anOperation({ project: id, name: 'rests', state: 'failed', since });
    const telling = { kind: 'telling', project: id, operation: operation.id, revision: operation.revision } as const;
    await world.ports.register.open(operation, [{ ...telling, about: 'failed', since: now.toISOString(), times: 0 }]);
    await world.put('ingress', `${id}/cohort/a.csv`, 'a,b\n');
  }
  return world;
}

type Mail = Parameters<MemoryWorld['ports']['mailer']['send']>[0];

/** Sweeps every ten minutes with that mail server: how long each took, and when it started what it found at the doors. */
async function sweptWith(world: MemoryWorld, send: (mail: Mail) => Promise<void>, times: number) {
  const sweeps: { readonly took: number; readonly started: readonly number[] }[] = [];
  for (let time = 0; time < times; time += 1) {
    const begun = world.time.now().getTime();
    const started: number[] = [];
    const start = async () => void started.push(world.time.now().getTime() - begun);
    const work = sweep({ ...world.ports, mailer: { send } }, { ...idle, start }, sweepSettings);
    await playedOut(
      world.time,
      work.catch(() => undefined),
    );
    const took = world.time.now().getTime() - begun;
    sweeps.push({ took, started });
    await world.time.pass(Math.max(0, hostEnds - took));
  }
  return sweeps;
}

/** A sweep begins nothing behind its time, and a mail that was begun takes a minute. */
const longest = sweepSeconds * 1000 + minute;

test('people whose mail server takes a minute for each keep no door from being looked at, and every sweep ends in time', async () => {
  const world = await busyWorld(3);
  const told: string[] = [];
  const send = async ({ to, subject }: Mail) => {
    await world.time.sleep(minute);
    told.push(`${to} ${subject}`);
  };
  const [first, ...others] = await sweptWith(world, send, 40);
  expect(first?.started).toHaveLength(3);
  expect(Math.max(...(first?.started ?? []))).toBeLessThan(minute);
  for (const { took } of [...others, { took: first?.took ?? 0 }]) expect(took).toBeLessThanOrEqual(longest);
  expect(others.at(-1)?.took).toBe(0);
  expect(new Set(told).size).toBe(told.length);
  expect(told.length).toBeGreaterThan(3 * 4 * 10);
});

test('people whose mail server times out keep nobody else from their mails for ever', async () => {
  const world = await busyWorld(1);
  const told = new Set<string>();
  const send = async ({ to, subject }: Mail) => {
    await world.time.sleep(/otto-[0-4]@/.test(to) ? minute : 1000);
    if (/otto-[0-4]@/.test(to)) throw new Error('the mail server does not answer');
    told.add(`${to.split('@')[0]} ${subject}`);
  };
  for (const { took } of await sweptWith(world, send, 24)) expect(took).toBeLessThanOrEqual(longest);
  const toldOf = Map.groupBy(told, (one) => one.slice(one.indexOf(' ') + 1));
  expect(toldOf.size).toBe(4);
  for (const [subject, theirs] of toldOf)
    expect(theirs.filter((one) => one.startsWith('otto-')).length, subject).toBe(5);
});

/** Of so many people all mails time out, of ten others none; those stand behind them. */
const sorts = [
  ['of another domain', 'example.com', 1],
  ['of the same domain', 'example.org', 8],
] as const;

test.each(sorts)(
  'ten people %s, %s, have all their mails after %d sweeps, although twenty are waited for in vain',
  async (_, domain, most) => {
    const silent = Array.from({ length: 20 }, (_, at) => person(`Sid-${at}`, 50 + at));
    const others = tenOperators.map((one) => ({
      ...one,
      oid: one.oid.replace('0000000', '1000000'),
      email: one.email.replace('example.org', domain),
    }));
    const world = await busyWorld(1, [...silent, ...others]);
    const tries = new Map<string, number>();
    const told = new Set<string>();
    const send = async ({ to, subject }: Mail) => {
      tries.set(to, (tries.get(to) ?? 0) + 1);
      await world.time.sleep(to.startsWith('sid-') ? minute : 1000);
      if (to.startsWith('sid-')) throw new Error('the mail server does not answer');
      if (to.startsWith('otto-')) told.add(`${to} ${subject}`);
    };
    for (const { took } of await sweptWith(world, send, most)) expect(took).toBeLessThanOrEqual(longest);
    expect(told.size).toBe(4 * 10);
    await sweptWith(world, send, 16);
    for (const { email } of silent) expect(tries.get(email), email).toBeGreaterThan(1);
  },
);
