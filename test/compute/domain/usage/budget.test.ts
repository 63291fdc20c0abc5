import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMemory } from '../../../../src/compute/domain/memory.ts';
import { type DesiredCompute, type ObservedCompute, plan } from '../../../../src/compute/domain/plan.ts';
import {
  type BudgetStatus,
  budgetStatusOf,
  budgetText,
  dayOfNewBudget,
} from '../../../../src/compute/domain/usage/budget.ts';
import type { ObservedHours } from '../../../../src/compute/domain/usage/hours.ts';
import { stepsOfTimer } from '../../../../src/compute/domain/usage/timer-stop.ts';
import { belongsTo, type Tags } from '../../../../src/compute/domain/world.ts';
import { anyWanted, anyWorld, applyToWorld } from '../worlds.ts';

const now = new Date('2026-11-20T12:00:00Z');
const hour = 3_600_000;

function ran(machines: number, more: Partial<ObservedHours['months'][number]> = {}): ObservedHours {
  return { months: [{ month: '2026-11', machines: machines * hour, instances: 0, missed: 0, ...more }] };
}

describe('a budget of hours', () => {
  it.each([
    [0, 'within'],
    [319.9, 'within'],
    [320, 'nearly-used'],
    [399.9, 'nearly-used'],
    [400, 'used-up'],
    [4000, 'used-up'],
  ] as const)('of 400 with %d used is %s', (used, level) => {
    expect(budgetStatusOf(400, ran(used), now)).toMatchObject({ level, usedHours: Math.floor(used) });
  });

  it('counts instances with machines, and nothing that nobody saw', () => {
    const standing = budgetStatusOf(400, ran(40, { instances: 8.5 * hour, missed: 380 * hour }), now);
    expect(standing).toMatchObject({ level: 'within', usedHours: 48, missedHours: 380 });
    expect(budgetText(standing)).toBe('48 of 400 hours this month. In 380 more nobody looked.');
  });

  it('begins anew with each month in UTC', () => {
    expect(budgetStatusOf(400, ran(400), new Date('2026-11-30T23:59:59Z')).level).toBe('used-up');
    expect(budgetStatusOf(400, ran(400), new Date('2026-12-01T00:00:00Z'))).toMatchObject({
      level: 'within',
      usedHours: 0,
    });
    expect(dayOfNewBudget({ month: '2026-12' })).toBe('2027-01-01');
  });

  it('is unused where nothing was counted, and unknown where that cannot be read', () => {
    expect(budgetStatusOf(400, undefined, now).level).toBe('within');
    expect(budgetText(budgetStatusOf(400, 'unknown', now))).toContain('It cannot be read how many of the 400 hours');
  });

  it('says until when what is used up keeps computes off', () => {
    expect(budgetText(budgetStatusOf(1, ran(2), now))).toBe(
      '2 of 1 hours this month. What is scheduled or always on is off until 2026-12-01; nothing is deleted.',
    );
  });
});

