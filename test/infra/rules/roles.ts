import { at } from '../snapshot.ts';
import { accountOf, dataGrants } from './data-grants.ts';
import { type FoundGrant, grantsOf, peopleOf, wantedGrants } from './grants.ts';
import { type Place, placesOf } from './places.ts';
import { isLeftOut, ofType, type Rule, say, settingsOfControlPlane, type World } from './rule.ts';

/** Every role assignment is in roles.json and the other way round: who, on what, which role, under which condition. */
export const rolesAsMatrix: Rule = (world) => {
  const line = ({ who, where, what, condition }: Omit<FoundGrant, 'resource'>) =>
    [who, where, what, condition].join(' | ');
  const there = grantsOf(world).map(line);
  const { grants, misplaced } = wantedGrants(world);
  const asked = grants.map(line);
  return [
    ...peopleOf(world).contradictions,
    ...misplaced,
    ...[...new Set(asked)].filter((one) => !there.includes(one)).map((one) => `missing: ${one}`),
    ...there.filter((one) => !asked.includes(one)).map((one) => `not in roles.json: ${one}`),
  ];
};

/** No two resources have one id, and no role is given twice to the same on the same, under whatever condition: Azure refuses both. Two roles may allow the same. */
export const uniqueIds: Rule = (world) => {
  const grants = grantsOf(world).map(({ who, where, resource }) => ({
    key: [who, where, at(resource, 'properties.roleDefinitionId')].join(' '),
    resource,
  }));
  const ids = world.resources.map((resource) => ({ key: resource.id, resource }));
  const seen = new Set<string>();
  return [...ids, ...grants].flatMap(({ key, resource }) => {
    if (seen.has(key.toLowerCase())) return [say(resource, 'is there twice')];
    seen.add(key.toLowerCase());
    return [];
  });
};

const workspaces = 'Microsoft.MachineLearningServices/workspaces';

/** Azure makes a Machine Learning workspace an administrator of its resource group: no data and no secrets of ours lie there. */
export const workspaceApart: Rule = (world) => {
  if (isLeftOut(world, workspaces)) return [];
  const [workspace] = ofType(world, workspaces);
  if (!workspace) return ['there is no workspace'];
  const own = `${workspace.id.split('/providers/')[0]}/providers/`;
  return world.resources
    .filter(({ id, type }) => id.startsWith(own) && !id.slice(own.length).includes('/providers/') && guarded.has(type))
    .filter(({ name }) => !/^(?:staml|kv-aml|cr)/.test(name))
    .map((resource) => say(resource, 'lies in the group that the workspace administers'));
};
const guarded = new Set([
  'Microsoft.Storage/storageAccounts',
  'Microsoft.KeyVault/vaults',
  'Microsoft.ContainerRegistry/registries',
  'Microsoft.DataFactory/factories',
  'Microsoft.Insights/components',
  'Microsoft.Compute/diskEncryptionSets',
]);

/** Nobody but Data Factory can change what was frozen, imported or released. */
export const onlyFactoryWrites: Rule = (world) =>
  dataGrants(world)
    .filter(({ where }) => /^(?:public|secure)\/(?:review|datasets|released|\*)$/.test(where))
    .filter(({ grant, may }) => grant.who !== 'data-factory' && (may('add') || may('write') || may('delete')))
    .map(({ grant }) => say(grant.resource, grant.what));

/** The role of a group on data is always held to the folders of its projects, in listings as in paths; no wildcard stands in a condition. */
export const peopleInTheirProject: Rule = (world) =>
  dataGrants(world)
    .filter(({ grant }) => at(grant.resource, 'properties.principalType') === 'Group')
    .flatMap(({ grant: { condition, resource } }) => {
      const folders = (attribute: string) =>
        [...condition.matchAll(new RegExp(`:${attribute}\\] StringStartsWith '([^']*)'`, 'g'))].map(
          (match) => match[1],
        );
      const [paths, prefixes] = [folders('path'), folders('prefix')];
      const projects = paths.every((folder) => /^[a-z][a-z0-9-]{1,30}[a-z0-9]\/$/.test(folder ?? ''));
      if (paths.length === 0 || !projects || (prefixes.length > 0 && prefixes.join() !== paths.join()))
        return [say(resource, `is not held to its projects: ${paths.join()} and ${prefixes.join()}`)];
      return /\*|StringLike/.test(condition) ? [say(resource, 'has a wildcard')] : [];
    });

