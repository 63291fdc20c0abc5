import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { actionKey, computeKey } from '../../../../src/compute/domain/action.ts';
import type { ComputeAction } from '../../../../src/compute/domain/kinds.ts';
import { type ComputeMemory, noMemory } from '../../../../src/compute/domain/memory.ts';
import { type DesiredCompute, type ObservedCompute, plan } from '../../../../src/compute/domain/plan.ts';
import { snapshotOf } from '../../../../src/compute/domain/snapshot.ts';
import { notifyFrom, offboardingOf, unnotifiedOf } from '../../../../src/compute/domain/usage/offboarding.ts';
import { DAY, daysLater } from '../../../../src/domain/base/time.ts';
import { computeDefinition } from '../../../../src/domain/project/compute-definition.ts';
import { computeEndOf, type ProjectEnd } from '../../../../src/domain/project/project-time.ts';
import { sampleProject } from '../../../domain/sample.ts';
import { anyWanted, anyWorld, applyToWorld } from '../worlds.ts';

const end: ProjectEnd = { at: '2026-06-01T00:00:00.000Z', definition: 'one', since: '2026-01-01T00:00:00Z' };
const definition = computeDefinition.parse({ keepComputeDays: 30 });
const told = { at: '2026-06-24T09:00:00.000Z', definition: 'one', computes: ['machine dsvm-1'] };
const due = new Date('2026-07-01T09:00:00.000Z');
const tags = { 'sallyport-project': 'genomics' };
const machine = (name: string, difference = {}) => ({
  ...{ id: `/m/${name}`, name, size: 'Standard_D2s_v5', tags, provisioningState: 'Succeeded' },
  power: 'deallocated' as const,
  ...difference,
});
const deletes = (actions: readonly ComputeAction[]) => actions.filter(({ kind }) => kind.startsWith('delete-'));

function planned(
  observed: Partial<ObservedCompute>,
  {
    now = due,
    memory = { told },
    wanted = {},
  }: {
    readonly now?: Date;
    readonly memory?: Pick<ComputeMemory, 'told'>;
    readonly wanted?: Partial<DesiredCompute>;
  } = {},
) {
  const nothing = { machines: [], clusters: [], instances: [], others: [], rivals: [] };
  const subject = { project: 'genomics', definition, active: false, end, ...wanted };
  return plan(subject, { ...nothing, ...observed, memory: { ...noMemory, ...memory } }, now);
}

const stepsOf = (...from: Parameters<typeof planned>) =>
  planned(...from).actions.map(({ kind, name }) => `${kind} ${name}`);

describe('after the end of a project', () => {
  const machines = [machine('dsvm-1'), machine('dsvm-2'), machine('strange', { tags: {} })];

  test('a compute is deleted once its days are over and people were told of it a week before', () => {
    expect(stepsOf({ machines })).toEqual(['delete-machine dsvm-1']);
    expect(planned({ machines }).actions[0]?.reason).toContain('people were told at 2026-06-24T09:00:00.000Z');
    expect(planned({ machines }).ending).toMatchObject({ toldAt: told.at, deleteFrom: due.toISOString() });
  });

  test.each([
    ['before the week is over', { now: new Date(due.getTime() - 1) }],
    ['when nobody was told', { memory: {} }],
    ['when people were told under another definition', { memory: { told: { ...told, definition: 'other' } } }],
    ['when the definition was changed since', { wanted: { end: { ...end, since: '2026-06-24T10:00:00Z' } } }],
    [
      'when its days are not over',
      { memory: { told: { ...told, at: '2026-06-01T00:00:00Z' } }, now: new Date('2026-06-30T23:00:00Z') },
    ],
    ['without keepComputeDays', { wanted: { definition: computeDefinition.parse({}) } }],
    ['of a project that has not ended', { wanted: { end: undefined } }],
  ])('nothing is deleted %s', (_, given) => {
    expect(stepsOf({ machines }, given)).toEqual([]);
  });

  test('a run deletes no more than the definition allows, and the next one goes on', () => {
    const many = Array.from({ length: 5 }, (_, index) => machine(`vm-${index}`));
    const all = { told: { ...told, computes: many.map(({ name }) => computeKey('machine', name)) } };
    const wanted = { definition: computeDefinition.parse({ keepComputeDays: 30, maxActionsPerRun: 2 }) };
    const first = planned({ machines: many }, { memory: all, wanted });
    expect(first.stopped).toBeUndefined();
    expect(first.actions.map(({ name }) => name)).toEqual(['vm-0', 'vm-1']);
    expect(first.waiting.map(({ compute }) => compute)).toEqual(['machine vm-2', 'machine vm-3', 'machine vm-4']);
    expect(stepsOf({ machines: many.slice(2) }, { memory: all, wanted })).toEqual([
      'delete-machine vm-2',
      'delete-machine vm-3',
    ]);
  });

  test('one that Azure is changing waits', () => {
    const busy = [machine('dsvm-1', { provisioningState: 'Updating' })];
    expect(planned({ machines: busy })).toMatchObject({ actions: [], waiting: [{ compute: 'machine dsvm-1' }] });
  });
});

