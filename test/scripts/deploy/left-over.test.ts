import { describe, expect, test } from 'vitest';
import { readRoleMatrix } from '../../../local/azure/roles.ts';
import { type GivenRole, leftOver, leftOverLines } from '../../../scripts/deploy/left-over.ts';
import { grantsOf, type Projects } from '../../../scripts/deploy/project-grants.ts';
import { readSnapshot } from '../../infra/snapshot.ts';
import { deployed, script } from './scripted-cli.ts';

/** The projects of infra/environments/everything.bicepparam, which has a reading room and no account that all share. */
const of = (end: string) => `00000000-0000-4000-8000-0000000000${end}`;
const alpha = { id: 'alpha', owners: of('a1'), researchers: of('a2'), approvers: of('a3'), externalReaders: of('a4') };
const beta = { id: 'beta', owners: of('b1'), researchers: of('b2'), approvers: of('b3') };
const gamma = { id: 'gamma', researchers: of('a2'), approvers: of('b3') };
const everything: Projects = [{ ...alpha, retracted: ['cohort/v2', "o'brien/v1"] }, beta, gamma];

const subscription = '00000000-0000-4000-8000-0000000000bb';
const environment = deployed({ AZURE_SUBSCRIPTION_ID: subscription, CONTROL_RESOURCE_GROUP: 'rg-research-control' });
const withProjects = (projects: Projects) => ({ READING_ROOM: 'true', PROJECTS: JSON.stringify(projects) });

/** The roles of groups as the templates give them, in the form in which Azure tells of them. */
const given: readonly GivenRole[] = (() => {
  const all = readSnapshot('everything').predictedResources;
  const builtIn = Object.entries(readRoleMatrix(new URL('../../../infra/roles.json', import.meta.url)).builtInRoles);
  const custom = all
    .filter(({ type }) => type === 'Microsoft.Authorization/roleDefinitions')
    .map(({ name, properties }): [string, string] => [String(properties['roleName']), name]);
  const names = new Map([...builtIn, ...custom].map(([name, id]) => [id, name]));
  return all
    .filter(({ properties }) => properties['principalType'] === 'Group')
    .map(({ id, properties }) => ({
      id,
      scope: id.split('/providers/Microsoft.Authorization/')[0] ?? '',
      principalId: String(properties['principalId']).toUpperCase(),
      roleDefinitionName: names.get(String(properties['roleDefinitionId']).split('/').at(-1) ?? ''),
      condition: properties['condition'] === undefined ? null : String(properties['condition']),
    }));
})();

/** As they are once the environment was provisioned with these projects: a group that keeps some has conditions that name those. */
function provisioned(roles: readonly GivenRole[], projects: Projects): GivenRole[] {
  const grants = grantsOf(projects, true);
  return roles.map((one) => {
    const container = one.scope.split('/containers/')[1];
    const grant = grants.find(
      ({ container: wanted, group }) => wanted === container && group === one.principalId.toLowerCase(),
    );
    return grant === undefined ? one : { ...one, condition: grant.condition };
  });
}

const left = (projects: Projects, roles = provisioned(given, projects)) =>
  leftOver(roles, environment, withProjects(projects));
const groupsOf = (roles: readonly GivenRole[]) =>
  [...new Set(roles.map(({ principalId }) => principalId.slice(-2).toLowerCase()))].toSorted();

test('with the projects that were deployed nothing is left over', () => {
  expect(given.length).toBeGreaterThan(30);
  expect(given.filter(({ roleDefinitionName }) => roleDefinitionName === undefined)).toEqual([]);
  expect(left(everything)).toEqual([]);
});

describe('whoever leaves PROJECTS keeps roles, and all of them are told:', () => {
  test.each<[project: string, groups: string[]]>([
    ['alpha', ['a1', 'a3', 'a4']],
    ['beta', ['b1', 'b2']],
    ['gamma', []],
  ])('%s', (id, groups) => {
    const found = left(everything.filter((project) => project.id !== id));
    expect(groupsOf(found)).toEqual(groups);
    const theirs = given.filter(({ principalId }) => groups.includes(principalId.slice(-2).toLowerCase()));
    expect(found.map((one) => one.id)).toEqual(theirs.map((one) => one.id));
  });

  test('all of them', () => {
    expect(left([])).toHaveLength(given.length);
  });
});

