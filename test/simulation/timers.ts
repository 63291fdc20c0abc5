import { subjectOf } from '../../src/compute/reconcile/subject.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { projectId } from './definition.ts';
import { expectNoticed } from './noticing.ts';
import { settings, type World } from './world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** One tick of the sweep, by whatever instance of the app has it. What fails in it, it tells of, and the next one tries again. */
export async function sweepOnce(world: World): Promise<void> {
  const wasCalm = world.weather.isCalm;
  await world.once('sweep', async (app) => {
    const began = world.time.now().getTime();
    const look = expectNoticed(world);
    try {
      await sweep(app.ports, world.workflows, settings);
      world.sweptFrom = began;
    } catch (error) {
      if (wasCalm && isSound(world)) world.broken.push(`A sweep failed in calm weather: ${textOf(error)}`);
    }
    await look();
  });
}

/** Whether no row stands as somebody wrote or removed it past the app. */
function isSound({ tampered, lost }: World): boolean {
  return lost === undefined && [...tampered].every((one) => one === 'store-lost');
}

/** One tick of the timer of computes. */
export async function reconcileOnce(world: World): Promise<void> {
  const wasCalm = world.weather.isCalm;
  await world.once('reconcile', async (app) => {
    try {
      const stored = await app.ports.projects.get(projectId);
      if (stored === undefined) return;
      const [run] = await app.reconciler.run([subjectOf(stored.value, app.ports.clock.now(), stored)]);
      if (run !== undefined && 'result' in run) await app.ports.looks.write(projectId, run.result.look);
    } catch (error) {
      if (wasCalm && world.lost === undefined)
        world.broken.push(`A reconcile failed in calm weather: ${textOf(error)}`);
    }
  });
}

function textOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(textOf).join('; ');
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * The timers of the app until `isOver`. A tick after which nothing has changed would find what the one before it found, so while nothing
 * changes they come at growing distances: a timer that missed ticks is one that may happen.
 */
export async function tick(world: World, isOver: () => boolean): Promise<void> {
  let pause = 5 * MINUTE;
  let seen = world.writes;
  while (!isOver()) {
    await world.time.sleep(pause + world.draws.between('tick', 0, 60_000));
    pause =
      world.writes === seen ? Math.min(2 * pause, DAY / 2) : world.draws.pick('ticks missed', [1, 12, 24]) * 5 * MINUTE;
    await sweepOnce(world);
    await reconcileOnce(world);
    seen = world.writes;
  }
}
