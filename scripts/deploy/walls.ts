import { type Grant, grantsOf, groupsInTurn, otherGrants, type Projects, projectList } from './project-grants.ts';
import { groupSettings } from './project-settings.ts';
import { addressesOfMachines } from './ranges.ts';
import { given, isFirst, type Settings } from './setting-rules.ts';

/** What Azure takes at most, by docs/limits.md. */
export const walls = {
  condition: 8192,
  desktopGroups: 200,
  resources: 800,
  assignments: 5000,
  setting: 10_000,
  query: 10_000,
  /** Where RANGES gives machines no more. */
  addresses: 251,
} as const;

/** Roles that the templates give to identities, and what the reading room's add. */
const ofServices = 100;

/** A query of Sentinel names the role assignments of approvers by 18 letters, with two quotes, a comma and a blank, behind so much. */
const ofQuery = 1200;
const ofName = 22;

/** What the projects of a deployment need of each wall, and what to do where it is too much. */
interface Need {
  readonly needs: number;
  readonly what: string;
  readonly lift: string;
}

const apart = 'Take out of retracted what is retracted by now, or give projects groups of their own';

export function needsOf(projects: Projects, settings: Settings): Readonly<Record<keyof typeof walls, Need>> {
  const grants = grantsOf(projects, hasRoom(settings));
  const scopes = scopesOf(projects, settings);
  // The desktop and its programs are two application groups, with the same people.
  const desktops = otherGrants(
    projects,
    scopes.filter((scope) => scope === 'desktop-applications'),
  ).size;
  const longest = grants.reduce<Grant | undefined>(
    (most, one) => (one.condition.length > (most?.condition.length ?? 0) ? one : most),
    undefined,
  );
  return {
    condition: {
      needs: longest?.condition.length ?? 0,
      what: `characters of the condition that holds the group ${longest?.group} to ${longest?.projects.length} of its projects in ${longest?.container}`,
      lift: apart,
    },
    desktopGroups: {
      needs: desktops,
      what: 'groups of people who may use the access desktop',
      lift: 'Make one group with all of them as its members, and set DESKTOP_GROUP to its object id',
    },
    resources: {
      needs: Math.max(0, ...groupsInTurn(projects).map((groups) => onSecure(grants, groups))),
      what: 'resources in one deployment of roles on the secure account',
      lift: 'Deploy some of the projects as another environment',
    },
    assignments: {
      needs: grants.length + otherGrants(projects, scopes).size + desktops + ofServices,
      what: 'role assignments in the subscription, beside those of others',
      lift: 'Deploy some of the projects into another subscription',
    },
    query: {
      needs: ofQuery + ofName * grants.filter(({ container }) => container === 'review').length,
      what: 'characters of the query of Sentinel that knows the approvers',
      lift: 'Let several projects share a group of approvers, or set SENTINEL to false',
    },
    addresses: {
      needs: projects.filter(({ researchers }) => researchers).length,
      what: 'machines in their subnet, one for each project',
      lift: 'Give machines a larger part of secure as compute in RANGES, as "10.41.8.0/21" with its default, before the first machine is made: Azure changes no range that machines are in',
    },
    setting: {
      needs: Math.max(...[...groupSettings(projects).values()].map(({ length }) => length)),
      what: 'characters of a setting PROJECT_GROUPS',
      lift: 'Name groups by their object ids',
    },
  };
}

function onSecure(grants: readonly Grant[], groups: readonly string[]): number {
  const chosen = new Set(groups);
  return grants.filter(({ account, group }) => account === 'secure' && chosen.has(group)).length;
}

export const hasRoom = (settings: Settings): boolean => given(settings, 'READING_ROOM')?.toLowerCase() === 'true';

/** Where groups of projects get roles beside those on containers, as roles.json calls it: what the deployment has of them. */
export function scopesOf(projects: Projects, settings: Settings): readonly string[] {
  const access = given(settings, 'ACCESS') ?? 'desktop';
  const learning = (given(settings, 'MACHINE_LEARNING') ?? 'true').toLowerCase() === 'true';
  const oneGroup = given(settings, 'DESKTOP_GROUP') !== undefined;
  return [
    'compute-group',
    ...(learning ? ['machine-learning'] : []),
    ...(learning && sharesStore(projects, settings) ? ['machine-learning-store'] : []),
    ...(access === 'desktop' && !oneGroup ? ['desktop-applications', 'session-hosts'] : []),
    ...(access === 'bastion' ? ['bastion', 'network-of-bastion', 'machines-of-bastion'] : []),
  ];
}

/** As infra/main.bicep has it where nobody says otherwise. */
export function sharesStore(projects: Projects, settings: Settings): boolean {
  const said = given(settings, 'SHARED_WORKSPACE_STORE')?.toLowerCase();
  return said === undefined ? projects.length <= 1 : said === 'true';
}

/** A sentence for each wall that the projects run into. What is no list of projects is told by the rules of settings. */
export const wallProblems = (settings: Settings): string[] =>
  sentencesOf(settings, (name) => name !== 'addresses' || isFirst(settings));

/** The same of what a later deployment cannot change: nobody knows here how many machines the definitions of projects have. */
export const wallNotices = (settings: Settings): string[] =>
  sentencesOf(settings, (name) => name === 'addresses' && !isFirst(settings));

function sentencesOf(settings: Settings, isMeant: (name: string) => boolean): string[] {
  const projects = projectsIn(given(settings, 'PROJECTS') ?? '[]');
  if (projects === undefined) return [];
  const needs = needsOf(projects, settings);
  const takes = { ...walls, addresses: addressesOfMachines(settings) ?? walls.addresses };
  return Object.entries(takes).flatMap(([name, most]) => {
    const need = Object.entries(needs).find(([one]) => one === name)?.[1];
    if (need === undefined || need.needs <= most || !isMeant(name)) return [];
    return [
      `PROJECTS names ${projects.length} projects: that makes ${need.needs} ${need.what}, and Azure takes ${most}. ${need.lift} (docs/limits.md, walls)`,
    ];
  });
}

/** The projects that a setting names; undefined where it is no list of them. */
export function projectsIn(text: string): Projects | undefined {
  try {
    return projectList.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
