import { expect, test } from 'vitest';
import { sourceManifest } from '../../../src/activities/transfer/places.ts';
import { aHold } from '../../contract/holds-contract.ts';
import { anEntry, fresh } from '../../contract/samples.ts';
import { sampleProject } from '../../domain/sample.ts';
import { projectId } from '../definition.ts';
import { World } from '../world.ts';
import { holdsHold } from './people.ts';
import type { Property } from './property.ts';
import { daysAndLimitsHold } from './rules.ts';

const midnight = '2026-03-02T00:00:00.000Z';

/** Protections that end at midnight, each with the property that sees what begins too early. */
const ending: readonly (readonly [string, Property, (world: World) => Promise<void>])[] = [
  [
    'a hold',
    holdsHold,
    ({ god, time }) =>
      god.holds.put(aHold({ project: projectId, since: time.now().toISOString(), until: midnight }), null),
  ],
  [
    'the time before a project',
    daysAndLimitsHold,
    async ({ god }) => void (await god.projects.put(sampleProject({ starts: midnight.slice(0, 10) }), null)),
  ],
];

/** What the property says of a run that is asked for so many milliseconds before midnight. */
async function saidOf(property: Property, protect: (world: World) => Promise<void>, before: number): Promise<string[]> {
  const world = new World(1);
  const said: string[] = [];
  const { call } = property.watch({ world, god: world.god, broken: (why) => said.push(why) });
  const operationId = fresh('ing');
  await world.play(
    (async () => {
      await protect(world);
      await world.god.manifests.write(sourceManifest({ id: operationId }), one());
      await world.time.sleep(Date.parse(midnight) - before - world.time.now().getTime());
      const args = ['ingress-copy', { operationId }];
      await call?.(
        { caller: 'control-plane', service: 'data-factory', operation: 'start', args },
        await world.app('a'),
      );
    })(),
  );
  return said;
}

async function* one() {
  yield anEntry('a.csv');
}

test.each(ending)('%s ends by the clock of its machine, which may be ten seconds ahead and no more', async (...row) => {
  const [, property, protect] = row;
  expect(await saidOf(property, protect, 10_000)).toEqual([]);
  expect(await saidOf(property, protect, 10_001)).toHaveLength(1);
});
