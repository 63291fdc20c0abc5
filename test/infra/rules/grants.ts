import type { RoleMatrix } from '../../../local/azure/roles.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { idsOf, placesOf } from './places.ts';
import { isLeftOut, ofType, type World } from './rule.ts';

/** One role assignment in words that can be compared. */
export interface Grant {
  /** An identity of roles.json, or the object id of a group. */
  readonly who: string;
  /** Resource id of what the role is given on. */
  readonly where: string;
  /** Azure's name of a built-in role, the actions of a custom one, or what is wrong with it. */
  readonly what: string;
  readonly condition: string;
}

export interface FoundGrant extends Grant {
  readonly resource: Resource;
}

const blobAction = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const actionOf = { list: 'read', read: 'read', create: 'add/action', write: 'write', delete: 'delete' } as const;
type Operation = keyof typeof actionOf;
const people = ['owners', 'researchers', 'approvers', 'external-readers'];

/** Every role assignment of an environment. */
export function grantsOf(world: World): FoundGrant[] {
  const custom = new Map(ofType(world, 'Microsoft.Authorization/roleDefinitions').map((role) => [role.name, role]));
  const builtIn = new Map(Object.entries(world.matrix.builtInRoles).map(([name, id]) => [id, name]));
  return ofType(world, 'Microsoft.Authorization/roleAssignments').map((resource) => {
    const id = String(at(resource, 'properties.roleDefinitionId')).split('/').at(-1) ?? '';
    const role = custom.get(id);
    return {
      who: principalOf(resource),
      where: scopeOf(resource),
      what: role ? actionsOf(role) : (builtIn.get(id) ?? `a role that roles.json does not know, ${id}`),
      condition: String(at(resource, 'properties.condition') ?? ''),
      resource,
    };
  });
}

function actionsOf(role: Resource): string {
  const permissions = listAt(role, 'properties.permissions');
  const all = (kind: string) => permissions.flatMap((permission) => permission[kind] ?? []).map(String);
  const without = [...all('notActions'), ...all('notDataActions')];
  return words([...all('actions'), ...all('dataActions')]) + (without.length > 0 ? ` but not ${words(without)}` : '');
}

const words = (actions: readonly string[]): string => [...new Set(actions)].sort().join(', ');

const identityOfResource: Readonly<Record<string, string>> = {
  adf: 'data-factory',
  'id-images': 'image-builder',
  'egst-public': 'events-public',
  'egst-secure': 'events-secure',
  'evgt-scans': 'events-scans',
  mlw: 'machine-learning',
};

