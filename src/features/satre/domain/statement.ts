import { z } from 'zod';
import type { Frozen } from '../../../domain/base/frozen.ts';
import { time } from '../../../domain/base/reading/iso-time.ts';
import type { Facts } from './facts.ts';

/** How much SATRE asks for a statement; `mandatory*` only where personal data is held. */
const levels = ['mandatory', 'mandatory*', 'recommended', 'optional'] as const;

/** How far a deployment meets a statement; `not-ours`: somebody else has to. */
export const verdicts = ['met', 'partly', 'not-ours'] as const;
export type Verdict = (typeof verdicts)[number];

/** Whether rows show something, none does yet, or they show the contrary. */
const evidenceStates = ['yes', 'not-yet', 'no'] as const;

/** What the deployment holds about a statement, in a sentence. */
const evidence = z.strictObject({
  sentence: z.string(),
  shows: z
    .enum(evidenceStates)
    .meta({ description: 'Whether rows show it, none does yet, or they show the contrary.' }),
  link: z.string().exactOptional().meta({ description: 'An address of the app, or a page of its documentation.' }),
});
export type Evidence = Readonly<z.infer<typeof evidence>>;

/** What is said of one piece of evidence where a fact is there (not nothing) or not there. `says` names facts in braces. */
const evidenceCase = z.strictObject({
  when: z.string().exactOptional(),
  unless: z.string().exactOptional(),
  shows: z.enum(evidenceStates),
  says: z.string(),
  link: z.string().exactOptional(),
});

/** Cases in their order, of which the first that applies is said. */
const evidenceRule = z.strictObject({ link: z.string().exactOptional(), cases: z.array(evidenceCase).min(1) });
type EvidenceRule = z.infer<typeof evidenceRule>;

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

/** The file that holds every statement that concerns a control plane, in the order of the specification, and what shows it. */
export const satreFile = z.strictObject({
  edition: z.string(),
  evidence: z.record(z.string(), evidenceRule),
  statements: z.array(statement),
});

/** A statement with the verdict of a deployment. */
const judgedStatement = z
  .strictObject({
    id: z.string().meta({ example: '3.1.06' }),
    level: z.enum(levels),
    means: z.string(),
    verdict: z.enum(verdicts),
    why: z.string().nullable().meta({ description: 'Why it is no better.' }),
    duty: z.string().nullable().meta({ description: 'Whose duty the rest is.' }),
    evidence: z.array(evidence),
  })
  .meta({ id: 'SatreStatement' });
export type JudgedStatement = Frozen<z.infer<typeof judgedStatement>>;

export const reportSchema = z
  .strictObject({
    edition: z.string(),
    at: time,
    verdicts: z.record(z.enum(verdicts), z.number()),
    looked: z.string().meta({ description: 'How much was looked at, of what is too much to be read each time.' }),
    statements: z.array(judgedStatement),
  })
  .meta({
    id: 'SatreReport',
    description: 'Each statement with its verdict and evidence; text/markdown where that is asked for.',
  });
export type SatreReport = Frozen<z.infer<typeof reportSchema>>;

/** What no row shows is at most partly met. */
export function judgeStatement(
  { id, level, means, best, why: least, duty, evidence: names }: Statement,
  rules: Readonly<Record<string, EvidenceRule>>,
  facts: Facts,
): JudgedStatement {
  const evidence = names.map((name) => evidenceBy(rules[name], facts));
  const told = { id, level, means, evidence };
  if (best !== 'met') return { ...told, verdict: best, why: least ?? null, duty: duty ?? null };
  const lacking = evidence.filter(({ shows }) => shows !== 'yes');
  if (lacking.length === 0) return { ...told, verdict: 'met', why: null, duty: null };
  const isMissing = lacking.every(({ shows }) => shows === 'not-yet');
  const why = `${isMissing ? 'Nothing shows it yet' : 'What is held speaks against it'}: ${lacking.map(({ sentence }) => sentence).join(' ')}`;
  return { ...told, verdict: 'partly', why, duty: null };
}

function evidenceBy(rule: EvidenceRule | undefined, facts: Facts): Evidence {
  const applies = ({ when, unless }: z.infer<typeof evidenceCase>) =>
    (when === undefined || Boolean(facts[when])) && (unless === undefined || !facts[unless]);
  const found = rule?.cases.find(applies);
  if (found === undefined) throw new Error('A statement names evidence of which nothing is said');
  const { shows, says, link = rule?.link } = found;
  return {
    sentence: says.replaceAll(/\{([\w.]+)\}/g, (_, name: string) => text(facts[name])),
    shows,
    ...(link && { link }),
  };
}

function text(fact: Facts[string]): string {
  return typeof fact === 'number' ? fact.toLocaleString('en-GB') : String(fact);
}
