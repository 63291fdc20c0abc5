import { cellCases } from './cases/cells.ts';
import { countCases } from './cases/counts.ts';
import { differenceCases } from './cases/differences.ts';
import { identifierCases } from './cases/identifiers.ts';
import { peopleCases } from './cases/people.ts';
import type { Content, RuleCase } from './cases/rule-case.ts';
import { textCases } from './cases/texts.ts';
import { writtenCases } from './cases/written.ts';
import { type CorpusFile, type Grid, tableFile, textFile } from './corpus-file.ts';

/** A file of which one thing is known: whether one rule finds something in it. */
export interface Variant {
  readonly what: string;
  readonly rule: string;
  readonly file: CorpusFile;
  readonly found: boolean;
  /** Where it is to be found, as `row:column`, where that is known. */
  readonly at: readonly string[];
}

/** The zero of some scripts that have digits of their own. */
const digits = { Arabic: 0x660, Devanagari: 0x966, 'full-width': 0xff10 };

/** Comma, apostrophe, no-break space, narrow no-break space, thin space. */
const separators = [',', "'", '\u00a0', '\u202f', '\u2009'];

/** Every rule with what it must find, and what it must not. */
export const ruleCases: readonly RuleCase[] = [
  ...countCases,
  ...differenceCases,
  ...identifierCases,
  ...peopleCases,
  ...cellCases,
  ...textCases,
  ...writtenCases,
];

/** Each rule in every variant: hit, near miss, boundary, masked, and the hit once more with another name and other digits. */
export const variants: readonly Variant[] = ruleCases.flatMap(variantsOf);

function variantsOf({ rule, hit, at, nearMisses, boundary, masked }: RuleCase): Variant[] {
  const variant = (what: string, file: CorpusFile, found: boolean, places: readonly string[] = []): Variant => ({
    what: `${rule}, ${what}`,
    rule,
    file,
    found,
    at: places,
  });
  return [
    variant('hit', fileOf(hit), true, at),
    ...Object.entries(nearMisses).map(([what, content]) => variant(`near miss: ${what}`, fileOf(content), false)),
    ...boundary.map(([content, found], nth) => variant(`boundary ${nth + 1}`, fileOf(content), found)),
    variant('masked', fileOf(masked[0]), masked[1]),
    variant('wrong extension', { ...fileOf(hit), name: 'figure.png' }, true, at),
    ...Object.entries(digits).map(([script, zero]) =>
      variant(`${script} digits`, fileOf(inCells(hit, (text) => withDigits(text, zero))), true, at),
    ),
    variant('decimal comma', fileOf(inCells(hit, decimalComma), ';'), true, at),
    ...separators.map((separator) =>
      variant(
        `thousands separated by '${separator}'`,
        fileOf(inCells(hit, (text) => grouped(text, separator))),
        true,
        at,
      ),
    ),
  ];
}

function fileOf(content: Content, delimiter?: string): CorpusFile {
  return typeof content === 'string'
    ? textFile('log.txt', content)
    : tableFile('table.csv', content, {}, delimiter ?? undefined);
}

function inCells(content: Content, change: (text: string) => string): Content {
  if (typeof content === 'string')
    return content
      .split(/(\s+|[=:,])/)
      .map(change)
      .join('');
  return content.map((row): Grid[number] => row.map(change));
}

function withDigits(text: string, zero: number): string {
  return text.replace(/[0-9]/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

function decimalComma(text: string): string {
  return /^-?\d+\.\d+( \(\d+\.\d+%?\))?%?$/.test(text)
    ? text.replaceAll('.', ',')
    : text.replace(/(\(\d+)\.(\d+%?\))$/, '$1,$2');
}

function grouped(text: string, separator: string): string {
  return /^[1-9]\d{3,8}$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, separator) : text;
}
