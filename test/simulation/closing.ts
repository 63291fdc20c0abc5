import { doors } from '../../src/domain/base/door.ts';
import { factsOf } from '../../src/domain/lifecycle/advance.ts';
import type { Closed } from '../../src/domain/project/project.ts';
import { whyNotRunning } from '../../src/domain/project/project-time.ts';
import { closeProject } from '../../src/use-cases/project/close-project.ts';
import { operationsOf } from './acts.ts';
import { projectId } from './definition.ts';
import { asOperator, confirmed, operator, tried } from './operators.ts';
import { remove } from './uploads.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** An operator closes the project once in the storm, the other confirms it, and what was released may be revoked later. */
export async function projectCloses(world: World, isOver: () => boolean): Promise<void> {
  const { draws, time } = world;
  if (!draws.happens('operators close', 0.5)) return;
  await time.sleep(draws.between('closing begins', MINUTE, draws.pick('closing pace', [20 * MINUTE, HOUR, 6 * HOUR])));
  if (isOver()) return;
  const releases = draws.pick('closing releases', ['keep', 'keep', 'revoke'] as const);
  await closes(world, releases);
  if (releases === 'revoke' || !draws.happens('revoked later', 0.4)) return;
  await time.sleep(draws.between('revocation', MINUTE, 10 * HOUR));
  await closes(world, 'revoke');
}

async function closes(world: World, releases: Closed['releases']): Promise<void> {
  let waiting: string | undefined;
  world.acted('close');
  await tried(world, 'close', async (app) => {
    const standing = await app.ports.projects.get(projectId);
    if (standing === undefined) return;
    const wanted = {
      project: projectId,
      releases,
      etag: standing.etag,
      caller: operator(),
      reason: 'The study is over',
    };
    const done = await closeProject(asOperator(app), wanted);
    if (done.kind !== 'changed') waiting = done.change.id;
  });
  await confirmed(world, waiting);
}

/** Senders remove what nothing takes in any more from the doors of a project that is over, since they are told of it each week. */
export async function clearDoors(world: World): Promise<void> {
  const project = (await world.god.projects.get(projectId))?.value;
  const why = project === undefined ? undefined : whyNotRunning(project, world.time.now());
  if (why === undefined || why === 'not-begun') return;
  const operations = await operationsOf({ ports: world.god });
  for (const door of doors) {
    const held = new Set(operations.filter((one) => one.door === door && factsOf(one).open).map(({ name }) => name));
    const names = new Set(world.puts.filter((put) => put.door === door).map(({ path }) => path.split('/')[1] ?? ''));
    for (const name of names) if (!held.has(name)) await remove(world, door, `${projectId}/${name}`);
  }
}
