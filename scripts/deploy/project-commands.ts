import { messageOf } from '../../src/domain/base/errors.ts';
import { type Cli, readEnvironment } from './cli.ts';
import { asksForMarkers, deploymentOf } from './events.ts';
import type { Projects } from './project-grants.ts';
import { projectsAtOnce } from './project-grants.ts';
import { groupSettings } from './project-settings.ts';
import { objectIn } from './ranges.ts';
import { NotReady } from './requirements.ts';
import { given, type Settings } from './setting-rules.ts';
import { projectsIn, sharesStore, wallProblems } from './walls.ts';

const kinds = ['owners', 'researchers', 'approvers', 'externalReaders'] as const;

/** What is done for a project, or said of it: the words of a command, where there is one. */
interface Step {
  readonly says: string;
  readonly words?: readonly string[];
}

/** The commands that deploy one project, as a shell takes them, with a remark before each. */
export const projectCommands = (settings: Settings, id: string): string[] =>
  stepsOf(settings, id).flatMap(({ says, words }) => [`# ${says}`, ...(words === undefined ? [] : [shellLine(words)])]);

/** Does what they do. Throws NotReady where something stands in the way. */
export async function deployProject(cli: Cli, settings: Settings, id: string): Promise<void> {
  for (const { says, words } of readySteps(settings, id)) {
    console.log(says);
    if (words !== undefined) await cli('az', words.slice(1));
  }
}

function readySteps(settings: Settings, id: string): Step[] {
  try {
    return stepsOf(settings, id);
  } catch (error) {
    throw new NotReady([messageOf(error)]);
  }
}

/**
 * What deploys one project of PROJECTS, for whoever may give roles. Throws an Error in a sentence where something stands in the way. Only
 * what names one of the project's groups goes along, since a role of a group names all of its projects.
 */
function stepsOf(settings: Settings, id: string): Step[] {
  const projects = projectsIn(given(settings, 'PROJECTS') ?? '[]') ?? [];
  const place = projects.findIndex((one) => one.id === id);
  const project = projects[place];
  if (project === undefined)
    throw new Error(
      `PROJECTS names no project '${id}'. Add it with its groups: azd env set PROJECTS '[…,{"id":"${id}","researchers":"…"}]'. If it has left, ${leftOverHook}`,
    );
  const [wall] = wallProblems(settings);
  if (wall !== undefined) throw new Error(wall);
  const groups = [...new Set(kinds.flatMap((kind) => project[kind] ?? []))];
  const fresh = kinds.find((kind) => beginsPart(projects.slice(0, place), kind, project[kind]));
  if (fresh !== undefined)
    throw new Error(
      `${id} is one more project of its group of ${fresh} than its roles name folders of, and only a deployment of the whole environment makes another role: azd provision`,
    );
  const [name, text] =
    [...groupSettings(projects)].find(([, setting]) => Object.hasOwn(objectIn(setting) ?? {}, id)) ?? [];
  return [
    {
      says: 'Whoever may give roles in the subscription, in this clone:',
      words: command(['deployment', 'sub', 'create', ...subscription(settings), '--name', `project-${id}`], {
        location: known(settings, 'AZURE_LOCATION'),
        'template-file': 'infra/project.bicep',
        parameters: JSON.stringify(
          valuesOf({
            ...parametersOf(settings, projects),
            ...{ projects: sharing(projects, groups), groups, budgets: budgetOf(project) },
          }),
        ),
      }),
    },
    {
      says: 'Whoever may change the app, which starts anew:',
      words: command(['functionapp', 'config', 'appsettings', 'set', ...subscription(settings)], {
        'resource-group': known(settings, 'CONTROL_RESOURCE_GROUP'),
        name: known(settings, 'FUNCTION_APP_NAME'),
        settings: `${name}=${text}`,
        output: 'none',
      }),
    },
    ...eventsOf(settings, projects),
    { says: `If a group has left this project, ${leftOverHook}` },
    ...(given(settings, 'SENTINEL')?.toLowerCase() === 'false'
      ? []
      : [
          {
            says: 'Where its approvers are a new group, their reads raise review-read-by-others in Sentinel until: azd provision',
          },
        ]),
  ];
}

/** All doors of all projects go along: a subscription names those that it tells of. */
const eventsOf = (settings: Settings, projects: Projects): Step[] =>
  asksForMarkers(projects)
    ? [
        {
          says: 'Event Grid tells of markers alone at some doors; whoever may change its subscriptions:',
          words: command(deploymentOf(readEnvironment(settings), settings), {}),
        },
      ]
    : [];

const leftOverHook = 'npm run deploy -- left-over says which roles Azure keeps, and the command that removes them';

const budgetOf = ({ id, budget }: Projects[number]): object[] => (budget ? [{ project: id, amount: budget }] : []);

/** Whether all that a group has so far is full. */
function beginsPart(before: Projects, kind: (typeof kinds)[number], group: string | null | undefined): boolean {
  const others = before.filter((one) => one[kind] === group).length;
  return !!group && others > 0 && others % projectsAtOnce === 0;
}

/** The projects that share one of the groups, with nothing but these groups. */
function sharing(projects: Projects, groups: readonly string[]): object[] {
  return projects.flatMap(({ id, retracted, marked: _marked, budget: _budget, ...rest }) => {
    const shared = Object.entries(rest).filter(([, group]) => groups.some((one) => one === group));
    const closed = retracted && retracted.length > 0 ? { retracted } : {};
    return shared.length === 0 ? [] : [{ id, ...Object.fromEntries(shared), ...closed }];
  });
}

/** As infra/main.bicep hands them on. */
function parametersOf(settings: Settings, projects: Projects): Readonly<Record<string, unknown>> {
  const isOn = (name: string, unset: boolean) => (given(settings, name)?.toLowerCase() ?? String(unset)) === 'true';
  const hub = objectIn(given(settings, 'HUB'));
  return {
    environmentName: known(settings, 'AZURE_ENV_NAME'),
    location: known(settings, 'AZURE_LOCATION'),
    contact: known(settings, 'CONTACT'),
    budgetStart: given(settings, 'BUDGET_START') ?? '',
    access: given(settings, 'ACCESS') ?? 'desktop',
    desktopGroup: given(settings, 'DESKTOP_GROUP') ?? '',
    ...(hub === undefined ? {} : { hub }),
    machineLearning: isOn('MACHINE_LEARNING', true),
    sharedWorkspaceStore: sharesStore(projects, settings),
    readingRoom: isOn('READING_ROOM', false),
    separateReleaseAccount: isOn('SEPARATE_RELEASE_ACCOUNT', false),
  };
}

const valuesOf = (parameters: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, { value }]));

const subscription = (settings: Settings): string[] => ['--subscription', known(settings, 'AZURE_SUBSCRIPTION_ID')];

function known(settings: Settings, name: string): string {
  const value = given(settings, name);
  if (value === undefined) throw new Error(`azd knows no ${name} here. Deploy the environment first: azd up`);
  return value;
}

const command = (words: readonly string[], options: Readonly<Record<string, string>>): string[] => [
  'az',
  ...words,
  ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
];

/** A line that a shell takes as it stands. */
function shellLine(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:@-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
