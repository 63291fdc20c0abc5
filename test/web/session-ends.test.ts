import { beforeEach, expect, test } from 'vitest';
import { DAY } from '../../src/domain/base/time.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { forgetSignIn } from '../../src/use-cases/people/forget-sign-in.ts';
import { keepPeople } from '../../src/use-cases/people/keep-people.ts';
import { endingSessions, endSessions, noteSignIn } from '../../src/web/session-ends.ts';
import { MemoryWorld } from '../memory/world.ts';

const oid = 'e0000000-0000-4000-8000-000000000002';
const groupsClaim = { on: true, projects: {} };

let world: MemoryWorld;
/** Milliseconds that have gone by. */
let gone = 0;
let ports: Ports;
beforeEach(() => {
  world = new MemoryWorld(17);
  gone = 0;
  ports = { ...world.ports, clock: { now: () => new Date(world.time.now().getTime() + gone) } };
});

const signIn = (using: Ports = ports) => noteSignIn({ ...using, groupsClaim }, { oid, groups: 'no-claim' });
const signOut = (using: Ports = ports) => endSessions(using, oid);
/** Somebody else is faster: their act comes between the reading of the row and its writing, once. */
function beaten(by: () => Promise<void>): Ports {
  let isFirst = true;
  const { signIns } = ports;
  const get: typeof signIns.get = async (id) => {
    const stored = await signIns.get(id);
    if (isFirst) {
      isFirst = false;
      gone += 1000;
      await by();
    }
    return stored;
  };
  return { ...ports, signIns: { ...signIns, get } };
}
/** A cookie cipher that hides nothing, with the ends of sessions. */
function ending() {
  const plain = {
    seal: async (_: string, value: unknown) => JSON.stringify(value),
    open: async (_: string, text: string): Promise<unknown> => JSON.parse(text),
  };
  return endingSessions(plain, ports);
}

/** A session that began by now, and whether it is good later. */
async function begun() {
  const sealer = ending();
  const sealed = await sealer.seal('session', { oid, roles: [] }, 3600);
  gone += 1;
  return async () => (await sealer.open('session', sealed)) !== undefined;
}

test.each([
  ['nobody had signed in before', async () => undefined],
  ['they had signed in before', () => signIn()],
])('a sign-out stays when a sign-in comes in the same moment, where %s', async (_when, before) => {
  await before();
  const isGood = await begun();
  await signIn(beaten(signOut));
  expect(await isGood()).toBe(false);
  gone += 1;
  expect(await (await begun())()).toBe(true);
});

test('a sign-in stays when a sign-out comes in the same moment', async () => {
  const isGood = await begun();
  await signOut(beaten(signIn));
  expect(await isGood()).toBe(false);
  expect((await ports.signIns.get(oid))?.value).toMatchObject({ at: '2026-03-01T10:00:01.001Z' });
});

test('two sign-outs of one moment are both answered', async () => {
  await Promise.all([signOut(), signOut(), signIn()]);
  expect((await ports.signIns.get(oid))?.value.endedAt).toBeDefined();
});

test('whoever is cleared after they signed out is not signed in again by that', async () => {
  await signIn();
  const isGood = await begun();
  await signOut();
  await forgetSignIn(ports, oid);
  expect(await isGood()).toBe(false);
  expect((await ports.signIns.get(oid))?.value).toMatchObject({ groups: 'no-claim' });
});

test('nor by a clearing in the same moment', async () => {
  await signIn();
  const isGood = await begun();
  await forgetSignIn(beaten(signOut), oid);
  expect(await isGood()).toBe(false);
});

test('what is left of somebody cleared goes once no session of theirs can be left', async () => {
  await signIn();
  await signOut();
  await forgetSignIn(ports, oid);
  gone += DAY;
  await keepPeople(ports, { peopleKeepDays: 30 }, startTimeSlice(ports.clock, 60));
  expect(await ports.signIns.list()).toEqual([]);
});

test('a session that began in the moment of the sign-out is over, and one of the sign-in after it is good', async () => {
  const sealer = ending();
  const sealed = await sealer.seal('session', { oid, roles: [] }, 3600);
  await signOut();
  expect(await sealer.open('session', sealed)).toBeUndefined();
  await signIn();
  expect(await sealer.open('session', sealed)).toMatchObject({ oid });
});

test('a first sign-in ends nothing, and one after a sign-out keeps when that was', async () => {
  await signIn();
  expect((await ports.signIns.get(oid))?.value).not.toHaveProperty('endedAt');
  const isGood = await begun();
  expect(await isGood()).toBe(true);
  await signOut();
  const { endedAt } = (await ports.signIns.get(oid))?.value ?? {};
  gone += 5000;
  await signIn();
  expect((await ports.signIns.get(oid))?.value.endedAt).toBe(endedAt);
});

test('a session with an app role is stale after ten minutes, and not at them; one without is not at all', async () => {
  const sealer = ending();
  const [operator, owner] = await Promise.all(
    [['Ops.Operator'], []].map((roles) => sealer.seal('session', { oid, roles }, 3600)),
  );
  const isStale = async (sealed = '') => 'stale' in Object(await sealer.open('session', sealed));
  gone += 10 * 60_000;
  expect(await isStale(operator)).toBe(false);
  gone += 1;
  expect(await isStale(operator)).toBe(true);
  expect(await isStale(owner)).toBe(false);
  expect(await sealer.open('session', JSON.stringify({ oid, roles: ['Ops.Operator'] }))).not.toHaveProperty('stale');
});

test('what is sealed for something else, and what is no session, is left as it is', async () => {
  const sealer = ending();
  const draft = await sealer.seal('draft', { oid }, 60);
  expect(JSON.parse(draft)).toEqual({ oid });
  gone += 1;
  await signOut();
  expect(await sealer.open('draft', draft)).toEqual({ oid });
  expect(await sealer.open('session', '"nothing"')).toBe('nothing');
});
