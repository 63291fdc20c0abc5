import { guides } from './evidence/documents.ts';
import { usage } from './evidence/doors.ts';
import { schedules } from './evidence/operations.ts';
import type { Held } from './held.ts';
import type { Statement } from './statement.ts';
import { type JudgedStatement, judgeStatement, type Verdict } from './statement.ts';
import { data } from './statements-data.ts';
import { governance } from './statements-governance.ts';
import { technology } from './statements-technology.ts';

/** What a deployment can say of itself about SATRE, with the evidence that it holds at that moment. */
export interface SatreReport {
  readonly edition: string;
  readonly at: string;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  /** Of which there is not all to be seen: how much was looked at. */
  readonly looked: string;
  readonly statements: readonly JudgedStatement[];
}

/** Holds every statement against what the deployment holds now. */
export function satreReport(held: Held): SatreReport {
  const judged = statements.map((statement) => judgeStatement(statement, held));
  const count = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict).length;
  const { samples, weeks, audit } = held;
  const looked = `The newest ${samples.ended} operations that ended, the weeks of ${weeks.projects} of ${weeks.of} projects, and ${audit.linesRead} audit lines of ${audit.chainsRead} of ${audit.chains} chains were looked at.`;
  return {
    edition: satreEdition,
    at: held.at,
    verdicts: { met: count('met'), partly: count('partly'), 'not-ours': count('not-ours') },
    looked,
    statements: judged,
  };
}

/** The edition of SATRE that the statements are of. */
const satreEdition = '2.0.1';

/** Supporting capabilities (pillar 4). */
const supporting: readonly Statement[] = [
  {
    id: '4.3.01',
    level: 'mandatory',
    means: 'Everything that the environment can do is documented',
    evidence: [guides],
    best: 'met',
  },
  {
    id: '4.4.02',
    level: 'recommended',
    means: 'The cost of each project is known',
    evidence: [usage],
    best: 'not-ours',
    why: 'Nothing here knows a price. Every compute carries its project as a tag, by which the cloud sums up its cost.',
    duty: 'whoever runs the subscription',
  },
  {
    id: '4.4.04',
    level: 'recommended',
    means: 'Infrastructure costs no more than it must',
    evidence: [schedules],
    best: 'met',
  },
];

/** Every statement that concerns a control plane, in the order of the specification. */
export const statements: readonly Statement[] = [...governance, ...technology, ...data, ...supporting];
