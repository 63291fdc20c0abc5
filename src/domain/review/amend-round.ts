import type { WithoutEvidence } from '../inspection/without-evidence.ts';
import type { Listed } from '../people/people.ts';
import type { Approver, Project } from '../project/project.ts';
import { isSameDisclosure } from '../project/project-disclosure.ts';
import { type Absence, availabilityIn } from './absence.ts';
import { newRound } from './approval.ts';
import type { Decision } from './decision.ts';
import { type Invited, joined, mayBeInvited } from './invited.ts';
import { isSentBack, judgeRound, type Round } from './round.ts';
import { roundDeadline } from './round-deadline.ts';
import { askedOver, stillSoft } from './soft-limits.ts';

export interface Definition {
  readonly value: Project;
  readonly hash: string;
}

/** `amended`: other people, and where the round stands with them. `superseded`: other rules, so `round` is closed and `next` asks everybody anew. */
export type Amendment =
  | { readonly kind: 'unchanged'; readonly round: Round }
  | { readonly kind: 'amended'; readonly round: Round }
  | { readonly kind: 'superseded'; readonly round: Round; readonly next: Round };

/**
 * Looks at a round with the definition in force. `ever`: who is or was a researcher of the project since the first file of the package was
 * written, `absences` who is away. Who left does not count; who came is asked; who came back is asked afresh. A round that was closed by decisions and no longer
 * is, is open again with a new deadline. Rounds that ended otherwise stay as they are.
 */
export function amendRound(
  round: Round,
  decisions: readonly Decision[],
  definition: Definition,
  ever: readonly Listed[],
  now: Date,
  absences: readonly Absence[] = [],
): Amendment {
  const { status: stood } = round;
  if (stood !== 'open' && stood !== 'approved' && !isSentBack(stood)) return { kind: 'unchanged', round };
  const { value: project, hash } = definition;
  if (rulesDiffer(round.rules, project.egress)) return supersede(round, definition, ever, now);
  const mine = decisions.filter((decision) => decision.round === round.number);
  const approvers = mayBeInvited(project, [...round.researchers, ...ever], now)
    .filter(reserveRule(round, mine, { project, absences }, now))
    .map((person) => asked(person, round, mine, now));
  const people = { approvers, researchers: joined(round.researchers, [...project.people.researchers, ...ever]) };
  const standing = judgedAnew({ ...round, ...people }, decisions, project, now);
  // What ends an open round by time alone is no change of its people.
  if ((standing.status === stood || stood === 'open') && samePeople(round, people)) return { kind: 'unchanged', round };
  const revision = round.revision + 1;
  const came = missingFrom(round.approvers, approvers);
  const left = missingFrom(approvers, round.approvers);
  const amended = { at: now.toISOString(), definition: hash, came, left, revision };
  const { withoutEvidence: _, ...unagreed } = standing;
  // What two operators agreed to was about the people of then.
  const judged = standing.status === 'open' ? unagreed : standing;
  return { kind: 'amended', round: { ...judged, amended, revision } };
}

/** Who of the approvers is asked in the round: reserves once it has escalated or while somebody is away, and from then on. */
function reserveRule(
  round: Round,
  decisions: readonly Decision[],
  given: { readonly project: Project; readonly absences: readonly Absence[] },
  now: Date,
): (person: Approver) => boolean {
  const isShort = round.status === 'open' && availabilityIn(round, decisions, given, now).missed.length > 0;
  const asked = new Set(round.approvers.map(({ oid }) => oid));
  return ({ reserve, oid }) => reserve !== true || isShort || round.escalated !== undefined || asked.has(oid);
}

/**
 * Compared by value and rule by rule: whichever of them differs, people decided under other rules than those in force. What happens at the
 * deadline is none of them: the round keeps what it was opened with.
 */