/** Where a role is given. One on the subscription whose name a running deployment makes has an expression for its id. */
function scopeOf({ id }: Resource): string {
  const subscription = /^\[subscriptionResourceId\('([0-9a-f-]+)', 'Microsoft.Authorization\/roleAssignments'/.exec(
    id,
  )?.[1];
  if (subscription !== undefined) return `/subscriptions/${subscription}`;
  return id.split('/providers/Microsoft.Authorization/roleAssignments/')[0] ?? '';
}

/** Identities that lie outside the deployment, by the id that the parameter files give. */
const identityById: Readonly<Record<string, string>> = { '00000000-0000-4000-8000-000000000003': 'virtual-desktop' };

function principalOf(assignment: Resource): string {
  const id = String(at(assignment, 'properties.principalId'));
  const name = /\/(?:userAssignedIdentities|factories|systemTopics|topics|workspaces)\/([a-z-]+?)-[a-z0-9]{13}'/.exec(
    id,
  )?.[1];
  return name === undefined ? (identityById[id] ?? id) : (identityOfResource[name] ?? name);
}

/** Groups of people by `{identity} of {project}`, from the roles that say so, and what contradicts itself in them. */
export function peopleOf(world: World): { groups: ReadonlyMap<string, string>; contradictions: string[] } {
  const groups = new Map<string, string>();
  const contradictions: string[] = [];
  for (const { who, resource } of grantsOf(world)) {
    const said = /^([a-z-]+) of ([a-z0-9, -]+) may /.exec(String(at(resource, 'properties.description')));
    for (const project of said?.[2]?.split(', ') ?? []) {
      const name = `${said?.[1]} of ${project}`;
      const other = groups.get(name) ?? who;
      if (other !== who) contradictions.push(`${name} are ${who} here and ${other} there`);
      groups.set(name, who);
    }
  }
  const roles = [...groups].map(([name, group]) => `${group} in ${name.split(' of ')[1]}`);
  const double = roles.filter((role, index) => roles.indexOf(role) !== index);
  return { groups, contradictions: [...contradictions, ...double.map((role) => `${role} has two roles`)] };
}

const workspaces = 'Microsoft.MachineLearningServices/workspaces';

/** What roles.json gives in an environment with these groups, and rows that have no place in it. */
export function wantedGrants(world: World): { grants: Grant[]; misplaced: string[] } {
  const { groups } = peopleOf(world);
  const { matrix } = world;
  const misplaced: string[] = [];
  const give = (identity: string, scope: Parameters<typeof placesOf>[1], what: string): Grant[] => {
    if (identity === 'machine-learning' && isLeftOut(world, workspaces)) return [];
    const places = placesOf(world, scope);
    if (places === undefined) misplaced.push(`${identity}: there is no ${scope}`);
    const holders = people.includes(identity) ? holdersOf(world, groups, identity, scope) : [identity];
    return (places ?? []).flatMap((where) => holders.map((who) => ({ who, where, what, condition: '' })));
  };
  const shared = projectsOf(groups).length <= 1;
  return {
    grants: [
      ...dataGrants(world, groups),
      ...matrix.resources.flatMap(({ identity, scope, actions }) => give(identity, scope, words(actions))),
      ...matrix.builtIn
        .filter(({ identity }) => isThere(world, identity))
        .filter(({ scope }) => shared || scope !== 'machine-learning-store')
        .flatMap(({ identity, scope, role }) => give(identity, scope, role)),
      ...matrix.secrets
        .filter(({ identity }) => isThere(world, identity))
        .flatMap(({ identity, vault }) => give(identity, vaults[vault], 'Key Vault Secrets User')),
    ],
    misplaced,
  };
}

const vaults = { control: 'vault', 'reading-room': 'reading-room-vault' } as const;

const identities = 'Microsoft.ManagedIdentity/userAssignedIdentities';
/** Identities that only some environments have, by the resource that they are or belong to. */
const ofSome: Readonly<Record<string, readonly [type: string, name: RegExp]>> = {
  'events-scans': ['Microsoft.EventGrid/topics', /^evgt-scans-/],
  'id-inspect': [identities, /^id-inspect-[a-z0-9]{13}$/],
  'id-inspect-host': [identities, /^id-inspect-host-/],
};

function isThere(world: World, identity: string): boolean {
  const made = ofSome[identity];
  return made === undefined || idsOf(world, ...made).length > 0;
}

/** Onto the desktops one group may be let in the place of all. */
function holdersOf(world: World, groups: ReadonlyMap<string, string>, identity: string, scope: string): string[] {
  const isDesktop = scope === 'desktop-applications' || scope === 'session-hosts';
  return isDesktop && world.desktopGroup !== undefined ? [world.desktopGroup] : groupsOf(groups, identity);
}

function groupsOf(groups: ReadonlyMap<string, string>, identity: string): string[] {
  const named = [...groups].filter(([name]) => name.startsWith(`${identity} of `));
  return [...new Set(named.map(([, group]) => group))];
}

const projectsOf = (groups: ReadonlyMap<string, string>): string[] => [
  ...new Set([...groups.keys()].map((name) => name.split(' of ')[1] ?? '')),
];

function dataGrants(world: World, groups: ReadonlyMap<string, string>): Grant[] {
  const [blobs, tables, queues] = [
    world.matrix.blobs.filter(({ identity }) => isThere(world, identity)),
    world.matrix.tables.filter(({ identity }) => isThere(world, identity)),
    world.matrix.queues.filter(({ identity }) => isThere(world, identity)),
  ];
  const on = (identity: string, where: readonly string[], what: string): Grant[] =>
    where.map((place) => ({ who: identity, where: place, what, condition: '' }));
  return [
    ...blobs.flatMap((row) => blobGrants(world, groups, row)),
    ...tables.flatMap(({ identity, account }) =>
      on(identity, accounts(world, account), 'Storage Table Data Contributor'),
    ),
    ...queues.flatMap(({ identity, account, queue, allow }) => {
      if (queue === '*') return on(identity, serving(world, account), 'Storage Queue Data Contributor');
      const places = accounts(world, account).map((id) => `${id}/queueServices/default/queues/${queue}`);
      const role = allow.includes('read') ? 'Data Contributor' : 'Data Message Sender';
      return on(identity, places, `Storage Queue ${role}`);
    }),
  ];
}

function blobGrants(
  world: World,
  groups: ReadonlyMap<string, string>,
  { identity, account, container, allow, path, versions }: RoleMatrix['blobs'][number],
): Grant[] {
  if (container === '*') {
    return accounts(world, account).map((where) => ({
      who: identity,
      where,
      what: 'Storage Blob Data Owner',
      condition: '',
    }));
  }
  const what = words(allow.map((operation) => `${blobAction}/${actionOf[operation]}`));
  const places = idsOf(world, 'Microsoft.Storage/storageAccounts/blobServices/containers').filter(
    (id) => accounts(world, account).some((mine) => id.startsWith(`${mine}/`)) && id.endsWith(`/${container}`),
  );
  const holders = people.includes(identity) ? groupsOf(groups, identity) : [identity];
  return holders.flatMap((who) => {
    const projects = [...groups].filter(([name, group]) => group === who && name.startsWith(`${identity} of `));
    const mine = people.includes(identity) ? projects.map(([name]) => name.split(' of ')[1] ?? '') : [''];
    return inParts(mine).flatMap((part) => {
      const folders = path === undefined ? undefined : part.map((project) => path.replace('{project}', project));
      const closed = part.flatMap((project) => world.retracted.filter((folder) => folder.startsWith(`${project}/`)));
      const current = versions === undefined ? '' : ` AND ${currentOnly(closed)}`;
      return places.map((where) => ({ who, where, what, condition: `${conditionOf(allow, folders)}${current}` }));
    });
  });
}

/** The projects of a group are dealt into several roles, so that no condition grows beyond what Azure takes. */
const inParts = (projects: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(projects.length / 20) }, (_, part) => projects.slice(part * 20, part * 20 + 20));

