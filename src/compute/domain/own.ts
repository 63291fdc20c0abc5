import { type ComputeKind, type ComputePlace, computeKind, kindsAt } from '../../domain/project/compute-definition.ts';
import { type ComputeWorld, type Found, foundIn, kinds } from './kinds.ts';
import type { ComputeMemory } from './memory.ts';
import { ofCounted } from './usage/counted.ts';
import type { Running } from './usage/hours.ts';
import { ofProject } from './world.ts';

/** What an observation shows of one kind of the computes of a project. */
export function ownOf<Kind extends ComputeKind>(
  kind: Kind,
  project: string,
  world: ComputeWorld,
): readonly Found[Kind][] {
  return ofProject<Found[Kind]>(project, foundIn(world)[kind]);
}

/** How many of the project's computes an observation shows, without those that are being deleted. */
export function countOwn(project: string, world: ComputeWorld): ComputeMemory['seen'] {
  const at = (place: ComputePlace) =>
    kindsAt(place)
      .flatMap((kind) => ownOf(kind, project, world))
      .filter(({ provisioningState }) => provisioningState.toLowerCase() !== 'deleting').length;
  return { machines: at('resource-group'), computes: at('workspace') };
}

export function runningOf(project: string, world: ComputeWorld): Running {
  const seen = computeKind.options.flatMap((kind) => switchedOf(kind, project, world));
  return {
    there: seen.length,
    ...ofCounted((hours) => seen.filter((one) => one.hours === hours && one.is === 'running').length),
  };
}

function switchedOf<Kind extends ComputeKind>(kind: Kind, project: string, world: ComputeWorld) {
  const { switched } = kinds[kind];
  if (switched === undefined) return [];
  return ownOf(kind, project, world).map((found) => ({ hours: switched.hours, is: switched.is(found) }));
}