describe('the end for the computes', () => {
  const inForce = { hash: 'one', since: '2026-01-01T00:00:00Z' };
  const at = (change: object, now: string) => computeEndOf(sampleProject(change), inForce, new Date(now))?.at;

  test('is the end of the last day, or when the project was closed before it', () => {
    const ends = { starts: '2025-01-01', ends: '2026-05-31' };
    expect(at(ends, '2026-05-31T23:59:59Z')).toBeUndefined();
    expect(at(ends, '2026-06-01T00:00:00Z')).toBe('2026-06-01T00:00:00.000Z');
    expect(at({ ...ends, closed: { releases: 'keep' } }, '2026-02-01T00:00:00Z')).toBe('2026-01-01T00:00:00.000Z');
    expect(at({ ...ends, closed: { releases: 'keep' } }, '2026-07-01T00:00:00Z')).toBe('2026-01-01T00:00:00.000Z');
  });

  test('never comes for what has lapsed, is hibernated or has not begun', () => {
    const governance = [{ kind: 'DPIA', reference: '1', until: '2026-02-01' }];
    expect(at({ starts: '2025-01-01', ends: '2027-01-01', governance }, '2026-06-01T00:00:00Z')).toBeUndefined();
    expect(at({ starts: '2025-01-01', ends: '2026-02-01', hibernated: true }, '2026-06-01T00:00:00Z')).toBeUndefined();
    expect(at({ starts: '2027-01-01', ends: '2027-02-01' }, '2026-06-01T00:00:00Z')).toBeUndefined();
  });
});

/** What people do on one day of a walk: the definition is put anew, or mails reach everybody, and so on. */
const anyDay = fc.record({
  change: fc.option(
    fc.record({
      keep: fc.option(fc.integer({ min: 7, max: 12 }), { nil: undefined }),
      last: fc.integer({ min: 0, max: 12 }),
      hibernated: fc.boolean(),
    }),
    { nil: undefined, freq: 8 },
  ),
  isReached: fc.boolean(),
});
const beginning = new Date('2026-06-01T00:00:00.000Z');

test('whatever people change: nothing is deleted early, untold or while hibernated, and in the end all of it is', () => {
  fc.assert(
    fc.property(anyWanted, anyWorld, fc.array(anyDay, { minLength: 30, maxLength: 45 }), (wanted, world, days) => {
      let observed: ObservedCompute = { ...world, memory: noMemory, rivals: [] };
      let stands = { keep: 7 as number | undefined, last: 3, hibernated: false, hash: 'first', since: beginning };
      const mails: { at: Date; computes: readonly string[] }[] = [];
      const day = (now: Date, isReached: boolean) => {
        const { definition: defined, project } = wanted;
        const retention = { ...defined, keepComputeDays: stands.keep, prune: false };
        const over = daysLater(beginning, stands.last);
        const ended = !stands.hibernated && now >= over;
        const subject: DesiredCompute = {
          ...{ project, definition: retention, active: false },
          ...(ended
            ? { end: { at: over.toISOString(), definition: stands.hash, since: stands.since.toISOString() } }
            : {}),
        };
        const ending = offboardingOf(subject.end, retention, observed.memory, now);
        const made = plan(subject, observed, now);
        for (const action of deletes(made.actions)) {
          expect(ended && stands.keep !== undefined && now >= daysLater(over, stands.keep)).toBe(true);
          const mail = mails.find(({ at, computes }) => at >= stands.since && computes.includes(actionKey(action)));
          expect(mail && now.getTime() - mail.at.getTime()).toBeGreaterThanOrEqual(7 * DAY);
        }
        if (made.stopped === undefined) observed = applyToWorld(made.actions, observed);
        // Applied, the same plan is not made again.
        const again = plan(subject, observed, now);
        expect(
          again.actions.filter((one) => deletes(made.actions).some((done) => actionKey(done) === actionKey(one))),
        ).toEqual([]);
        const keys = snapshotOf(observed, made, [], now).computes.map(({ kind, name }) => computeKey(kind, name));
        const mayTell =
          subject.end !== undefined && stands.keep !== undefined && now >= notifyFrom(subject.end, stands.keep);
        if (isReached && mayTell && ending && unnotifiedOf(ending, observed.memory, keys).length > 0) {
          mails.push({ at: now, computes: keys });
          const memory: ComputeMemory = {
            ...observed.memory,
            told: { at: now.toISOString(), definition: stands.hash, computes: keys },
          };
          observed = { ...observed, memory };
        }
        return keys;
      };
      for (const [index, { change, isReached }] of days.entries()) {
        const now = daysLater(beginning, index);
        if (change !== undefined) stands = { ...change, hash: `${index}`, since: now };
        day(now, isReached);
      }
      const isKept = stands.keep === undefined || stands.hibernated;
      const before = day(daysLater(beginning, days.length), true);
      let left = before;
      for (let more = 1; more <= 30; more += 1) left = day(daysLater(beginning, days.length + more), true);
      expect(left).toEqual(isKept ? before : []);
    }),
    { numRuns: 150 },
  );
});
