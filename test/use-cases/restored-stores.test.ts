import { beforeEach, describe, expect, test } from 'vitest';
import type { Round } from '../../src/domain/review/round.ts';
import { applyRestore } from '../../src/features/verification/restore/apply-restore.ts';
import { planRestore, type RestorePlan } from '../../src/features/verification/restore/plan-restore.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { submitPackage } from '../../src/use-cases/operation/submit-package.ts';
import { gather, person } from '../domain/sample.ts';
import { idle, other, project, WorkingWorld } from './working-world.ts';

const by = { by: person('Otto', 90).oid, reason: 'the table was lost' };
const everything = () => true;

let working: WorkingWorld;
beforeEach(async () => {
  working = await WorkingWorld.begin();
});

async function planned(ports: Ports, of: string): Promise<RestorePlan> {
  const outcome = await planRestore(ports, of, undefined, () => false);
  if ('plan' in outcome) return outcome.plan;
  throw new Error('it stopped although there was time');
}

/** What an operator does: each project, and then the system, until nothing is left to write. */
async function restore(ports: Ports, projects = [project, other, '_system']): Promise<readonly string[]> {
  const written: string[] = [];
  for (const of of projects) {
    const plan = await planned(ports, of);
    expect(plan.problems).toEqual([]);
    expect(await applyRestore(ports, plan, by)).toEqual({ written: plan.repairs.length });
    written.push(...plan.repairs.map(({ what }) => what));
    expect((await planned(ports, of)).repairs).toEqual([]);
  }
  return written;
}

/** What comes back from lines, as people and flows read it. */
async function readAll(ports: Ports) {
  const { rounds, decisions } = await ports.decisions.read(working.inReview.id);
  const change = (await ports.changes.get(project))?.value;
  return {
    rounds: rounds.map(({ value }) => value),
    decisions,
    absences: await ports.absences.list(),
    // Of its changes their words come back.
    asked: change && { ...change, changes: change.changes.map(({ words }) => words) },
    holds: (await gather(ports.holds.list())).map(({ value }) => value),
    states: await Promise.all(
      [working.dataset, working.inReview].map(async (key) => (await ports.register.get(key))?.value.state),
    ),
  };
}

/** As researchers met the package before anybody had decided. */
function undecided(ports: Ports): Ports {
  const read: Ports['decisions']['read'] = async (id) => ({ ...(await ports.decisions.read(id)), decisions: [] });
  return { ...ports, decisions: { ...ports.decisions, read } };
}

async function lostNow(ports: Ports): Promise<readonly string[]> {
  await working.sweep(ports);
  return ((await ports.overview.seen())?.broken ?? []).flatMap(({ lost, key }) => (lost ? [key] : []));
}

