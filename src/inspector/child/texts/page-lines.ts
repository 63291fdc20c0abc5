import { type Piece, standing, turnedBy } from './as-seen.ts';
import { linesWithBars } from './bars.ts';
import { inColumns, type Placed } from './page-columns.ts';

/** A gap that is wider, in heights of letters, parts columns; a narrower one from this on is a space. */
const columnGap = 0.9;
const wordGap = 0.15;
/** Where the width of letters is guessed: within one text, and between signs that are placed one by one. */
const guessed = { columnGap: 0.6, signGap: 0.35, wordGap: 0.2, digitGap: 0.4 } as const;
/** So much of a height apart, pieces still stand on one line. */
const sameLine = 0.4;
/** Longer lines are no rows of cells. */
const mostPhrases = 100;
/** Lines that are nearer to each other than this overlap: what a cell holds in two lines stands around what others hold in one. */
const overlap = 0.8;

/** A page is turned where so much of it is; the names of bars, and the numbers of an axis, are less. */
const mostTurned = 0.75;

/** The lines of a page or a drawing from above, each from the left, with wide gaps where columns part. */
export function linesOf(pieces: readonly Piece[]): string[] {
  const filled = pieces.filter(({ text }) => text.trim() !== '');
  const turned = [...Map.groupBy(filled, ({ angle }) => Math.round(angle))].flatMap(([angle, those]) => {
    if (angle === 0) return [];
    const lines = phrasesIn(those.map((piece) => turnedBy(piece, -angle)));
    const isTable = lines.filter((line) => line.length > 1 && line.some(isNumber)).length > 1;
    return isTable || those.length > mostTurned * filled.length ? [{ those: new Set(those), lines }] : [];
  });
  const others = filled.filter((piece) => !turned.some(({ those }) => those.has(piece)));
  const upright = phrasesIn(standing(others, (leaning) => phrasesIn(leaning).flat()));
  return [upright, ...turned.map(({ lines }) => lines)].flatMap((lines) =>
    linesWithBars(withCells(lines), apartFromAxes),
  );
}

/** The numbers of an axis below a table stand apart from it. */
function apartFromAxes(lines: readonly (readonly Placed[])[]): string[] {
  const at = lines.findIndex((line, nth) => isAxis(line, lines[nth - 1] ?? [], lines[nth + 1] ?? []));
  if (at < 0) return inColumns(lines);
  return [
    ...inColumns(lines.slice(0, at)),
    '',
    ...inColumns(lines.slice(at, at + 1)),
    '',
    ...apartFromAxes(lines.slice(at + 1)),
  ];
}

/** Numbers alone in equal steps at equal distances, below a line with words and above none with numbers. */
function isAxis(line: readonly Placed[], above: readonly Placed[], below: readonly Placed[]): boolean {
  if (line.length < 3 || !line.every(isNumber) || above.every(isNumber) || below.some(isNumber)) return false;
  const areEven = (values: readonly number[]) => {
    const steps = values.slice(1).map((value, nth) => value - (values[nth] ?? 0));
    const step = steps[0] ?? 0;
    return step !== 0 && steps.every((one) => Math.abs(one - step) <= 0.15 * Math.abs(step));
  };
  return (
    areEven(line.map(({ text }) => Number(text.replace(/[,'\s]/g, '')))) && areEven(line.map(({ center }) => center))
  );
}

/** The phrases of each line. */
function phrasesIn(pieces: readonly Piece[]): Placed[][] {
  const lines: Piece[][] = [];
  for (const piece of pieces.toSorted((one, other) => other.y - one.y)) {
    const line = lines.at(-1);
    const first = line?.[0];
    if (first !== undefined && first.y - piece.y <= sameLine * Math.min(first.size, piece.size)) line?.push(piece);
    else lines.push([piece]);
  }
  return lines.map((line) => phrasesOf(line.toSorted((one, other) => one.x - other.x)));
}

function phrasesOf(line: readonly Piece[]): Placed[] {
  const phrases: { text: string; from: number; to: number; y: number; size: number }[] = [];
  let before: Piece | undefined;
  for (const piece of line) {
    const last = phrases.at(-1);
    const between = last === undefined || before === undefined ? undefined : gapText(before, piece, last.to);
    if (last === undefined || between === undefined)
      phrases.push({ text: piece.text, from: piece.x, to: piece.x + piece.width, y: piece.y, size: piece.size });
    else {
      last.text += between + piece.text;
      last.to = piece.x + piece.width;
    }
    before = piece;
  }
  return phrases.map((phrase) => ({
    ...phrase,
    text: grouped(phrase.text),
    center: (phrase.from + phrase.to) / 2,
  }));
}

/** What stands between two pieces of one phrase; nothing where the second begins another one. */
function gapText(before: Piece, piece: Piece, to: number): string | undefined {
  const gap = (piece.x - to) / piece.size;
  if (piece.of === undefined) return gap > columnGap ? undefined : gap > wordGap ? ' ' : '';
  const areSigns = before.text.length === 1 && piece.text.length === 1;
  const widest = before.of === piece.of ? guessed.columnGap : areSigns ? guessed.signGap : Number.NEGATIVE_INFINITY;
  if (gap > widest || gap < -widest) return undefined;
  const areDigits = /\d$/.test(before.text) && /^\d/.test(piece.text);
  return gap > (areDigits ? guessed.digitGap : guessed.wordGap) ? ' ' : '';
}

/** A number whose thousands are parted by spaces stays one. */
function grouped(text: string): string {
  return /^[<>≤≥~]? ?\d{1,3}(?:\s\d{3})+(?:\s?%|\s?\([^()]{1,12}\))?$/.test(text)
    ? text.replaceAll(/(?<=\d)\s(?=\d{3}(?!\d))/g, '\u00a0')
    : text;
}

const isNumber = ({ text }: Placed) => /^[<>≤≥~]?\s?\d[\d\s.,']*(?:%|\([^()]{1,12}\))?$/.test(text);

/** Words that lie between two lines go with the numbers beside them, and what a cell goes on with stands behind it. */
function withCells(lines: readonly (readonly Placed[])[]): Placed[][] {
  const rows: { phrases: Placed[]; y: number; hasNumbers: boolean }[] = [];
  for (const line of lines) {
    const [first] = line;
    if (first === undefined) continue;
    const row = rows.at(-1);
    const hasNumbers = line.some(isNumber);
    const isNear = row !== undefined && row.y - first.y < overlap * first.size;
    const isLong = row !== undefined && row.phrases.length + line.length > mostPhrases;
    if (row === undefined || !isNear || isLong || (row.hasNumbers && hasNumbers) || !(row.hasNumbers || hasNumbers))
      rows.push({ phrases: [...line], y: first.y, hasNumbers });
    else {
      row.phrases = line.reduce(withPhrase, row.phrases);
      row.y = first.y;
      row.hasNumbers = true;
    }
  }
  return rows.map(({ phrases }) => phrases.toSorted((one, other) => one.from - other.from));
}

function withPhrase(phrases: readonly Placed[], phrase: Placed): Placed[] {
  const at = phrases.findIndex(({ from, to }) => from < phrase.to && phrase.from < to);
  const above = phrases[at];
  if (above === undefined) return [...phrases, phrase];
  const [from, to] = [Math.min(above.from, phrase.from), Math.max(above.to, phrase.to)];
  const joined = { ...above, text: `${above.text} ${phrase.text}`, from, to, center: (from + to) / 2 };
  return phrases.with(at, joined);
}
