import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newPendingChange } from '../../../src/domain/definition/pending-change.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { mostBytesOfCopy } from '../../../src/domain/transfer/copy-bounds.ts';
import { isEnding } from '../../../src/features/impact/domain/consequence-kinds.ts';
import { person, suspension } from '../../domain/sample.ts';
import { CheckedWorld, consequence, operator, otto } from '../../use-cases/checked-world.ts';

let world: CheckedWorld;
let project: Project;
beforeEach(() => {
  world = new CheckedWorld();
});
afterEach(() => world.living.stop());

const [ada, ben, cem] = [person('Ada', 11), person('Ben', 12), person('Cem', 13)];

const approval = (change: Partial<Project['egress']['approval']>): Project => {
  const { egress } = project;
  return { ...project, egress: { ...egress, approval: { ...egress.approval, ...change } } };
};
const without = (...names: string[]): Project => {
  const { people } = project;
  return { ...project, people: { ...people, approvers: people.approvers.filter(({ name }) => !names.includes(name)) } };
};

const computesOf = (project: Project): Project =>
  projectSchema.parse({
    ...project,
    compute: { clusters: [{ name: 'heart-c', size: 'Standard_DS3_v2', maxNodes: 1 }] },
  });

describe('a definition that is checked', () => {
  test('is told what is wrong with it, all of it at once, and nothing is changed', async () => {
    project = await world.begin();
    const before = await world.kept();
    const broken = await world.check({ ...project, title: '', ends: '2019-12-31' });
    expect(broken).toMatchObject({ ok: false, changes: [], consequences: [], whoMayNot: null });
    expect(broken.problems.map(({ path }) => path)).toContain('title');
    const scanned = { ...project, ingress: { ...project.ingress, malwareScan: 'required' as const } };
    const wanting = await world.check({
      ...scanned,
      suspended: [{ ...suspension(ben), by: person('Olivia', 51).oid }],
    });
    expect(wanting.problems.map(({ rule }) => rule)).toEqual(['scanned-door', 'own-suspension']);
    const endless = { ...project, ingress: { ...project.ingress, maxBytes: mostBytesOfCopy + 1 } };
    expect((await world.check(endless)).problems).toMatchObject([
      { rule: 'fits-a-copy', path: 'ingress.maxBytes', message: expect.stringContaining('12 hours') },
    ]);
    const large = { ...project, ingress: { ...project.ingress, maxBytes: mostBytesOfCopy } };
    expect((await world.check(large)).problems).toEqual([]);
    expect((await world.check({ ...project, id: 'lung-study' })).problems).toMatchObject([{ rule: 'same-id' }]);
    expect(await world.kept()).toBe(before);
  });

  test('is told against which definition it was held, how it differs, and what of it waits and why', async () => {
    project = await world.begin();
    const stored = await world.living.world.ports.projects.get(project.id);
    const base = { hash: stored?.hash, etag: stored?.etag };
    expect(await world.check(project)).toEqual({
      ok: true,
      problems: [],
      base,
      changes: [],
      waitsForSecondOperator: false,
      whyWaits: null,
      whoMayNot: null,
      consequences: [],
      endings: null,
    });
    const wanted = { ...approval({ quorum: 1 }), title: 'Hearts' };
    const checked = await world.check(wanted);
    expect(checked).toMatchObject({ ok: true, base, waitsForSecondOperator: true });
    expect(checked.changes).toMatchObject([
      { path: 'title', from: 'Heart study', to: 'Hearts', rule: 'free', waits: false },
      {
        path: 'egress.approval.quorum',
        from: 2,
        to: 1,
        rule: 'stricter-only',
        waits: true,
        why: 'waits for a second operator (at once only higher)',
      },
    ]);
    expect(checked.whyWaits).toContain('Approvers who must approve: 2 becomes 1');
    expect(checked.whyWaits).toContain('1 of 2');
    expect(consequence(checked, 'second-operator-asked')).toBeDefined();
    world.secondOperator = false;
    const alone = await world.check(wanted);
    expect(alone).toMatchObject({ waitsForSecondOperator: false, changes: [{ waits: false }, { waits: false }] });
    expect(alone.whyWaits).toContain('SECOND_OPERATOR');
  });

  test('is told to whoever takes part that they may not put it', async () => {
    project = await world.begin();
    expect((await world.check(project, operator('Ada', 11))).whoMayNot).toContain('You are an approver');
    const joins = { ...project, people: { ...project.people, dataOwners: [person('Otto', 50)] } };
    expect(await world.check(joins)).toMatchObject({ ok: false, whoMayNot: expect.stringContaining('would be') });
    const reader = { ...otto, roles: ['Ops.Reader'] };
    expect((await world.check(project, reader)).whoMayNot).toBe('Otto lacks the app role Ops.Operator');
  });

  test('may be the first: it is compared with the defaults, and its access is looked at', async () => {
    project = await world.begin();
    const other = new CheckedWorld();
    const checked = await other.check(project);
    expect(checked.base).toBeNull();
    expect(checked.changes.map(({ path }) => path)).toContain('egress.approval.deadlineDays');
    expect(consequence(checked, 'access-by-groups')?.touches).toContainEqual({
      id: ada.oid,
      sentence: 'Ada comes as approver: put them into the group g-a.',
    });
    await other.living.stop();
  });

  test('is told that others have the workspace of Machine Learning, from the second project on', async () => {
    project = await world.begin();
    const { compute } = computesOf(project);
    const wanted = { ...project, compute };
    const shared = async () => consequence(await world.check(wanted), 'workspace-shared')?.sentence;
    expect(await shared()).toBeUndefined();
    const { projects } = world.living.world.ports;
    await projects.put({ ...project, id: 'lung-study' }, null);
    expect(await shared()).toBeUndefined();
    await projects.put({ ...project, id: 'liver-study', compute }, null);
    expect(await shared()).toContain('has computes of 1 other project already');
    await projects.put(wanted, (await projects.get(project.id))?.etag ?? null);
    expect(consequence(await world.check({ ...wanted, title: 'Hearts' }), 'workspace-shared')).toBeUndefined();
  });

  test('opens no closed project', async () => {
    project = await world.begin({ closed: { releases: 'revoke' } });
    const { closed: _, ...open } = project;
    expect((await world.check(open)).problems).toMatchObject([{ rule: 'stays-closed' }]);
  });
});

