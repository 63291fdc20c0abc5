import { beforeEach, describe, expect, test } from 'vitest';
import { note } from '../../../src/domain/audit/audit-event.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { compareListed } from '../../../src/use-cases/overview/listed-rows.ts';
import { endAbsences } from '../../../src/use-cases/people/absences.ts';
import { takeBackChange } from '../../../src/use-cases/project/confirm-change.ts';
import { person } from '../../domain/sample.ts';
import { idle, project, WorkingWorld } from '../working-world.ts';

const absence = 'row:absences absence';
const change = 'row:changes pending';

let working: WorkingWorld;
beforeEach(async () => {
  working = await WorkingWorld.begin();
});

/** What the last sweep says that stood, and what it says is lost. */
async function swept() {
  await working.sweep();
  const { stood, broken = [] } = (await working.afresh.overview.seen()) ?? {};
  return { stood, lost: broken.filter(({ lost }) => lost).map(({ key, problem }) => `${key}: ${problem}`) };
}

const lose = (place: string) => working.loseRows(place.replace(/^row:(\w+) .*$/, '$1'), (kind) => kind === place);

async function theAbsence() {
  const [one] = await working.afresh.absences.list();
  if (one === undefined) throw new Error('nobody is away');
  return one;
}

async function theChange() {
  const stored = await working.afresh.changes.get(project);
  if (stored === undefined) throw new Error('no change waits');
  return stored.value;
}

test('a sweep notes which rows stand, and a process that begins behind it misses those that are gone', async () => {
  const { id, oid, to } = await theAbsence();
  const all = { [absence]: [`${id} ${oid} ${to}`], [change]: [project] };
  expect(await swept()).toEqual({ stood: all, lost: [] });
  await lose(absence);
  await lose(change);
  for (let sweeps = 0; sweeps < 2; sweeps += 1)
    expect(await swept()).toEqual({
      stood: all,
      lost: [
        expect.stringContaining(
          `absences absence: It is lost: the chain ${project} tells that ${oid} is away until ${to}`,
        ),
        expect.stringContaining('changes pending: It is lost: the audit tells that the change'),
      ],
    });
});

test('what was put back is missed no longer', async () => {
  const [away, stored] = [await theAbsence(), await theChange()];
  await lose(absence);
  await lose(change);
  expect((await swept()).lost).toHaveLength(2);
  await working.world.ports.absences.put(away);
  await working.world.ports.changes.put(stored, null);
  expect((await swept()).lost).toEqual([]);
});

describe('a row that is gone is not missed', () => {
  const nothing = { stood: expect.objectContaining({ [absence]: [] }), lost: [] };

  test('of an absence that somebody ended', async () => {
    const { oid, email } = await theAbsence();
    await endAbsences(working.world.ports, idle, { person: { oid, email }, by: oid, reason: 'back' });
    expect(await swept()).toEqual(nothing);
  });

  test('of an absence that is over', async () => {
    const { oid, to } = await theAbsence();
    await lose(absence);
    const seen = (await working.afresh.overview.seen())?.stood;
    const at = async (days: number) => {
      const clock = { now: () => new Date(Date.parse(to) + days * DAY) };
      const listed = { absences: [], ends: () => working.afresh.audit.ends() };
      return await compareListed({ ...working.afresh, clock }, { [absence]: seen?.[absence] ?? [] }, listed, neverOver);
    };
    expect((await at(0))?.lost, oid).toHaveLength(1);
    expect((await at(2))?.lost).toEqual([]);
  });

  test('of an absence that no line tells of, since whoever noted it was stopped', async () => {
    const { id: _, ...away } = await theAbsence();
    await working.world.ports.absences.put({ ...away, id: 'never-told' });
    await swept();
    await working.loseRows('absences', (_kind, { key }) => key === 'never-told');
    expect((await swept()).lost).toEqual([]);
  });

  test('of an absence that cannot be read, which is told of', async () => {
    const { oid, id } = await theAbsence();
    await working.world.storage
      .sealed('absences')
      .upsertEntity({ partitionKey: oid, rowKey: id, absence: '{' }, 'Replace');
    expect((await swept()).lost).toEqual([]);
    expect((await working.afresh.overview.seen())?.broken.map(({ key }) => key)).toContain(`absences: ${oid} ${id}`);
  });

  test('of a change that was taken back', async () => {
    const { id } = await theChange();
    const caller = { ...person('Otto', 90), emails: [], roles: ['Ops.Operator'], groups: [] };
    await takeBackChange(working.world.ports, { project, id, caller, reason: 'not needed' });
    expect(await swept()).toMatchObject({ stood: { [change]: [] }, lost: [] });
  });

  test('of a change that cannot be read and was taken back, however often that happens', async () => {
    const stored = await theChange();
    const caller = { ...person('Otto', 90), emails: [], roles: ['Ops.Operator'], groups: [] };
    const { ports } = working.world;
    for (const id of [stored.id, 'chg_second', 'chg_third']) {
      if (id !== stored.id) {
        const { hash: definition, against, expiresAt: expires } = stored;
        const data = { change: id, definition, against, expires };
        const at = ports.clock.now();
        await ports.audit.append(project, [
          note(project, { id: `${id}.project.change-asked`, at, kind: 'project.change-asked', data }),
        ]);
        await ports.changes.put({ ...stored, id }, null);
      }
      await working.sweep();
      await working.world.storage
        .table('changes')
        .upsertEntity({ partitionKey: project, rowKey: 'pending', data: '{' }, 'Merge');
      const { id: shown } = await theChange();
      await takeBackChange(ports, { project, id: shown, caller, reason: 'not needed' });
      expect((await swept()).lost, id).toEqual([]);
      expect(await ports.audit.holds(project, `${id}.project.change-taken-back`)).toBe(true);
    }
  });

  test('of a table that is lost as a whole, and its rows are missed where it comes back without them', async () => {
    await working.loseRows('absences', () => true);
    expect((await swept()).lost).toEqual([expect.stringContaining('absences: It is lost: its mark is gone')]);
    await working.world.ports.marks.put(['table:absences']);
    expect((await swept()).lost).toEqual([expect.stringContaining('absences absence: It is lost')]);
  });
});

const neverOver = { isOver: () => false };

test('where a sweep is cut, what stood before is looked at by the next', async () => {
  await lose(absence);
  const { stood } = (await working.afresh.overview.seen()) ?? {};
  const listed = { absences: [], ends: async () => [] };
  expect(await compareListed(working.afresh, stood, listed, { isOver: () => true })).toBeUndefined();
  expect(await compareListed(working.afresh, undefined, listed, { isOver: () => true })).toBeDefined();
});
