import { beforeEach, describe, expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { doors } from '../../src/domain/base/door.ts';
import { tables } from '../../src/domain/base/stored-tables.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { storedRows } from '../../src/domain/overview/stored-rows.ts';
import type { Duty } from '../../src/domain/people/duties.ts';
import { judgeLost } from '../../src/features/doctor/domain/running-checks.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { health } from '../../src/functions/system/health.ts';
import type { BrokenRow } from '../../src/ports/records.ts';
import { rememberDoor } from '../../src/use-cases/operation/open-when-room.ts';
import { openedEvent } from '../../src/use-cases/operation/start-operation.ts';
import { findLost } from '../../src/use-cases/overview/find-lost.ts';
import { seeEverything } from '../../src/use-cases/overview/see-everything.ts';
import { anOperation } from '../contract/samples.ts';
import { person } from '../domain/sample.ts';
import type { ServiceCall } from '../memory/hook.ts';
import { MemoryWorld } from '../memory/world.ts';
import { idle, other, project, WorkingWorld } from './working-world.ts';

let working: WorkingWorld;
beforeEach(async () => {
  working = await WorkingWorld.begin();
});

/** What a process that begins now tells after one sweep: what is lost, whether health is degraded, and what the doctor says. */
async function told(): Promise<readonly Pick<BrokenRow, 'project' | 'key'>[]> {
  const ports = working.afresh;
  await working.sweep(ports);
  const { broken = [] } = (await ports.overview.seen()) ?? {};
  const lost = broken.filter((row) => row.lost);
  const tokens = { verify: async () => ({ ok: false as const, reason: 'no token' }) };
  const answer = await health({ ...ports, tokens, groupsClaim: { on: true }, secondOperator: true })(
    { method: 'GET', url: '/', headers: new Headers(), params: {}, body: null },
    { ...idle, newerVersion: async () => undefined },
  );
  expect(answer.status, String(answer.body)).toBe(lost.length > 0 ? 503 : 200);
  expect(judgeLost(broken).result).toBe(lost.length > 0 ? 'problem' : 'ok');
  return lost.map(({ project: of, key }) => ({ project: of, key }));
}

const everything = () => true;
/** Kinds of which only a world has a row where something was released. */
const ofReleased = ['row:register take', 'row:register duties'];

test('a world in full work misses nothing', async () => {
  expect(await told()).toEqual([]);
  expect((await verifyProofs(working.afresh)).findings).toEqual([]);
});

test('whoever is stopped while the first marks are written leaves nothing that looks lost', async () => {
  for (let written = 0; written <= working.world.ports.marks.places.length; written += 1) {
    const { ports, time } = new MemoryWorld(1);
    await ports.audit.append('heart-study', [openedEvent(anOperation())]);
    await ports.marks.put(ports.marks.places.slice(0, written));
    const lost = await findLost(ports, startTimeSlice(time, 60));
    expect(
      lost.filter(({ project: of }) => of === 'all'),
      `${written} marks`,
    ).toEqual([]);
  }
});

describe('the loss of a whole', () => {
  test.each(tables)('table %s is told within one sweep, for all projects', async (table) => {
    await working.loseRows(table, everything);
    expect(await told()).toContainEqual({ project: 'all', key: table });
  });

  test.each(['projects', 'manifests', 'tree'])(
    'container %s is told within one sweep, for all projects',
    async (name) => {
      working.loseContainer(`control/${name}`);
      expect(await told()).toContainEqual({ project: 'all', key: `control/${name}` });
    },
  );

  test('audit is told, and no verification says that nothing is wrong with it', async () => {
    working.loseContainer('control/audit');
    expect(await told()).toContainEqual({ project: 'all', key: 'control/audit' });
    expect((await verifyProofs(working.afresh)).ok).toBe(false);
  });

  test('account is no new deployment where data lie that it knows nothing of', async () => {
    await working.loseAccount();
    expect(await verifyProofs(working.afresh)).toMatchObject({ ok: false, events: 0 });
    expect(await told()).toEqual([{ project: 'all', key: 'the control account' }]);
    expect(await working.afresh.marks.missing()).toContain('table:register');
  });
});

describe('what is lost of a part', () => {
  test('of the register shuts the doors of its project and of no other', async () => {
    for (const id of [project, other]) await working.world.put('ingress', `${id}/later/a.csv`, 'a');
    await working.loseRows('register', (_, { partition }) => partition === project);
    expect(await told()).toContainEqual({ project, key: 'register' });
    const open = async (id: string) => await working.afresh.register.openId('ingress', id, 'later');
    expect([await open(project), await open(other)]).toEqual([undefined, expect.any(String)]);
    await expect(working.world.open('ingress', `${project}/later/a.csv`)).rejects.toThrow('leads to no operation');
  });

  test.each(doors)(
    'of the register lets nothing in at the %s door, whatever is remembered of it since',
    async (door) => {
      const path = `${project}/later/a.csv`;
      await working.world.put(door === 'ingress' ? 'ingress' : 'exports', path, 'a');
      await working.loseRows('register', (_, { partition }) => partition === project);
      await rememberDoor(working.world.ports, { door, project }, (note) => ({ ...note, waiting: 1 }));
      await expect(working.world.open(door, path)).rejects.toThrow('leads to no operation');
    },
  );

  test.each(['op', 'open'])('a row %s of one operation is told, and shuts no door', async (kind) => {
    const { id } = working.inReview;
    await working.world.put('ingress', `${project}/later/a.csv`, 'a');
    const lost = await working.loseRows('register', (of) => of === `row:register ${kind}`);
    expect(lost).toBeGreaterThan(1);
    expect(await told()).toContainEqual({ project, key: id });
    expect(await working.afresh.register.openId('ingress', project, 'later')).toBeDefined();
  });

  test('the head of a chain is told of its project, and of the system of all', async () => {
    await working.loseRows('heads', (kind, { partition }) => kind === 'row:heads head' && partition === project);
    expect(await told()).toEqual([{ project, key: 'heads head' }]);
    await working.loseRows('heads', (kind, { partition }) => kind === 'row:heads head' && partition === '_system');
    expect(await told()).toContainEqual({ project: 'all', key: 'heads head' });
  });

  test('the rounds of a package are told, and nobody is asked a second time in their place', async () => {
    const { id } = working.inReview;
    await working.loseRows('decisions', (_, { partition }) => partition === id);
    expect(await told()).toContainEqual({ project, key: `${id} rounds` });
    await expect(working.world.activities.openReview(working.inReview)).rejects.toThrow('are lost');
  });
});

describe('to miss what is lost', () => {
  const requestsOf = async () => {
    const calls: ServiceCall[] = [];
    const hook = { before: (call: ServiceCall) => void calls.push(call), after: () => undefined };
    const ports = {
      ...working.afresh,
      ...storagePorts(working.world.storage.ofApp({ clock: working.world.time, hook })),
    };
    const look = async () => await findLost(ports, startTimeSlice(working.world.time, 60));
    // The first of a process makes sure of the line that tells of the marks.
    await look();
    calls.length = 0;
    expect(await look()).toEqual([]);
    return calls.length;
  };

  test('takes two requests for each chain, and one for each table and container, however many operations there are', async () => {
    const before = await requestsOf();
    expect(before).toBeLessThanOrEqual(2 * 3 + tables.length + 2 + 10);
    for (let at = 0; at < 20; at += 1) {
      const operation = anOperation({ project, name: `more-${at}`, revision: 0 });
      await working.world.ports.register.open(operation, []);
      await working.world.ports.audit.append(project, [openedEvent(operation)]);
    }
    expect(await requestsOf()).toBe(before);
  });

  test('a hundred rows that cannot be read hide nothing that is lost', async () => {
    const unread = Array.from({ length: 100 }, (_, at) => ({ project, key: `row-${at}`, problem: 'torn' }));
    const lost = { project, key: 'register', problem: 'gone', lost: true } as const;
    const seen = await seeEverything(working.afresh, { open: [], broken: [...unread, lost] });
    expect(seen.broken[0]).toEqual(lost);
  });
});

describe('of each kind of row', () => {
  const kinds = storedRows.filter(({ place }) => place !== 'row:begun').map((row) => [row.place, row] as const);
  const lose = async (place: string) => {
    const [table = ''] = place.replace('row:', '').split(' ');
    return await working.loseRows(table, (kind) => kind === place);
  };

  test('of what recipients were asked and said comes back as it was, and nobody is asked again', async () => {
    working = await WorkingWorld.released();
    const { ports, inbox } = working.world;
    const stood = async () => (await ports.duties.of(project)).map(({ key, value }) => ({ key, value }));
    const [before, mails] = [await stood(), inbox.mails.length];
    expect(before.map(({ value }) => value?.people.map(({ accept }) => accept?.done?.by))).toEqual([
      [person('Gus', 8).oid],
    ]);
    await lose('row:register duties');
    await working.sweep();
    expect(await stood()).toEqual(before);
    expect(inbox.mails).toHaveLength(mails);
  });

  test('of what recipients were asked and said verification misses each line, until it is back', async () => {
    working = await WorkingWorld.released();
    const { duties } = working.world.ports;
    const found = async () => (await verifyProofs(working.afresh)).findings.map(({ why }) => why);
    const [row] = await duties.of(project);
    if (row?.value === undefined) throw new Error('nobody was asked');
    const less = ({ since }: Duty) => ({ since });
    const people = row.value.people.map(({ accept, ...one }) => (accept ? { ...one, accept: less(accept) } : one));
    await duties.put(project, { ...row.value, people }, row.etag);
    const says = 'It does not say what the audit tells that recipients were asked or said';
    expect(await found()).toEqual([says, says]);
    await lose('row:register duties');
    expect(new Set(await found())).toEqual(new Set(['It is missing: the audit tells what recipients were asked']));
    await duties.put(project, row.value, null);
    expect(await found()).toEqual([]);
  });

  test('that comes from lines it is said who misses one', () => {
    for (const [place, { from, missed }] of kinds) expect(missed !== undefined, place).toBe(from === 'lines');
  });

  test.each(kinds)('%s is missed by whom it says, or comes back by itself', async (place, { from, missed }) => {
    if (place === 'row:register owed') await working.owe();
    if (ofReleased.includes(place)) working = await WorkingWorld.released();
    const lost = await lose(place);
    const keys = (await told()).map(({ key }) => key);
    expect(keys.length > 0, `${place}: ${keys}`).toBe(missed === 'sweep' || missed === 'open');
    if (from !== 'lines') return;
    expect(lost, 'so many rows of that kind are there to be lost').toBeGreaterThan(0);
    expect((await verifyProofs(working.afresh)).ok, place).toBe(missed === 'itself');
  });

  test.each(kinds.filter(([, { missed }]) => missed === 'sweep' || missed === 'open'))(
    '%s goes on being missed by every sweep, whoever sweeps',
    async (place) => {
      await lose(place);
      const first = await told();
      expect(await told()).toEqual(first);
    },
  );
});