describe('reviews under a changed definition', () => {
  test('are superseded by other rules, exactly those that the same definition supersedes once it is put', async () => {
    project = await world.begin();
    const [one, other] = [await world.living.package(project.id, 'one'), await world.living.package(project.id, 'two')];
    await world.living.decide(one, ada, 'approve');
    const before = await world.kept();
    const wanted = approval({ quorum: 3 });
    const checked = await world.check(wanted);
    expect(await world.kept()).toBe(before);
    const superseded = consequence(checked, 'rounds-superseded');
    expect(superseded?.sentence).toMatch(/^2 rounds are superseded/);
    expect(superseded?.touches.map(({ id }) => id)).toEqual([one.id, other.id].sort());
    expect(superseded?.touches.find(({ id }) => id === one.id)?.sentence).toContain('(1 decision so far)');
    expect(consequence(checked, 'links-die')?.sentence).toContain('The links of 3 approvers no longer work');
    await world.put(wanted);
    for (const key of [one, other]) expect(await world.latestRound(key)).toMatchObject({ number: 2, status: 'open' });
  });

  test('are asked of other people, and the decision of who leaves stops counting', async () => {
    project = await world.begin();
    const key = await world.living.package(project.id, 'one');
    await world.living.decide(key, ada, 'approve');
    const nora = { ...person('Nora', 40), independent: false };
    const wanted = {
      ...without('Ada'),
      people: { ...without('Ada').people, approvers: [...without('Ada').people.approvers, nora] },
    };
    const checked = await world.check(wanted);
    expect(consequence(checked, 'rounds-amended')?.touches).toEqual([
      {
        id: key.id,
        sentence: expect.stringMatching(
          /^Round 1 of the package .{6}: Nora will be asked; Ada will be asked no longer; the decision of Ada stops counting\.$/,
        ),
      },
    ]);
    expect(consequence(checked, 'links-die')?.touches.map(({ id }) => id)).toEqual([ada.oid]);
    await world.put(wanted);
    const round = await world.latestRound(key);
    expect(round?.approvers.map(({ name }) => name)).toEqual(['Ben', 'Cem', 'Nora']);
  });

  test('tell whoever may decide in them nothing of what others decided', async () => {
    project = await world.begin();
    const key = await world.living.package(project.id, 'one');
    await world.living.decide(key, ada, 'approve');
    const seen = JSON.stringify([
      await world.check(without('Ada'), operator('Ben', 12)),
      await world.check(approval({ quorum: 3 }), operator('Ben', 12)),
    ]);
    expect(seen).toContain('is not shown to you');
    expect(seen).not.toMatch(/decision of Ada|1 decision/);
  });

  test('whose quorum too few are left for are named, and so is that packages are rejected from now on', async () => {
    project = await world.begin();
    const key = await world.living.package(project.id, 'one');
    const checked = await world.check({ ...project, suspended: [suspension(ada), suspension(ben)] });
    expect(consequence(checked, 'quorum-unreachable')?.touches.map(({ id }) => id)).toEqual([key.id]);
    expect(consequence(checked, 'packages-rejected')?.sentence).toContain('1 may decide now');
    expect(consequence(await world.check(without('Cem')), 'quorum-unreachable')).toBeUndefined();
  });

  test('end in vain where the project would be over', async () => {
    project = await world.begin();
    const key = await world.living.package(project.id, 'one');
    const wanted = { ...project, ends: '2026-03-01' };
    const checked = await world.check(wanted);
    expect(consequence(checked, 'not-released')?.touches).toMatchObject([
      { id: key.id, sentence: expect.stringContaining('even if it is approved. The project ended on 2026-03-01') },
    ]);
    expect(checked.consequences.filter(({ kind }) => kind === 'waits-at-door')).toHaveLength(2);
    await world.put(wanted);
    for (const who of [ada, ben]) await world.living.decide(key, who, 'approve');
    await world.living.until('2026-03-03T10:00:00Z');
    expect((await world.living.world.operation(key)).state).toBe('returned');
  });

  test('are needed no more, which is said loudly', async () => {
    project = await world.begin();
    const checked = await world.check(approval({ required: false }));
    expect(consequence(checked, 'released-without-review')?.sentence).toContain('without anybody looking at them');
  });
});

