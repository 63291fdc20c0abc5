import { createHmac } from 'node:crypto';
import { type Evidence, type FileEvidence, type FileType, isQuiet, isToLeave } from './evidence.ts';

/** So many of the tables that may be spared are drawn, or a third of them where that is more. */
const fewestDrawn = 5;

/** What holds nothing but rows and columns, which rules read well, so that some of them are enough. */
const counted: readonly FileType[] = ['table', 'parquet', 'arrow'];

/**
 * The numbers of the files that a person is to open, in order, without context: each file with a finding or not looked at wholly, each
 * picture, document and text, and a part of the tables that were counted whole, which is drawn.
 * The draw uses a key that nobody outside the room has; it stays the same, and differs between people. Each such table is drawn for
 * at least one of those whom the room was told of. Who came later opens all, and so does everybody where the evidence has no draw. Files behind
 * the list of the evidence (`unreadableFile`) have no number.
 */
export function filesToOpen({ draw, files: all }: Evidence, oid: string): readonly number[] {
  const files = all.filter(isToLeave);
  const person = oid.toLowerCase();
  const spared = draw?.among.includes(person) ? files.filter(isCounted).map(({ number }) => number) : [];
  const lot = (number: number, of = person) =>
    createHmac('sha256', draw?.key ?? '')
      .update(`${of}|${number}`)
      .digest('hex');
  const ranked = spared.map((number) => ({ number, lot: lot(number) })).sort(byLot);
  const drawn = new Set(
    ranked.slice(0, Math.max(fewestDrawn, Math.ceil(spared.length / 3))).map(({ number }) => number),
  );
  const isOwn = (number: number) => draw?.among.every((other) => other === person || lot(number) < lot(number, other));
  const left = new Set(spared.filter((number) => !drawn.has(number) && !isOwn(number)));
  return files
    .filter((file) => !left.has(file.number) && !(isQuiet(file.verdict) && file.type === 'empty'))
    .map(({ number }) => number);
}

/** Nothing was found in its rows and columns, and each byte of it was looked at. */
function isCounted({ type, verdict, coverage }: FileEvidence): boolean {
  return counted.includes(type) && verdict === 'lookedAt' && coverage?.passed.length === 0;
}

function byLot(one: { readonly lot: string }, other: { readonly lot: string }): number {
  return one.lot < other.lot ? -1 : 1;
}

/** The next file to open after one that was opened: of those that follow it, then of those before; undefined when all were. */
export function nextToOpen(toOpen: readonly number[], seen: ReadonlySet<number>, after: number): number | undefined {
  const left = toOpen.filter((number) => !seen.has(number) && number !== after);
  return left.find((number) => number > after) ?? left[0];
}
