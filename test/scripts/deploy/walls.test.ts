import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { grantsOf, type Projects } from '../../../scripts/deploy/project-grants.ts';
import { groupSettings } from '../../../scripts/deploy/project-settings.ts';
import { needsOf, wallNotices, wallProblems, walls } from '../../../scripts/deploy/walls.ts';
import { readProjectGroups } from '../../../src/domain/people/project-groups.ts';
import { type Json, readSnapshot } from '../../infra/snapshot.ts';
import { guid } from './scripted-cli.ts';

/** The projects of infra/environments/everything.bicepparam. */
const of = (end: string) => `00000000-0000-4000-8000-0000000000${end}`;
const everything: Projects = [
  {
    ...{ id: 'alpha', owners: of('a1'), researchers: of('a2'), approvers: of('a3'), externalReaders: of('a4') },
    ...{ retracted: ['cohort/v2', "o'brien/v1"], marked: ['ingress', 'exports'], budget: 400 },
  },
  { id: 'beta', owners: of('b1'), researchers: of('b2'), approvers: of('b3') },
  { id: 'gamma', researchers: of('a2'), approvers: of('b3') },
];

/** So many projects with groups of their own but for those that all share, of each of which so many versions are being retracted. */
function many(count: number, shared: Partial<Projects[number]> = {}, versions = 0): string {
  const id = (role: number, at: number) => `00000000-0000-4000-8000-${String(role * 100_000 + at).padStart(12, '0')}`;
  return JSON.stringify(
    Array.from({ length: count }, (_, at) => ({
      id: `study-${at}`,
      ...{ owners: id(1, at), researchers: id(2, at), approvers: id(3, at), ...shared },
      retracted: Array.from({ length: versions }, (_, version) => `cohort/v${version}`),
    })),
  );
}

const rangesWith = (compute: string) =>
  JSON.stringify({
    ...{ hub: '10.40.0.0/22', secure: '10.41.0.0/20', access: '10.42.0.0/24', vpnClients: '10.43.0.0/24' },
    compute,
  });

const text = (value: Json | undefined) => (typeof value === 'string' ? value : '');

describe('what the projects need is counted as the templates make it:', () => {
  const resources = readSnapshot('everything').predictedResources;
  const ofGroups = resources.filter(({ properties }) => properties['principalType'] === 'Group');
  const settings = { READING_ROOM: 'true' };

  test('each condition', () => {
    const made = ofGroups.flatMap(({ properties }) => (properties['condition'] ? [text(properties['condition'])] : []));
    const counted = grantsOf(everything, true).map(({ condition }) => condition);
    expect(counted.toSorted()).toEqual(made.toSorted());
  });

  test('the assignments of groups, and the setting', () => {
    const needs = needsOf(everything, settings);
    expect(needs.assignments.needs - needsOf([], settings).assignments.needs).toBe(ofGroups.length);
    const made = resources.flatMap(({ properties }) => text(properties['PROJECT_GROUPS']) || []);
    expect([...groupSettings(everything)]).toEqual([['PROJECT_GROUPS', made[0]]]);
    expect(made.map((setting) => setting.length)).toEqual([needs.setting.needs]);
  });

  test('a setting of as many projects as stand in one, with the longest names, is one that Azure takes', () => {
    const id = (at: number) => `${'a'.repeat(29)}${100 + at}`;
    const group = of('a1');
    const projects = Array.from({ length: 85 }, (_, at) => ({
      ...{ id: id(at), owners: group, researchers: group, approvers: group, externalReaders: group },
    }));
    const made = groupSettings(projects);
    expect([...made.keys()]).toEqual(['PROJECT_GROUPS', 'PROJECT_GROUPS_2', 'PROJECT_GROUPS_3']);
    expect([...made.values()].filter((setting) => setting.length > walls.setting)).toEqual([]);
    expect(Object.keys(readProjectGroups(Object.fromEntries(made)))).toEqual(projects.map((one) => one.id));
  });
});

test.each([
  [
    'condition',
    { PROJECTS: many(25, { researchers: guid('c') }, 4) },
    /\d{5} characters of the condition that holds the group .* to 20 of its projects in datasets/,
  ],
  [
    'desktopGroups',
    { PROJECTS: many(101) },
    /202 groups of people who may use the access desktop, and Azure takes 200/,
  ],
  [
    'resources',
    { PROJECTS: many(4010, { approvers: guid('c') }), ACCESS: 'none', READING_ROOM: 'true' },
    /\d{3,} resources in one deployment of roles/,
  ],
  ['addresses', { PROJECTS: many(252), ACCESS: 'none' }, /252 machines in their subnet, .* and Azure takes 251/],
  [
    'addresses',
    { PROJECTS: many(300), ACCESS: 'none', RANGES: rangesWith('10.41.14.0/24') },
    /300 machines in their subnet, one for each project, and Azure takes 251\. Give machines a larger part .* RANGES/,
  ],
  ['assignments', { PROJECTS: many(700), ACCESS: 'none' }, /role assignments in the subscription/],
  ['query', { PROJECTS: many(450), ACCESS: 'none' }, /11100 characters of the query of Sentinel/],
  [
    'setting',
    { PROJECTS: many(80, { owners: 'owners of the study '.repeat(8) }), ACCESS: 'none' },
    /\d{5} characters of a setting PROJECT_GROUPS, and Azure takes 10000/,
  ],
])('the wall %s is told with its number before anything is deployed', (_, settings, sentence) => {
  expect(wallProblems(settings)).toContainEqual(expect.stringMatching(sentence));
});

test('a team that checks the results of 300 projects runs into no wall, where one group is let onto the desktops and machines have room', () => {
  const team = { approvers: guid('c'), owners: guid('d') };
  const settings = { PROJECTS: many(300, team), DESKTOP_GROUP: guid('e'), ACCESS: 'desktop' };
  expect(wallProblems({ ...settings, RANGES: rangesWith('10.41.8.0/21') })).toEqual([]);
});

test('where machines have their subnet already, projects beyond it stop nothing and are told', () => {
  const later = { PROJECTS: many(252), ACCESS: 'none', KEY_VAULT_NAME: 'kv-x' };
  expect(wallProblems(later)).toEqual([]);
  expect(wallNotices(later)).toEqual([expect.stringContaining('252 machines in their subnet')]);
  expect(wallNotices({ ...later, KEY_VAULT_NAME: '' })).toEqual([]);
  expect(wallNotices({ ...later, PROJECTS: many(251) })).toEqual([]);
});

test('thirty projects run into none, and a list that cannot be read is for others to tell', () => {
  expect(wallProblems({ PROJECTS: many(30) })).toEqual([]);
  expect(wallProblems({ PROJECTS: 'none' })).toEqual([]);
  expect(wallProblems({})).toEqual([]);
});

test('each wall stands in the limits with its number', () => {
  const [, section = ''] = readFileSync('docs/limits.md', 'utf8').split('## Walls');
  for (const most of Object.values(walls)) expect(section).toContain(most.toLocaleString('en-US'));
});
