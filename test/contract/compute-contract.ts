import { describe, expect, it } from 'vitest';
import type { ComputeKnobs } from '../../local/azure/compute/knobs.ts';
import type { MachinePort, WorkspacePort } from '../../src/ports/compute.ts';

/** The computes of an empty deployment whose changes take a minute, with its own time and an image called data-science. */
export interface ComputeStage {
  readonly machines: MachinePort;
  readonly workspace: WorkspacePort;
  readonly knobs: ComputeKnobs;
  advance(milliseconds: number): void;
}

const tags = { 'sallyport-project': 'genomics' };
const machine = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'data-science', tags };
const scale = { minNodes: 0, maxNodes: 4, idleMinutes: 120 };
const cluster = { name: 'cpu', size: 'Standard_DS3_v2', scale, tags };
const assignedTo = '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69';
const instance = { name: 'alice-ci', size: 'Standard_DS11_v2', assignedTo, tags };

/** What machines and workspace must do together with time. */
export function computeContract(stage: () => ComputeStage): void {
  const done = async (change: Promise<void>) => {
    await change;
    stage().advance(60_000);
  };
  const shown = async () => {
    const [found] = await stage().machines.list();
    return { size: found?.size, tags: found?.tags, power: [...(await stage().machines.powers()).values()][0] };
  };

  describe('a virtual machine', () => {
    it('is asked for and not waited for: later observations see it come up', async () => {
      const { machines, advance } = stage();
      await machines.create(machine);
      expect(await machines.list()).toMatchObject([
        { name: 'dsvm-1', size: 'Standard_D4s_v5', provisioningState: 'Creating', tags },
      ]);
      expect([...(await machines.powers()).values()]).toEqual(['starting']);
      advance(59_999);
      expect(await machines.list()).toMatchObject([{ provisioningState: 'Creating' }]);
      advance(1);
      expect(await machines.list()).toMatchObject([{ provisioningState: 'Succeeded' }]);
      expect([...(await machines.powers()).values()]).toEqual(['running']);
    });

    it('has one id in both lists, but for the case', async () => {
      const { machines } = stage();
      await machines.create(machine);
      const ids = (await machines.list()).map(({ id }) => id.toLowerCase());
      expect([...(await machines.powers()).keys()].map((id) => id.toLowerCase())).toEqual(ids);
    });

    it.each(['dsvm-1', 'DSVM-1'])('is not overwritten by another one called %s', async (name) => {
      const { machines } = stage();
      await machines.create(machine);
      await expect(machines.create({ ...machine, name })).rejects.toThrow(/exists already.*412 PreconditionFailed/);
      expect(await machines.list()).toHaveLength(1);
    });

    it('is not made of an unknown image, of an unknown size, or over the quota', async () => {
      const { machines, knobs } = stage();
      await expect(machines.create({ ...machine, image: 'windows-95' })).rejects.toThrow("no image 'windows-95'");
      await expect(machines.create({ ...machine, size: 'Standard_X1' })).rejects.toThrow('VM size is not valid');
      knobs.coresQuota = 3;
      await expect(machines.create(machine)).rejects.toThrow(/Total Regional Cores quota/);
      expect(await machines.list()).toEqual([]);
    });

    it('starts, is deallocated, resized, retagged and removed', async () => {
      const { machines } = stage();
      await done(machines.create(machine));
      await done(machines.deallocate('dsvm-1'));
      expect(await shown()).toMatchObject({ power: 'deallocated' });
      await done(machines.resize('dsvm-1', 'Standard_D8s_v5'));
      expect(await shown()).toMatchObject({ size: 'Standard_D8s_v5', power: 'deallocated' });
      await done(machines.start('dsvm-1'));
      expect(await shown()).toMatchObject({ power: 'running' });
      await done(machines.retag('dsvm-1', { only: 'this' }));
      expect(await shown()).toMatchObject({ tags: { only: 'this' } });
      await machines.remove('dsvm-1');
      expect(await machines.list()).toMatchObject([{ provisioningState: 'Deleting' }]);
      stage().advance(60_000);
      expect(await shown()).toEqual({ size: undefined, tags: undefined, power: undefined });
    });

    it('restarts when it is resized while it runs', async () => {
      const { machines, advance } = stage();
      await done(machines.create(machine));
      await machines.resize('dsvm-1', 'Standard_D8s_v5');
      expect(await shown()).toMatchObject({ size: 'Standard_D8s_v5', power: 'starting' });
      advance(60_000);
      expect(await shown()).toMatchObject({ power: 'running' });
    });

    it('takes one change after the other', async () => {
      const { machines } = stage();
      await done(machines.create(machine));
      await machines.deallocate('dsvm-1');
      await expect(machines.start('dsvm-1')).rejects.toThrow(/still running.*409/);
      await done(machines.remove('dsvm-1'));
      expect(await machines.list()).toEqual([]);
    });

    it('that does not exist cannot be changed, and may be removed', async () => {
      const { machines } = stage();
      await expect(machines.start('none')).rejects.toThrow('404 ResourceNotFound');
      await expect(machines.deallocate('none')).rejects.toThrow('404 ResourceNotFound');
      await expect(machines.resize('none', 'Standard_D8s_v5')).rejects.toThrow('404 ResourceNotFound');
      await machines.remove('none');
    });

    it('shows no power when Azure had no machine left for it', async () => {
      const { machines, knobs } = stage();
      knobs.failAllocations = 1;
      await done(machines.create(machine));
      expect(await machines.list()).toMatchObject([{ provisioningState: 'Failed' }]);
      expect([...(await machines.powers()).values()]).toEqual(['unknown']);
    });

    it('may be shown late, and lists may be empty for whoever may not see', async () => {
      const { machines, knobs, advance } = stage();
      knobs.lagMilliseconds = 1000;
      await machines.create(machine);
      expect(await machines.list()).toEqual([]);
      advance(1000);
      expect(await machines.list()).toHaveLength(1);
      knobs.emptyLists = true;
      expect(await machines.list()).toEqual([]);
      expect((await machines.powers()).size).toBe(0);
    });
  });

  describe('a workspace', () => {
    it('makes and rescales a cluster without waiting', async () => {
      const { workspace } = stage();
      await workspace.createCluster(cluster);
      const creating = { name: 'cpu', size: 'Standard_DS3_v2', scale, tags, provisioningState: 'Creating' };
      expect(await workspace.list()).toEqual({ clusters: [creating], instances: [], others: [] });
      stage().advance(60_000);
      await workspace.rescaleCluster('cpu', { ...scale, maxNodes: 8 });
      expect((await workspace.list()).clusters).toMatchObject([
        { scale: { maxNodes: 4 }, provisioningState: 'Updating' },
      ]);
      stage().advance(60_000);
      expect((await workspace.list()).clusters).toMatchObject([
        { scale: { maxNodes: 8 }, provisioningState: 'Succeeded' },
      ]);
    });

    it('gives an instance to its person, stops it, starts it and removes it', async () => {
      const { workspace } = stage();
      const state = async () => (await workspace.list()).instances[0]?.state;
      await workspace.createInstance(instance);
      expect(await state()).toBe('Creating');
      stage().advance(60_000);
      expect(await state()).toBe('Running');
      await expect(workspace.startInstance('alice-ci')).rejects.toThrow(
        'Could not start the compute instance alice-ci',
      );
      await done(workspace.stopInstance('alice-ci'));
      expect(await state()).toBe('Stopped');
      await workspace.startInstance('alice-ci');
      expect(await state()).toBe('Starting');
      await expect(workspace.stopInstance('alice-ci')).rejects.toThrow('409');
      stage().advance(60_000);
      await done(workspace.remove('alice-ci'));
      expect(await state()).toBeUndefined();
    });

    it.each(['cpu', 'CPU'])('does not overwrite a compute with one called %s, of whatever kind', async (name) => {
      const { workspace } = stage();
      await workspace.createCluster(cluster);
      const message = `Could not create the compute ${name}: A compute of that name exists already`;
      await expect(workspace.createCluster({ ...cluster, name })).rejects.toThrow(message);
      await expect(workspace.createInstance({ ...instance, name })).rejects.toThrow(message);
      expect((await workspace.list()).clusters).toMatchObject([{ name: 'cpu' }]);
    });

    it('refuses sizes that the region lacks, names taken in the region, and changes of what does not exist', async () => {
      const { workspace, knobs } = stage();
      await expect(workspace.createCluster({ ...cluster, size: 'Standard_X1' })).rejects.toThrow(
        'VM size is not valid',
      );
      knobs.instancesElsewhere = ['alice-ci'];
      await expect(workspace.createInstance(instance)).rejects.toThrow(/not available.*choose another name/);
      await expect(workspace.rescaleCluster('none', scale)).rejects.toThrow('404');
      await expect(workspace.remove('none')).rejects.toThrow('404');
      expect(await workspace.list()).toEqual({ clusters: [], instances: [], others: [] });
    });
  });
}
