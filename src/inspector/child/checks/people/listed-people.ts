import { labelOf } from '../label.ts';
import { looksOf } from './looks.ts';
import { type Column, fewestSingle, shownOf } from './traits.ts';

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
  const end = () => {
    if (rows.length >= fewestSingle && looksOf(columnsOf(rows), minCount, true) === 'people') found(first);
    rows = [];
  };
  return {
    line: ({ plain, number }: Line) => {
      const fields = fieldsOf(plain);
      if (fields.length !== rows[0]?.length || rows.length === most.lines) end();
      if (fields.length < 3 || fields.length > most.fields) return;
      if (rows.length === 0) first = number;
      rows.push(fields);
    },
    end,
  };
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
  const bare = line.trim().replace(/^(?:\d{1,4}[.):]|[-*•+])\s+/, '');
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
