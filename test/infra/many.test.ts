import { expect, test } from 'vitest';
import { findBicep } from '../../scripts/bicep.ts';
import { grantsOf } from '../../scripts/deploy/project-grants.ts';
import { needsOf, wallProblems, walls } from '../../scripts/deploy/walls.ts';
import { isWhole } from '../shares.ts';
import { everybody, expanded, inBicep, manyProjects, withProjects } from './many.ts';
import { rules } from './rules/all.ts';
import { worldFrom } from './world.ts';

const compiler = findBicep();
const path = 'path' in compiler ? compiler.path : '';
if (path === '') console.log(`skipped: no bicep CLI (${'missing' in compiler ? compiler.missing : ''})`);

const conditionsIn = (resources: readonly { readonly properties: object }[]): string[] =>
  resources.flatMap(({ properties }) =>
    'condition' in properties && typeof properties.condition === 'string' ? [properties.condition] : [],
  );

test.skipIf(path === '')(
  'the roles of 45 projects, of which most have one team that checks results, are as they are counted beforehand',
  async () => {
    const projects = manyProjects(45, 37);
    const groups = [...new Set(grantsOf(projects, false).map(({ group }) => group))];
    const text = `param environmentName = 'many'\nparam location = 'westeurope'\nparam projects = ${inBicep(projects)}\nparam groups = ${inBicep(groups)}\n`;
    const { predictedResources, diagnostics } = await expanded(path, 'project.bicep', text);
    expect(diagnostics).toEqual([]);
    const counted = grantsOf(projects, false).map(({ condition }) => condition);
    expect(conditionsIn(predictedResources).toSorted()).toEqual(counted.toSorted());
  },
  300_000,
);

test.skipIf(path === '' || !isWhole)(
  'an environment of 300 projects expands, keeps every rule, and has of each wall what was counted beforehand',
  async () => {
    const projects = manyProjects(300, 37);
    const ranges = { hub: '10.40.0.0/22', secure: '10.41.0.0/20', access: '10.42.0.0/24', vpnClients: '10.43.0.0/24' };
    const RANGES = JSON.stringify({ ...ranges, compute: '10.41.8.0/21' });
    const settings = { PROJECTS: JSON.stringify(projects), DESKTOP_GROUP: everybody, RANGES };
    expect(wallProblems(settings)).toEqual([]);
    const text = `${withProjects('default', projects)}\nparam desktopGroup = '${everybody}'\nparam ranges = json('${RANGES}')\n`;
    const snapshot = await expanded(path, 'main.bicep', text);
    expect(snapshot.diagnostics).toEqual([]);
    const retracted = projects.flatMap(({ id, retracted: of }) => (of ?? []).map((version) => `${id}/${version}/`));
    const world = worldFrom(snapshot, { retracted, desktopGroup: everybody });
    const findings = Object.entries(rules).flatMap(([name, rule]) => rule(world).map((said) => `${name}: ${said}`));
    expect(findings).toEqual([]);
    const { resources } = world;
    const needs = needsOf(projects, settings);
    const given = resources.filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments');
    expect(given.length).toBeLessThanOrEqual(needs.assignments.needs);
    expect(given.length).toBeLessThan(walls.assignments);
    const longest = Math.max(...conditionsIn(given).map(({ length }) => length));
    expect([longest, longest < walls.condition]).toEqual([needs.condition.needs, true]);
    const ofSettings = resources.flatMap(({ properties }) => Object.values(properties)).map((value) => String(value));
    expect(Math.max(...ofSettings.map(({ length }) => length))).toBeLessThan(walls.query);
  },
  600_000,
);
