import { expect, test } from 'vitest';
import { rules } from './rules/all.ts';
import type { World } from './rules/rule.ts';
import { linesUsed, wiring, wiringOf } from './rules/wiring.ts';
import { environments } from './snapshot.ts';
import { type Swap, swapsIn } from './swaps.ts';
import { worldOf } from './world.ts';

/** Swaps that change nothing, with the reason. */
const equivalent: readonly (readonly [swap: RegExp, reason: string])[] = [
  [
    /^(roleDefinitionId) of 'id-host may .*' and \1 of 'id-host may /,
    'one identity gets both roles on the host account, whichever assignment gives which',
  ],
  [
    /^(roleDefinitionId) of 'id-inspect-host may .*' and \1 of 'id-inspect-host may /,
    'the same of the host of the reading room and its account',
  ],
  [/^principalId of 'id-host sends telemetry' and /, 'both hosts have the same role on the same telemetry'],
  [/may give this identity to machines it makes/, 'both roles allow the same, to give an identity to a machine'],
  [
    /^principalId of 'events-\w+ may .* in dead-letters' and .* in dead-letters'$/,
    'both topics have the same role on dead letters',
  ],
  [
    /^principalId of 'events-secure may add to the queue look' and /,
    'the topic and the room have the same role on the queue',
  ],
];

function after(world: World, { resources }: Swap): World {
  const changed = new Map(resources.map((resource) => [resource.id, resource]));
  return { ...world, resources: world.resources.map((resource) => changed.get(resource.id) ?? resource) };
}

test('any two references of one kind that are put in each other’s place are seen, but for those that change nothing', () => {
  const world = worldOf('everything');
  const swaps = swapsIn(world.resources);
  expect(swaps.length).toBeGreaterThan(2000);
  const judge = wiringOf(world);
  const missed = swaps
    .filter(({ resources }) => resources.flatMap(judge).length === 0)
    .filter((swap) => {
      const swapped = after(world, swap);
      return [rules.rolesAsMatrix, rules.pipelinesServeTheirSteps].every((rule) => rule(swapped).length === 0);
    })
    .map(({ what }) => what);
  expect(missed.filter((what) => !equivalent.some(([swap]) => swap.test(what)))).toEqual([]);
  expect(equivalent.filter(([swap]) => !missed.some((what) => swap.test(what)))).toEqual([]);
});

test('no line of the wiring is about nothing', () => {
  const used = new Set(environments.flatMap((name) => [...linesUsed(worldOf(name))]));
  const lines = Object.entries(wiring.wires).flatMap(([of, wires]) =>
    Object.keys(wires).map((path) => `${of} ${path}`),
  );
  expect(lines.filter((line) => !used.has(line))).toEqual([]);
});
