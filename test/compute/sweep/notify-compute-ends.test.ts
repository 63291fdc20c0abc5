import { expect, test } from 'vitest';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import type { ComputeSnapshot } from '../../../src/compute/domain/snapshot.ts';
import { notifyComputeEnds } from '../../../src/compute/sweep/notify-compute-ends.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { collect } from '../../contract/samples.ts';
import { definition, person } from '../../domain/sample.ts';
import { noHook } from '../../memory/hook.ts';
import { MemoryWorld } from '../../memory/world.ts';

const id = 'heart-study';
const settings = { publicBaseUrl: 'https://gate.example.org' };
const DAY = 86_400_000;
const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'off' } };
const keeps = (keepComputeDays?: number) => computeDefinition.parse({ keepComputeDays, virtualMachines: [machine] });
const seen = (...names: string[]) => names.map((name) => ({ kind: 'machine' as const, name, state: 'deallocated' }));

/** The last day of the project is 2026-11-19, and its computes are kept for 14 days: people are told on 2026-11-27. */
async function start(change: Parameters<MemoryWorld['project']>[0] = {}) {
  const world = new MemoryWorld(1, noHook, { beginning: '2026-11-26T23:00:00.000Z' });
  const people = { ...definition().people, operators: [person('Otto', 50)] };
  await world.project({ people, ends: '2026-11-19', compute: keeps(14), ...change });
  const sweep = async (computes: ComputeSnapshot['computes'] = seen('dsvm-1'), ports: Partial<Ports> = {}) => {
    const failures = new Failures();
    const snapshot = {
      at: world.ports.clock.now().toISOString(),
      computes,
      steps: [],
      waiting: [],
      alerts: [],
      idle: [],
      notes: [],
      open: [],
    };
    await world.ports.looks.write(id, snapshot);
    await notifyComputeEnds({ ...world.ports, ...ports }, settings, {
      failures,
      share: startTimeSlice(world.ports.clock, 20),
    });
    failures.throwAny();
  };
  const mails = () => world.inbox.mails.map(({ to, subject }) => `${to.split('@')[0]}: ${subject}`);
  const told = async () => (await world.ports.computeMemory.read(id))?.value.told;
  const audited = async () =>
    (await collect(world.ports.audit.lines(id)))
      .map((line) => parseChainLine(line).event)
      .filter(({ kind }) => kind === 'compute.end-told')
      .map(({ data }) => data);
  const refusing = (name: string): Partial<Ports> => ({
    mailer: {
      send: async (mail) => {
        if (mail.to.startsWith(name)) throw new Error('no such mailbox');
        await world.ports.mailer.send(mail);
      },
    },
  });
  return { world, sweep, mails, told, audited, refusing };
}

test('researchers and operators are told a week before the deletion, once, and it is remembered', async () => {
  const { world, sweep, mails, told, audited } = await start();
  await sweep();
  expect([mails(), await told()]).toEqual([[], undefined]);
  await world.time.pass(DAY / 24);
  for (let again = 0; again < 3; again += 1) await sweep();
  const subject = `[${id}] 1 compute will be deleted from 2026-12-04 on`;
  expect(mails()).toEqual([`otto: ${subject}`, `rita: ${subject}`, `ron: ${subject}`]);
  expect(world.inbox.mails[0]?.text).toContain('https://gate.example.org/api/ops/desk/compute/heart-study');
  expect(world.inbox.mails[1]?.text).toContain('machine dsvm-1');
  expect(world.inbox.mails[1]?.text).not.toContain('/api/ops');
  expect(await told()).toMatchObject({ computes: ['machine dsvm-1'], at: expect.stringMatching(/^2026-11-27/) });
  expect(await audited()).toEqual([{ from: '2026-12-04', computes: 1, people: 3, untold: 0 }]);
});

test('a compute that comes to light later is told anew, without the name that may have been chosen inside', async () => {
  const { world, sweep, mails, told } = await start();
  await world.time.pass(DAY);
  await sweep();
  await world.time.pass(DAY);
  await sweep(seen('dsvm-1', 'rare-disease'));
  expect(mails()[3]).toBe(`otto: [${id}] 2 computes will be deleted from 2026-12-05 on`);
  for (const { text, html } of world.inbox.mails) expect(`${text}${html}`).not.toContain('rare-disease');
  expect(await told()).toMatchObject({
    computes: ['machine dsvm-1', 'machine rare-disease'],
    at: expect.stringMatching(/^2026-11-28/),
  });
});

