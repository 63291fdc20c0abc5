import { localDate } from '../../src/domain/base/calendar.ts';
import { endAbsences, noteAbsence } from '../../src/use-cases/people/absences.ts';
import { cast } from './definition.ts';
import { operator, tried } from './operators.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Until `isOver` approvers go away for some days, and some come back earlier. */
export async function approversGoAway(world: World, isOver: () => boolean): Promise<void> {
  const { draws, time, weather } = world;
  while (weather.has('people-away') && !isOver()) {
    await time.sleep(draws.between('absence rest', 1000, draws.pick('absence pace', [10 * MINUTE, HOUR, 10 * HOUR])));
    if (!isOver()) await goesAway(world);
  }
}

/** Somebody who approves says that they are away, or an operator does. */
async function goesAway(world: World): Promise<void> {
  const { draws, time } = world;
  const { oid, email } = draws.pick('away', [...cast.approvers, cast.spare]);
  const by = draws.happens('away by operator', 0.3) ? operator().oid : oid;
  const act = { person: { oid, email }, by, reason: 'On holiday' };
  const day = (days: number) => localDate(new Date(time.now().getTime() + days * DAY), 'UTC');
  const begins = draws.pick('away from', [0, 0, 0, 1, 3]);
  const days = { from: day(begins), to: day(begins + draws.pick('away for', [0, 1, 3, 20])) };
  await tried(world, 'away', async (app) => {
    await noteAbsence(app.ports, world.workflows, act, days);
    world.acted('away');
  });
  if (draws.happens('stays away', 0.5)) return;
  await time.sleep(draws.between('comes back after', MINUTE, 3 * HOUR));
  await tried(world, 'back', async (app) => {
    await endAbsences(app.ports, world.workflows, act);
    world.acted('back');
  });
}
