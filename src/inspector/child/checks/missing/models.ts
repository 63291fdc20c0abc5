import { countIn } from '../cell.ts';
import type { Label } from '../label.ts';
import type { TableRow } from '../table-check.ts';
import { words } from '../words/folded.ts';

const models = words(`
  model models modell modelle modelo modelos modèle modello modellen malli mod m spec specification eq equation reg est estimate b coef
  ols logit probit poisson cox lm glm full adjusted unadjusted crude`);
/** What only tables of models tell in a row. */
const ofFit =
  /^(?:adj\w* |pseudo |within )?r(?:2| 2| squared|²)|^(?:aic|bic|log ?lik\w*|deviance|rmse|intercept\w*|constante?|const|_?cons)\b/;

/** Whether a head names a model or nothing, as `(1)`, `Model 2`, `m1`, `(2) log wage`, and no group of people. */
const isModel = ({ words: own }: Label, at: number) =>
  own.every((word) => models.has(word) || /^(?:m?\d{1,2}|[ivx]{1,4}|[a-d])$/.test(word)) || own[0] === `${at + 1}`;

/** Models side by side, of which one is of a few fewer than another: the few of whom something is missing. */
export function fewerInModel(
  header: readonly Label[],
  rows: readonly TableRow[],
  minCount: number,
): (readonly [row: number, column: number])[] {
  const heads = header.slice(1);
  if (heads.length < 2 || !heads.every(isModel)) return [];
  if (!rows.some(({ labels }) => ofFit.test(labels[0]?.words.join(' ') ?? '')) && !hasStars(rows)) return [];
  return rows.flatMap(({ labels, cells, number }) => {
    if (!labels[0]?.counts) return [];
    const sizes = cells.flatMap((cell, at) => {
      const size = countIn(cell);
      return at === 0 || size === undefined ? [] : [{ at, size }];
    });
    const most = Math.max(...sizes.map(({ size }) => size));
    return sizes.flatMap(({ at, size }) => (size < most && most - size < minCount ? [[number, at] as const] : []));
  });
}

/** A coefficient with its stars, or with its error behind it. */
const hasStars = (rows: readonly TableRow[]) =>
  rows.some(({ texts }) =>
    texts.some((text) => /^-?\d*[.,]\d+ ?(?:\*{1,3}|†|\*{0,3} ?[([]-?\d*[.,]\d+[)\]])$/.test(text.trim())),
  );

/** The same where each model has a row, `crude` and `adjusted`, beside one column of how many it is of. */
export function fewerInModelBelow(
  header: readonly Label[],
  rows: readonly TableRow[],
  minCount: number,
): (readonly [row: number, column: number])[] {
  const isNamed = ({ labels: [label] }: TableRow) => label?.words.some((word) => models.has(word)) === true;
  const at = header.findIndex(({ counts, words: own }) => counts && own.length <= 2);
  if (rows.length < 2 || at < 1 || !rows.every(isNamed) || !header.some(({ isStatistic }) => isStatistic)) return [];
  const most = Math.max(...rows.map(({ cells }) => countIn(cells[at]) ?? 0));
  return rows.flatMap(({ cells, number }) => {
    const size = countIn(cells[at]) ?? most;
    return size < most && most - size < minCount ? [[number, at] as const] : [];
  });
}