test('each change of the definition is told anew, also one that brings back what stood there', async () => {
  const { world, sweep, mails, told } = await start();
  await world.time.pass(DAY);
  const put = async (keepComputeDays: number) => {
    const stored = await world.ports.projects.get(id);
    if (stored === undefined) throw new Error('the project is there');
    await world.ports.projects.put({ ...stored.value, compute: keeps(keepComputeDays) }, stored.etag);
  };
  await sweep();
  const first = await told();
  await world.time.pass(DAY);
  await put(60);
  await world.time.pass(DAY);
  await sweep();
  expect([mails().length, await told()]).toEqual([3, first]);
  await put(14);
  await world.time.pass(DAY);
  await sweep();
  expect(mails()).toHaveLength(6);
  expect(await told()).toMatchObject({ definition: first?.definition, at: expect.stringMatching(/^2026-11-30/) });
});

test('who cannot be reached is tried for a week, and then an operator who was reached is enough', async () => {
  const { world, sweep, mails, told, audited, refusing } = await start();
  await world.time.pass(DAY);
  await expect(sweep(undefined, refusing('ron'))).rejects.toThrow('1 people were not reached');
  expect([mails().length, await told()]).toEqual([2, undefined]);
  await world.time.pass(7 * DAY);
  await sweep(undefined, refusing('ron'));
  expect(await audited()).toMatchObject([{ people: 2, untold: 1, from: '2026-12-11' }]);
  expect(await told()).toMatchObject({ at: expect.stringMatching(/^2026-12-04/) });
});

test('without an operator who was reached it is never remembered', async () => {
  const { world, sweep, told, refusing } = await start();
  await world.time.pass(30 * DAY);
  await expect(sweep(undefined, refusing('otto'))).rejects.toThrow('not reached');
  expect(await told()).toBeUndefined();
});

test('whatever stops in between, people get one mail each and the audit one line', async () => {
  const { world, sweep, mails, told, audited } = await start();
  await world.time.pass(DAY);
  const refuse = () => Promise.reject(new Error('it is away'));
  await expect(sweep(undefined, { audit: { ...world.ports.audit, append: refuse } })).rejects.toThrow('it is away');
  await expect(sweep(undefined, { computeMemory: { ...world.ports.computeMemory, write: refuse } })).rejects.toThrow(
    'it is away',
  );
  expect(await told()).toBeUndefined();
  await sweep();
  expect([mails().length, (await audited()).length]).toEqual([3, 1]);
  expect(await told()).toBeDefined();
});

test.each([
  ['goes on', { ends: '2027-11-19' }],
  ['is hibernated', { hibernated: true }],
  ['keeps its computes', { compute: keeps() }],
  ['has lapsed', { ends: '2027-11-19', governance: [{ kind: 'DPIA', reference: '1', until: '2026-11-19' }] }],
])('nobody is told of a project that %s', async (_, change) => {
  const { world, sweep, mails, told } = await start(change);
  await world.time.pass(60 * DAY);
  await sweep();
  expect([mails(), await told()]).toEqual([[], undefined]);
});

test('nobody is told by an old look, and what a run remembers meanwhile is kept', async () => {
  const { world, sweep, mails, told } = await start();
  const { looks, computeMemory } = world.ports;
  await world.time.pass(2 * DAY);
  const old = {
    ...looks,
    of: async () => ({
      at: '2026-11-27T00:00:00.000Z',
      computes: seen('dsvm-1'),
      steps: [],
      waiting: [],
      alerts: [],
      idle: [],
      notes: [],
      open: [],
    }),
  };
  await sweep(undefined, { looks: old });
  expect(mails()).toEqual([]);
  await computeMemory.write(id, { ...noMemory, seen: { machines: 1, computes: 0 } }, undefined);
  await sweep();
  expect((await computeMemory.read(id))?.value.seen.machines).toBe(1);
  expect(await told()).toBeDefined();
});