function rulesDiffer(rules: Round['rules'], { approval: usual, disclosure }: Project['egress']): boolean {
  const approval = { ...usual, ...askedOver(usual, rules.overLimits) };
  const isOther = (['quorum', 'independent', 'blind', 'authContext'] as const).some(
    (rule) => rules[rule] !== approval[rule],
  );
  return isOther || !isSameDisclosure(rules.disclosure, disclosure);
}

/** What the next round is begun with. */
interface Begun {
  readonly withoutEvidence?: WithoutEvidence;
  /** Those of the round before, until somebody looks at its limits again. */
  readonly overLimits?: readonly string[] | undefined;
}

/**
 * Closes a round and asks everybody anew: because the rules are others now, because what came of the round was taken back, because it is to go on
 * without evidence, or because it exceeds soft limits by now.
 */
export function supersede(
  round: Round,
  { value: project, hash }: Definition,
  ever: readonly Listed[],
  now: Date,
  { withoutEvidence, overLimits = round.rules.overLimits }: Begun = {},
): Extract<Amendment, { kind: 'superseded' }> {
  const { exportId, number, digest, evidence, filesSince } = round;
  const researchers = joined(round.researchers, ever);
  const next = newRound({
    exportId,
    number: number + 1,
    digest,
    evidence,
    withoutEvidence,
    overLimits: stillSoft(overLimits, project),
    filesSince,
    project,
    definition: hash,
    researchers,
    now,
  });
  const closed = { status: 'superseded' as const, closedAt: now.toISOString(), revision: round.revision + 1 };
  const said = round.saidAt === undefined ? {} : { saidAt: round.saidAt };
  return { kind: 'superseded', round: { ...round, ...closed }, next: { ...next, ...said } };
}

/** The entry goes on for who is asked already. Who comes back gets a time that none of their earlier decisions has. */
function asked(person: Approver, { approvers }: Round, decisions: readonly Decision[], now: Date): Invited {
  const standing = approvers.find(({ oid }) => oid === person.oid);
  if (standing) return { ...person, since: standing.since, ...(standing.links ? { links: standing.links } : {}) };
  const earlier = decisions.filter(({ approver }) => approver === person.oid);
  const after = Math.max(now.getTime(), ...earlier.map(({ askedSince }) => Date.parse(askedSince) + 1));
  return { ...person, since: new Date(after).toISOString() };
}

/** Whether an open round is past its deadline is looked at elsewhere; one that opens again has a new deadline. */
function judgedAnew(round: Round, decisions: readonly Decision[], project: Project, now: Date): Round {
  const { closedAt, ...rest } = round;
  // By a clock that is behind, a question would hold again what was let go.
  const at = new Date(Math.max(now.getTime(), Date.parse(closedAt ?? round.openedAt)));
  const verdict = judgeRound({ ...rest, status: 'open' }, decisions, at);
  const status = verdict === 'approved' || isSentBack(verdict) ? verdict : 'open';
  if (status === round.status) return round;
  if (status === 'open') return { ...rest, status, ...roundDeadline(project, now) };
  return { ...rest, status, closedAt: now.toISOString() };
}

function samePeople(one: Pick<Round, 'approvers' | 'researchers'>, other: Pick<Round, 'approvers' | 'researchers'>) {
  return entriesOf(one) === entriesOf(other);
}

function entriesOf({ approvers, researchers }: Pick<Round, 'approvers' | 'researchers'>): string {
  const asked = approvers.map(({ oid, email, name, independent, reserve = false, eligibleUntil = '', since }) =>
    JSON.stringify([oid, email, name, independent, reserve, eligibleUntil, since]),
  );
  return [...asked.sort(), ...researchers.map(({ oid, email }) => JSON.stringify([oid, email])).sort()].join('\n');
}

function missingFrom(list: readonly Approver[], people: readonly Approver[]): string[] {
  const known = new Set(list.map(({ oid }) => oid));
  return people.map(({ oid }) => oid).filter((oid) => !known.has(oid));
}
