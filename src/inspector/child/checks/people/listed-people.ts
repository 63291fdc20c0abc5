import { quasiOf } from '../../identifiers/quasi.ts';
import { labelOf } from '../label.ts';
import { fewestKeyed, looksOf } from './looks.ts';
import { type Column, fewestSingle, shownOf, traitsOf } from './traits.ts';

/** So many lines, of so many fields, are one list. */
const most = { lines: 500, fields: 12 };
/** Words at both ends of a line stand below each other, whatever is between them. */
const ends = 4;

type Line = Readonly<{ plain: string; number: number }>;

type Field = readonly [name: string, text: string];

/** Takes the lines of a text, and tells the first of a list that has a person in each line: `1. F, 51, Cardiology`, `age: 51; sex: F; …`. */
export function startList(minCount: number, found: (line: number) => void) {
  let rows: (readonly Field[])[] = [];
  let first = 0;
  const isNext = startNumbered();
  const end = () => {
    const columns = rows.length >= fewestKeyed ? columnsOf(rows) : [];
    const areEnough = rows.length >= fewestSingle || columns.some((column) => traitsOf(column).isOfKeys);
    if (areEnough && looksOf(columns, minCount, true) === 'people') found(first);
    rows = [];
  };
  return {
    line: ({ plain, number }: Line) => {
      if (isNext(plain)) found(number);
      const fields = fieldsOf(plain);
      if (fields.length !== rows[0]?.length || rows.length === most.lines) end();
      if (fields.length < 3 || fields.length > most.fields) return;
      if (rows.length === 0) first = number;
      rows.push(fields);
    },
    end,
  };
}

/** The same for lines that have commas as rows have: `{'pupil': 8121, 'sex': 'f'}`. */
export function startListInRows(minCount: number, found: (line: number) => void) {
  const list = startList(minCount, found);
  return {
    row: (cells: readonly string[], number: number) => {
      if (cells.some(mayBeField)) list.line({ plain: cells.join(','), number });
    },
    end: list.end,
  };
}

/** Most cells of large tables are done with before the pattern. */
const mayBeField = (text: string) => (text.includes(':') || text.includes('{')) && /\p{L}["' \d]{0,8}[:{]/u.test(text);

const numbered = /^\W*(\p{L}{2,15})\.? (?:no\.? |nr\.? |#)?([A-Z]{0,3}[-_]?\d{1,7})\)? ?[:,([–—-] ?(.*\d.*)$/iu;
/** They name other things than people, too. */
export const mayBeOther: ReadonlySet<string> = new Set(['account', 'case', 'id', 'loan', 'member', 'policy']);

/** Whether lines that follow each other tell of one person each, by a number: `- patient 14: age 51, dose 40 mg`. */
function startNumbered(): (line: string) => boolean {
  const seen = new Set<string>();
  return (line) => {
    const [, noun = '', key = '', told = ''] = numbered.exec(line.slice(0, 400)) ?? [];
    const name = noun.toLowerCase();
    if (quasiOf([name]) !== 'person' || (mayBeOther.has(name) && !tellsOfOne(told))) seen.clear();
    else seen.add(`${name} ${key}`);
    return seen.size === fewestKeyed;
  };
}

function tellsOfOne(text: string): boolean {
  return text.split(/[^\p{L}]+/u).some((word) => !['person', undefined].includes(quasiOf([word])));
}

/** Whether lines that follow each other have a person each, where their columns cannot be told: by the first and last words of each. */
export function arePeople(lines: readonly Line[], minCount: number): boolean {
  const rows = lines.slice(0, most.lines).flatMap(({ plain }) => {
    const words = plain.trim().split(/[\s|]+/);
    if (words.length < 3 || !/\d/.test(plain)) return [];
    const atEnds = [
      ...Array.from({ length: ends }, (_, at) => words[at]),
      ...Array.from({ length: ends }, (_, at) => words.at(-1 - at)),
    ];
    return [atEnds.map((text = ''): Field => ['', text])];
  });
  return rows.length >= fewestSingle && looksOf(columnsOf(rows), minCount) === 'people';
}

const code = /^([A-Z]{1,3})[-_]?(\d{3,7})$/;

/** Whether lines of nothing but codes and numbers have codes of one kind that leave some out between them: each is of a person, as beside the points of a drawing. */
export function areCodes(lines: readonly Line[], minCount: number): boolean {
  const words = lines.slice(0, most.lines).flatMap(({ plain }) => {
    const own = plain.trim().split(/\s+/);
    return own.every((word) => code.test(word) || /^[-−]?[\d.,]+$/.test(word)) ? own : [];
  });
  const byLetters = Map.groupBy(
    words.filter((word) => code.test(word)),
    (word) => code.exec(word)?.[1] ?? '',
  );
  return [...byLetters.values()].some((codes) => {
    const numbers = [...new Set(codes.map((one) => Number(code.exec(one)?.[2])))].sort((one, other) => one - other);
    const steps = numbers.slice(1).map((one, at) => one - (numbers[at] ?? one));
    return numbers.length >= minCount && Math.max(...steps) > 1;
  });
}

function fieldsOf(line: string): Field[] {
  // A log names its lines before what it tells: `DEBUG row={'pupil': 8121`.
  const bare = line
    .trim()
    .replace(/^(?:\d{1,4}[.):]|[-*•+])\s+/, '')
    .replace(/^[^{}]{0,60}\{/, '');
  return bare.split(/[,;/|·]\s+|\s[/|·•-]\s+|;/).map((field): Field => {
    const [, name = '', text = field] = /^[\s"'{[(]*([\p{L}_ .\d]{1,24}?)["']?\s*[:=]\s*(.*)$/u.exec(field) ?? [];
    return [name, text.replace(/^[\s"'{[(]+|(?<![\s"'}\]).])[\s"'}\]).]+$/g, '')];
  });
}

function columnsOf(rows: readonly (readonly Field[])[]): Column[] {
  return (rows[0] ?? []).map(([name], at) => ({
    label: labelOf(name),
    cells: rows.map((row) => shownOf(row[at]?.[1] ?? '')),
  }));
}
