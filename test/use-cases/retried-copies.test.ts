import { expect, test } from 'vitest';
import { moveOperation } from '../../src/activities/operation/move.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { retryOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { groupsOff, person } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };

async function retried(world: MemoryWorld, key: OperationKey): Promise<void> {
  await retryOperation(world.ports, idle, { key, by: person('Otto', 50).oid, reason: 'Data Factory is well again' });
}

/** Both copies say that all went well, and leave a file out. */
async function worldThatLeavesOut(): Promise<MemoryWorld> {
  const world = new MemoryWorld(1);
  await world.project();
  return world;
}

test('a dataset whose copy is not whole is copied again when an operator lets it go on', async () => {
  const world = await worldThatLeavesOut();
  world.knobs.set({ leaveOutFile: 1 });
  await world.put('ingress', 'heart-study/cohort/a.csv', 'a,b\n');
  await world.put('ingress', 'heart-study/cohort/b.csv', 'c\n');
  const key = await world.open('ingress', 'heart-study/cohort/a.csv');
  expect(await world.run('ingress', key)).toBe('failed');
  expect((await world.operation(key)).failure?.message).toContain('is not what the manifest says');
  await retried(world, key);
  expect((await world.operation(key)).state).toBe('copying');
  expect(await world.run('ingress', key)).toBe('available');
  expect(Object.keys(await world.contents('datasets', '')).length).toBe(2);
  expect(await world.contents('ingress', '')).toEqual({});
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
});

test('a package that came back with a file missing comes back whole when an operator lets it go on', async () => {
  const world = await worldThatLeavesOut();
  await world.put('exports', 'heart-study/results/a.csv', 'x\n');
  await world.put('exports', 'heart-study/results/b.csv', 'y\n');
  const key = await world.open('export', 'heart-study/results/a.csv');
  await world.run('export', key, async () => world.inbox.mails.some(({ text }) => text.includes('choice=deny')));
  await denied(world, key);
  world.knobs.set({ leaveOutFile: 1 });
  expect(await world.run('export', key)).toBe('failed');
  expect((await world.operation(key)).failure?.state).toBe('returning');
  await retried(world, key);
  expect(await world.run('export', key)).toBe('returned');
  expect(Object.keys(await world.contents('returned', '')).length).toBe(2);
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true });
});

async function denied(world: MemoryWorld, key: OperationKey): Promise<void> {
  const { name, email, oid } = person('Ada', 11);
  const mail = world.inbox.mails.find(({ to }) => to === email);
  const handle = /\/api\/review\/([\w-]+)\?choice=deny/.exec(mail?.text ?? '')?.[1] ?? '';
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice: 'deny', reason: 'Cells are too small', lookedAt: true, deidentified: true, digest } as const;
  const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
  expect(await decide({ ...world.ports, groupsClaim: groupsOff }, { handle, approver, ...said })).toMatchObject({
    kind: 'recorded',
  });
}

test('what failed in another step goes on there', async () => {
  const world = await worldThatLeavesOut();
  await world.put('ingress', 'heart-study/cohort/a.csv', 'a,b\n');
  const key = await world.open('ingress', 'heart-study/cohort/a.csv');
  const move = { key, from: 'receiving', event: 'fail', message: 'It was stopped' } as const;
  await moveOperation(world.ports, move);
  await retried(world, key);
  expect((await world.operation(key)).state).toBe('receiving');
});
