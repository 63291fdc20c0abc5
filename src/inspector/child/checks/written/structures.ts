import { type Form, runOf, type WrittenRow } from './forms.ts';

/** ` $ age : int [1:2] 18 97` of `str`, `$ age <dbl> 48, 59` of `glimpse`: what R tells of each variable or part of a list. */
const part = /^\s*(?:\.\. ?)*\$ (.{1,80}?)\s*(?::| (?=<\w+> ))(?: ?(?:\w+|'\w+'|<\w+>)){1,2}(?: \[[^\]]*\])? +(.*)$/;

/** So many values of a part stand beside its name. */
const mostValues = 12;

/** The parts that R tells of one structure: variables with their first values as a table, single values with their names. */
export const structureTable: Form = (lines, from) => {
  const run = runOf(lines, from, (plain) => /^\s*(?:\.\. ?)*\$ /.test(plain));
  const parts = run.flatMap(({ plain, number }) => {
    const read = partIn(plain);
    return read === undefined ? [] : [{ ...read, line: number }];
  });
  const to = from + run.length;
  const [first] = parts;
  if (first === undefined) return run.length === 0 ? undefined : { to };
  const { line } = first;
  const length = Math.min(...parts.map(({ values }) => values.length));
  if (length > 1 && parts.length > 1) {
    const rows = Array.from({ length }, (_, at) => ({ cells: parts.map(({ values }) => values[at] ?? ''), line }));
    return { rows: [{ cells: parts.map(({ name }) => name), line }, ...rows], to };
  }
  const named = parts.map(
    ({ name, values, line: own }): WrittenRow => ({ cells: [name, ...values.slice(0, mostValues)], line: own }),
  );
  return { rows: [{ cells: ['', 'value'], line }, ...named], to };
};

function partIn(line: string): { name: string; values: string[] } | undefined {
  const text = line.replace(/: ?(?:Factor|Ord\.factor) w\/ \d+ levels? .*: /, ': int ');
  const [, name, shown] = part.exec(text) ?? [];
  if (name === undefined || shown === undefined) return undefined;
  const values = [...shown.matchAll(/"((?:[^"\\]|\\.)*)"?(…|\.{3})?|[^\s,"]+/g)]
    .filter(([all]) => !/…|\.{3}/.test(all))
    .map(([all, quoted]) => quoted ?? all);
  return values.length === 0 ? undefined : { name: name.replaceAll('`', '').trim(), values };
}
