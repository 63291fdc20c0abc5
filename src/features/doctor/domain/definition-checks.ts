import { imageProblems } from '../../../compute/domain/images.ts';
import { type Door, doors } from '../../../domain/base/door.ts';
import type { Problem } from '../../../domain/base/errors.ts';
import type { Deployment } from '../../../domain/overview/deployment.ts';
import { isUpTo, type Project, rulesAt } from '../../../domain/project/project.ts';
import { broken, brokenBy, type CheckFacts, type CheckVerdict, cannotSay, holds } from './check.ts';

export const definitionChecks = {
  'definitions-readable': {
    title: 'The rules of today accept each definition in force',
    why: 'A project with a definition that they refuse stands still.',
    mend: 'Put a definition that they accept: GET ops/projects/{project} shows the stored text and its problems.',
    failing: 'problem',
  },
  'scans-possible': {
    title: 'Each door is scanned where a definition requires it',
    why: 'A file that nobody scans never gets a clean verdict, so nothing passes.',
    mend: "Set the parameters scannedGigabytes and scanExports and provision again, or put malwareScan 'off'.",
    failing: 'cannot-tell',
  },
  'viewing-possible': {
    title: 'There is a reading room where a definition asks for files to be opened',
    why: 'Without one nobody can open them, and approvals count that the definition would not want.',
    mend: "Deploy the reading room (docs/deploy.md), or put viewing 'shown'.",
    failing: 'problem',
  },
  'images-known': {
    title: 'The deployment has each image that a definition names',
    why: 'A machine without its image is never made.',
    mend: 'Build the image (imageBinaries in docs/parameters.md), or put a definition that names another one.',
    failing: 'cannot-tell',
  },
  'contexts-protected': {
    title: 'A policy protects each authentication context that a definition asks for',
    why: 'Entra gives a context that no policy protects to everybody.',
    mend: 'npm run deploy -- after-provision says which contexts an enabled policy protects (docs/environment.md, stronger sign-in for decisions).',
    failing: 'cannot-tell',
  },
  'channels-known': {
    title: 'The vault holds the address of each channel',
    why: 'A message to a channel without an address reaches nobody.',
    mend: 'Put the address into the vault under the name that the definition says (docs/environment.md, channels).',
    failing: 'cannot-tell',
  },
} satisfies Record<string, CheckFacts>;

/** Definitions of projects that have not come to their end. Those of the others ask for nothing any more. */
export function unfinished(projects: readonly Project[], now: Date): readonly Project[] {
  return projects.filter(({ closed, ends }) => closed === undefined && isUpTo(ends, now));
}

export interface RefusedDefinition {
  readonly id: string;
  readonly problems: readonly Pick<Problem, 'path' | 'message'>[];
}

export function judgeDefinitions(count: number, refused: readonly RefusedDefinition[]): CheckVerdict {
  const problems = refused.map(
    ({ id, problems: [first] }) => `${id}: ${first?.path ?? 'all'} ${first?.message ?? 'cannot be read'}`,
  );
  return brokenBy(problems, count === 0 ? 'there is no definition yet' : `accepted: ${count}`);
}

function unscannedDoors(project: Project, scannedDoors: readonly Door[]): readonly Door[] {
  return doors.filter((door) => rulesAt(door, project).malwareScan !== 'off' && !scannedDoors.includes(door));
}

export function judgeScans(
  projects: readonly Project[],
  { scannedDoors }: Pick<Deployment, 'scannedDoors'>,
): CheckVerdict {
  const problems = projects.flatMap((project) =>
    unscannedDoors(project, scannedDoors).map(
      (door) => `${project.id} requires a scan at the door ${door}, which has none`,
    ),
  );
  return brokenBy(problems, 'no definition requires a scan that nobody makes');
}

export function judgeViewing(
  projects: readonly Project[],
  { readingRoomUrl }: Pick<Deployment, 'readingRoomUrl'>,
): CheckVerdict {
  const asking = projects.filter(({ egress }) => egress.disclosure.viewing === 'required').map(({ id }) => id);
  if (asking.length === 0) return holds('no definition asks for files to be opened');
  if (readingRoomUrl !== undefined) return holds(`asked for by ${asking.join(', ')}`);
  return broken(`asked for by ${asking.join(', ')}, and there is no reading room`);
}

export function judgeImages(projects: readonly Project[], { images }: Pick<Deployment, 'images'>): CheckVerdict {
  const problems = projects.flatMap(({ id, compute }) =>
    imageProblems(compute, images).map(({ path, value, message }) => `${id}: ${path} is '${value}' and ${message}`),
  );
  return brokenBy(problems, `images of this deployment: ${images.join(', ') || 'none, and none is asked for'}`);
}

export function judgeContexts(projects: readonly Project[]): CheckVerdict {
  const asking = projects.flatMap(({ id, egress: { approval } }) =>
    approval.authContext === undefined ? [] : [`${approval.authContext} (${id})`],
  );
  if (asking.length === 0) return holds('no definition asks for an authentication context');
  return cannotSay(`policies are shown to administrators of the directory only; asked for: ${asking.join(', ')}`);
}

export function channelSecrets({ channels }: Pick<Project, 'channels'>): readonly string[] {
  return channels.flatMap(({ kind, urlSecret }) =>
    kind === 'webhook' ? [urlSecret, `${urlSecret}-key`] : [urlSecret],
  );
}

/** `missing`: why a secret cannot be read, by its name. */
export function judgeChannels(
  projects: readonly Project[],
  missing: ReadonlyMap<string, string | undefined>,
): CheckVerdict {
  const problems = projects.flatMap((project) =>
    channelSecrets(project).flatMap((secret) => {
      const why = missing.get(secret);
      return why === undefined ? [] : [`${project.id}: ${why}`];
    }),
  );
  return brokenBy(
    problems,
    missing.size === 0 ? 'no definition has a channel' : `readable: ${[...missing.keys()].join(', ')}`,
  );
}