describe('a plan under a budget', () => {
  const hoursOf: Readonly<Record<BudgetStatus['level'], ObservedHours | 'unknown'>> = {
    within: ran(1),
    'nearly-used': ran(8),
    'used-up': ran(10),
    unknown: 'unknown',
  };
  const levels = fc.constantFrom('within', 'nearly-used', 'used-up', 'unknown') satisfies fc.Arbitrary<string>;
  const seen = (world: object, hours?: ObservedCompute['hours']): ObservedCompute => {
    const nothing = { machines: [], clusters: [], instances: [], others: [], memory: noMemory, rivals: [] };
    return { ...nothing, ...world, hours };
  };
  const budgeted = (wanted: DesiredCompute): DesiredCompute => {
    return { ...wanted, definition: { ...wanted.definition, budgetHours: 10 } };
  };
  const powerOf = ({ definition: { virtualMachines, instances } }: DesiredCompute) =>
    [...virtualMachines, ...instances][0]?.power.mode;

  it('is the plan without one while hours are left', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, fc.constantFrom('within', 'nearly-used'), (wanted, world, level) => {
        const { budget, ...under } = plan(budgeted(wanted), seen(world, hoursOf[level]), now);
        expect(budget?.level).toBe(level);
        expect(under).toEqual(plan(wanted, seen(world), now));
      }),
    );
  });

  it('starts and makes no machine or instance, and keeps no node waiting, once they are used up', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        const { actions } = plan(budgeted(wanted), seen(world, hoursOf['used-up']), now);
        expect(actions.filter(({ kind }) => /^(start-|create-(machine|instance))/.test(kind))).toEqual([]);
        for (const action of actions) {
          expect(action.kind).not.toBe('create-cluster');
          if (action.kind === 'rescale-cluster') expect(action.to.minNodes).toBe(0);
        }
      }),
    );
  });

  it('is switched off by the timer once they are used up, however much else there is to do, and no job gets a node', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        fc.pre(powerOf(wanted) !== 'manual');
        const { definition } = budgeted(wanted);
        const capped = { ...wanted, active: true, definition: { ...definition, maxActionsPerRun: 1 } };
        let current = seen(world, hoursOf['used-up']);
        for (let run = 0; run < 4; run += 1) current = applyToWorld(stepsOfTimer(plan(capped, current, now)), current);
        const own = <T extends { readonly name: string; readonly tags: Tags }>(
          wantedOnes: readonly { readonly name: string }[],
          found: readonly T[],
        ) => {
          const names = wantedOnes.map(({ name }) => name);
          return found.filter((one) => belongsTo('genomics', one) && names.includes(one.name.toLowerCase()));
        };
        for (const { power } of own(definition.virtualMachines, current.machines)) expect(power).toBe('deallocated');
        for (const { state } of own(definition.instances, current.instances)) expect(state).toBe('Stopped');
        for (const { scale } of own(definition.clusters, current.clusters))
          expect(scale).toMatchObject({ minNodes: 0, maxNodes: 0 });
      }),
    );
  });

  it('takes no node from a cluster and gives none back while nobody knows what is left', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, (wanted, world) => {
        fc.pre(wanted.active);
        for (const action of plan(budgeted(wanted), seen(world, 'unknown'), now).actions) {
          if (action.kind !== 'rescale-cluster') continue;
          expect(action.to.minNodes).toBeLessThanOrEqual(action.from.minNodes);
          expect(action.to.maxNodes === 0).toBe(action.from.maxNodes === 0);
        }
      }),
    );
  });

  it('deletes nothing that it would not delete without one, whatever is left', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, levels, (wanted, world, level) => {
        const deleted = (made: ReturnType<typeof plan>) => made.actions.filter(({ kind }) => kind.startsWith('delete'));
        expect(deleted(plan(budgeted(wanted), seen(world, hoursOf[level]), now))).toEqual(
          deleted(plan(wanted, seen(world), now)),
        );
      }),
    );
  });

  it('leaves what people start and stop as it is, and of everything where nobody knows what is left', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, fc.constantFrom('used-up', 'unknown'), (wanted, world, level) => {
        fc.pre(
          wanted.active && (powerOf(wanted) === 'manual' || (level === 'unknown' && powerOf(wanted) === 'always-on')),
        );
        const { actions } = plan(budgeted(wanted), seen(world, hoursOf[level]), now);
        expect(actions.filter(({ kind }) => /^(start|stop|deallocate)-/.test(kind))).toEqual([]);
      }),
    );
  });

  it('comes to rest in at most four runs whatever is left, and again once a new month begins', () => {
    fc.assert(
      fc.property(anyWanted, anyWorld, levels, (wanted, world, level) => {
        const under = budgeted(wanted);
        let current = seen(world, hoursOf[level]);
        for (const at of [now, new Date('2026-12-02T12:00:00Z')]) {
          for (let run = 0; run < 4; run += 1) current = applyToWorld(plan(under, current, at).actions, current);
          expect(plan(under, current, at).actions).toEqual([]);
        }
        const left = plan(wanted, { ...current, hours: undefined }, new Date('2026-12-02T12:00:00Z')).actions;
        if (level !== 'unknown') expect(left).toEqual([]);
      }),
    );
  });
});
