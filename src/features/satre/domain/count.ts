import { eligibilitiesOf } from '../../../domain/people/eligibility.ts';
import type { GroupsClaim } from '../../../domain/people/group-rule.ts';
import { membersOf } from '../../../domain/people/people.ts';
import { namedComputes } from '../../../domain/project/compute-definition.ts';
import { isUpTo, type Project } from '../../../domain/project/project.ts';
import { isActive, whyNotRunning } from '../../../domain/project/project-time.ts';
import type { Decision } from '../../../domain/review/decision.ts';
import type { Round } from '../../../domain/review/round.ts';
import { countedApprovals, isQuorum } from '../../../domain/review/round.ts';
import type { HeldAudit, HeldPeople, HeldProjects, Sampled } from './held.ts';

/** `refused`: how many of the definitions cannot be read. */
export function countProjects(
  projects: readonly Project[],
  refused: number,
  {
    closures,
    groups,
    now,
  }: { readonly closures: Sampled; readonly groups: GroupsClaim['projects']; readonly now: Date },
): HeldProjects {
  const having = (is: (project: Project) => boolean) => projects.filter(is).length;
  const isClosed = ({ closed }: Project) => closed !== undefined;
  const today = now.toISOString().slice(0, 10);
  const byTier: Record<string, number> = {};
  for (const { tier } of projects) byTier[tier] = (byTier[tier] ?? 0) + 1;
  return {
    defined: projects.length,
    refused,
    active: having((project) => isActive(project, now)),
    ended: having((project) => !isClosed(project) && !isUpTo(project.ends, now)),
    governed: having(({ governance = [] }) => governance.length > 0),
    lapsed: having((project) => whyNotRunning(project, now) === 'lapsed'),
    notBegun: having((project) => !isClosed(project) && project.starts > today),
    closed: having(isClosed),
    closures,
    byTier,
    withoutApproval: having(({ egress }) => !egress.approval.required),
    withIndependent: having(({ egress }) => egress.approval.independent > 0),
    withAuthContext: having(({ egress }) => egress.approval.authContext !== undefined),
    withPurpose: having(({ egress }) => egress.purposeRequired),
    withSchedule: having(isSwitchedOff),
    scanned: having(({ ingress, egress }) => [ingress, egress].some(({ malwareScan }) => malwareScan === 'required')),
    limitedExtensions: having(({ ingress, egress }) =>
      [ingress, egress].some((rules) => rules.allowedExtensions !== null),
    ),
    withAccess: having(({ id }) => Object.hasOwn(groups, id)),
    computes: projects.reduce((sum, { compute }) => sum + namedComputes(compute).length, 0),
  };
}

/** Whether a project has a compute that goes off by itself. */
function isSwitchedOff({ compute }: Project): boolean {
  return namedComputes(compute).some((one) => !('power' in one) || one.power.mode === 'schedule');
}

/** What the definitions say of people, each counted once. */
export function countPeople(projects: readonly Project[], now: Date): HeldPeople {
  const everybody = projects.flatMap(membersOf);
  const ids = Map.groupBy(everybody, ({ email }) => email.toLowerCase());
  const approvers = projects.flatMap(({ people }) => people.approvers);
  const withDay = projects.flatMap(eligibilitiesOf).map(({ until }) => until);
  return {
    named: new Set(everybody.map(({ oid }) => oid)).size,
    sharedAddresses: [...ids.values()].filter((entries) => new Set(entries.map(({ oid }) => oid)).size > 1).length,
    approvers: approvers.length,
    parts: approvers.length + projects.flatMap(({ people }) => [...people.dataOwners, ...people.researchers]).length,
    withEligibility: withDay.length,
    eligibilityOver: withDay.filter((until) => !isUpTo(until, now)).length,
    suspended: projects.reduce((sum, { suspended }) => sum + suspended.length, 0),
  };
}

/** Whether enough of the approvers of its own round let a package out, by the rules of that round, at the time of its close. */
export function wasDecided(rounds: readonly Round[], decisions: readonly Decision[]): boolean {
  return rounds.some((round) => {
    const { status, closedAt, rules } = round;
    if (status !== 'approved' || closedAt === undefined) return false;
    return isQuorum(rules, countedApprovals(round, decisions, new Date(closedAt)));
  });
}

/** Whether the rules of a round that let a package out asked for somebody independent, and whether such a person approved. */
export function independenceOf(
  rounds: readonly Round[],
  decisions: readonly Decision[],
): 'not-asked' | 'there' | 'missing' {
  const round = rounds.find(({ status }) => status === 'approved');
  if (round === undefined || round.rules.independent === 0) return 'not-asked';
  const independent = countedApprovals(round, decisions, new Date(round.closedAt ?? 0)).filter(
    (person) => person.independent,
  );
  return independent.length >= round.rules.independent ? 'there' : 'missing';
}

/** Counts the events of lines by their kinds; undefined stands for a line that is none. */
export function countEvents(
  events: readonly ({ readonly kind: string; readonly at: string } | undefined)[],
): Pick<HeldAudit, 'kinds' | 'unreadable' | 'newest' | 'oldest'> {
  const kinds: Record<string, { count: number; last: string }> = {};
  const readable = events.filter((event) => event !== undefined);
  for (const { kind, at } of readable) {
    const known = kinds[kind];
    const isNewer = known === undefined || known.last < at;
    kinds[kind] = { count: (known?.count ?? 0) + 1, last: isNewer ? at : known.last };
  }
  const times = readable.map(({ at }) => at).toSorted();
  return { kinds, unreadable: events.length - readable.length, newest: times.at(-1), oldest: times[0] };
}
