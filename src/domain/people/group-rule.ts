/** Object ids of the directory's groups of one project. The parameter `projects` of Bicep has the same words. */
export interface ProjectGroups {
  readonly owners?: string | undefined;
  readonly researchers?: string | undefined;
  readonly approvers?: string | undefined;
  readonly externalReaders?: string | undefined;
}

/** Whether the groups in people's tokens count, and the groups of each project by its id. Object ids are in small letters. */
export interface GroupsClaim {
  readonly on: boolean;
  readonly projects: Readonly<Record<string, ProjectGroups>>;
}

/** What a token says of its person's groups: their object ids, that they are too many to be named, or nothing. */
export type HeldGroups = readonly string[] | 'too-many' | 'no-claim';

export interface GroupRefusal {
  readonly rule: GroupRule;
  readonly person: string;
  readonly operator: string;
}

type GroupRule = keyof typeof words;

/**
 * The refusal of a decision about a package of the project by somebody with these groups; undefined when nothing speaks against it. The
 * definition says who may decide, the groups say who can reach the data: whoever works on it does not decide, and what is not known
 * refuses too.
 */
export function refuseByGroups(claim: GroupsClaim, project: string, held: HeldGroups): GroupRefusal | undefined {
  const rule = claim.on ? brokenRule(groupsOf(claim, project), held) : undefined;
  return rule && { rule, person: words[rule].person, operator: words[rule].operator(project) };
}

/** Those of the held groups that belong to a project. A person's other groups are no concern of ours. */
export function projectGroupsAmong({ projects }: GroupsClaim, held: HeldGroups): HeldGroups {
  if (typeof held === 'string') return held;
  const known = new Set(Object.values(projects).flatMap((groups) => Object.values(groups)));
  return held.filter((group) => known.has(group));
}

/** The projects of whose external readers somebody with these groups is one; none where that is not known. */
export function readFromOutside({ on, projects }: GroupsClaim, held: HeldGroups): string[] {
  if (!on || typeof held === 'string') return [];
  return Object.entries(projects).flatMap(([id, { externalReaders }]) =>
    externalReaders !== undefined && held.includes(externalReaders) ? [id] : [],
  );
}

function groupsOf({ projects }: GroupsClaim, project: string): ProjectGroups | undefined {
  return Object.hasOwn(projects, project) ? projects[project] : undefined;
}

function brokenRule(groups: ProjectGroups | undefined, held: HeldGroups): GroupRule | undefined {
  if (groups?.approvers === undefined || groups.researchers === undefined) return 'not-handed-over';
  if (typeof held === 'string') return held;
  if (held.includes(groups.researchers)) return 'researcher';
  return held.includes(groups.approvers) ? undefined : 'no-approver';
}

const words = {
  'not-handed-over': {
    person:
      "The control plane was not told this project's groups of researchers and approvers, so nobody can decide about its packages. Tell an operator.",
    operator: (project: string) =>
      `PROJECT_GROUPS lacks the researchers' or the approvers' group of ${project}. Put both into the setting PROJECTS of the deployment and provision again`,
  },
  'no-claim': {
    person:
      'Your sign-in names no groups, so it does not show that you may decide. Ask an administrator to put you into the group of the approvers and to assign that group to the application, then sign in again.',
    operator: (project: string) =>
      `The token has no groups claim. Assign the groups of the researchers and the approvers of ${project} to the application, with the approver a direct member of the latter; for a tenant without the claim set GROUPS_CLAIM to off`,
  },
  'too-many': {
    person:
      'You are in more than 200 groups that are assigned to the application, so your sign-in names none of them. Ask an administrator to assign only the groups of the projects to the application, then sign in again.',
    operator: () =>
      'The person is in more than 200 groups that are assigned to the application, so the token names none. Assign only the groups of the projects to it',
  },
  researcher: {
    person:
      "You are in the researchers' group of this project, so you cannot decide about its packages. If that is wrong, tell an operator.",
    operator: (project: string) =>
      `The token holds the researchers' group of ${project}, though the definition names the person an approver. Take the person out of one of the two`,
  },
  'no-approver': {
    person:
      "You are not in the approvers' group of this project, so you cannot reach the files that you would decide about. Ask an administrator to put you into it, then sign in again.",
    operator: (project: string) =>
      `The token lacks the approvers' group of ${project}, though the definition names the person an approver. Put the person into the group or take them out of the definition`,
  },
};
