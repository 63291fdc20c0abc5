import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComputeAction } from '../../../src/compute/domain/kinds.ts';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import { type ObservedCompute, plan } from '../../../src/compute/domain/plan.ts';
import { type CoreQuotas, takeCores } from '../../../src/compute/domain/quotas.ts';
import { demandOf, quotasNeeded } from '../../../src/compute/domain/room.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { anyWanted, anyWorld, applyToWorld } from './worlds.ts';

const now = new Date('2026-06-05T12:00:00Z');
const sizes = new Map([
  ['standard_d2s_v5', { cores: 2, countedBy: ['standardDSv5Family', 'cores'] }],
  ['standard_d4s_v5', { cores: 4, countedBy: ['standardDSv5Family', 'cores'] }],
  ['standard_d8s_v5', { cores: 8, countedBy: ['standardDSv5Family', 'cores'] }],
  ['standard_e8s_v5', { cores: 8, countedBy: ['standardESv5Family', 'cores'] }],
]);

/** Quotas of both services: of families and of all cores, with so many left. */
function left(family: number, all = family): CoreQuotas {
  const quota = (name: string, cores: number) => ({ name, limit: 100, used: 100 - cores });
  const quotas = [quota('standardDSv5Family', family), quota('standardESv5Family', family), quota('cores', all)];
  const region = { region: 'westeurope', sizes, quotas };
  return { machines: region, workspace: region };
}

const seen = (more: Partial<ObservedCompute> = {}): ObservedCompute => {
  return { machines: [], clusters: [], instances: [], others: [], memory: noMemory, rivals: [], ...more };
};
const machine = (name: string, size = 'Standard_D4s_v5') => {
  return { name, size, image: 'data-science', power: { mode: 'always-on' } };
};
const wants = (definition: unknown) => {
  return { project: 'genomics', active: true, definition: computeDefinition.parse(definition) };
};
const found = (size: string, power: 'running' | 'deallocated') => {
  const tags = { 'sallyport-project': 'genomics', 'sallyport-power': 'always-on', 'sallyport-image': 'data-science' };
  return { id: '/vm/vm-a', name: 'vm-a', size, tags, provisioningState: 'Succeeded', power };
};
const steps = ({ actions }: ReturnType<typeof plan>) => actions.map(({ kind, name }) => `${kind} ${name}`);

