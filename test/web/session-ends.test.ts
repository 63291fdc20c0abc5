import { beforeEach, expect, test } from 'vitest';
import { startShare } from '../../src/domain/base/share.ts';
import { DAY } from '../../src/domain/base/time.ts';
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
/** A session that began by now, and whether it is good later. */
async function begun() {
  const plain = {
    seal: async (_: string, value: unknown) => JSON.stringify(value),
    open: async (_: string, text: string) => JSON.parse(text),
  };
  const sealer = endingSessions(plain, ports);
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
  await keepPeople(ports, { peopleKeepDays: 30 }, startShare(ports.clock, 60));
  expect(await ports.signIns.list()).toEqual([]);
});
