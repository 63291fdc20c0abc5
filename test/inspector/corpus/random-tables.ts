import { type CorpusFile, Draw, tableFile, times } from './corpus-file.ts';

/** A table of random numbers from a seed: whole ones of some length, decimals, or both, with any number of rows. */
export function randomTable(seed: number): CorpusFile {
  const draw = new Draw(seed);
  const columns = draw.whole(1, 8);
  const kinds = times(columns, () => ({ digits: draw.whole(1, 16), decimals: draw.of(0, 0, 2, 6) }));
  const rows = draw.whole(10, 120);
  const value = ({ digits, decimals }: { digits: number; decimals: number }) =>
    decimals > 0
      ? draw.decimal(-(10 ** Math.min(digits, 6)), 10 ** Math.min(digits, 6), decimals)
      : times(digits, (at) => `${draw.whole(at === 0 ? 1 : 0, 9)}`).join('');
  return tableFile(`random-${seed}.csv`, [
    kinds.map((_, at) => `v${at + 1}`),
    ...times(rows, () => kinds.map((kind) => value(kind))),
  ]);
}
