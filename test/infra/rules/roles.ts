import type { RoleMatrix } from '../../../local/azure/roles.ts';
import { at, listAt, type Resource } from '../snapshot.ts';
import { ofType, type Rule, say, type World } from './rule.ts';

const blobAction = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const dataActionOf = { list: 'read', read: 'read', create: 'add/action', write: 'write', delete: 'delete' } as const;
const people = ['owners', 'researchers', 'approvers', 'external-readers'];
/** Built-in roles that carry data actions, by id. */
const builtIn: Readonly<Record<string, string>> = {
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': 'every blob operation',
  '974c5e8b-45b9-4653-ba55-5f855dd0fb88': 'every queue operation',
  '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3': 'every table operation',
  'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a': 'adding to a queue',
};
const accountNames = { stpub: 'public', strel: 'public', stsec: 'secure', stctl: 'control', sthst: 'host' } as const;

/** One data role assignment in words that can be compared: who, where, which operations, under which folder. */
interface Grant {
  readonly who: string;
  readonly where: string;
  readonly what: string;
  readonly folder: string;
  readonly resource: Resource;
}

const idOfRole = (assignment: Resource): string =>
  String(at(assignment, 'properties.roleDefinitionId')).split('/').at(-1) ?? '';

function grantsOf(world: World): Grant[] {
  const roles = new Map(ofType(world, 'Microsoft.Authorization/roleDefinitions').map((role) => [role.name, role]));
  return ofType(world, 'Microsoft.Authorization/roleAssignments').flatMap((resource) => {
    const scope =
      /\/storageAccounts\/([a-z0-9]+)(?:\/(?:blob|queue)Services\/default\/(?:containers|queues)\/([a-z-]+))?\/providers/.exec(
        resource.id,
      );
    const account = Object.entries(accountNames).find(([start]) => scope?.[1]?.startsWith(start))?.[1];
    if (!scope || account === undefined) return [];
    const role = roles.get(idOfRole(resource));
    const actions = role
      ? listAt(role, 'properties.permissions').flatMap((permission) => permission['dataActions'] ?? [])
      : [];
    const what = role
      ? operationsOf(actions.map(String), String(at(resource, 'properties.condition') ?? ''))
      : builtIn[idOfRole(resource)];
    if (what === undefined) return [];
    return [
      {
        who: principalOf(resource),
        where: `${account}/${scope[2] ?? '*'}`,
        what,
        folder: folderOf(resource),
        resource,
      },
    ];
  });
}

function principalOf(assignment: Resource): string {
  const id = String(at(assignment, 'properties.principalId'));
  const identity = /\/(?:userAssignedIdentities|factories|systemTopics|topics)\/([a-z-]+?)-[a-z0-9]{13}'/.exec(id)?.[1];
  const known: Readonly<Record<string, string>> = {
    adf: 'data-factory',
    'id-images': 'image-builder',
    'egst-public': 'events-public',
    'egst-secure': 'events-secure',
    'evgt-scans': 'events-scans',
  };
  if (identity !== undefined) return known[identity] ?? identity;
  const named = /^([a-z-]+) of /.exec(String(at(assignment, 'properties.description')))?.[1];
  return named ?? id;
}

function operationsOf(actions: readonly string[], condition: string): string {
  const listOnly =
    condition.includes("AND NOT SubOperationMatches{'Blob.List'}))") && !condition.includes('StringStartsWith');
  const readOnly =
    condition.includes("AND SubOperationMatches{'Blob.List'}))") && !condition.includes('StringStartsWith');
  const allowed = Object.entries(dataActionOf)
    .filter(([, action]) => actions.includes(`${blobAction}/${action}`))
    .map(([operation]) => operation)
    .filter((operation) => !(listOnly && operation === 'read') && !(readOnly && operation === 'list'));
  return allowed.join(' ');
}

