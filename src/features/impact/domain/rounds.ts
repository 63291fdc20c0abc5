import { countText, enumerated } from '../../../domain/base/count-text.ts';
import { shortNumber } from '../../../domain/base/door.ts';
import type { Listed } from '../../../domain/people/people.ts';
import type { Project } from '../../../domain/project/project.ts';
import type { Absence } from '../../../domain/review/absence.ts';
import { availabilityIn } from '../../../domain/review/absence.ts';
import { type Amendment, amendRound, type Definition } from '../../../domain/review/amend-round.ts';
import type { Decision } from '../../../domain/review/decision.ts';
import type { Invited } from '../../../domain/review/invited.ts';
import { unreachable } from '../../../domain/review/review-times.ts';
import { currentDecisions, type Round } from '../../../domain/review/round.ts';
import { type Consequence, ofThings, type Touched } from './consequence.ts';

/**
 * The latest round of a package with the decisions in it, and who is or was a researcher since its first file was written. `isBlind`: whoever
 * asks may decide in it, and is told nothing of what others decided; then there are no decisions here.
 */
export interface ReviewedPackage {
  readonly round: Round;
  readonly decisions: readonly Decision[];
  readonly ever: readonly Listed[];
  readonly isBlind: boolean;
}

/** A round before the change, and what the change makes of it that would not happen without it. */
export interface ChangedRound extends ReviewedPackage {
  readonly amendment: Amendment;
}

/** The definitions before and after a change; `before` undefined where there was none that can be read. */
export interface DefinitionPair {
  readonly before: Project | undefined;
  readonly after: Definition;
}

/** What the definition in force makes of a round already is no consequence of the change. */
export function changedRounds(
  packages: readonly ReviewedPackage[],
  { before, after }: DefinitionPair,
  now: Date,
): ChangedRound[] {
  return packages.flatMap((reviewed) => {
    const { round, decisions, ever } = reviewed;
    const amendment = amendRound(round, decisions, after, ever, now);
    const without =
      before === undefined ? undefined : amendRound(round, decisions, { value: before, hash: after.hash }, ever, now);
    const isSame = without !== undefined && outcomeOf(amendment) === outcomeOf(without);
    return amendment.kind === 'unchanged' || isSame ? [] : [{ ...reviewed, amendment }];
  });
}

/** What people notice of an amendment. */
function outcomeOf(amendment: Amendment): string {
  const { approvers, status } = amendment.round;
  const people = approvers.map(({ since, links, ...person }) => person);
  const rules = amendment.kind === 'superseded' ? amendment.next.rules : undefined;
  return JSON.stringify([amendment.kind, status, people, rules]);
}

export function consequencesForRounds(changed: readonly ChangedRound[]): Consequence[] {
  const superseded = changed.filter(({ amendment }) => amendment.kind === 'superseded');
  const amended = changed.filter(
    ({ round, amendment: { kind, round: next } }) => kind === 'amended' && next.status === round.status,
  );
  const opened = changed.filter(
    ({ round, amendment: { kind, round: next } }) => kind === 'amended' && next.status !== round.status,
  );
  return [
    ...ofThings('rounds-superseded', superseded.map(supersededThing), (count) => {
      const are = count === 1 ? 'is superseded: its approvers are' : 'are superseded: their approvers are';
      return `${countText(count, 'round')} ${are} asked anew under the new rules, and what was decided so far no longer counts.`;
    }),
    ...ofThings('rounds-amended', amended.flatMap(amendedThing), (count) => {
      return `Other people are asked in ${countText(count, 'round')}.`;
    }),
    ...ofThings('rounds-opened-again', opened.map(openedThing), (count) => {
      return `${countText(count, 'round')} that ${count === 1 ? 'was' : 'were'} decided ${count === 1 ? 'is' : 'are'} open again, since a decision no longer counts.`;
    }),
    ...ofThings('links-die', deadLinks(changed), (count) => {
      return `The links of ${countText(count, 'approver')} no longer work.`;
    }),
  ];
}

function packageWords({ exportId, number }: Round): string {
  return `Round ${number} of the package ${shortNumber(exportId)}`;
}

function supersededThing({ round, decisions, amendment, isBlind }: ChangedRound): Touched {
  const next = amendment.kind === 'superseded' ? amendment.next : round;
  const lost = currentDecisions(round, decisions);
  const asked = `${enumerated(next.approvers.map(({ name }) => name)) || 'nobody'} will be asked`;
  const decided = isBlind ? unseen : `${countText(lost.length, 'decision')} so far`;
  return { id: round.exportId, sentence: `${packageWords(round)} is superseded: ${asked} (${decided}).` };
}

