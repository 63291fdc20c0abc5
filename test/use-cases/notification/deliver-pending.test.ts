import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createActivities } from '../../../src/activities/index.ts';
import { moveOperation } from '../../../src/activities/operation/move.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import {
  nothingPending,
  notifyAllPending,
  readPending,
  writePending,
} from '../../../src/use-cases/notification/deliver-pending.ts';
import { flowSettings, startWorld, type World } from '../../activities/world.ts';

const minute = 60_000;
const hour = 60 * minute;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

async function upload(name: string): Promise<OperationKey> {
  await world.put('ingress', `heart-study/${name}/a.csv`, 'a');
  await world.put('ingress', `heart-study/${name}/_COMPLETE`, '');
  return world.open('ingress', `heart-study/${name}/a.csv`);
}

/** Brings the dataset to its end with the activities over these ports. */
async function carriedIn(key: OperationKey, ports: Ports): Promise<void> {
  const { activities } = world;
  const tellOwed = createActivities(ports, flowSettings).tellOwed;
  Reflect.set(activities, 'tellOwed', tellOwed);
  expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
  Reflect.set(activities, 'tellOwed', createActivities(world.ports, flowSettings).tellOwed);
}

let settled = 0;
async function settledAfter(milliseconds: number, ports: Ports = world.ports): Promise<Failures> {
  // No two within a second, in which only three mails of a kind go alone.
  settled += 1;
  const now = new Date(world.ports.clock.now().getTime() + milliseconds + settled * 2000);
  const failures = new Failures();
  const clock = { now: () => now };
  const pending = nothingPending();
  const around = { failures, share: startTimeSlice(clock, 120) };
  await readPending({ ...ports, clock }, flowSettings, pending, around);
  await writePending(ports, pending, around);
  await notifyAllPending({ ...ports, clock }, flowSettings, pending, around);
  return failures;
}

async function told(key: OperationKey): Promise<string[]> {
  const mails = (await world.mails()).filter(({ text }) => text.includes(key.id));
  return mails.map(({ to }) => to[0]?.address ?? '').sort();
}

async function owed(key: OperationKey): Promise<string[]> {
  const found: string[] = [];
  for await (const { value } of world.ports.register.owed(key.project, key.id)) found.push(value.kind);
  return found;
}

/** What the audit tells of how notifications of the operation ended. */
async function endsOf(key: OperationKey): Promise<unknown[]> {
  const ends: unknown[] = [];
  for await (const line of world.ports.audit.lines(key.project)) {
    const { kind, operation, data } = parseChainLine(line).event;
    if (operation === key.id && kind.startsWith('people.')) ends.push({ kind, ...data });
  }
  return ends;
}

async function linesOf(key: OperationKey, move: string): Promise<number> {
  let count = 0;
  for await (const line of world.ports.audit.lines(key.project)) if (line.includes(`"${key.id}.${move}"`)) count += 1;
  return count;
}

/** The data owner is told that the upload was received, and everybody that it is available. */
const everybody = ['olga@example.org', 'olga@example.org', 'rita@example.org', 'ron@example.org'];
const gone = () => Promise.reject(new Error('it is away'));

