import { doors } from '../../src/domain/base/door.ts';
import { limitWaiting } from '../../src/domain/operation/limit-wait.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { changeDefinition } from '../../src/use-cases/project/change-definition.ts';
import { goBack } from '../../src/use-cases/project/go-back.ts';
import { passLimits } from '../../src/use-cases/review/pass-limits.ts';
import { nextVersion, presentVersion } from '../orchestrators/present-version.ts';
import { operationsOf } from './acts.ts';
import { projectId } from './definition.ts';
import { asOperator, operator, secondOperator, tried } from './operators.ts';
import { put } from './uploads.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Somebody sends at once what a door refuses by the dozen, and some folders that it takes. */
export async function floods(world: World): Promise<void> {
  const { draws, time } = world;
  const door = draws.pick('flood door', doors);
  await time.sleep(draws.between('flood begins', 0, 20 * MINUTE));
  world.acted('flood');
  const loose = draws.between('loose files', 3, 12);
  for (let file = 1; file <= loose; file += 1)
    await put(world, door, `${projectId}/pebble-${file}.csv`, `pebble ${file}\n`);
  const folders = draws.between('flood folders', 1, 3);
  for (let folder = 1; folder <= folders; folder += 1) {
    const ending = draws.pick(`flood folder ${folder}`, ['csv', 'exe']);
    await put(world, door, `${projectId}/gravel-${folder}/grain.${ending}`, `grain ${folder}\n`);
    await put(world, door, `${projectId}/gravel-${folder}/_COMPLETE`, '', { purpose: 'lapis' });
  }
}

/** An operator mistypes the last day of the project, sees what stopped, and mostly goes back on it. */
export async function stopsAndGoesBack(world: World, isOver: () => boolean): Promise<void> {
  const { draws, time } = world;
  await time.sleep(draws.between('mistake', MINUTE, draws.pick('mistake pace', [20 * MINUTE, HOUR, 6 * HOUR])));
  if (isOver()) return;
  const [caller, reason] = [operator(), 'It is to be so'];
  await tried(world, 'mistake', async (app) => {
    const standing = await app.ports.projects.get(projectId);
    if (standing === undefined) return;
    const project = projectSchema.parse({ ...standing.value, ends: '2026-02-28' });
    await changeDefinition(asOperator(app), { project, etag: standing.etag, caller, reason, seen: 'by-the-act' });
  });
  if (draws.happens('nobody goes back', 0.2)) return;
  await time.sleep(draws.between('seen after', MINUTE, draws.pick('seen pace', [10 * MINUTE, 5 * HOUR, 30 * HOUR])));
  await tried(world, 'going back', async (app) => {
    const standing = await app.ports.projects.get(projectId);
    if (standing === undefined) return;
    await goBack(app.ports, { project: projectId, etag: standing.etag, caller, reason });
    world.acted('go back');
  });
}

/** The next version of the app is deployed, taken back after a while, and deployed again: what it began waits meanwhile. */
export async function rollsBack({ draws, time, orchestrations }: World): Promise<void> {
  await time.sleep(draws.between('newer version', 0, 3 * MINUTE));
  orchestrations.deploy(nextVersion);
  await time.sleep(
    draws.between('newer version stays', MINUTE, draws.pick('newer version pace', [5 * MINUTE, 15 * MINUTE, HOUR])),
  );
  orchestrations.deploy(presentVersion);
  await time.sleep(
    draws.between('rolled back', MINUTE, draws.pick('rolled back pace', [20 * MINUTE, 6 * HOUR, 48 * HOUR])),
  );
  orchestrations.deploy(nextVersion);
}

/** The definition of a schedule in which what the project rests on ends, after which it is closed by itself. */
export function lapsing({ draws, weather }: World, project: Project): Project {
  if (!weather.has('lapses')) return project;
  const until = draws.pick('lapses on', ['2026-03-01', '2026-03-02', '2026-03-15', '2026-04-30']);
  return projectSchema.parse({
    ...project,
    governance: [{ kind: 'DPIA', reference: 'D-1', until }],
    closeAfterLapse: draws.pick('closes after months', [1, 2]),
  });
}

/** The definition of a schedule in which little may leave within some days. */
export function limited({ draws, weather, hasRoom }: World, project: Project): Project {
  if (!weather.has('limited')) return project;
  const { egress } = project;
  // Only a reading room counts rows, and it looks into what people decide about.
  const rows =
    hasRoom && egress.approval.required && draws.happens('rows are limited', 0.6)
      ? { rows: draws.pick('limited rows', [10, 110]) }
      : undefined;
  // Where nobody is asked more of it leaves.
  const required = egress.approval.required && (rows !== undefined || draws.happens('review of what is limited', 0.5));
  const hard = draws.pick('hard limit', [{ packages: 1 }, { files: 2 }, { files: 3, packages: 2 }, { bytes: 200 }]);
  const mayAskMore = required && egress.approval.quorum < 3;
  const limit = {
    name: 'some',
    of: draws.pick('limit of', ['project', 'project', 'person', 'dataset']),
    days: draws.pick('limit days', [1, 3, 7]),
    ...(mayAskMore && draws.happens('soft limit', 0.5) ? { soft: { files: 1 } } : {}),
    hard: rows ?? hard,
  };
  const approval = { ...egress.approval, required };
  return projectSchema.parse({ ...project, egress: { ...egress, approval, limits: [limit] } });
}

/** Whether only people can let it out. */
export function neverFits(operation: Operation): boolean {
  const waits = limitWaiting(operation);
  return waits !== undefined && waits.until === undefined;
}

/** Both operators let pass what waits, where it never fits, and now and then what would. */
export async function letPass(world: World): Promise<void> {
  const { draws, weather, god } = world;
  if (!weather.has('limited')) return;
  for (const operation of await operationsOf({ ports: god })) {
    const isWaiting = limitWaiting(operation) !== undefined;
    if (!isWaiting || (!neverFits(operation) && !draws.happens('let pass', 0.2))) continue;
    const { id, project, package: frozen } = operation;
    const act = { key: { id, project }, reason: 'A journal waits', digest: frozen?.digest ?? '' };
    for (const caller of [operator(), secondOperator()])
      await tried(world, 'a pass', async (app) => {
        await passLimits(asOperator(app), world.workflows, { ...act, caller });
        world.acted('passLimit');
      });
  }
}

/** Notes that the project was closed by itself. */
export async function closesAfterLapse(world: World): Promise<void> {
  const { weather, actsDone, god } = world;
  if (!weather.has('lapses') || actsDone.has('close') || actsDone.has('close after a lapse')) return;
  const stored = await god.projects.get(projectId);
  if (stored?.value.closed !== undefined) world.acted('close after a lapse');
}