describe('a plan and the quotas of Azure', () => {
  it('does not ask for a machine without cores, and says how many there are', () => {
    const made = plan(wants({ virtualMachines: [machine('vm-a', 'Standard_D8s_v5')] }), seen({ quotas: left(4) }), now);
    const reason =
      'Azure is not asked to create the machine vm-a: that needs 8 cores of the quota standardDSv5Family in westeurope, and 4 of 100 are left. It is done once they are there; have the limit raised, or delete what is no longer needed.';
    const lacks = { quota: 'standardDSv5Family', region: 'westeurope', needed: 8, limit: 100, used: 96 };
    expect(made).toMatchObject({ actions: [], alerts: [{ compute: 'machine vm-a', reason, unmet: true, lacks }] });
  });

  it('counts the steps before it, in the order in which they are taken, and the limit of the region', () => {
    const wanted = wants({ virtualMachines: ['vm-b', 'vm-a', 'vm-c'].map((name) => machine(name)) });
    expect(steps(plan(wanted, seen({ quotas: left(9) }), now))).toEqual(['create-machine vm-a', 'create-machine vm-b']);
    const { alerts } = plan(wanted, seen({ quotas: left(100, 6) }), now);
    expect(alerts.map(({ compute, lacks }) => [compute, lacks?.quota, lacks?.used])).toEqual([
      ['machine vm-b', 'cores', 98],
      ['machine vm-c', 'cores', 98],
    ]);
  });

  it('needs for a resize what the new size has more, and of another family all of it', () => {
    const observed = seen({ machines: [found('Standard_D4s_v5', 'deallocated')] });
    const to = (size: string, quotas: CoreQuotas) =>
      steps(plan(wants({ virtualMachines: [machine('vm-a', size)] }), { ...observed, quotas }, now));
    expect(to('Standard_D8s_v5', left(4))).toEqual(['resize-machine vm-a']);
    expect(to('Standard_D8s_v5', left(3))).toEqual(['start-machine vm-a']);
    expect(to('Standard_E8s_v5', left(8, 4))).toEqual(['resize-machine vm-a']);
    expect(to('Standard_E8s_v5', left(7, 4))).toEqual(['start-machine vm-a']);
    expect(to('Standard_D2s_v5', left(-50))).toEqual(['resize-machine vm-a']);
  });

  it('switches no machine off for a size that it could not have then', () => {
    const observed = seen({ machines: [found('Standard_D4s_v5', 'running')] });
    const wanted = wants({ virtualMachines: [machine('vm-a', 'Standard_D8s_v5')] });
    const made = plan(wanted, { ...observed, quotas: left(3) }, now);
    expect(made).toMatchObject({ actions: [], alerts: [{ lacks: { needed: 4 } }] });
    expect(steps(plan(wanted, { ...observed, quotas: left(4) }, now))).toEqual(['deallocate-machine vm-a']);
  });

  it('gives cores to a machine that is off for its new size before it switches off another for that', () => {
    const machines = [
      found('Standard_D2s_v5', 'deallocated'),
      { ...found('Standard_D2s_v5', 'running'), name: 'vm-b' },
    ];
    const wanted = wants({ virtualMachines: [machine('vm-a'), machine('vm-b')] });
    const made = plan(wanted, seen({ machines, quotas: left(2) }), now);
    expect(steps(made)).toEqual(['resize-machine vm-a']);
    expect(made.alerts).toMatchObject([{ compute: 'machine vm-b', lacks: { needed: 2 } }]);
  });

  it('needs for a cluster the nodes that it keeps waiting', () => {
    const cluster = { name: 'cpu', size: 'Standard_D4s_v5', minNodes: 2, maxNodes: 40 };
    const made = (minNodes: number) =>
      steps(plan(wants({ clusters: [{ ...cluster, minNodes }] }), seen({ quotas: left(7) }), now));
    expect(made(2)).toEqual([]);
    expect(made(1)).toEqual(['create-cluster cpu']);
  });

  describe('for a cluster that is to keep more nodes waiting', () => {
    const tags = { 'sallyport-project': 'genomics' };
    const there = { name: 'cpu', tags, provisioningState: 'Succeeded', size: 'Standard_D4s_v5' };
    const scale = { minNodes: 1, maxNodes: 4, idleMinutes: 30 };
    const made = (cores: number, change: object = {}, maxNodes = 4) => {
      const wanted = wants({ clusters: [{ name: 'cpu', size: 'Standard_D4s_v5', minNodes: 3, maxNodes }] });
      return plan(wanted, seen({ clusters: [{ ...there, scale, ...change }], quotas: left(cores) }), now);
    };

    it('needs what it does not have yet', () => {
      expect(steps(made(8))).toEqual(['rescale-cluster cpu']);
      const reason =
        'Azure is not asked to keep 2 more nodes of the cluster cpu waiting: that needs 8 cores of the quota standardDSv5Family in westeurope, and 7 of 100 are left. It is done once they are there; have the limit raised, or delete what is no longer needed.';
      expect(made(7)).toMatchObject({ actions: [], alerts: [{ compute: 'cluster cpu', reason, unmet: true }] });
    });

    it.each([
      ['nodes that work on jobs are there already', 4, { nodes: 2 }],
      ['all are there already', 0, { nodes: 3 }],
      ['nobody knows how large they are', 0, { size: undefined }],
    ])('asks for it where %s', (_why, cores, change) => {
      expect(steps(made(cores, change))).toEqual(['rescale-cluster cpu']);
    });

    it('needs all of them of a cluster that gave none, and nothing to keep fewer', () => {
      const off = { scale: { ...scale, minNodes: 0, maxNodes: 0 } };
      expect(made(11, off).alerts).toMatchObject([{ lacks: { needed: 12 } }]);
      expect(made(0, { scale: { ...scale, minNodes: 4 } }).alerts).toEqual([]);
    });

    it('changes its other limits all the same', () => {
      const { actions, alerts } = made(7, {}, 9);
      expect(actions).toMatchObject([{ from: scale, to: { ...scale, maxNodes: 9 } }]);
      expect(alerts).toMatchObject([{ lacks: { needed: 8 } }]);
    });

    it('is the same plan by its digest, however many nodes work on jobs', () => {
      expect(made(8, { nodes: 2 }).digest).toBe(made(8).digest);
    });
  });

  it.each([
    ['nobody looked', undefined],
    ['one service does not say', { workspace: left(0).workspace }],
    ['the size is not known', { machines: { region: 'westeurope', sizes: new Map(), quotas: [] } }],
  ])('asks Azure where %s', (_why, quotas) => {
    const observed = quotas === undefined ? seen() : seen({ quotas });
    expect(steps(plan(wants({ virtualMachines: [machine('vm-a')] }), observed, now))).toEqual(['create-machine vm-a']);
  });
});

