import type { RoleMatrix } from '../../../local/azure/roles.ts';
import type { Resource } from '../snapshot.ts';

/** What a rule looks at: everything that one parameter file deploys, and the role matrix. */
export interface World {
  readonly resources: readonly Resource[];
  readonly matrix: RoleMatrix;
}

/** Names everything that breaks the rule; nothing when all is well. */
export type Rule = (world: World) => string[];

/** The resources of one type. */
export function ofType(world: World, type: string): Resource[] {
  return world.resources.filter((resource) => resource.type === type);
}

/** A text for a person: the type's last word and the name. */
export function say(resource: Resource, what: string): string {
  return `${resource.type.split('/').at(-1)} ${resource.name}: ${what}`;
}