/** The one folder that every clause of a condition is about; '' without a folder, the whole condition when clauses differ. */
function folderOf(assignment: Resource): string {
  const condition = String(at(assignment, 'properties.condition') ?? '');
  const folders = new Set([...condition.matchAll(/StringStartsWith '([^']*)'/g)].map((match) => match[1] ?? ''));
  return folders.size > 1 ? condition : ([...folders][0] ?? '');
}

/** What the matrix grants in an environment with these projects. */
function wanted(
  matrix: RoleMatrix,
  projects: readonly string[],
  groups: ReadonlySet<string>,
  scans: boolean,
): string[] {
  const order = Object.keys(dataActionOf);
  const sorted = (allow: readonly string[]) => order.filter((operation) => allow.includes(operation)).join(' ');
  const line = (who: string, where: string, what: string, folder = '') => `${who} | ${where} | ${what} | ${folder}`;
  return [
    ...matrix.blobs.flatMap(({ identity, account, container, allow, path }) => {
      if (container === '*') return [line(identity, `${account}/*`, 'every blob operation')];
      if (!people.includes(identity)) return [line(identity, `${account}/${container}`, sorted(allow), path)];
      return projects
        .filter((project) => groups.has(`${identity} of ${project}`))
        .map((project) =>
          line(identity, `${account}/${container}`, sorted(allow), path?.replace('{project}', project)),
        );
    }),
    ...matrix.tables.map(({ identity, account }) => line(identity, `${account}/*`, 'every table operation')),
    ...matrix.queues
      .filter(({ identity }) => scans || identity !== 'events-scans')
      .map(({ identity, account, queue }) =>
        line(identity, `${account}/${queue}`, queue === '*' ? 'every queue operation' : 'adding to a queue'),
      ),
  ];
}

/** Every data role is in roles.json and the other way round, with the same operations, container and folder. */
export const rolesAsMatrix: Rule = (world) => {
  const grants = grantsOf(world);
  const there = new Set(grants.map(({ who, where, what, folder }) => `${who} | ${where} | ${what} | ${folder}`));
  const described = grants.map(({ resource }) =>
    /^([a-z-]+ of ([a-z][a-z0-9-]+)) may/.exec(String(at(resource, 'properties.description'))),
  );
  const groups = new Set(described.flatMap((match) => match?.[1] ?? []));
  const projects = [...new Set(described.flatMap((match) => match?.[2] ?? []))];
  const asked = new Set(wanted(world.matrix, projects, groups, ofType(world, 'Microsoft.EventGrid/topics').length > 0));
  return [
    ...[...asked].filter((line) => !there.has(line)).map((line) => `missing: ${line}`),
    ...[...there].filter((line) => !asked.has(line)).map((line) => `too much: ${line}`),
  ];
};

/** Nobody but Data Factory can change what was frozen, imported or released. */
export const onlyFactoryWrites: Rule = (world) =>
  grantsOf(world)
    .filter(
      ({ who, where, what }) =>
        who !== 'data-factory' &&
        /(?:review|datasets|released|\*)$/.test(where) &&
        !where.startsWith('host') &&
        !where.startsWith('control') &&
        /create|write|delete|every blob/.test(what),
    )
    .map(({ resource, what }) => say(resource, what));

/** The role of a group on data is always held to the folder of one project; no wildcard stands in a condition. */
export const peopleInTheirProject: Rule = (world) =>
  grantsOf(world)
    .filter(({ resource }) => at(resource, 'properties.principalType') === 'Group')
    .flatMap(({ resource, folder }) => {
      const condition = String(at(resource, 'properties.condition') ?? '');
      if (!/^[a-z][a-z0-9-]{1,30}[a-z0-9]\/$/.test(folder))
        return [say(resource, `is not held to one project: ${folder}`)];
      return /\*|StringLike/.test(condition) ? [say(resource, 'has a wildcard')] : [];
    });

/** The identity behind the triggers asks for properties in two containers; the control plane reads no data, only lists. */
export const blindControlPlane: Rule = (world) =>
  grantsOf(world).flatMap(({ who, where, what, resource }) => {
    const data = /^(?:public|secure)\//.test(where);
    const trigger =
      who === 'id-trigger' && !['public/ingress', 'secure/exports'].includes(where) && what !== 'every queue operation';
    const control = who === 'id-control' && data && /\bread\b|every blob/.test(what);
    const host = who === 'id-host' && !where.startsWith('host/');
    return trigger || control || host ? [say(resource, `${who} has ${what} in ${where}`)] : [];
  });

/** Custom roles list their actions one by one and hand out no keys, delegation keys or roles. */
export const plainRoles: Rule = (world) =>
  ofType(world, 'Microsoft.Authorization/roleDefinitions').flatMap((role) => {
    const text = JSON.stringify(at(role, 'properties.permissions'));
    return /\*|listKeys|generateUserDelegationKey|roleAssignments/i.test(text) ? [say(role, text)] : [];
  });

/** The identity of every connection in the settings has its role on the account that the connection names. */
export const connectionsHaveRoles: Rule = (world) => {
  const grants = grantsOf(world);
  const [settings] = ofType(world, 'Microsoft.Web/sites/config').filter(({ name }) => name.endsWith('/appsettings'));
  if (!settings) return ['there are no app settings'];
  return Object.entries(settings.properties).flatMap(([name, value]) => {
    const [connection, kind] = name.split('__');
    const service = { blobServiceUri: 'blob', queueServiceUri: 'queue', accountName: 'blob' }[kind ?? ''];
    if (connection === undefined || service === undefined) return [];
    const who = /\/(id-[a-z]+)-[a-z0-9]{13}'/.exec(String(settings.properties[`${connection}__clientId`]))?.[1];
    const account = Object.entries(accountNames).find(([start]) => String(value).includes(start))?.[1];
    const has = grants.some(
      (grant) =>
        grant.who === who &&
        grant.where.startsWith(`${account}/`) &&
        (service === 'queue' ? grant.what.includes('queue') : /read|every blob/.test(grant.what)),
    );
    return has ? [] : [`${name}: ${who} has no ${service} role on the ${account} account`];
  });
};