describe('what a definition stops or ends', () => {
  const endingsOf = async (body: Project) => {
    const { consequences, endings } = await world.check(body);
    return { kinds: consequences.filter(isEnding).map(({ kind, door = '' }) => `${kind} ${door}`.trim()), endings };
  };

  test('is told with one digest, and nothing is told of a change that stops nothing', async () => {
    project = await world.begin();
    expect(await endingsOf({ ...project, title: 'Hearts' })).toEqual({ kinds: [], endings: null });
    const over = await endingsOf({ ...project, ends: '2026-02-28' });
    expect(over).toEqual({ kinds: ['waits-at-door ingress', 'waits-at-door export'], endings: expect.any(String) });
    const later = await endingsOf({ ...project, starts: '2026-04-01' });
    expect(later).toEqual(over);
  });

  test('are people too, whether they are taken out, suspended or past their last day', async () => {
    project = await world.begin();
    const { researchers } = project.people;
    const past = researchers.map((one) => ({ ...one, eligibleUntil: '2026-03-01' }));
    expect((await endingsOf({ ...project, people: { ...project.people, researchers: past } })).kinds).toEqual([
      'people-leave',
    ]);
    expect((await endingsOf(without('Ben'))).kinds).toEqual(['people-leave']);
    const suspended = await endingsOf({ ...project, suspended: [{ ...suspension(ben), by: otto.oid }] });
    expect(suspended).toEqual(await endingsOf(without('Ben')));
  });

  test('is not known while Azure says nothing of the computes, so that it has to be seen', async () => {
    project = await world.begin();
    world.isAzureAway = true;
    expect((await endingsOf({ ...project, hibernated: true })).kinds).toEqual(['computes-unknown']);
  });

  test('is nothing where nothing is in force yet', async () => {
    project = await world.begin();
    const other = new CheckedWorld();
    expect((await other.check({ ...project, ends: '2026-02-28' })).endings).toBeNull();
    await other.living.stop();
  });
});

