import { type CorpusFile, Draw, tableFile, textFile } from '../corpus-file.ts';

const draw = new Draw(1806);

/**
 * A table whose rows are parted by ` / ` and their cells by `;`, or behind `T|` a text. `{3..9}` is drawn, with as many decimals as its first
 * number has.
 */
export function drawn(name: string, text: string, must: CorpusFile['must'] = {}): CorpusFile {
  if (text.startsWith('T|')) return textFile(`${name}.txt`, `${text.slice(2)}\n`, { must });
  const numbers = text.replaceAll(/\{(-?[\d.]+?)\.\.(-?[\d.]+)\}/g, (_, least: string, most: string) =>
    draw.decimal(Number(least), Number(most), least.split('.')[1]?.length ?? 0),
  );
  return tableFile(
    `${name}.csv`,
    numbers.split(' / ').map((row) => row.split(';')),
    { must },
  );
}

/** The same cells behind each of these names. */
export function rows(heads: string, names: string, cells: string): string {
  return [heads, ...names.split(' / ').map((name) => `${name};${cells}`)].join(' / ');
}

/** Cases of one set by the rule that has to find each; those of no rule draw none above a note. */
export function drawnCases(
  set: string,
  cases: Readonly<Record<string, Readonly<Record<string, string>>>>,
): readonly CorpusFile[] {
  return Object.entries(cases).flatMap(([rule, texts]) =>
    Object.entries(texts).map(([name, text]) =>
      drawn(`${set}-${rule || 'harmless'}-${name}`, text, rule === '' ? {} : { [rule]: [] }),
    ),
  );
}
