import type { z } from 'zod';
import type { Frozen } from '../../../domain/base/frozen.ts';
import type { CheckResult, CheckVerdict } from './check.ts';
import type { Check } from './checks.ts';
import type { doctorReport } from './report-schema.ts';

export type DoctorReport = Frozen<z.infer<typeof doctorReport>>;
export type CheckLine = DoctorReport['checks'][number];

export function lineOfCheck({ id, group, title, why, mend: usual }: Check, verdict: CheckVerdict): CheckLine {
  const { result, found, mend = usual } = verdict;
  return { id, group, title, why, result, found, ...(result === 'ok' ? {} : { mend }) };
}

export function reportOf(checks: readonly CheckLine[], at: Date): DoctorReport {
  const count = (result: CheckResult) => checks.filter((check) => check.result === result).length;
  const counts = { ok: count('ok'), problem: count('problem'), 'cannot-tell': count('cannot-tell') };
  return { at: at.toISOString(), ok: counts.problem === 0, counts, checks };
}

/** A check whose question failed: of a dependency that is the problem itself. */
export function failed({ failing }: Pick<Check, 'failing'>, why: string): CheckVerdict {
  return { result: failing, found: failing === 'problem' ? why : `could not be asked: ${why}` };
}

/** The report in one line, for whoever has just started something. */
export function doctorLine({ counts, checks }: Pick<DoctorReport, 'counts' | 'checks'>): string {
  const { ok, problem, 'cannot-tell': untold } = counts;
  const wrong = checks.flatMap(({ id, result }) => (result === 'problem' ? [id] : []));
  const which = wrong.length === 0 ? '' : ` (${wrong.join(', ')})`;
  return `doctor: ${ok} ok, ${problem} problem${problem === 1 ? '' : 's'}${which}, ${untold} cannot be told from here; npm run sallyport -- doctor`;
}