/** The identity behind the triggers asks for properties in two containers; the control plane reads no data, only lists. Evidence holds none. */
export const blindControlPlane: Rule = (world) =>
  dataGrants(world).flatMap(({ grant, where, may }) => {
    const data = /^(?:public|secure)\//.test(where);
    const any = may('list') || may('read') || may('add') || may('write') || may('delete');
    const passing = where.endsWith('/transfers') || where === 'secure/evidence';
    const trigger = grant.who === 'id-trigger' && any && !['public/ingress', 'secure/exports'].includes(where);
    const control = grant.who === 'id-control' && data && may('read') && !passing;
    const host = grant.who === 'id-host' && !where.startsWith('host/');
    return trigger || control || host ? [say(grant.resource, `${grant.who} has ${grant.what} in ${where}`)] : [];
  });

/** Custom roles list their actions one by one, hand out no keys, delegation keys or roles, and open no way out of a managed network. */
export const plainRoles: Rule = (world) =>
  ofType(world, 'Microsoft.Authorization/roleDefinitions').flatMap((role) => {
    const text = JSON.stringify(at(role, 'properties.permissions'));
    const handsOut = /\*|listKeys|listSecrets|generateUserDelegationKey|roleAssignments/i;
    const opens = /outboundRules|privateEndpointConnection|(?:connections|datastores)\/write|endpoints\/|\/services\//i;
    return handsOut.test(text) || opens.test(text) ? [say(role, text)] : [];
  });

/** What the app steers, by the setting that names it. */
const steered: Readonly<Record<string, Place>> = {
  DATA_FACTORY_NAME: 'data-factory',
  COMPUTE_RESOURCE_GROUP: 'compute-group',
  ML_WORKSPACE_NAME: 'machine-learning',
};

/** The identity of every connection in the settings has its role on what the setting names, no wider and no other. */
export const connectionsHaveRoles: Rule = (world) => {
  const settings = ofType(world, 'Microsoft.Web/sites/config').filter(({ name }) => name.endsWith('/appsettings'));
  if (settings.length === 0) return ['there are no app settings'];
  return [
    ...settings.flatMap(({ properties }) =>
      Object.entries(properties).flatMap(([name, value]) => missingDataRole(world, name, String(value), properties)),
    ),
    ...settingsOfControlPlane(world).flatMap(({ properties }) =>
      Object.entries(properties).flatMap(([name, value]) => missingSteeringRole(world, name, String(value))),
    ),
  ];
};

function missingDataRole(
  world: World,
  name: string,
  value: string,
  settings: Readonly<Record<string, unknown>>,
): string[] {
  const [connection = '', kind = ''] = name.split('__');
  const service = { blobServiceUri: 'blob', queueServiceUri: 'queue', accountName: 'blob' }[kind];
  if (service === undefined) return [];
  const who = /\/(id-[a-z-]+?)-[a-z0-9]{13}'/.exec(String(settings[`${connection}__clientId`]))?.[1];
  const account = accountOf(value);
  const has = dataGrants(world).some(
    ({ grant, where, may }) =>
      grant.who === who &&
      where.startsWith(`${account}/`) &&
      (service === 'queue' ? grant.what.startsWith('Storage Queue') : may('read')),
  );
  return has ? [] : [`${name}: ${who} has no ${service} role on the ${account} account`];
}

function missingSteeringRole(world: World, name: string, value: string): string[] {
  const place = name === 'KEY_VAULT_URL' ? 'vault' : steered[name];
  if (place === undefined || placesOf(world, place)?.length === 0) return [];
  const where = placesOf(world, place)?.find((id) => value.includes(id.split('/').at(-1) ?? id)) ?? '';
  const actions = world.matrix.resources.find((row) => row.identity === 'id-control' && row.scope === place)?.actions;
  const role = actions === undefined ? 'Key Vault Secrets User' : [...actions].sort().join(', ');
  const mine = grantsOf(world).filter(({ who }) => who === 'id-control');
  if (!mine.some((grant) => grant.where === where && grant.what === role))
    return [`${name}: id-control lacks its role on ${place}`];
  return mine
    .filter((grant) => grant.what === role && grant.where !== where)
    .map((grant) => `${name}: id-control has the role of ${place} on ${grant.where} as well`);
}
