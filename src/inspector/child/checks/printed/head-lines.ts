import type { PrintedLine } from './tokens.ts';

/** The title of a list of names with one number each, which says what all of them are: `Patients by ward`, `n per ward:`. */
export function titleOfList(
  [title, ...others]: readonly PrintedLine[],
  rows: readonly PrintedLine[],
): string[] | undefined {
  if (title === undefined || others.length > 0) return undefined;
  const areNamed = title.tokens.length > 1 && rows.every(({ tokens }) => tokens.at(-2)?.text.endsWith(':'));
  const isTitle =
    title.text.trim().endsWith(':') && rows.every(({ tokens }) => tokens.filter(({ isValue }) => isValue).length === 1);
  const saysBy = /^\S+(?: \S+){0,6} (?:by|per|nach|par|por|efter) \S+(?: \S+){0,3}$/i.test(title.text.trim());
  const isOver = saysBy && title.tokens[0]?.from === 0;
  const haveOne = rows.every(
    ({ tokens }) => tokens.at(-1)?.isValue && (tokens.length === 2 || tokens.at(-2)?.isValue === false),
  );
  return areNamed || isTitle || (isOver && haveOne) ? ['', title.text.trim()] : undefined;
}

/** Whether the first of these rows names the columns: numbers that go up, as the values of a variable do, where nothing else names them. */
export function isHead(heads: readonly PrintedLine[], rows: readonly PrintedLine[]): boolean {
  const [first, second] = rows;
  if (first === undefined || second === undefined) return false;
  if (endsInNumber(first, rows.slice(1)) || endsAlone(first, second)) return true;
  const above = heads.at(-1);
  // R names quantiles by their percentages.
  const values = first.tokens.filter(({ isValue }) => isValue).map(({ text }) => Number(text.replace(/%$/, '')));
  const isRising =
    values.length > 0 &&
    values.every((value, at) => Number.isInteger(value) && (at === 0 || value > (values[at - 1] ?? 0)));
  if (!isRising) return false;
  const filled = rows.filter(({ kind }) => kind === 'row');
  if (areNumbered(values) && filled.slice(1).every(({ tokens }) => tokens.length >= first.tokens.length)) return true;
  if (second.kind === 'words' && filled.length > 1 && second.tokens.length <= 2) return true;
  const labels = (row: PrintedLine) => row.tokens.filter(({ isValue }) => !isValue).length;
  const others = filled.slice(1);
  if (above !== undefined && above.tokens.length < values.length)
    return others.length > 0 && !heads.some((one) => overlapsAll(one, first));
  if (above !== undefined) return false;
  if (filled.length === 2 && labels(first) === 0)
    return values.length > 2 && others[0]?.tokens.length === first.tokens.length;
  return labels(first) === 0 && others.every((row) => row.tokens.length === first.tokens.length + 1);
}

/** Years, or numbers from one on, one after another: no counts are. */
function areNumbered([from = 0, ...others]: readonly number[]): boolean {
  const isBegin = from === 1 || (from > 1850 && from < 2100);
  return isBegin && others.length > 1 && others.every((value, at) => value === from + at + 1);
}

/** R names the least and the largest value by their percentages. */
function endsAlone(first: PrintedLine, second: PrintedLine): boolean {
  return first.text.trim().replaceAll(/ +/g, ' ') === '0% 100%' && second.tokens.length === 2;
}

/** Heads whose last one is of words and a number, `rate per 1,000`: they begin right of what the rows below are about. */
function endsInNumber({ text, tokens: heads }: PrintedLine, below: readonly PrintedLine[]): boolean {
  const filled = below.filter(({ kind }) => kind === 'row');
  const words = heads.filter(({ isValue }) => !isValue).length;
  if (words < 2 || filled.length < 2) return false;
  const isSetBack = ({ tokens: [label, next] }: PrintedLine) =>
    label?.isValue === false && next !== undefined && (heads[0]?.from ?? 0) > label.to;
  const pieces = piecesOf(text);
  // A number alone stands in no line of heads.
  const areHeads = pieces.length > 1 && pieces.every((piece) => !/^[\d.,%-]+$/.test(piece));
  const arePieces = (more: number) => filled.every((row) => piecesOf(row.text).length === pieces.length + more);
  // pandas numbers its rows, and nothing names their numbers.
  const areNumbered = filled.every(({ tokens: [first] }, at) => Number(first?.text) === at);
  return filled.every(isSetBack) || (areHeads && (arePieces(0) || (areNumbered && arePieces(1))));
}

/** What wide gaps part in a line. */
export const piecesOf = (text: string): string[] => text.trim().split(/ {2,}/);

function overlapsAll(above: PrintedLine, row: PrintedLine): boolean {
  return row.tokens
    .filter(({ isValue }) => isValue)
    .every((one) => above.tokens.some((other) => one.from < other.to && other.from < one.to));
}

/** Words above a gap that may name columns: one alone, or several that stand apart, since a phrase is a title. */
export function mayBeHeads({ kind, text, tokens }: PrintedLine): boolean {
  return (kind === 'words' || kind === 'mixed') && (tokens.length === 1 || / {2,}/.test(text.trim()));
}