describe('computes under a changed definition', () => {
  const machine = (name: string, size = 'Standard_D2s_v5') => {
    return { name, size, image: 'dsvm', power: { mode: 'off' as const } };
  };
  const withMachines = (...virtualMachines: Project['compute']['virtualMachines']): Project => {
    return { ...project, compute: { ...project.compute, virtualMachines } };
  };

  test('are created, resized and stopped as the plan of that definition says', async () => {
    project = await world.begin();
    project = withMachines(machine('vm1'), machine('vm2'), machine('vm3'));
    await world.put(project);
    for (const name of ['vm1', 'vm2', 'vm3']) world.machine(name, 'deallocated');
    const larger = withMachines(...['vm1', 'vm2', 'vm3'].map((name) => machine(name, 'Standard_D8s_v5')));
    const computes = consequence(await world.check(larger), 'computes');
    expect(computes?.sentence).toBe('3 machines will be resized.');
    expect(computes?.touches[0]).toEqual({
      id: 'machine vm1',
      sentence: expect.stringContaining('from Standard_D2s_v5 to Standard_D8s_v5'),
    });
    const fewer = {
      ...withMachines(machine('vm1')),
      compute: { ...withMachines(machine('vm1')).compute, prune: true },
    };
    expect(consequence(await world.check(fewer), 'computes-off')?.sentence).toBe('2 machines will be deleted.');
    const capped = { ...larger, compute: { ...larger.compute, maxActionsPerRun: 1 } };
    expect(consequence(await world.check(capped), 'computes-stopped')?.sentence).toContain('maxActionsPerRun');
  });

  test('are switched off where the project is hibernated', async () => {
    project = await world.begin();
    project = withMachines({ ...machine('vm1'), power: { mode: 'always-on' } });
    await world.put(project);
    world.machine('vm1', 'running');
    const asleep = await world.check({ ...project, hibernated: true });
    expect(consequence(asleep, 'computes-off')?.sentence).toBe('1 machine will be switched off.');
    expect(consequence(asleep, 'second-operator-asked')).toBeUndefined();
  });

  test('are not planned where nothing about them changes, and are unknown while Azure is away', async () => {
    project = await world.begin();
    world.isAzureAway = true;
    expect(consequence(await world.check({ ...project, title: 'Hearts' }), 'computes-unknown')).toBeUndefined();
    const unknown = consequence(await world.check(withMachines(machine('vm1'))), 'computes-unknown');
    expect(unknown?.sentence).toContain('Azure is away');
  });
});

describe('a change beside one that waits', () => {
  test('is blocked when it waits too, and makes the other stale when it goes at once', async () => {
    project = await world.begin();
    const { ports } = world.living.world;
    const against = (await ports.projects.get(project.id))?.hash ?? null;
    const asked = { id: 'chg_1', by: { ...person('Olivia', 51), emails: [] }, reason: 'x', against, changes: [] };
    await ports.changes.put(
      newPendingChange({ ...asked, definition: approval({ quorum: 1 }) }, ports.clock.now()),
      null,
    );
    expect(consequence(await world.check({ ...project, tier: 'pilot' }), 'pending-blocks')?.touches).toMatchObject([
      { id: 'chg_1', sentence: expect.stringContaining('Olivia') },
    ]);
    expect(consequence(await world.check({ ...project, title: 'Hearts' }), 'pending-stale')).toBeDefined();
    expect(consequence(await world.check(approval({ quorum: 1 })), 'pending-blocks')).toBeUndefined();
  });
});

describe('what is told of a change', () => {
  test('names who gets a mail, and whom a group has to be changed for', async () => {
    project = await world.begin();
    const checked = await world.check(without('Cem'));
    expect(consequence(checked, 'people-told')?.touches.map(({ id }) => id)).toEqual([cem.oid]);
    expect(consequence(checked, 'access-by-groups')?.touches).toEqual([
      { id: cem.oid, sentence: 'Cem leaves as approver: take them out of the group g-a.' },
    ]);
  });

  test('is in sentences: no raw JSON anywhere, and each ends with a full stop', async () => {
    project = await world.begin();
    await world.living.package(project.id, 'one');
    const wanted = {
      ...approval({ quorum: 3, blind: false }),
      ends: '2026-03-01',
      egress: { ...approval({ quorum: 3 }).egress, maxOpen: 1, keepFrozenDays: 1 },
      closed: { releases: 'keep' as const },
    };
    const { consequences } = await world.check(wanted);
    expect(consequences.length).toBeGreaterThan(6);
    for (const { sentence, touches } of consequences)
      for (const text of [sentence, ...touches.map((one) => one.sentence)]) {
        expect(text).not.toMatch(/[{}"]|undefined|\[object/);
        expect(text).toMatch(/\.$/);
      }
  });
});