const unseen = 'what was decided so far is not shown to you, because you may decide in it';

function amendedThing({ round, decisions, amendment, isBlind }: ChangedRound): Touched[] {
  const { came, left, other } = peopleChanged(round.approvers, amendment.round.approvers);
  if (came.length + left.length + other.length === 0) return [];
  const decided = new Set(currentDecisions(round, decisions).map(({ approver }) => approver));
  const lost = left.filter(({ oid }) => decided.has(oid));
  const parts = [
    came.length === 0 ? undefined : `${namesOf(came)} will be asked`,
    left.length === 0 ? undefined : `${namesOf(left)} will be asked no longer`,
    other.length === 0 ? undefined : `the entry of ${namesOf(other)} changes`,
    lost.length === 0 ? undefined : `the decision of ${namesOf(lost)} stops counting`,
    isBlind && left.length > 0 ? unseen : undefined,
  ];
  const words = parts.filter((part) => part !== undefined).join('; ');
  return [{ id: round.exportId, sentence: `${packageWords(round)}: ${words}.` }];
}

function openedThing({ round, amendment }: ChangedRound): Touched {
  const { left } = peopleChanged(round.approvers, amendment.round.approvers);
  const why =
    left.length === 0
      ? 'its decisions no longer decide it'
      : `${namesOf(left)} no longer ${left.length === 1 ? 'counts' : 'count'}`;
  return {
    id: round.exportId,
    sentence: `${packageWords(round)}, which was ${round.status}, is open again: ${why}.`,
  };
}

function namesOf(people: readonly Invited[]): string {
  return enumerated(people.map(({ name }) => name));
}

function peopleChanged(before: readonly Invited[], after: readonly Invited[]) {
  const [old, now] = [new Map(before.map((one) => [one.oid, one])), new Map(after.map((one) => [one.oid, one]))];
  const entry = ({ name, email, independent, reserve = false, eligibleUntil = '' }: Invited) =>
    JSON.stringify([name, email, independent, reserve, eligibleUntil]);
  return {
    came: after.filter(({ oid }) => !old.has(oid)),
    left: before.filter(({ oid }) => !now.has(oid)),
    other: after.filter((person) => {
      const standing = old.get(person.oid);
      return standing !== undefined && entry(standing) !== entry(person);
    }),
  };
}

/** Whose links die: everybody's in a superseded round, those of who left in an amended one. A round that was decided has no living links. */
function deadLinks(changed: readonly ChangedRound[]): Touched[] {
  const dead = changed.flatMap(({ round, amendment }) => {
    if (round.status !== 'open') return [];
    const people =
      amendment.kind === 'superseded'
        ? round.approvers
        : peopleChanged(round.approvers, amendment.round.approvers).left;
    return people.map(({ oid, name }) => ({ oid, name, number: shortNumber(round.exportId) }));
  });
  return [...Map.groupBy(dead, ({ oid }) => oid)].map(([oid, links]) => {
    const packages = links.map(({ number }) => number);
    return { id: oid, sentence: `${links[0]?.name}: the link to the package ${enumerated(packages)} no longer works.` };
  });
}

export function unreachableRounds(
  packages: readonly ReviewedPackage[],
  { before, after }: DefinitionPair,
  absences: readonly Absence[],
  now: Date,
): Consequence[] {
  const vain = packages.filter((reviewed) => {
    const { round } = reviewed;
    const isVain = (project: Project | undefined): boolean => {
      if (project === undefined) return false;
      const { ever, decisions } = reviewed;
      const amendment = amendRound(round, decisions, { value: project, hash: after.hash }, ever, now);
      const latest = amendment.kind === 'superseded' ? amendment.next : amendment.round;
      const availability = availabilityIn(latest, decisions, { project, absences }, now);
      return latest.status === 'open' && unreachable(latest, availability, now) !== undefined;
    };
    return isVain(after.value) && !isVain(before);
  });
  const things = vain.map(({ round }) => ({
    id: round.exportId,
    sentence: `${packageWords(round)} would have too few people left for its quorum, and wait for its deadline.`,
  }));
  return ofThings('quorum-unreachable', things, (count) => {
    return `The quorum of ${countText(count, 'round')} can no longer be reached; operators are told.`;
  });
}
