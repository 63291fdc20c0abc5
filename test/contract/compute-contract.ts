import { describe, expect, it } from 'vitest';
import type { ComputeKnobs } from '../../local/azure/compute/knobs.ts';
import type { MachinePort, WorkspacePort } from '../../src/compute/ports/compute.ts';
import { machinesByHand, workspaceByHand } from '../compute/hands.ts';

/** The computes of an empty deployment whose changes take a minute, with its own time and an image called data-science. */
export interface ComputeStage {
  readonly machines: MachinePort;
  readonly workspace: WorkspacePort;
  readonly knobs: ComputeKnobs;
  advance(milliseconds: number): void;
  now(): Date;
}

const tags = { 'sallyport-project': 'genomics' };
const machine = { name: 'dsvm-1', size: 'Standard_D4s_v5', image: 'data-science', tags };
const scale = { minNodes: 0, maxNodes: 4, idleMinutes: 120 };
const cluster = { name: 'cpu', size: 'Standard_DS3_v2', scale, tags };
const assignedTo = '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69';
const instance = { name: 'alice-ci', size: 'Standard_DS11_v2', assignedTo, tags };

/** What machines and workspace must do together with time. */
export function computeContract(staged: () => ComputeStage): void {
  const stage = () => {
    const { machines, workspace, ...others } = staged();
    return { ...others, machines: machinesByHand(machines), workspace: workspaceByHand(workspace) };
  };
  const done = async (change: Promise<void>) => {
    await change;
    stage().advance(60_000);
  };
  const shown = async () => {
    const [found] = await stage().machines.list();
    return { size: found?.size, tags: found?.tags, power: [...(await stage().machines.statuses()).values()][0]?.power };
  };

  describe('a virtual machine', () => {
    it('is asked for and not waited for: later observations see it come up', async () => {
      const { machines, advance } = stage();
      await machines.create(machine);
      expect(await machines.list()).toMatchObject([
        { name: 'dsvm-1', size: 'Standard_D4s_v5', provisioningState: 'Creating', tags },
      ]);
      expect([...(await machines.statuses()).values()].map(({ power }) => power)).toEqual(['starting']);
      advance(59_999);
      expect(await machines.list()).toMatchObject([{ provisioningState: 'Creating' }]);
      advance(1);
      expect(await machines.list()).toMatchObject([{ provisioningState: 'Succeeded' }]);
      expect([...(await machines.statuses()).values()].map(({ power }) => power)).toEqual(['running']);
    });

    it('has one id in both lists, but for the case', async () => {
      const { machines } = stage();
      await machines.create(machine);
      const ids = (await machines.list()).map(({ id }) => id.toLowerCase());
      expect([...(await machines.statuses()).keys()].map((id) => id.toLowerCase())).toEqual(ids);
    });

    it.each(['dsvm-1', 'DSVM-1'])('is not overwritten by another one called %s', async (name) => {
      const { machines } = stage();
      await machines.create(machine);
      await expect(machines.create({ ...machine, name })).rejects.toThrow(/exists already.*412 PreconditionFailed/);
      expect(await machines.list()).toHaveLength(1);
    });

    it('tells the version of the image it was made from, and its gallery when that was published', async () => {
      const { machines, knobs } = stage();
      const began = stage().now().toISOString();
      await machines.create(machine);
      const [found] = await machines.list();
      const { id = '', ...image } = found?.image ?? { version: 'none' };
      expect(image).toEqual({ version: '1.0.0' });
      expect(await machines.imagePublished(id)).toBe(began);
      knobs.imageAgeDays = 200;
      expect(await machines.imagePublished(id.toUpperCase())).toBe(
        new Date(Date.parse(began) - 200 * 86_400_000).toISOString(),
      );
      await expect(machines.imagePublished(id.replace('1.0.0', '9.9.9'))).rejects.toThrow('404 ResourceNotFound');
    });

    it('is not made of an unknown image, of an unknown size, or over the quota', async () => {
      const { machines, knobs } = stage();
      await expect(machines.create({ ...machine, image: 'windows-95' })).rejects.toThrow("no image 'windows-95'");
      await expect(machines.create({ ...machine, size: 'Standard_X1' })).rejects.toThrow('VM size is not valid');
      knobs.coresQuota = 3;
      await expect(machines.create(machine)).rejects.toThrow(/Total Regional Cores quota/);
      expect(await machines.list()).toEqual([]);
    });

    it('takes its cores from the quotas of its family and of the region, also while it is off', async () => {
      const { machines, knobs } = stage();
      knobs.familyQuotas = { standardDSv5Family: 10 };
      await done(machines.create(machine));
      await done(machines.deallocate('dsvm-1'));
      const { region, sizes, quotas } = await machines.quotas();
      const { cores, countedBy = [] } = sizes.get('standard_d8s_v5') ?? {};
      expect([region, cores]).toEqual(['westeurope', 8]);
      const counting = quotas.filter(({ name }) => countedBy.includes(name));
      expect(
        counting.map(({ limit, used }) => [limit, used]).toSorted(([one = 0], [other = 0]) => one - other),
      ).toEqual([
        [10, 4],
        [100, 4],
      ]);
      await expect(machines.create({ ...machine, name: 'dsvm-2', size: 'Standard_D8s_v5' })).rejects.toThrow(
        /exceeding approved standardDSv5Family Cores quota.*409 OperationNotAllowed/,
      );
      await done(machines.resize('dsvm-1', 'Standard_D8s_v5'));
      await machines.create({ ...machine, name: 'dsvm-2', size: 'Standard_E8s_v5' });
      knobs.hideQuotas = true;
      await expect(machines.quotas()).rejects.toThrow('403');
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

    it('shows no power and says why when Azure had no machine left for it', async () => {
      const { machines, knobs } = stage();
      knobs.failAllocations = 1;
      await done(machines.create(machine));
      expect(await machines.list()).toMatchObject([{ provisioningState: 'Failed' }]);
      const [status] = (await machines.statuses()).values();
      expect(status).toEqual({
        power: 'unknown',
        failure: expect.stringMatching(/^AllocationFailed: Allocation failed/),
      });
      await done(machines.start('dsvm-1'));
      expect([...(await machines.statuses()).values()]).toEqual([{ power: 'running' }]);
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
      expect((await machines.statuses()).size).toBe(0);
    });
  });

  describe('the load of a virtual machine', () => {
    const five = 5 * 60_000;
    const at = (minutes: number) => new Date(stage().now().getTime() + minutes * 60_000);
    const loadOf = (from: number, name = 'dsvm-1') => stage().machines.load(name, { from: at(from), until: at(0) });

    it('is told in spans of five minutes, without values where it did not run', async () => {
      const { machines, advance } = stage();
      await machines.create(machine);
      advance(4 * five);
      await done(machines.deallocate('dsvm-1'));
      advance(2 * five);
      const load = await loadOf(-40);
      expect(load.map(({ cpuPercent }) => cpuPercent !== undefined)).toEqual([
        ...[false, false],
        ...[true, true, true, true],
        ...[false, false, false],
      ]);
      expect(load.map(({ networkBytes }) => networkBytes !== undefined)).toEqual(
        load.map(({ cpuPercent }) => cpuPercent !== undefined),
      );
      expect(load.every((one) => Date.parse(one.at) % five === 0)).toBe(true);
      expect(load.map((one) => one.at)).toEqual(load.map((one) => one.at).toSorted());
    });

    it('tells the busiest minute of all cores, and all bytes', async () => {
      const { machines, advance, knobs } = stage();
      await machines.create(machine);
      advance(five);
      const told = (minutes: number, cpuPercent: number) =>
        knobs.loads.push({ machine: 'DSVM-1', since: at(minutes).toISOString(), cpuPercent, bytesAMinute: 1000 });
      told(2, 90);
      told(3, 0);
      advance(five);
      expect((await loadOf(-5)).at(0)).toMatchObject({ cpuPercent: 90, networkBytes: 3 * 2000 + 2 * 100_000 });
    });

    it('may come late, or not at all', async () => {
      const { machines, advance, knobs } = stage();
      await machines.create(machine);
      advance(2 * five);
      knobs.metricsDelayMilliseconds = five;
      expect((await loadOf(-5)).filter(({ cpuPercent }) => cpuPercent !== undefined)).toEqual([]);
      expect((await loadOf(-10)).filter(({ cpuPercent }) => cpuPercent !== undefined)).toHaveLength(1);
      knobs.withoutMetrics = true;
      expect((await loadOf(-10)).filter(({ networkBytes }) => networkBytes !== undefined)).toEqual([]);
    });

    it('of one that does not exist is refused', async () => {
      await expect(loadOf(-5, 'none')).rejects.toThrow(
        /Could not read the load of the virtual machine none: .*404 ResourceNotFound/,
      );
    });
  });

  describe('a workspace', () => {
    it('makes and rescales a cluster without waiting', async () => {
      const { workspace } = stage();
      await workspace.createCluster(cluster);
      const creating = { name: 'cpu', size: 'Standard_DS3_v2', scale, tags, provisioningState: 'Creating', nodes: 0 };
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

    it('has quotas of its own for instances, and for the nodes that clusters keep waiting', async () => {
      const { workspace, knobs } = stage();
      knobs.learningFamilyQuotas = { standardDSv2Family: 9 };
      await done(workspace.createInstance(instance));
      await done(workspace.stopInstance('alice-ci'));
      await done(workspace.createCluster({ ...cluster, scale: { ...scale, minNodes: 1 } }));
      expect((await workspace.list()).clusters).toMatchObject([{ nodes: 1 }]);
      const { sizes, quotas } = await workspace.quotas();
      const { cores, countedBy = [] } = sizes.get('standard_ds3_v2') ?? {};
      const counting = quotas.filter(({ name }) => countedBy.includes(name));
      expect([cores, ...counting.map(({ limit, used }) => [limit, used])].toSorted()).toEqual([[100, 6], 4, [9, 6]]);
      const bob = { ...instance, name: 'bob-ci' };
      await expect(workspace.createInstance({ ...bob, size: 'Standard_DS3_v2' })).rejects.toThrow(
        /quota limits of Core/,
      );
      await workspace.createInstance(bob);
      knobs.hideQuotas = true;
      await expect(workspace.quotas()).rejects.toThrow('403');
    });

    it('lets Azure ML stop an instance that nobody uses after its idle time, and tells when that was', async () => {
      const { workspace, knobs, now } = stage();
      await workspace.createInstance({ ...instance, idleMinutes: 30 });
      stage().advance(60_000);
      expect((await workspace.list()).instances).toMatchObject([{ state: 'Running', idleMinutes: 30 }]);
      await workspace.limitInstance('alice-ci', 20);
      const since = now();
      knobs.idleInstances = ['alice-ci'];
      stage().advance(19 * 60_000);
      expect((await workspace.list()).instances).toMatchObject([{ state: 'Running', idleMinutes: 20 }]);
      stage().advance(60_000);
      const idleStoppedAt = new Date(since.getTime() + 20 * 60_000).toISOString();
      expect((await workspace.list()).instances).toMatchObject([{ state: 'Stopped', idleStoppedAt }]);
      knobs.idleInstances = [];
      await done(workspace.startInstance('alice-ci'));
      await done(workspace.stopInstance('alice-ci'));
      expect((await workspace.list()).instances[0]).not.toHaveProperty('idleStoppedAt');
    });

    it('refuses an idle time below 15 minutes, above three days, and of what is no instance', async () => {
      const { workspace } = stage();
      await done(workspace.createInstance(instance));
      await done(workspace.createCluster(cluster));
      expect((await workspace.list()).instances[0]).not.toHaveProperty('idleMinutes');
      await expect(workspace.limitInstance('alice-ci', 14)).rejects.toThrow(/limit the idle time.*400/);
      await expect(workspace.limitInstance('alice-ci', 4321)).rejects.toThrow('400');
      await expect(workspace.limitInstance('cpu', 30)).rejects.toThrow('400');
      await expect(workspace.limitInstance('none', 30)).rejects.toThrow('404');
    });

    it.each(['cpu', 'CPU'])('does not overwrite a compute with one called %s, of whatever kind', async (name) => {
      const { workspace } = stage();
      await workspace.createCluster(cluster);
      const message = `Could not create the compute ${name}: A compute of that name exists already`;
      await expect(workspace.createCluster({ ...cluster, name })).rejects.toThrow(message);
      await expect(workspace.createInstance({ ...instance, name })).rejects.toThrow(message);
      expect((await workspace.list()).clusters).toMatchObject([{ name: 'cpu' }]);
    });

    it('says why a compute that it accepted was not made', async () => {
      const { workspace, knobs } = stage();
      knobs.failAllocations = 2;
      await done(workspace.createCluster(cluster));
      await done(workspace.createInstance(instance));
      const failed = { provisioningState: 'Failed', failure: expect.stringMatching(/^AllocationFailed: /) };
      expect(await workspace.list()).toMatchObject({ clusters: [failed], instances: [failed] });
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
