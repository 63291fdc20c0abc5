import { expect, test } from 'vitest';
import { shownOf } from '../../src/domain/overview/shown.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { anOperation } from '../contract/samples.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };

/** A world in which so many ended operations were written anew, and what its tables are asked to change. */
async function restoredWorld(ended: number) {
  const changes: string[] = [];
  const world = new MemoryWorld(1, {
    before: ({ service, operation }) => {
      if (service === 'table register' && !/^(query|read)/.test(operation)) changes.push(operation);
    },
    after: () => undefined,
  });
  await world.project();
  for (let at = 0; at < ended; at += 1) await world.ports.overview.end(shownOf(anOperation({ state: 'available' })));
  changes.length = 0;
  return { world, changes };
}

test('the first sweep after a register was restored forgets what ended before by a hundred rows a request', async () => {
  const { world, changes } = await restoredWorld(1050);
  await sweep(world.ports, idle, sweepSettings);
  expect(await world.ports.overview.ended(5000)).toHaveLength(50);
  expect(changes.filter((one) => one === 'transact')).toHaveLength(10);
  expect(changes.length).toBeLessThan(20);
});

test('and stops when its share is over; the next sweep goes on', async () => {
  const { world } = await restoredWorld(350);
  let looks = 0;
  const isOver = () => {
    looks += 1;
    return looks > 2;
  };
  await world.ports.overview.keepEnded(50, isOver);
  expect(await world.ports.overview.ended(5000)).toHaveLength(150);
  await world.ports.overview.keepEnded(50);
  expect(await world.ports.overview.ended(5000)).toHaveLength(50);
});
