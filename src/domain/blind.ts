import { isSamePerson, type Listed, listed, type Somebody } from './people.ts';
import type { Project } from './project.ts';
import type { Decision, Round } from './round.ts';

/** What is shown of an open blind round to those who decide in it: nothing that a decision or a mail about one would change. */
export type BlindRound = Omit<Round, 'amended' | 'extended' | 'resent' | 'revision'>;

/** What somebody may see of the rounds of a package and of the decisions in them. */
export interface Sight {
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
export function sightOf(
  rounds: readonly Round[],
  decisions: readonly Decision[],
  project: Pick<Project, 'people'> | undefined,
  person: Somebody,
): Sight {
  const isBlind = rounds.some(({ status, rules, approvers }) =>
    isBlindTo({ status, blind: rules.blind, asked: approvers }, project, person),
  );
  if (!isBlind) return { rounds, decisions };
  return { rounds: rounds.map(withoutTraces), decisions: decisions.filter(({ approver }) => approver === person.oid) };
}

/** The revision counts decisions, and new links go to those who have not decided. */
function withoutTraces(round: Round): BlindRound {
  const { amended: _a, extended: _e, resent: _r, revision: _v, approvers, ...rest } = round;
  return { ...rest, approvers: approvers.map(({ links: _, ...asked }) => asked) };
}
