import { factsOf } from './facts.ts';
import type { Held } from './held.ts';
import file from './satre.json' with { type: 'json' };
import { judgeStatement, type SatreReport, satreFile, type Verdict } from './statement.ts';

export function satreReport(held: Held): SatreReport {
  const { edition, evidence, statements } = satreFile.parse(file);
  const facts = factsOf(held);
  const judged = statements.map((statement) => judgeStatement(statement, evidence, facts));
  const count = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict).length;
  const { samples, weeks, audit } = held;
  const looked = `The newest ${samples.ended} operations that ended, the weeks of ${weeks.projects} of ${weeks.of} projects, and ${audit.linesRead} audit lines of ${audit.chainsRead} of ${audit.chains} chains were looked at.`;
  return {
    edition,
    at: held.at,
    verdicts: { met: count('met'), partly: count('partly'), 'not-ours': count('not-ours') },
    looked,
    statements: judged,
  };
}
