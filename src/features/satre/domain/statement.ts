import type { Held } from './held.ts';

/** How much SATRE asks for a statement; `mandatory*` only where personal data is held. */
export const levels = ['mandatory', 'mandatory*', 'recommended', 'optional'] as const;
type Level = (typeof levels)[number];

/** How far a deployment meets a statement; `not-ours`: somebody else has to. */
export const verdicts = ['met', 'partly', 'not-ours'] as const;
export type Verdict = (typeof verdicts)[number];

/** Whether rows show something, none does yet, or they show the contrary. */
export const evidenceStates = ['yes', 'not-yet', 'no'] as const;

/** What the deployment holds about a statement, in a sentence. `link` leads there: an address of the app, or a page of its documentation. */
export interface Evidence {
  readonly sentence: string;
  readonly shows: (typeof evidenceStates)[number];
  readonly link?: string;
}

/** Looks a piece of evidence up in what the deployment holds. */
export type EvidenceOf = (held: Held) => Evidence;

/**
 * One statement of SATRE in our words. `best` is the most that a control plane can reach, whatever rows show; `why` says what keeps it from
 * more, and `duty` whose the rest is.
 */
export type Statement = {
  readonly id: string;
  readonly level: Level;
  readonly means: string;
  readonly evidence: readonly [EvidenceOf, ...EvidenceOf[]];
} & ({ readonly best: 'met' } | { readonly best: 'partly' | 'not-ours'; readonly why: string; readonly duty: string });

/** A statement with the verdict of a deployment: why it is no better, whose duty the rest is, and what is held. */
export interface JudgedStatement {
  readonly id: string;
  readonly level: Level;
  readonly means: string;
  readonly verdict: Verdict;
  readonly why: string | null;
  readonly duty: string | null;
  readonly evidence: readonly Evidence[];
}

/** Holds a statement against what a deployment holds. What no row shows is at most partly met. */
export function judgeStatement(statement: Statement, held: Held): JudgedStatement {
  const { id, level, means } = statement;
  const evidence = statement.evidence.map((of) => of(held));
  const told = { id, level, means, evidence };
  if (statement.best !== 'met') return { ...told, verdict: statement.best, why: statement.why, duty: statement.duty };
  const lacking = evidence.filter(({ shows }) => shows !== 'yes');
  if (lacking.length === 0) return { ...told, verdict: 'met', why: null, duty: null };
  const isMissing = lacking.every(({ shows }) => shows === 'not-yet');
  const why = `${isMissing ? 'Nothing shows it yet' : 'What is held speaks against it'}: ${lacking.map(({ sentence }) => sentence).join(' ')}`;
  return { ...told, verdict: 'partly', why, duty: null };
}
