import { expect, test } from 'vitest';
import { defaultKnobs } from '../../local/azure/compute/knobs.ts';
import { projectTag } from '../../src/compute/domain/world.ts';
import { subjectOf } from '../../src/compute/reconcile/subject.ts';
import { notifyComputeEnds } from '../../src/compute/sweep/notify-compute-ends.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { definition, person } from '../domain/sample.ts';
import { reconcilerIn } from '../memory/compute-timer.ts';
import { noHook } from '../memory/hook.ts';
import { MemoryMachines } from '../memory/machines.ts';
import { MemoryWorkspace } from '../memory/workspace.ts';
import { MemoryWorld } from '../memory/world.ts';

const id = 'heart-study';
const hour = 3_600_000;
const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'always-on' } };
const cluster = { name: 'cpu', size: 'Standard_DS3_v2', maxNodes: 4 };
const compute = computeDefinition.parse({ keepComputeDays: 14, virtualMachines: [machine], clusters: [cluster] });

/** A project whose last day is 2026-11-19, with its computes, and the timers of the app. */
class EndingWorld {
  readonly world = new MemoryWorld(1, noHook, { beginning: '2026-11-19T00:00:00.000Z' });
  readonly machines: MemoryMachines;
  readonly workspace: MemoryWorkspace;
  /** What happens between a plan and its first step. */
  meanwhile: () => Promise<void> = async () => {};

  constructor() {
    const options = { clock: this.world.time, knobs: defaultKnobs() };
    this.machines = new MemoryMachines(options, ['dsvm']);
    this.workspace = new MemoryWorkspace(options);
    this.machines.seed({ name: 'stranger', size: 'Standard_D2s_v5', tags: {}, power: 'running' });
    this.machines.seed({ name: 'other', size: 'Standard_D2s_v5', tags: { [projectTag]: 'other' }, power: 'running' });
  }

  async begin(change: Partial<Project> = {}): Promise<void> {
    const people = { ...definition().people, operators: [person('Otto', 50)] };
    await this.world.project({ people, ends: '2026-11-19', compute, ...change });
  }

  async change(change: Partial<Project>): Promise<void> {
    const stored = await this.world.ports.projects.get(id);
    if (stored === undefined) throw new Error('the project is there');
    await this.world.ports.projects.put({ ...stored.value, ...change }, stored.etag);
  }

  /** One tick of each timer. */
  async tick(): Promise<void> {
    const { ports } = this.world;
    const reconciler = reconcilerIn(this.world, this, () => this.meanwhile());
    const stored = await ports.projects.get(id);
    if (stored === undefined) throw new Error('the project is there');
    const [run] = await reconciler.run([subjectOf(stored.value, ports.clock.now(), stored)]);
    if (run === undefined || 'error' in run) throw new Error(run?.error);
    await ports.looks.write(id, run.result.look);
    const failures = new Failures();
    await notifyComputeEnds(
      ports,
      { publicBaseUrl: 'https://gate.example.org' },
      { failures, share: startTimeSlice(ports.clock, 20) },
    );
    failures.throwAny();
  }

  /** Lets so many days pass, with a tick every six hours; gives the day on which the machine was gone. */
  async pass(days: number): Promise<string | undefined> {
    let gone: string | undefined;
    for (let quarter = 0; quarter < days * 4; quarter += 1) {
      await this.tick();
      if (gone === undefined && !(await this.names()).includes('dsvm-1')) gone = this.today();
      await this.world.time.pass(6 * hour);
    }
    return gone;
  }

  today = () => this.world.time.now().toISOString().slice(0, 10);
  mails = () => this.world.inbox.mails.length;
  async names(): Promise<string[]> {
    const { clusters, instances } = await this.workspace.port.list();
    return [...(await this.machines.port.list()), ...clusters, ...instances].map(({ name }) => name).toSorted();
  }
}

test('a month at the end of a project: off at once, told after a week, deleted a week later, and nothing of others', async () => {
  const ending = new EndingWorld();
  await ending.begin();
  await ending.pass(1);
  const power = async () => Object.fromEntries((await ending.machines.port.statuses()).entries());
  expect(Object.entries(await power()).find(([key]) => key.endsWith('dsvm-1'))?.[1].power).toBe('running');
  expect(await ending.pass(1)).toBeUndefined();
  expect(Object.entries(await power()).find(([key]) => key.endsWith('dsvm-1'))?.[1].power).toBe('deallocated');
  expect(await ending.pass(6)).toBeUndefined();
  expect([ending.today(), ending.mails()]).toEqual(['2026-11-27', 0]);
  expect(await ending.pass(30)).toBe('2026-12-04');
  expect(await ending.names()).toEqual(['other', 'stranger']);
  expect(ending.mails()).toBe(3);
});

test('what people were told of is remembered once, and not at each run', async () => {
  const ending = new EndingWorld();
  await ending.begin();
  await ending.pass(10);
  const remembered = async () => await ending.world.ports.computeMemory.read(id);
  const before = await remembered();
  expect(before?.value.told).toBeDefined();
  await ending.pass(2);
  expect((await remembered())?.etag).toBe(before?.etag);
});

test('a longer last day that comes between the plan and the delete keeps everything, and a new end begins anew', async () => {
  const ending = new EndingWorld();
  await ending.begin();
  ending.meanwhile = async () => {
    ending.meanwhile = async () => {};
    await ending.change({ ends: '2026-12-31' });
  };
  expect(await ending.pass(40)).toBeUndefined();
  expect(await ending.names()).toEqual(['cpu', 'dsvm-1', 'other', 'stranger']);
  expect(await ending.pass(40)).toBe('2027-01-15');
  expect(ending.mails()).toBe(6);
});

test('a hibernated project keeps them past its end, until it is hibernated no more and people were told', async () => {
  const ending = new EndingWorld();
  await ending.begin({ hibernated: true });
  ending.machines.seed({ ...machine, tags: { [projectTag]: id }, power: 'running' });
  expect(await ending.pass(60)).toBeUndefined();
  await ending.change({ hibernated: false });
  expect(await ending.pass(10)).toBe('2027-01-25');
});

test('a closed project that prunes keeps them for its days as well', async () => {
  const ending = new EndingWorld();
  await ending.begin({ ends: '2027-11-19', compute: { ...compute, prune: true } });
  await ending.pass(2);
  await ending.change({ closed: { releases: 'keep' } });
  expect(await ending.pass(30)).toBe('2026-12-05');
});

test('a closed project that prunes and is hibernated loses none, and all at once when it is hibernated no more', async () => {
  const ending = new EndingWorld();
  const prunes = computeDefinition.parse({ virtualMachines: [machine], prune: true });
  await ending.begin({ ends: '2027-11-19', compute: prunes });
  await ending.pass(2);
  await ending.change({ closed: { releases: 'keep' }, hibernated: true });
  expect(await ending.pass(30)).toBeUndefined();
  await ending.change({ hibernated: false });
  expect(await ending.pass(1)).toBe('2026-12-21');
});
