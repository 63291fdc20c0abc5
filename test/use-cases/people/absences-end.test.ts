import { beforeEach, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/base/time.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { endAbsences, noteAbsence } from '../../../src/use-cases/people/absences.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { definition, gather, person } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const days = { from: '2026-03-02', to: '2026-03-20' };
const ada = { oid: person('Ada', 11).oid, email: person('Ada', 11).email };
const otto = person('Otto', 90).oid;

let world: MemoryWorld;
beforeEach(async () => {
  world = new MemoryWorld(37);
  await world.project();
  await world.project({ id: 'lung-study' });
});

const note = (by = ada.oid, from = days.from) =>
  noteAbsence(world.ports, idle, { person: ada, by, reason: 'ill' }, { ...days, from });
const end = (ports: Ports = world.ports, by = ada.oid) =>
  endAbsences(ports, idle, { person: ada, by, reason: 'is back' });
const verified = async (ports: Ports = world.ports) =>
  (await verifyProofs(ports)).findings.filter(({ record }) => record === 'absence');
const lines = async (chain: string, kind: string) =>
  (await gather(world.ports.audit.lines(chain))).filter((line) => line.includes(`"kind":"absence.${kind}"`));

test('what the person and an operator said stands beside each other, and each has its beginning and its end', async () => {
  await Promise.all([note(), note(otto, '2026-03-10')]);
  expect(await world.ports.absences.list()).toHaveLength(2);
  expect(await verified()).toEqual([]);
  expect(await end(world.ports, otto)).toHaveLength(2);
  for (const chain of ['heart-study', 'lung-study'])
    for (const kind of ['noted', 'ended']) expect(await lines(chain, kind)).toHaveLength(2);
  expect(await verified()).toEqual([]);
});

test('an end that the process did not live through is carried out when it is asked for again', async () => {
  await note();
  for (const dies of ['remove', 'append'] as const) {
    const { audit, absences } = world.ports;
    const ports: Ports = {
      ...world.ports,
      absences: { ...absences, remove: dies === 'remove' ? died : absences.remove },
      audit: {
        ...audit,
        append: async (chain, events) => {
          if (dies === 'append' && events.some(({ kind }) => kind === 'absence.ended')) await died();
          await audit.append(chain, events);
        },
      },
    };
    await expect(end(ports)).rejects.toThrow('died');
    expect(await world.ports.absences.list()).toHaveLength(1);
  }
  expect(await verified()).toMatchObject([{ why: expect.stringContaining('It stands') }, {}]);
  await end();
  expect(await lines('heart-study', 'ended')).toHaveLength(1);
  expect(await verified()).toEqual([]);
});

/** The ports of a process that dies at its line of the end in a chain, before or behind it, or before the row goes. */
function dying(at: string, when: 'before' | 'behind'): Ports {
  const { audit, absences } = world.ports;
  const append: typeof audit.append = async (chain, events) => {
    const isThere = chain === at && events.some(({ kind }) => kind === 'absence.ended');
    if (isThere && when === 'before') await died();
    await audit.append(chain, events);
    if (isThere) await died();
  };
  return { ...world.ports, audit: { ...audit, append }, absences: { ...absences, remove: died } };
}

test.each([
  ['behind the first chain', 'heart-study', 'behind'],
  ['before the second chain', 'lung-study', 'before'],
  ['before the row goes', 'no-chain', 'before'],
] as const)('an end whose process died %s is carried out by the next sweep', async (_when, chain, when) => {
  await note();
  await expect(end(dying(chain, when), otto)).rejects.toThrow('died');
  expect(await verified()).not.toEqual([]);
  await sweep(world.ports, idle, sweepSettings);
  expect(await world.ports.absences.list()).toEqual([]);
  for (const each of ['heart-study', 'lung-study'])
    expect(await lines(each, 'ended')).toEqual([expect.stringContaining(`"actor":"${otto}"`)]);
  expect(await verified()).toEqual([]);
});

test.each([
  ['has left the approvers of every project', ['heart-study', 'lung-study']],
  ['approves in the second project alone', ['heart-study']],
] as const)('and so is one whose person %s by then', async (_what, left) => {
  await note();
  await expect(end(dying('no-chain', 'before'))).rejects.toThrow('died');
  for (const id of left) await leaves(id);
  await sweep(world.ports, idle, sweepSettings);
  expect(await world.ports.absences.list()).toEqual([]);
  expect(await verified()).toEqual([]);
});

test('an absence that nobody ended stands after a sweep, and so does one whose end was only intended', async () => {
  await note();
  await expect(end(dying('heart-study', 'before'))).rejects.toThrow('died');
  await sweep(world.ports, idle, sweepSettings);
  expect(await world.ports.absences.list()).toHaveLength(1);
  expect(await verified()).toEqual([]);
});

test('one that ends when its person approves in fewer projects has its end in each chain that tells of it', async () => {
  await note();
  await leaves('lung-study');
  await end();
  expect(await lines('lung-study', 'ended')).toHaveLength(1);
  expect(await verified()).toEqual([]);
});

test('a lost row is found by each chain that tells of it, until the absence is over by itself', async () => {
  const absence = await note();
  await world.ports.absences.remove(absence);
  expect(await verified()).toMatchObject([
    { key: 'heart-study', why: expect.stringContaining('It is missing') },
    { key: 'lung-study' },
  ]);
  const later = { now: () => new Date(world.time.now().getTime() + 30 * DAY) };
  expect(await verified({ ...world.ports, clock: later })).toEqual([]);
});

test('a row that says other days than its line is found', async () => {
  const absence = await note();
  await world.ports.absences.put({ ...absence, to: '2026-12-31' });
  expect(await verified()).toMatchObject([{ why: expect.stringContaining('other days') }, {}]);
});

/** Ada is no approver of the project any more. */
async function leaves(id: string): Promise<void> {
  const stored = await world.ports.projects.get(id);
  if (stored === undefined) throw new Error('there is no project');
  const [, ...approvers] = definition().people.approvers;
  await world.ports.projects.put({ ...stored.value, people: { ...stored.value.people, approvers } }, stored.etag);
}

async function died(): Promise<never> {
  throw new Error('the process died');
}