describe('what was lost comes back from the lines as it was', () => {
  test.each([
    ['register', 'operation'],
    ['decisions', 'round'],
    ['absences', 'absence'],
    ['changes', 'change'],
    ['holds', 'mark'],
    ['handles', 'mark'],
  ])('table %s', async (table, what) => {
    const before = await readAll(working.afresh);
    expect(before).toMatchObject({
      rounds: [{ number: 1 }],
      decisions: [{ choice: 'approve' }],
      states: ['available', 'in-review'],
    });
    expect([before.absences.length, before.holds.length, before.asked?.id]).toEqual([
      1,
      1,
      expect.stringContaining('chg_'),
    ]);
    await working.loseRows(table, everything);
    const ports = working.afresh;
    expect(await lostNow(ports)).toContain(table);
    const written = await restore(ports);
    expect(written).toEqual(expect.arrayContaining([what, 'mark']));
    expect(await readAll(ports)).toEqual(before);
    expect(await lostNow(working.afresh)).toEqual([]);
    expect((await verifyProofs(working.afresh)).findings).toEqual([]);
  });

  test('a round that was put back, and a decision that is gone', async () => {
    const before = await readAll(working.afresh);
    const { id } = working.inReview;
    const ports = working.afresh;
    const [stored] = (await ports.decisions.read(id)).rounds;
    if (stored === undefined) throw new Error('it has no round');
    await ports.decisions.updateRound({ ...stored, value: { ...stored.value, revision: 1 } });
    await working.loseRows('decisions', (kind) => kind === 'row:decisions decision');
    expect((await planned(ports, project)).repairs).toMatchObject([{ what: 'round' }, { what: 'decision' }]);
    await restore(ports);
    expect(await readAll(ports)).toEqual(before);
  });

  test.each<readonly [string, (round: Round) => Round]>([
    ['with more time than it was given', (round) => ({ ...round, deadline: '2027-01-01T00:00:00.000Z' })],
    ['as if fewer were enough', (round) => ({ ...round, rules: { ...round.rules, quorum: 1 } })],
    ['without an approver', (round) => ({ ...round, approvers: [] })],
    ['without what researchers said last', (round) => ({ ...round, saidAt: '2026-01-01T00:00:00.000Z' })],
    ['as if researchers had said nothing', ({ saidAt: _, ...round }) => round],
  ])('a round of the same revision, %s', async (_, changed) => {
    const ports = working.afresh;
    const key = working.inReview;
    await submitPackage(undecided(ports), idle, { key, by: person('Rita', 31), purpose: 'for the paper' });
    const before = await readAll(working.afresh);
    expect(before.rounds[0]?.saidAt).toBeDefined();
    const [stored] = (await ports.decisions.read(key.id)).rounds;
    if (stored === undefined) throw new Error('it has no round');
    await ports.decisions.updateRound({ ...stored, value: changed(stored.value) });
    expect((await planned(working.afresh, project)).repairs).toMatchObject([{ what: 'round' }]);
    await restore(working.afresh);
    expect(await readAll(working.afresh)).toEqual(before);
    expect((await verifyProofs(working.afresh)).findings).toEqual([]);
  });

  test('a row of duties that says less than its lines, and not one that says more', async () => {
    working = await WorkingWorld.released();
    const ports = working.afresh;
    const stood = async () => (await ports.duties.of(project)).map(({ value }) => value);
    const [row] = await ports.duties.of(project);
    if (row?.value === undefined) throw new Error('nobody was asked');
    const before = await stood();
    for (const lacks of ['done', 'told'] as const) {
      const [standing] = await ports.duties.of(project);
      const people = row.value.people.map(({ accept, ...one }) => {
        const { [lacks]: _lost, ...less } = accept ?? { since: '' };
        return accept === undefined ? one : { ...one, accept: less };
      });
      await ports.duties.put(project, { ...row.value, people }, standing?.etag ?? null);
      expect(await stood(), lacks).not.toEqual(before);
      expect(await restore(ports, [project]), lacks).toContain('duties');
      expect(await stood(), lacks).toEqual(before);
      expect((await verifyProofs(ports)).findings, lacks).toEqual([]);
    }
    const [standing] = await ports.duties.of(project);
    const people = row.value.people.map((one) => ({ ...one, deletion: { since: '2026-11-24T10:00:00.000Z' } }));
    await ports.duties.put(project, { ...row.value, people }, standing?.etag ?? null);
    expect(await restore(ports, [project])).not.toContain('duties');
  });

  test('and not a round that knows already what researchers said, before the line of it stands', async () => {
    const ports = working.afresh;
    const [stored] = (await ports.decisions.read(working.inReview.id)).rounds;
    if (stored === undefined) throw new Error('it has no round');
    await ports.decisions.updateRound({
      ...stored,
      value: { ...stored.value, saidAt: ports.clock.now().toISOString() },
    });
    expect((await planned(working.afresh, project)).repairs).toEqual([]);
  });

  test('not where nobody knows any more who somebody is, or what was asked for', async () => {
    const ports = working.afresh;
    await working.loseRows('decisions', everything);
    await working.loseRows('changes', everything);
    const projects = { ...ports.projects, versions: async () => [], proposed: async () => undefined };
    const { problems } = await planned({ ...ports, projects }, project);
    expect(problems).toEqual([
      expect.stringContaining('nobody knows who that is'),
      expect.stringContaining('ask for it again'),
    ]);
  });
});