/** What Azure shows once it has done all of them. */
function without(actions: readonly ComputeAction[], quotas: CoreQuotas): CoreQuotas {
  return actions.reduce((before, action) => {
    const demand = demandOf(action);
    const taken = demand === undefined ? { left: before } : takeCores(before, demand);
    return 'left' in taken ? taken.left : before;
  }, quotas);
}

describe('for any definition, world and quota', () => {
  const anyLeft = fc.tuple(fc.integer({ min: -8, max: 30 }), fc.integer({ min: -8, max: 30 }));
  const property = (check: (...made: Parameters<typeof plan>) => void) =>
    fc.assert(
      fc.property(anyWanted, anyWorld, anyLeft, (wanted, world, [family, all]) => {
        check(wanted, seen({ ...world, quotas: left(family, all) }), now);
      }),
    );

  it('the steps of a plan together take no more cores than there are', () => {
    property((wanted, observed) => {
      let quotas = observed.quotas ?? {};
      for (const demand of plan(wanted, observed, now).actions.flatMap((action) => demandOf(action) ?? [])) {
        const taken = takeCores(quotas, demand);
        expect(taken).toHaveProperty('left');
        if ('left' in taken) quotas = taken.left;
      }
    });
  });

  it('each compute has its step, or is told of once with what it lacks', () => {
    property((wanted, observed) => {
      const { quotas: _, ...blind } = observed;
      const [free, made] = [plan(wanted, blind, now), plan(wanted, observed, now)];
      const lacking = made.alerts.flatMap(({ compute, lacks }) => (lacks === undefined ? [] : [compute]));
      expect(new Set(lacking).size).toBe(lacking.length);
      expect(made.alerts.filter(({ lacks }) => lacks === undefined)).toEqual(free.alerts);
      for (const action of free.actions)
        if (!made.actions.some((one) => JSON.stringify(one) === JSON.stringify(action)))
          expect(lacking.map((key) => key.split(' ')[1])).toContain(action.name.toLowerCase());
      expect(quotasNeeded(free.actions).length > 0 || made.digest === free.digest).toBe(true);
    });
  });

  it('is the plan without quotas once there are enough, and comes to rest whatever there is', () => {
    property((wanted, observed) => {
      const { quotas: _, ...blind } = observed;
      expect(plan(wanted, { ...observed, quotas: left(1000) }, now)).toEqual(plan(wanted, blind, now));
      let current = observed;
      for (let run = 0; run < 4; run += 1) {
        const { actions } = plan(wanted, current, now);
        current = { ...applyToWorld(actions, current), quotas: without(actions, current.quotas ?? {}) };
      }
      expect(plan(wanted, current, now).actions).toEqual([]);
    });
  });
});
