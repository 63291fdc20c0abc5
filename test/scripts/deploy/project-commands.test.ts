import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { z } from 'zod';
import { deployProject, projectCommands } from '../../../scripts/deploy/project-commands.ts';
import { guid, outputs, script } from './scripted-cli.ts';

const everybody = guid('e');
const projects = [
  { id: 'alpha', owners: guid('a'), researchers: guid('b'), approvers: guid('c'), retracted: ["o'brien/v1"] },
  { id: 'beta', owners: guid('d'), researchers: guid('f'), approvers: everybody },
  { id: 'gamma', researchers: guid('b'), approvers: everybody },
];
const settings = {
  ...outputs,
  ...{ CONTACT: 'operators@example.org', BUDGET_START: '2027-01-01', READING_ROOM: 'true' },
  PROJECTS: JSON.stringify(projects),
};
const parameters = z.record(z.string(), z.object({ value: z.unknown() }));

/** The words that a shell makes of a line. */
const shellWords = (line: string) =>
  [...line.matchAll(/(?:[^\s']|'[^']*'|\\')+/g)].map(([word]) =>
    word.replaceAll(/\\'|'/g, (mark) => (mark === "'" ? '' : "'")),
  );
const optionsOf = (line: string): Readonly<Record<string, string | undefined>> => {
  const words = shellWords(line);
  return Object.fromEntries(
    words.flatMap((word, at) => (word.startsWith('--') ? [[word.slice(2), words[at + 1]]] : [])),
  );
};

const typed = (of: object, id: string) =>
  projectCommands({ ...settings, ...of }, id).filter((line) => !line.startsWith('#'));

test('the commands give the groups of a project their roles, with the projects that share them, and tell the app', () => {
  const [roles = '', app = '', ...more] = typed({}, 'gamma');
  expect(more).toEqual([]);
  const given = parameters.parse(JSON.parse(String(optionsOf(roles)['parameters'])));
  expect(roles).toMatch(/^az deployment sub create --subscription \S+ --name project-gamma --location westeurope/);
  expect(given['projects']?.value).toEqual([
    { id: 'alpha', researchers: guid('b'), retracted: ["o'brien/v1"] },
    { id: 'beta', approvers: everybody },
    { id: 'gamma', researchers: guid('b'), approvers: everybody },
  ]);
  expect(given['groups']?.value).toEqual([guid('b'), everybody]);
  expect(given['readingRoom']?.value).toBe(true);
  const known = [...readFileSync('infra/project.bicep', 'utf8').matchAll(/^param (\w+)/gm)].map(
    ([, name = '']) => name,
  );
  expect(Object.keys(given).sort()).toEqual(known.filter((name) => name !== 'hub').sort());
  const setting = String(optionsOf(app)['settings']);
  expect(setting.slice(0, 15)).toBe('PROJECT_GROUPS=');
  expect(JSON.parse(setting.slice(15))).toHaveProperty('gamma.approvers', everybody);
});

test('a budget of its own goes along, with whoever is told and the month that it begins with', () => {
  const changed = JSON.stringify(projects.map((one) => (one.id === 'gamma' ? { ...one, budget: 300 } : one)));
  const given = (of: object, id: string) =>
    parameters.parse(JSON.parse(String(optionsOf(typed(of, id)[0] ?? '')['parameters'])));
  const { budgets, contact, budgetStart, projects: named } = given({ PROJECTS: changed }, 'gamma');
  expect(budgets?.value).toEqual([{ project: 'gamma', amount: 300 }]);
  expect([contact?.value, budgetStart?.value]).toEqual(['operators@example.org', '2027-01-01']);
  expect(JSON.stringify(named)).not.toContain('budget');
  expect(given({ PROJECTS: changed }, 'beta')['budgets']?.value).toEqual([]);
});

test('where a project asks for markers, Event Grid is told which', () => {
  const marked = projects.map((one) => (one.id === 'beta' ? { ...one, marked: ['ingress'] } : one));
  const [, , events = ''] = typed({ PROJECTS: JSON.stringify(marked) }, 'beta');
  const words = shellWords(events);
  expect(words.slice(0, 4)).toEqual(['az', 'deployment', 'sub', 'create']);
  expect(optionsOf(events)).toMatchObject({ 'template-file': 'infra/events.bicep', location: 'westeurope' });
  expect(words.at(-1)).toBe('projects=[{"id":"alpha"},{"id":"beta","marked":["ingress"]},{"id":"gamma"}]');
});

test('who left is told by a hook, which the commands name', () => {
  expect(projectCommands(settings, 'beta').join('\n')).toContain(
    '# If a group has left this project, npm run deploy -- left-over',
  );
  expect(() => projectCommands(settings, 'delta')).toThrow(/If it has left, npm run deploy -- left-over says which/);
});

test('the hook of one project does what the commands say, in their order, and nothing where something stands in the way', async () => {
  const say = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => say.mockRestore());
  const marked = JSON.stringify(projects.map((one) => ({ ...one, marked: ['exports'] })));
  const { cli, said } = script({});
  await deployProject(cli, { ...settings, PROJECTS: marked }, 'gamma');
  expect(said).toEqual(typed({ PROJECTS: marked }, 'gamma').map((line) => shellWords(line).join(' ')));
  expect(said).toHaveLength(3);
  await expect(deployProject(cli, settings, 'delta')).rejects.toThrow(/Nothing was deployed[\s\S]*no project 'delta'/);
  expect(said).toHaveLength(3);
});

test('the app is told by the setting in which the project stands', () => {
  const many = Array.from({ length: 41 }, (_, at) => ({
    id: `study-${at}`,
    owners: guid('a').replace(/^0{4}/, `00${10 + at}`),
  }));
  const [, app = ''] = typed({ PROJECTS: JSON.stringify(many) }, 'study-40');
  expect(String(optionsOf(app)['settings'])).toMatch(/^PROJECT_GROUPS_2=\{"study-40":/);
});

test.each([
  ['a project that the setting does not name', {}, 'delta', /PROJECTS names no project 'delta'/],
  ['an environment that is not deployed', { FUNCTION_APP_NAME: '' }, 'beta', /azd knows no FUNCTION_APP_NAME here/],
  [
    'a project that needs another role for its group',
    { PROJECTS: JSON.stringify(Array.from({ length: 21 }, (_, at) => ({ id: `study-${at}`, approvers: everybody }))) },
    'study-20',
    /its group of approvers .* azd provision/,
  ],
  [
    'a wall',
    {
      PROJECTS: JSON.stringify(
        Array.from({ length: 20 }, (_, at) => ({
          id: `study-${at}`,
          researchers: everybody,
          retracted: ['a/v1', 'a/v2', 'a/v3', 'a/v4'],
        })),
      ),
    },
    'study-3',
    /characters of the condition/,
  ],
])('%s is told in a sentence instead', (_, change, id, sentence) => {
  expect(() => projectCommands({ ...settings, ...change }, id)).toThrow(sentence);
});

test('where nobody watches, nothing is said of Sentinel', () => {
  expect(projectCommands(settings, 'beta').at(-1)).toContain('review-read-by-others');
  expect(projectCommands({ ...settings, SENTINEL: 'false' }, 'beta').join()).not.toContain('review-read');
});
