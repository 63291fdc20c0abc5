import { systemChain } from '../../src/domain/audit/audit-event.ts';
import { tables } from '../../src/domain/base/stored-tables.ts';
import { restoreSteps } from '../../src/domain/overview/store.ts';
import { stores } from '../../src/domain/overview/stores.ts';
import { gather } from '../domain/sample.ts';
import { loseBlobs, loseRows } from '../memory/journeys/lose-and-restore.ts';
import { restoreWhatIsLost } from './restoring.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A schedule has no second copy and no host. */
const elsewhere = ['container:safe/copy', 'container:host/dead-letters'];

/** Whole tables with their marks, kinds of rows that come back from lines, and all marks: until a restore. */
const putBack: readonly string[] = [
  ...restoreSteps.map((table) => `table:${table}`),
  ...stores.flatMap(({ place, from }) => (from === 'lines' && !elsewhere.includes(place) ? [place] : [])),
  'row:begun',
];

/** What comes back by itself, or is listed again. */
const byItself: readonly string[] = stores.flatMap(({ place, from }) =>
  ['itself', 'listing'].includes(from) && ![...putBack, ...elsewhere].includes(place) ? [place] : [],
);

/** A store is lost at some request of the storm, again and again. What does not come back by itself operators put back after a while; both doors are open meanwhile. */
export async function storesAreLost(world: World, isOver: () => boolean): Promise<void> {
  const { draws, time } = world;
  while (!isOver()) {
    await time.sleep(draws.between('a store is whole', 0, MINUTE));
    const requests = draws.between('requests before a loss', 1, 100);
    await Promise.race([requestsTaken(world, requests), time.sleep(5 * MINUTE)]);
    if (isOver() || !(await isMarked(world))) continue;
    lose(world, draws.pick('lost store', draws.happens('it comes back', 0.25) ? byItself : putBack));
    const most = draws.pick('loss pace', [MINUTE, 20 * MINUTE, HOUR]);
    while (world.lost !== undefined && !isOver()) {
      await time.sleep(draws.between('a store stays lost', 1000, most));
      if (!isOver()) await restoreWhatIsLost(world);
    }
  }
}

/** Resolves right behind that many requests that took effect. */
function requestsTaken(world: World, count: number): Promise<void> {
  return new Promise((resolve) => {
    let left = count;
    const call = () => {
      left -= 1;
      if (left === 0) resolve();
    };
    world.watchers.push({ call, effect: () => undefined });
  });
}

/** A deployment of which no sweep has noted that it begins has nothing to lose. */
async function isMarked({ god }: World): Promise<boolean> {
  if ((await god.marks.missing()).length > 0) return false;
  return (await gather(god.audit.lines(systemChain))).some((line) => line.includes('"stores.begun"'));
}

function lose(world: World, place: string): void {
  if (removed(world, place) === 0) return;
  const { time, trace } = world;
  world.tampered.add('store-lost');
  world.lostEver.add(place);
  if (putBack.includes(place)) world.lost = { place, at: time.now().getTime() };
  trace.note(time.now(), `${place} is lost`);
}

function removed({ deployment, orchestrations }: World, place: string): number {
  const { storage } = deployment;
  const [kind, name = ''] = place.split(':');
  if (kind === 'hub') return orchestrations.lose();
  if (kind === 'table') return loseRows(storage, name);
  if (kind === 'container') return loseBlobs(storage, name);
  const of = place === 'row:begun' ? tables : [name.split(' ')[0] ?? ''];
  let rows = 0;
  for (const table of of) rows += loseRows(storage, table, place);
  return rows;
}
