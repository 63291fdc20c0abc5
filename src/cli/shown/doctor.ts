import type { CheckResult } from '../../features/doctor/domain/check.ts';
import type { CheckLine, DoctorReport } from '../../features/doctor/domain/report.ts';
import { safeText } from './safe-text.ts';
import type { Style } from './style.ts';

const headings: Readonly<Record<CheckResult, string>> = {
  problem: 'Problems',
  'cannot-tell': 'Cannot be told from inside',
  ok: 'In order',
};

/** What a doctor found, problems first; what is in order only with `all`. */
export function doctorLines(
  { counts, checks }: DoctorReport,
  { all, style }: { readonly all: boolean; readonly style: Style },
): string[] {
  const parts = (['problem', 'cannot-tell', 'ok'] as const)
    .filter((result) => all || result !== 'ok')
    .flatMap((result) => {
      const found = checks.filter((check) => check.result === result);
      if (found.length === 0) return [];
      const heading = result === 'problem' ? style.problem : style.heading;
      return [heading(headings[result]), ...found.flatMap(checkLines), ''];
    });
  const { ok, problem, 'cannot-tell': untold } = counts;
  return [
    ...parts,
    `${ok} in order, ${problem} problem${problem === 1 ? '' : 's'}, ${untold} cannot be told from here.`,
  ];
}

function checkLines({ id, title, found, mend }: CheckLine): string[] {
  return [`  ${title} (${id})`, `    Found: ${found}`, ...(mend === undefined ? [] : [`    Mend: ${mend}`])].map(
    safeText,
  );
}
