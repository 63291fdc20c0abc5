import { isSamePerson, type Listed, listed, type Somebody } from '../people/people.ts';
import type { Project } from '../project/project.ts';
import type { Decision } from './decision.ts';
import type { Invited } from './invited.ts';
import type { Round } from './round.ts';

/**
 * What is shown of an open blind round to those who decide in it: what it was opened with. Everything else that a round remembers may let
 * one guess who has decided: its revision counts decisions, and new links go to those who have not.
 */
export type BlindRound = Pick<
  Round,
  | 'exportId'
  | 'project'
  | 'number'
  | 'digest'
  | 'definition'
  | 'rules'
  | 'researchers'
  | 'filesSince'
  | 'openedAt'
  | 'deadline'
  | 'deadlineRule'
  | 'status'
  | 'closedAt'
> & { readonly approvers: readonly ShownAsked[] };
type ShownAsked = Pick<Invited, 'oid' | 'name' | 'email' | 'independent' | 'since'>;

export interface Visibility {
  readonly rounds: readonly (Round | BlindRound)[];
  readonly decisions: readonly Decision[];
}

/**
 * Whether the person is to decide without knowing what the others decided: the round is open and blind, and the person is asked in it, or
 * stands among the project's approvers and may be asked in it next.
 */
export function isBlindTo(
  { status, blind, asked }: { readonly status: string; readonly blind: boolean; readonly asked: readonly Listed[] },
  project: Pick<Project, 'people'> | undefined,
  person: Somebody,
): boolean {
  const deciding = [...asked, ...(project?.people.approvers ?? [])];
  return status === 'open' && blind && deciding.some((entry) => isSamePerson(listed(entry), person));
}

/**
 * What the person sees of the rounds of one package: while the latest is open and blind to them, only what they decided themselves, in
 * whatever round, since all of these are about the same files. Afterwards everything.
 */
export function visibilityOf(
  rounds: readonly Round[],
  decisions: readonly Decision[],
  project: Pick<Project, 'people'> | undefined,
  person: Somebody,
): Visibility {
  const isBlind = rounds.some(({ status, rules, approvers }) =>
    isBlindTo({ status, blind: rules.blind, asked: approvers }, project, person),
  );
  if (!isBlind) return { rounds, decisions };
  return { rounds: rounds.map(withoutTraces), decisions: decisions.filter(({ approver }) => approver === person.oid) };
}

function withoutTraces(round: Round): BlindRound {
  const { exportId, project, number, digest, definition, rules, researchers, filesSince } = round;
  const { openedAt, deadline, deadlineRule, status, closedAt } = round;
  const approvers = round.approvers.map(({ oid, name, email, independent, since }) => {
    return { oid, name, email, independent, since };
  });
  return {
    ...{ exportId, project, number, digest, definition, rules, approvers, researchers, filesSince, openedAt, deadline },
    ...(deadlineRule === undefined ? {} : { deadlineRule }),
    status,
    ...(closedAt === undefined ? {} : { closedAt }),
  };
}

/** Also lines that let one guess who has decided: new links and reminders go to those who have not, and a round's revision counts decisions. */
export function revealsDecision({ kind }: { readonly kind: string }): boolean {
  return telling.some((prefix) => kind.startsWith(prefix)) && kind !== 'review.opened';
}

const telling = ['decision.', 'review.', 'mail.', 'message.'] as const;