test('a group that becomes one of approvers keeps the desktops alone', () => {
  const found = left([{ id: 'alpha', approvers: of('a2') }]).filter(({ principalId }) => principalId.endsWith('A2'));
  expect(found.map(({ scope }) => scope).filter((scope) => /-access/.test(scope))).toEqual([]);
  expect(found.filter(({ scope }) => /-compute$|\/workspaces\/|\/datasets$/.test(scope))).toHaveLength(3);
});

test('the account that all researchers shared, once it is shared no more', () => {
  const scope = `/subscriptions/${subscription}/resourceGroups/rg-research-machine-learning/providers/Microsoft.Storage/storageAccounts/stamlx`;
  const shared = { id: 'shared', scope, principalId: of('a2'), roleDefinitionName: 'Storage Blob Data Contributor' };
  expect(left([alpha], [shared])).toEqual([]);
  expect(left(everything, [shared])).toEqual([shared]);
});

test('the second role of a group that has projects for one only', () => {
  const [role] = given.filter(({ scope, principalId }) => scope.endsWith('/datasets') && principalId.endsWith('A2'));
  if (role === undefined) throw new Error('researchers may read datasets');
  const second = { ...role, id: 'second', condition: 'of projects that went into the first' };
  expect(left(everything, [...given, second])).toEqual([second]);
  // As long as the first is not as it should be, nobody knows which of the two is the one.
  expect(left(everything, [{ ...role, condition: 'old' }, second])).toEqual([]);
});

test('what others gave, in other environments, or to others is not told', () => {
  const [role] = given;
  if (role === undefined) throw new Error('there are roles');
  const compute = `/subscriptions/${subscription}/resourceGroups/rg-research-compute`;
  const others = [
    { ...role, scope: role.scope.replace('rg-research-', 'rg-research2-') },
    { ...role, principalId: of('ff'), roleDefinitionName: 'Storage Blob Data Reader' },
    { ...role, scope: compute, principalId: of('ff'), roleDefinitionName: 'Reader', condition: null },
  ];
  expect(left([], others)).toEqual([]);
});

test('one group on the desktops leaves those of projects over there', () => {
  const settings = { ...withProjects(everything), DESKTOP_GROUP: of('dd') };
  const there = given.filter(({ scope }) => scope.includes('-access'));
  const own = there.map((one) => ({ ...one, id: `${one.id}-own`, principalId: of('dd') }));
  expect(leftOver([...given, ...own], environment, settings)).toEqual(there);
});

test('where PROJECTS cannot be read nothing is said to be left over', () => {
  expect(leftOver(given, environment, { PROJECTS: 'none' })).toEqual([]);
});

test('the hook says each role, and the command that removes them', async () => {
  const roles = provisioned(given, [beta, gamma]).map((one) => ({ ...one, principalType: 'Group' }));
  const stranger = { ...roles[0], principalType: 'ServicePrincipal' };
  const { cli, said } = script({ 'az role assignment list --all': [...roles, stranger] });
  const lines = await leftOverLines(cli, environment, withProjects([beta, gamma]));
  expect(said[0]).toContain(`--subscription ${subscription}`);
  const found = left([beta, gamma]);
  expect(lines).toHaveLength(found.length + 3);
  expect(lines.at(-1)).toBe(
    `az role assignment delete --subscription ${subscription} --ids ${found.map(({ id }) => id).join(' ')}`,
  );
  expect(lines[0]).toBe(`PROJECTS no longer gives ${found.length} roles, which Azure keeps:`);
  expect(lines[1]).toMatch(/^ {2}\S+A1: Sallyport research 00000000 blobs \S+ on ingress$/);
  const nothing = await leftOverLines(script({ 'az role assignment list': [] }).cli, environment, withProjects([]));
  expect(nothing).toEqual(['no group has a role left that PROJECTS does not give any more']);
});
