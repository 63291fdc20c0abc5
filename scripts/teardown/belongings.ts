import { type Standing, versions } from './read-environment.ts';

/** Something of the environment outside its groups: what it is, and the command that removes it. */
export interface Leftover {
  readonly what: string;
  readonly args: readonly string[];
}

/** One environment: its name and the subscription it stands in. */
export interface EnvironmentName {
  readonly name: string;
  readonly subscription: string;
}

const powerOnOff = '40c5ff49-9181-41f8-ae61-143b0e78555e';
const parts = ['network', 'secure', 'control', 'machine-learning', 'compute', 'access', 'monitor', 'copy'] as const;
export type GroupPart = (typeof parts)[number];
const same = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

/** The name of one of the environment's groups (infra/modules/site.bicep). */
export const groupOf = ({ name }: EnvironmentName, part: GroupPart): string => `rg-${name}-${part}`;

/** The resource groups of the environment: name and tags have to agree, since another environment's name may begin the same. */
export function groupsOf({ groups }: Standing, environment: EnvironmentName): string[] {
  const names = parts.map((part) => groupOf(environment, part));
  return groups
    .filter(({ tags }) => tags?.['azd-env-name'] === environment.name && tags['application'] === 'sallyport')
    .map((group) => group.name)
    .filter((group) => names.some((one) => same(one, group)));
}

/** What lies in the groups of the environment, with a tag or without. */
export function resourcesOf(standing: Standing, environment: EnvironmentName): Standing['resources'] {
  const groups = groupsOf(standing, environment);
  return standing.resources.filter(({ resourceGroup }) => groups.some((group) => same(group, resourceGroup)));
}

/** The resources of the environment of one type. */
export function ofType(standing: Standing, environment: EnvironmentName, type: string): Standing['resources'] {
  return resourcesOf(standing, environment).filter((one) => same(one.type, type));
}

/** The storage account of the environment whose name begins so (infra/modules/site.bicep). */
export function accountOf(standing: Standing, environment: EnvironmentName, beginning: string): string | undefined {
  const accounts = ofType(standing, environment, 'Microsoft.Storage/storageAccounts');
  return accounts.find(({ name }) => name.startsWith(beginning))?.name;
}

/** Vaults of the environment that were deleted and keep their names and keys until a date. */
export function deletedVaultsOf({ deletedVaults }: Standing, environment: EnvironmentName): Standing['deletedVaults'] {
  return deletedVaults.filter(({ properties }) => isInGroupOf(properties.vaultId, environment));
}

/** Workspaces of Machine Learning that were deleted and keep their names for some days. */
export function deletedWorkspacesOf(
  { deletedWorkspaces }: Standing,
  environment: EnvironmentName,
): Standing['deletedWorkspaces'] {
  return deletedWorkspaces.filter(({ id }) => isInGroupOf(id, environment));
}

function isInGroupOf(id: string, environment: EnvironmentName): boolean {
  const group = /\/resourceGroups\/([^/]+)\//i.exec(id)?.[1] ?? '';
  return parts.some((part) => same(group, groupOf(environment, part)));
}

/** The suffix of the names of all resources, as its vault carries it; undefined when there was never one. */
export function suffixOf(standing: Standing, environment: EnvironmentName): string | undefined {
  const live = ofType(standing, environment, 'Microsoft.KeyVault/vaults');
  const names = [...live, ...deletedVaultsOf(standing, environment)].map(({ name }) => name);
  return names.flatMap((name) => /^kv-([a-z0-9]{13})$/.exec(name)?.[1] ?? [])[0];
}

/** Whether another deployment of Sallyport stands in the subscription; what a subscription has once is then left to it. */
export function hasOthers({ groups }: Standing, { name }: EnvironmentName): boolean {
  return groups.some(({ tags }) => tags?.['application'] === 'sallyport' && tags['azd-env-name'] !== name);
}

/** Its own, and those of its projects. */
const isBudgetOf = (environment: string, budget: string): boolean =>
  budget === `budget-${environment}` || budget.startsWith(`budget-${environment}_`);

/**
 * What there is of the environment outside its groups, in the order in which Azure lets it go: assignments before what they
 * name. Everything is told by its whole name, since one environment's name may be the beginning of another's.
 */
