import { countIn } from '../cell.ts';
import type { Label } from '../label.ts';
import type { TableRow } from '../table-check.ts';
import { stageIn } from '../words/neutral.ts';

const wave =
  /^(?:t ?\d|baseline|(?:wave|visit|round|welle|vague|ola|ondata|onda|golf|vag|bolge|runde|besok|visite|visita|aalto|fala|follow up|folge) ?\d{0,2}|w\d|v\d)$/;

/** Where fewer people are in one wave of a study than in the one above it, and in one stage of it than in the one beside it. */
export function fewBetweenWaves(
  header: readonly Label[],
  all: readonly TableRow[],
  minCount: number,
): (readonly [row: number, column: number])[] {
  const isFew = (count: number) => count > 0 && count < minCount;
  // Without what rules them off, as `|:---|---:|`.
  const rows = all.filter(({ cells }) => cells.some(({ kind }) => kind === 'number' || kind === 'counted'));
  const ofWaves = isWave(header[0]?.words) || (rows.length > 1 && rows.every(({ labels }) => isWave(labels[0]?.words)));
  const columns = ofWaves
    ? header.flatMap(({ isStatistic, isOther }, at) => (at > 0 && !isStatistic && !isOther ? [at] : []))
    : [];
  const below = columns.flatMap((at) => {
    const counts = rows.map(({ cells }) => countIn(cells[at]));
    const falls = counts.every((count, nth) => count !== undefined && (nth === 0 || count <= (counts[nth - 1] ?? 0)));
    if (!falls || Math.max(...counts.map((count) => count ?? 0)) < 3 * minCount) return [];
    return rows.flatMap(({ number }, nth) =>
      nth > 0 && isFew((counts[nth - 1] ?? 0) - (counts[nth] ?? 0)) ? [[number, at] as const] : [],
    );
  });
  const stages = header.flatMap((label, at) =>
    stageIn(label.words) === undefined ? [] : [{ at, stage: stageIn(label.words) }],
  );
  const beside = stages.slice(1).flatMap(({ at, stage }, nth) => {
    const before = stages[nth];
    if (before === undefined || before.stage === stage) return [];
    return rows.flatMap(({ cells, number }) => {
      const [all = 0, some = all] = [countIn(cells[before.at]), countIn(cells[at])];
      return isFew(all - some) ? [[number, at] as const] : [];
    });
  });
  return [...below, ...beside];
}

/** Whether words name a wave or a visit of a study. */
export const isWave = (own: readonly string[] | undefined) => own !== undefined && wave.test(own.join(' '));
