import type { RoleMatrix } from '../../../local/azure/roles.ts';
import type { Resource } from '../snapshot.ts';

/** What a rule looks at: everything that one parameter file deploys, and the role matrix. */
export interface World {
  readonly resources: readonly Resource[];
  readonly matrix: RoleMatrix;
  /** Types that rules look for and that this environment has none of, on purpose. */
  readonly leftOut: readonly string[];
  /** What other environments on the same hub deploy; nothing where there is no hub. */
  readonly beside: readonly Resource[];
  /** Folders of datasets that are closed to researchers. */
  readonly retracted: readonly string[];
  /** The one group that is let onto the desktops in the place of those of projects, where there is one. */
  readonly desktopGroup?: string | undefined;
}

/** Names everything that breaks the rule; nothing when all is well. */
export type Rule = (world: World) => string[];

/** The same world with what other environments on the hub deploy. */
export const withNeighbours = (world: World): World => ({
  ...world,
  resources: [...world.resources, ...world.beside],
});

/** The resources of one type. */
export function ofType(world: World, type: string): Resource[] {
  return world.resources.filter((resource) => resource.type === type);
}

/** The app of the control plane; that of the reading room, where there is one, has rules of its own. */
export function controlPlane(world: World): Resource[] {
  return ofType(world, 'Microsoft.Web/sites').filter(({ name }) => /^func-\w+$/.test(name));
}

/** The settings of the app of the control plane. */
export function settingsOfControlPlane(world: World): Resource[] {
  return ofType(world, 'Microsoft.Web/sites/config').filter(({ name }) => /^func-\w+\/appsettings$/.test(name));
}

/** A text for a person: the type's last word and the name. */
export function say(resource: Resource, what: string): string {
  return `${resource.type.split('/').at(-1)} ${resource.name}: ${what}`;
}

/** A rule of Sentinel by its name, which in the workspace of a hub ends in the token of its environment. */
export const isCalled = (rule: Resource, name: string): boolean =>
  rule.name.replace(/-[a-z0-9]{13}$/, '').endsWith(name);

/** Whether the template says that it deploys none of this type: then there is no such part for a rule to speak of. */
export function isLeftOut(world: World, type: string): boolean {
  return world.leftOut.includes(type);
}

/** The same rule, which also fails when it had nothing of these types to look at: a rule over nothing proves nothing. */
export function mustSee(types: readonly string[], rule: Rule): Rule {
  return (world) => {
    const unseen = types.filter((type) => !world.leftOut.includes(type) && ofType(world, type).length === 0);
    return [...unseen.map((type) => `${type}: there is none to look at`), ...rule(world)];
  };
}