const accountNames = {
  public: /^st(?:pub|rel)/,
  secure: /^stsec/,
  control: /^stctl/,
  host: /^sthst/,
  'inspector-host': /^stins/,
  safe: /^stsaf/,
} as const;
const accounts = (world: World, account: keyof typeof accountNames): string[] =>
  idsOf(world, 'Microsoft.Storage/storageAccounts', accountNames[account]);

/** Accounts with queues of their own: the release account has none. */
const serving = (world: World, account: keyof typeof accountNames): string[] =>
  accounts(world, account).filter((id) => !/\/strel[a-z0-9]+$/.test(id));

/** The condition that a row must have, written here once more so that a slip in the templates is seen. */
function conditionOf(allow: readonly Operation[], folders: readonly string[] | undefined): string {
  const listing = "SubOperationMatches{'Blob.List'}";
  const matches = (action: string) => `ActionMatches{'${blobAction}/${action}'}`;
  if (folders === undefined) {
    if (allow.includes('list') === allow.includes('read')) return '';
    return `(!(${matches('read')} AND ${allow.includes('list') ? 'NOT ' : ''}${listing}))`;
  }
  const actions = Object.values(actionOf).filter(
    (action, index, all) => all.indexOf(action) === index && allow.some((operation) => actionOf[operation] === action),
  );
  const clauses = actions.map((action) =>
    action === 'read' ? `!(${matches(action)} AND NOT ${listing})` : `!(${matches(action)})`,
  );
  const byPath = `((${clauses.join(' AND ')}) OR ${within('@Resource', 'path', folders)})`;
  if (!allow.includes('list')) return byPath;
  const byPrefix = `((!(${matches('read')} AND ${listing})) OR ${within('@Request', 'prefix', folders)})`;
  return `${byPrefix} AND ${byPath}`;
}

function within(source: string, attribute: string, folders: readonly string[]): string {
  return folders.map((folder) => `(${source}[${blobAction}:${attribute}] StringStartsWith '${folder}')`).join(' OR ');
}

/** The condition by which people read no previous version and nothing that was retracted, once more as well. */
function currentOnly(closed: readonly string[]): string {
  const wanted = [
    `@Resource[${blobAction}:isCurrentVersion] BoolEquals true`,
    ...closed.map((folder) => `@Resource[${blobAction}:path] StringNotStartsWith '${folder}'`),
  ];
  const read = `ActionMatches{'${blobAction}/read'}`;
  return `((!(${read} AND NOT SubOperationMatches{'Blob.List'})) OR (${wanted.join(' AND ')}))`;
}
