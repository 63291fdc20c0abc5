import { doors } from '../../src/domain/base/door.ts';
import { digestOf } from '../../src/domain/lifecycle/refused-names.ts';
import { discardRefused } from '../../src/use-cases/refused/discard-refused.ts';
import { cast, projectId } from './definition.ts';
import { tried } from './operators.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** People who look at what is refused until `isOver`, and sometimes have it deleted. */
export async function refusedAreDiscarded(world: World, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await world.time.sleep(world.draws.between('refused rest', MINUTE, 2 * HOUR));
    if (!isOver()) await discardWhatIsRefused(world);
  }
}

/** An operator, or whoever sends through a door, has deleted what its list shows. */
export async function discardWhatIsRefused(world: World): Promise<void> {
  for (const door of doors) {
    const { value } = await world.god.refused.get(door, projectId);
    if (value.names.length === 0) continue;
    const sender = door === 'ingress' ? (['owner', cast.owner] as const) : (['researcher', cast.researcher] as const);
    const operator = ['operator', cast.operators[0]] as const;
    const [part, { oid: by }] = world.draws.happens('an operator discards', 0.5) ? operator : sender;
    await tried(world, 'discard refused', async (app) => {
      const project = (await app.ports.projects.get(projectId))?.value;
      if (project === undefined) return;
      const asked = { door, project, digest: digestOf(value), by, part, reason: 'drawn' };
      const done = await discardRefused(app.ports, world.workflows, asked);
      if (done !== undefined && done.discarding.length > 0) world.acted('discard refused');
    });
  }
}