describe('mails about an operation that has ended', () => {
  test('arrive once, when the outbox was away for eleven minutes', async () => {
    const key = await upload('outbox');
    const away = { ...world.ports, outbox: { intend: gone, intendAll: gone, markSent: gone } };
    await carriedIn(key, away);
    for (const time of [2, 8]) await settledAfter(time * minute, away);
    expect(await told(key)).toEqual([]);
    for (const time of [30, 31, 90]) await settledAfter(time * minute);
    expect(await told(key)).toEqual(everybody);
    expect(await owed(key)).toEqual([]);
  });

  test('arrive once, when the mail server was away over a weekend and took some of them before', async () => {
    const key = await upload('weekend');
    const { mailer } = world.ports;
    const send: typeof mailer.send = (mail) => (mail.to.startsWith('olga') ? mailer.send(mail) : gone());
    const away = { ...world.ports, mailer: { send } };
    await carriedIn(key, away);
    for (const time of [1, 2, 12, 48, 62]) await settledAfter(time * hour, away);
    expect(await told(key)).toEqual(['olga@example.org', 'olga@example.org']);
    for (const time of [64, 66]) await settledAfter(time * hour);
    expect(await told(key)).toEqual(everybody);
    expect(await owed(key)).toEqual([]);
    expect(await endsOf(key)).toEqual([
      { kind: 'people.told', about: 'received', people: 1 },
      { kind: 'people.told', about: 'available', people: 3 },
    ]);
  });

  test('that were given up leave the register after thirty days, and the audit tells so', async () => {
    const key = await upload('given-up');
    const away = { ...world.ports, mailer: { send: gone } };
    await carriedIn(key, away);
    for (const days of [8, 37]) await settledAfter(days * 24 * hour, away);
    expect(await owed(key)).toEqual(['telling', 'telling']);
    for (const days of [39, 40]) await settledAfter(days * 24 * hour, away);
    expect(await owed(key)).toEqual([]);
    expect(await endsOf(key)).toEqual([
      { kind: 'people.given-up', about: 'received' },
      { kind: 'people.given-up', about: 'available' },
    ]);
  });

  test('stay owed while the audit cannot tell that they arrived', async () => {
    const key = await upload('untold');
    const { audit } = world.ports;
    const append: typeof audit.append = (chain, events) =>
      events.some(({ kind }) => kind === 'people.told') ? gone() : audit.append(chain, events);
    await carriedIn(key, { ...world.ports, audit: { ...audit, append } });
    expect(await owed(key)).toEqual(['telling', 'telling']);
    await settledAfter(hour);
    const ended = { kind: 'people.told' };
    expect([await owed(key), await endsOf(key)]).toMatchObject([[], [ended, ended]]);
    expect(await told(key)).toEqual(everybody);
  });

  test('are sent once by the flow and a sweep that come to it at the same instant', async () => {
    const key = await upload('claimed');
    await carriedIn(key, { ...world.ports, mailer: { send: gone } });
    await Promise.all([settledAfter(hour), settledAfter(hour), settledAfter(hour)]);
    expect(await told(key)).toEqual(everybody);
    expect(await owed(key)).toEqual([]);
  });

  test('are sent although another row of the project cannot be read, which is told of', async () => {
    const key = await upload('beside');
    const away = { ...world.ports, mailer: { send: gone } };
    await carriedIn(key, away);
    const table = world.table('register');
    const broken = { partitionKey: key.project, rowKey: 'owed:ing_00:000000:line' };
    await table.createEntity({ ...broken, kind: 'line', operation: 'ing_00' });
    const failures = await settledAfter(hour);
    expect(await told(key)).toEqual(everybody);
    expect(() => failures.throwAny()).toThrow(/owed:ing_00:000000:line/);
    await table.deleteEntity(broken.partitionKey, broken.rowKey);
  });
});

describe('the audit line of a move', () => {
  test('is left by one of two moves that compete; the other is refused', async () => {
    const key = await upload('competing');
    const move = (event: 'complete' | 'reject') => moveOperation(world.ports, { key, from: 'receiving', event });
    const ends = await Promise.allSettled([move('complete'), move('reject')]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await linesOf(key, '1.complete')) + (await linesOf(key, '1.reject'))).toBe(1);
    expect((await world.operation(key)).revision).toBe(1);
  });

  test('is left to the sweep by a crash between the row and the chain', async () => {
    const key = await upload('crashed');
    const crashing = { ...world.ports, audit: { ...world.ports.audit, append: gone } };
    const move = { key, from: 'receiving', event: 'complete' } as const;
    await expect(moveOperation(crashing, move)).rejects.toThrow('it is away');
    expect(await world.operation(key)).toMatchObject({ state: 'checking', revision: 1 });
    expect(await linesOf(key, '1.complete')).toBe(0);
    await settledAfter(0);
    await settledAfter(0);
    expect(await linesOf(key, '1.complete')).toBe(1);
    expect(await owed(key)).toEqual([]);
  });
});
