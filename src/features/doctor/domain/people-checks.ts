import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { calendarOf } from '../../../domain/base/business-calendar.ts';
import { controlPlane } from '../../../domain/base/control-plane.ts';
import { countText } from '../../../domain/base/count-text.ts';
import { daysLater } from '../../../domain/base/time.ts';
import { whoMayAgree } from '../../../domain/definition/acts-of-two.ts';
import type { Deployment } from '../../../domain/overview/deployment.ts';
import type { GroupsClaim, ProjectGroups } from '../../../domain/people/group-rule.ts';
import { isSamePerson, listed } from '../../../domain/people/people.ts';
import type { Approver, Project } from '../../../domain/project/project.ts';
import { type Absence, spanOf } from '../../../domain/review/absence.ts';
import { mayBeInvited } from '../../../domain/review/invited.ts';
import { type AskedOfReview, askedOver, softLimitsOf } from '../../../domain/review/soft-limits.ts';
import { broken, brokenBy, type CheckFacts, type CheckVerdict, cannotSay, holds, listOf } from './check.ts';

export const peopleChecks = {
  'access-deployed': {
    title: "Each project's groups were deployed",
    why: 'The control plane gives nobody a role: without groups people reach no files, and nobody can decide.',
    mend: 'Put the groups of the project into the setting PROJECTS and provision again (docs/deploy.md).',
    failing: 'cannot-tell',
  },
  'groups-apart': {
    title: 'No group is the group of researchers and of approvers',
    why: 'Whoever works on the data does not decide about it; everybody in such a group is refused.',
    mend: 'Give the project two groups in the setting PROJECTS and provision again.',
    failing: 'cannot-tell',
  },
  'groups-agree': {
    title: 'The groups hold the people whom the definitions name',
    why: 'The definition says who may decide, the groups say who can reach the files; where they differ decisions are refused.',
    mend: 'az ad group member list --group {group} --query "[].id": compare with the definition; whoever approves is a direct member of the approvers\' group and not of the researchers\'.',
    failing: 'cannot-tell',
  },
  'quorum-reachable': {
    title: 'The approvers of each project can reach its quorum',
    why: 'Otherwise a review waits in vain until its deadline.',
    mend: 'Put a definition with more approvers; a second operator confirms it.',
    failing: 'cannot-tell',
  },
  'eligibility-lasts': {
    title: 'The quorum can be reached in thirty days as well',
    why: 'A new approver waits for a second operator, so this is known early.',
    mend: 'Put a later eligibleUntil or more approvers; a second operator confirms it.',
    failing: 'cannot-tell',
  },
  'approvers-there': {
    title: 'Enough approvers are there now',
    why: 'Whoever is away is not asked; a review waits until they are back.',
    mend: 'Put reserve approvers, or mark back who is there: POST ops/people/{oid}/back.',
    failing: 'cannot-tell',
  },
  'two-operators': {
    title: 'At least two people act as operators',
    why: 'What makes rules weaker waits for a second one, and somebody has to be there when the first is away.',
    mend: 'Entra, Enterprise applications, Users and groups: give a second person the app role Ops.Operator.',
    failing: 'cannot-tell',
  },
  'two-for-each-project': {
    title: 'Each project has two operators who take no part in it',
    why: 'Nobody who takes part is the first or the second person of an act of two: what makes rules weaker, or lifts a hold for malware, would wait in vain.',
    mend: 'Name operators in the definition who are neither its researchers, approvers nor data owners, and give them the app role Ops.Operator.',
    failing: 'cannot-tell',
  },
} satisfies Record<string, CheckFacts>;

const needed = ['owners', 'researchers', 'approvers'] as const;

function groupsOf({ projects }: GroupsClaim, id: string): ProjectGroups {
  return (Object.hasOwn(projects, id) ? projects[id] : undefined) ?? {};
}

export function judgeAccess(projects: readonly Project[], claim: GroupsClaim): CheckVerdict {
  const problems = projects.flatMap(({ id }) => {
    const groups = groupsOf(claim, id);
    const missing = needed.filter((role) => groups[role] === undefined);
    return missing.length === 0 ? [] : [`${id}: access not deployed, it lacks the group of its ${missing.join(', ')}`];
  });
  const known = new Set(projects.map(({ id }) => id));
  const waiting = Object.keys(claim.projects).filter((id) => !known.has(id));
  const more = waiting.length === 0 ? '' : `; groups without a definition in force: ${listOf(waiting)}`;
  return brokenBy(problems, `${countText(projects.length, 'project')} with the groups of their people${more}`);
}

export function judgeGroupsDiffer({ projects }: GroupsClaim): CheckVerdict {
  const problems = Object.entries(projects).flatMap(([id, { researchers, approvers }]) =>
    researchers !== undefined && researchers === approvers ? [`${id}: ${researchers} is the group of both`] : [],
  );
  return brokenBy(problems, 'no group is both');
}

const refusedLatelyDays = 30;

export function judgeGroupsAgree(events: readonly AuditEvent[], now: Date): CheckVerdict {
  const since = daysLater(now, -refusedLatelyDays).toISOString();
  const refusals = events.filter(({ kind, at }) => kind === 'decision.refused' && at >= since);
  if (refusals.length > 0)
    return broken(listOf(refusals.map(({ at, project, data }) => `${at} ${project}: ${data['why'] ?? data['rule']}`)));
  return cannotSay(
    `no decision was refused for its groups in ${refusedLatelyDays} days; the app cannot ask who is in a group`,
  );
}

