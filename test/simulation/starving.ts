import { type Door, doorFacts, doors } from '../../src/domain/base/door.ts';
import { DAY } from '../../src/domain/base/time.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { anOperation } from '../contract/samples.ts';
import { definition, person } from '../domain/sample.ts';
import { settings, type World } from './world.ts';

const MINUTE = 60_000;

/** The host ends a sweep then, whatever it does. */
const longestSweep = 10 * MINUTE;

/** What beginning an upload needs: the account of the control plane, and the doors. */
const needed = /^(table |control\/|public\/ingress$|secure\/exports$)/;

const lateProject = 'late-study';

/**
 * A day on which one of the services that the app has asked, and that beginning an upload does not need, keeps each request waiting for a minute and
 * then fails: what lies at a door without an event is begun by the second sweep, however much people are to be told. Played when the schedule is
 * over, of a project of its own.
 */
export async function starves(world: World): Promise<void> {
  const { asked, draws, god, slow, tampered, time } = world;
  // Tables from before the deployment was marked keep every door shut until somebody restores the marks.
  if (tampered.has('tables-put-back')) return;
  // What the properties look at is over.
  world.watchers.length = 0;
  const service = draws.pick('slow service', [...asked].filter((one) => !needed.test(one)).sort());
  await owes(world);
  slow.add(service);
  await sweptInTime(world, service);
  await time.sleep(draws.between('slow since', MINUTE, DAY));
  for (const door of doors) await upload(world.deployment, door, 'starved/quartz.csv');
  await sweptInTime(world, service);
  await sweptInTime(world, service);
  for (const door of doors)
    if ((await god.register.openOf(door, lateProject, 'starved')) === undefined)
      world.broke(
        `the sweep never starves: two sweeps did not begin what lay at the ${door} door while ${service} was slow`,
      );
  slow.delete(service);
}

/** Much that people and a channel are to be told of the project: what failed, what is refused, what ends soon, and hours that are used up. */
async function owes({ god, time, deployment }: World): Promise<void> {
  const now = time.now();
  await god.projects.put(project(now), null);
  const months = [{ month: now.toISOString().slice(0, 7), machines: 20 * 3_600_000, instances: 0, missed: 0 }];
  await god.hours.write(lateProject, { months }, undefined);
  const since = new Date(now.getTime() - 8 * DAY).toISOString();
  const { operationId } = deployment.random('late project');
  for (const door of doors) {
    const rests = { id: operationId(door), door, project: lateProject, name: 'rests', state: 'failed' };
    const failed = anOperation({ ...rests, startedAt: since, since });
    const telling = { kind: 'telling', project: lateProject, operation: failed.id, revision: failed.revision } as const;
    await god.register.open(failed, [{ ...telling, about: 'failed', since: now.toISOString(), times: 0 }]);
    await upload(deployment, door, 'refused/tool.exe');
  }
}

function project(now: Date): Project {
  const rules = { quietSeconds: 120, giveUpHours: 24, allowedExtensions: ['.csv'] };
  return projectSchema.parse({
    ...definition(),
    id: lateProject,
    starts: '2020-01-01',
    ends: '2099-12-31',
    people: {
      ...definition().people,
      operators: Array.from({ length: 5 }, (_, at) => person(`Otis-${at}`, 150 + at)),
    },
    governance: [
      { kind: 'DPIA', reference: 'D-1', until: new Date(now.getTime() + 5 * DAY).toISOString().slice(0, 10) },
    ],
    ingress: rules,
    egress: { ...definition().egress, ...rules },
    channels: [{ name: 'team', kind: 'teams', urlSecret: 'channel-team' }],
    compute: computeDefinition.parse({ budgetHours: 10 }),
  });
}

async function upload(deployment: World['deployment'], door: Door, path: string): Promise<void> {
  const { account, container } = doorFacts(door);
  const blob = deployment.storage.container(account, container).getBlockBlobClient(`${lateProject}/${path}`);
  await blob.upload('a,b\n', 4);
}

/** One sweep, which the host lets run so long and no longer. Nothing that it starts goes on. */
async function sweptInTime(world: World, service: string): Promise<void> {
  const { time } = world;
  const began = time.now().getTime();
  const workflows = { start: async () => undefined, wake: async () => undefined };
  // What it could not do it tells of; that is no harm.
  const work = world.once('sweep', (app) => sweep(app.ports, workflows, settings).catch(() => undefined));
  await Promise.race([work, time.sleep(longestSweep)]);
  if (time.now().getTime() - began >= longestSweep)
    world.broke(`the sweep never starves: one did not end while ${service} was slow`);
}
