import { z } from 'zod';
import type { Held } from './held.ts';

/** How much SATRE asks for a statement; `mandatory*` only where personal data is held. */
export const levels = ['mandatory', 'mandatory*', 'recommended', 'optional'] as const;

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
const statement = z.strictObject({
  id: z.string(),
  level: z.enum(levels),
  means: z.string(),
  evidence: z.array(z.string()).min(1),
  best: z.enum(verdicts),
  why: z.string().exactOptional(),
  duty: z.string().exactOptional(),
});
type Statement = z.infer<typeof statement>;

/** The file that holds every statement that concerns a control plane, in the order of the specification. */
export const satreFile = z.strictObject({
  edition: z.string(),
  statements: z.array(statement),
});

/** A statement with the verdict of a deployment: why it is no better, whose duty the rest is, and what is held. */
export interface JudgedStatement {
  readonly id: string;
  readonly level: Statement['level'];
  readonly means: string;
  readonly verdict: Verdict;
  readonly why: string | null;
  readonly duty: string | null;
  readonly evidence: readonly Evidence[];
}

/** Holds a statement against what a deployment holds. What no row shows is at most partly met. */
export function judgeStatement(
  { id, level, means, best, why: least, duty, evidence: names }: Statement,
  rules: Readonly<Record<string, EvidenceOf>>,
  held: Held,
): JudgedStatement {
  const evidence = names.map((name) => evidenceBy(rules[name], held));
  const told = { id, level, means, evidence };
  if (best !== 'met') return { ...told, verdict: best, why: least ?? null, duty: duty ?? null };
  const lacking = evidence.filter(({ shows }) => shows !== 'yes');
  if (lacking.length === 0) return { ...told, verdict: 'met', why: null, duty: null };
  const isMissing = lacking.every(({ shows }) => shows === 'not-yet');
  const why = `${isMissing ? 'Nothing shows it yet' : 'What is held speaks against it'}: ${lacking.map(({ sentence }) => sentence).join(' ')}`;
  return { ...told, verdict: 'partly', why, duty: null };
}

function evidenceBy(rule: EvidenceOf | undefined, held: Held): Evidence {
  if (rule === undefined) throw new Error('A statement names evidence of which nothing is said');
  return rule(held);
}