/** What these approvers lack of the quorum of the project, or of the one more that a soft limit asks for, in words; of those of `before` only what they did not lack. */
function shortOf(
  project: Project,
  approvers: readonly Approver[],
  before: readonly Approver[] | undefined = undefined,
): string | undefined {
  const { required, ...plain } = project.egress.approval;
  if (!required) return undefined;
  const levels = [
    { asked: plain, where: '' },
    { asked: askedOver(plain, softLimitsOf(project)), where: ' for a package that exceeds a soft limit' },
  ];
  const short = levels.find(({ asked }) => lacks(approvers, asked) && !(before !== undefined && lacks(before, asked)));
  if (short === undefined) return undefined;
  const { asked, where } = short;
  return `${countText(approvers.length, 'approver')}, ${outsideOf(approvers)} of them independent, where ${asked.quorum} and ${asked.independent} are needed${where}`;
}

function lacks(approvers: readonly Approver[], { quorum, independent }: AskedOfReview): boolean {
  return approvers.length < quorum || outsideOf(approvers) < independent;
}

function outsideOf(approvers: readonly Approver[]): number {
  return approvers.filter((person) => person.independent).length;
}

export function judgeQuorum(projects: readonly Project[], now: Date): CheckVerdict {
  const problems = projects.flatMap((project) => {
    const short = shortOf(project, mayBeInvited(project, [], now));
    return short === undefined ? [] : [`${project.id}: ${short}`];
  });
  return brokenBy(problems, `looked at: ${countText(projects.length, 'project')}`);
}

/** What cannot be reached today already is the other check's problem. */
export function judgeEligibility(projects: readonly Project[], now: Date): CheckVerdict {
  const later = daysLater(now, 30);
  const lasting = projects.filter(({ ends }) => later.toISOString().slice(0, 10) <= ends);
  const problems = lasting.flatMap((project) => {
    const short = shortOf(project, mayBeInvited(project, [], later), mayBeInvited(project, [], now));
    return short === undefined ? [] : [`in thirty days ${project.id}: ${short}`];
  });
  return brokenBy(problems, `looked at: ${countText(lasting.length, 'project')}`);
}

export function judgeAvailability(projects: readonly Project[], absences: readonly Absence[], now: Date): CheckVerdict {
  const away = new Set<string>();
  const problems = projects.flatMap((project) => {
    const able = mayBeInvited(project, [], now);
    const there = able.filter((person) => {
      const absent = absenceOf(person, project, absences, now);
      if (absent !== undefined) away.add(`${person.name} until ${absent.to}`);
      return absent === undefined;
    });
    const short = shortOf(project, there, able);
    return short === undefined ? [] : [`${project.id}: ${short} are there`];
  });
  return brokenBy(
    problems,
    away.size === 0 ? 'no approver is away' : `away: ${listOf([...away])}; the others are enough`,
  );
}

function absenceOf(person: Approver, project: Project, absences: readonly Absence[], now: Date): Absence | undefined {
  return absences.find((absence) => {
    if (!isSamePerson(listed(absence), listed(person))) return false;
    const { from, until } = spanOf(absence, calendarOf(project));
    return from <= now && now < until;
  });
}

/** Kinds of events that only an operator brings about. */
const actsOfOperators =
  /^(project\.change-(asked|confirmed|taken-back)|project\.suspended|hold\.(set|lifted)|sweep\.asked|register\.)/;

function operatorsIn(events: readonly AuditEvent[]): ReadonlySet<string> {
  return new Set(
    events.filter(({ kind, actor }) => actsOfOperators.test(kind) && actor !== controlPlane).map(({ actor }) => actor),
  );
}

/**
 * Who the two operators of each project could be: named by any definition, or seen at work in the newest lines of the audit, and without a
 * part in it. Where there is one operator only, one is enough.
 */
export function judgeTwo(
  projects: readonly Project[],
  events: readonly AuditEvent[],
  { secondOperator }: Pick<Deployment, 'secondOperator'>,
): CheckVerdict {
  const named = projects.flatMap(({ people }) => people.operators.map((one) => ({ ...listed(one), name: one.name })));
  const seen = [...operatorsIn(events)].map((oid) => ({ oid, emails: [], name: oid }));
  const known = [...named, ...seen];
  const counted = projects.map((project) => {
    return { id: project.id, names: whoMayAgree([{ id: project.id, standing: { value: project } }], known) };
  });
  const text = ({ id, names }: (typeof counted)[number]) =>
    `${id}: ${names.length === 0 ? 'nobody' : `${names.length} (${listOf(names.map(({ name }) => name))})`}`;
  const wanted = secondOperator ? 2 : 1;
  const few = counted.filter(({ names }) => names.length < wanted);
  // Whom no definition names and no line shows, the app does not know.
  if (few.length > 0 && whoMayAgree([], known).length < wanted)
    return cannotSay(`${listOf(few.map(text))}; the app cannot ask who else has the app role`);
  return brokenBy(few.map(text), counted.length === 0 ? 'there is no project' : listOf(counted.map(text)));
}

export function judgeOperators(events: readonly AuditEvent[]): CheckVerdict {
  const operators = operatorsIn(events);
  const found = `the newest lines of the audit show ${countText(operators.size, 'operator')} at work`;
  return operators.size >= 2 ? holds(found) : cannotSay(`${found}; the app cannot ask who has the app role`);
}
