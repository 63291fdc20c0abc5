import { countText, enumerated } from '../domain/base/count-text.ts';
import { type ColumnKind, type Coverage, columnKinds, type PassedKind } from '../domain/inspection/coverage.ts';
import type { Place } from '../domain/inspection/evidence.ts';
import { passedWords } from '../pages/base/passed-words.ts';
import { sizeText } from '../pages/base/words.ts';

type NumberKind = Exclude<ColumnKind, 'text'>;

/** What the numbers of columns were taken for, in words that follow "for". Columns of words are no numbers. */
export const kindWords: Readonly<Record<NumberKind, string>> = {
  count: 'counts',
  percent: 'rates',
  statistic: 'statistics',
  measure: 'measures',
  key: 'keys',
  indicator: 'yes or no',
  time: 'times',
  unknown: 'nothing',
};

/** What the file calls the column of a place; undefined where that is not known. */
export type ColumnName = (place: Place) => string | undefined;

/** `2 tables with 40 rows, 60 lines and 3 of 5 parts.` */
export function readText({ tables, rows, lines, parts }: Coverage): string {
  const read = [
    ...(tables === 0 ? [] : [`${countText(tables, 'table')} with ${countText(rows, 'row')}`]),
    ...(lines === 0 ? [] : [countText(lines, 'line')]),
    ...(parts.all === 0 ? [] : [`${parts.read} of ${countText(parts.all, 'part')}`]),
  ];
  return read.length === 0 ? 'Nothing of it was read as tables or text.' : `${enumerated(read)}.`;
}

/** Lines in no table, and rounding; nothing where there is none. */
export function linesText({ looseLines, rounding }: Coverage): string {
  const loose = looseLines === 0 ? '' : ` ${countText(looseLines, 'line')} with numbers in no table.`;
  return rounding.length === 0 ? loose : `${loose} Rounded to ${enumerated(rounding.map(String))}, as it seems.`;
}

/** How many columns of numbers were taken for what; kinds of which there is none are left out. */
export function columnsByKind({ columns }: Coverage): readonly { readonly kind: NumberKind; readonly text: string }[] {
  const known = columnKinds.flatMap((kind) => (kind === 'text' || columns[kind] === 0 ? [] : [kind]));
  return known.map((kind, at) => ({
    kind,
    text: at === 0 ? `${countText(columns[kind], 'column')} taken for ` : `, ${columns[kind]} for `,
  }));
}

/** The columns that were taken for something, as far as they have names; several tables in one place have none. */
export function namesOf({ firstTables }: Coverage, wanted: NumberKind, nameOf: ColumnName): readonly string[] {
  return firstTables.flatMap(({ kinds, ...place }) => {
    const isAlone = firstTables.filter((one) => one.sheet === place.sheet && one.page === place.page).length === 1;
    if (!isAlone) return [];
    return kinds.flatMap((kind, at) => (kind === wanted ? (nameOf({ ...place, column: at + 1 }) ?? []) : []));
  });
}

/** What was not looked at: `a picture of 2.0 kB and printer settings of 8.0 kB`. */
export function passedText({ passed }: Coverage): string {
  const kinds = new Map<PassedKind, { readonly bytes: number; readonly times: number }>();
  for (const { kind, bytes } of passed) {
    const sum = kinds.get(kind) ?? { bytes: 0, times: 0 };
    kinds.set(kind, { bytes: sum.bytes + bytes, times: sum.times + 1 });
  }
  const told = [...kinds].map(([kind, { bytes, times }]) => {
    const often = times === 1 ? '' : `${times} times `;
    return `${often}${passedWords[kind]} of ${sizeText(bytes)}`;
  });
  return told.length === 0 ? 'nothing of it' : enumerated(told);
}

/** All of it in lines, for a terminal. */
export function coverageLines(coverage: Coverage, nameOf: ColumnName): readonly string[] {
  const columns = columnsByKind(coverage).map(({ kind, text }) => `${text}${kindWords[kind]}`);
  const named = (['count', 'unknown'] as const).flatMap((kind) => {
    const names = namesOf(coverage, kind, nameOf);
    return names.length === 0 ? [] : [`Taken for ${kindWords[kind]}: ${names.join(', ')}.`];
  });
  const all = columns.length === 0 ? '' : ` ${columns.join('')}.`;
  return [`${readText(coverage)}${all}${linesText(coverage)}`, ...named, `Not looked at: ${passedText(coverage)}.`];
}
