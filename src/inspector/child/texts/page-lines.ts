import { type Piece, standing, turnedBy } from './as-seen.ts';
import { apartFromAxes, isNumber, withoutAxes } from './axes.ts';
import { linesWithBars } from './bars.ts';
import type { Placed } from './page-columns.ts';
import { withoutSidewaysBars } from './sideways-bars.ts';

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
  return [upright, ...turned.map(({ lines }) => lines)].flatMap((lines) => {
    const { left, axes } = withoutAxes(lines);
    const sideways = withoutSidewaysBars(left);
    return [...linesWithBars(withCells(sideways.left), apartFromAxes), ...sideways.rows, ...axes];
  });
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
  const phrases: (Omit<Placed, 'center' | 'text' | 'to' | 'parts'> & {
    text: string;
    to: number;
    parts: Placed['parts'];
  })[] = [];
  let before: Piece | undefined;
  for (const piece of line) {
    const last = phrases.at(-1);
    const between = last === undefined || before === undefined ? undefined : gapText(before, piece, last.to);
    const { x: from, y, size } = piece;
    const part = { text: (between ?? '') + piece.text, from, to: from + piece.width };
    if (last === undefined || between === undefined) phrases.push({ ...part, y, size, parts: [part] });
    else {
      last.text += part.text;
      last.to = part.to;
      last.parts = [...last.parts, part];
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
  const areDigits = /[\d.,'’]$/.test(before.text) && /^[\d.,'’]/.test(piece.text);
  return gap > (areDigits ? guessed.digitGap : guessed.wordGap) ? ' ' : '';
}

/** A number whose thousands are parted by spaces stays one. */
function grouped(text: string): string {
  return /^[<>≤≥~]? ?\d{1,3}(?:\s\d{3})+(?:\s?%|\s?\([^()]{1,12}\))?$/.test(text)
    ? text.replaceAll(/(?<=\d)\s(?=\d{3}(?!\d))/g, '\u00a0')
    : text;
}

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
  const joined = { ...above, text: `${above.text} ${phrase.text}`, from, to, center: (from + to) / 2, parts: [] };
  return phrases.with(at, joined);
}