export function leftoversOf(standing: Standing, environment: EnvironmentName): Leftover[] {
  return [
    ...policyLeftovers(standing, environment),
    ...roleLeftovers(standing, environment),
    ...standing.budgets
      .filter(({ name }) => isBudgetOf(environment.name, name))
      .map(({ id, name }) => leftover(`the budget ${name}`, deleting(id, versions.budgets))),
    ...standing.diagnostics
      .filter(({ name }) => name === 'sallyport-activity')
      .filter(({ properties }) => isInGroupOf(properties.workspaceId ?? '', environment))
      .map(({ id, name }) => leftover(`the export of the activity log (${name})`, deleting(id, versions.diagnostics))),
    ...standing.applications
      .filter(({ displayName }) => [brand(environment), roomBrand(environment)].includes(displayName))
      .map(({ id, displayName }) =>
        leftover(`the app registration '${displayName}'`, ['ad', 'app', 'delete', '--id', id]),
      ),
  ];
}

function policyLeftovers(standing: Standing, { name, subscription }: EnvironmentName): Leftover[] {
  const scope = `/subscriptions/${subscription}`;
  return [
    ...standing.policyAssignments
      .filter((one) => same(one.scope, scope))
      .filter((one) => ['nist', 'hipaa'].some((regulation) => one.name === `sallyport-${name}-${regulation}`))
      .map((one) =>
        leftover(`the policy assignment ${one.name}`, [
          ...['policy', 'assignment', 'delete', '--name', one.name, '--scope', scope],
        ]),
      ),
    ...standing.policyDefinitions
      .filter((one) => one.name.startsWith(`sallyport-${name}-`) && one.displayName?.startsWith(`Sallyport ${name}: `))
      .map((one) => leftover(`the policy ${one.name}`, ['policy', 'definition', 'delete', '--name', one.name])),
  ];
}

function roleLeftovers(standing: Standing, environment: EnvironmentName): Leftover[] {
  const scope = `/subscriptions/${environment.subscription}`;
  const definitions = standing.roleDefinitions.filter(
    ({ roleName, assignableScopes }) =>
      roleName.startsWith(`${brand(environment)} `) && assignableScopes.every((one) => same(one, scope)),
  );
  const isOurs = (id: string) => definitions.some((one) => same(id.split('/').at(-1) ?? '', one.name));
  const isLastDesktop = ({ roleDefinitionId, description, ...one }: Standing['roleAssignments'][number]) =>
    !hasOthers(standing, environment) &&
    same(one.scope, scope) &&
    roleDefinitionId.endsWith(powerOnOff) &&
    description === 'Azure Virtual Desktop starts and stops session hosts';
  return [
    ...standing.roleAssignments
      .filter((one) => isOurs(one.roleDefinitionId) || isLastDesktop(one))
      .map(({ id, description }) =>
        leftover(`the role assignment '${description ?? id}'`, ['role', 'assignment', 'delete', '--ids', id]),
      ),
    ...definitions.map(({ name, roleName }) =>
      leftover(`the role '${roleName}'`, [
        ...['role', 'definition', 'delete', '--name', name, '--custom-role-only', 'true'],
      ]),
    ),
  ];
}

/** The subscriptions in which the second copy may lie beside that of the environment, with the role that can be given there. */
export function copiesElsewhere({ roleDefinitions }: Standing, environment: EnvironmentName) {
  const own = `/subscriptions/${environment.subscription}`;
  return roleDefinitions
    .filter(({ roleName }) => roleName.startsWith(`${brand(environment)} `))
    .flatMap(({ name, assignableScopes }) =>
      assignableScopes
        .filter((scope) => !same(scope, own))
        .map((scope) => ({ role: name, subscription: scope.split('/').at(-1) ?? '' })),
    );
}

const deleting = (id: string, version: string): string[] => [
  ...[
    'rest',
    '--method',
    'DELETE',
    '--url',
    `https://management.azure.com${id.startsWith('/') ? '' : '/'}${id}?${version}`,
  ],
];

const leftover = (what: string, args: readonly string[]): Leftover => ({ what, args });

/** What the names of roles and of the app registration begin with. */
export const brand = ({ name, subscription }: EnvironmentName): string =>
  `Sallyport ${name} ${subscription.slice(0, 8)}`;

/** What the app registration of the reading room is called. */
const roomBrand = ({ name, subscription }: EnvironmentName): string =>
  `Sallyport reading room ${name} ${subscription.slice(0, 8)}`;

/** Devices of session hosts: the suffix, the number of the set and that of the host (infra/modules/access-desktop.bicep). */
export function isDeviceOf(displayName: string, suffix: string): boolean {
  return new RegExp(`^d${suffix.slice(0, 7)}-\\d+-\\d+$`, 'i').test(displayName);
}
