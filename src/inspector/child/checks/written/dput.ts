import { type Deparsed, type DeparsedCall, deparsed } from './deparsed.ts';
import type { Form } from './forms.ts';

/** Longer values are no tables that anybody reads, and a run of numbers is written out so far. */
const most = { lines: 2000, signs: 200_000, range: 10_000 };

/** What R writes of an object for itself, with `dput`: a data frame, a matrix, a table of one or two variables, a list or vector with names. */
export const dputTable: Form = (lines, from) => {
  if (!/^\s*(?:structure|list|c)\(/.test(lines[from]?.plain ?? '')) return undefined;
  let text = '';
  let depth = 0;
  for (let at = from; at < Math.min(lines.length, from + most.lines) && text.length < most.signs; at += 1) {
    const { plain = '' } = lines[at] ?? {};
    text += `${plain}\n`;
    const signs = plain.replaceAll(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '');
    depth += signs.split('(').length - signs.split(')').length;
    if (depth > 0) continue;
    const call = deparsed(text);
    const rows = call === undefined ? undefined : rowsIn(call);
    const line = lines[from]?.number ?? 1;
    return rows === undefined ? { to: at + 1 } : { rows: rows.map((cells) => ({ cells, line })), to: at + 1 };
  }
  return { to: from + most.lines };
};

/** A vector, with the names of its values where it has them. */
interface Vector {
  readonly values: readonly string[];
  readonly names: readonly string[];
}

type Rows = readonly (readonly string[])[];

function rowsIn(call: DeparsedCall): Rows | undefined {
  const { inner, given } = opened(call);
  const grid = given('dimnames') === undefined ? undefined : gridRows(inner, given);
  if (grid !== undefined) return grid;
  if (inner.name !== 'list') {
    const { values, names } = vectorOf(call) ?? { values: [], names: [] };
    const areNamed = values.length > 1 && values.length === names.length;
    return areNamed ? [['', 'value'], ...values.map((value, at) => [names[at] ?? '', value])] : undefined;
  }
  const own = namesOf(given('names')) ?? inner.args.map(({ name }) => name ?? '');
  const columns = inner.args.map(({ value }) => vectorOf(value)?.values ?? []);
  const length = columns[0]?.length ?? 0;
  if (columns.length === 0 || length === 0 || columns.some((column) => column.length !== length)) return undefined;
  if (length === 1)
    return own.every((name) => name !== '')
      ? [['', 'value'], ...own.map((name, at) => [name, columns[at]?.[0] ?? ''])]
      : undefined;
  return [own, ...(columns[0]?.map((_, row) => columns.map((column) => column[row] ?? '')) ?? [])];
}

/** The value inside of `structure(…)`, and its attributes by their names. */
function opened(call: DeparsedCall) {
  const [first, ...others] = call.args;
  const isInside = call.name === 'structure' && typeof first?.value === 'object';
  const inner = isInside && typeof first.value === 'object' ? first.value : call;
  const given = (name: string) =>
    isInside ? others.find((one) => one.name?.replace(/^\./, '').toLowerCase() === name)?.value : undefined;
  return { inner, given };
}

/** Counts of one or two variables, whose levels stand in `dimnames`. */
function gridRows(inner: DeparsedCall, given: (name: string) => Deparsed | undefined): Rows | undefined {
  const values = vectorOf(inner)?.values ?? [];
  const names = given('dimnames');
  const list = typeof names === 'object' ? opened(names).inner : undefined;
  const [rows = [], columns] = list?.args.map(({ value }) => vectorOf(value)?.values ?? []) ?? [];
  if (rows.length === 0 || rows.length * (columns?.length ?? 1) !== values.length) return undefined;
  if (columns === undefined) return [['', 'Freq'], ...rows.map((name, at) => [name, values[at] ?? ''])];
  return [
    ['', ...columns],
    ...rows.map((name, at) => [name, ...columns.map((_, nth) => values[at + nth * rows.length] ?? '')]),
  ];
}

function namesOf(value: Deparsed | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : vectorOf(value)?.values;
}

/** The values of a vector; those of a factor by their levels. */
function vectorOf(value: Deparsed): Vector | undefined {
  if (typeof value === 'string') return { values: [value], names: [] };
  const { inner, given } = opened(value);
  if (inner !== value) {
    const vector = vectorOf(inner);
    const levels = namesOf(given('levels') ?? given('label'));
    const names = namesOf(given('names')) ?? vector?.names ?? [];
    return vector === undefined
      ? undefined
      : { values: vector.values.map((one) => levels?.[Number(one) - 1] ?? one), names };
  }
  if (value.name === ':') {
    const [from = 0, to = 0] = value.args.map((one) => Number(one.value));
    return Math.abs(to - from) < most.range
      ? { values: Array.from({ length: to - from + 1 }, (_, at) => `${from + at}`), names: [] }
      : undefined;
  }
  if (value.name !== 'c') return undefined;
  const parts = value.args.map((one) => vectorOf(one.value)?.values ?? []);
  return { values: parts.flat(), names: value.args.flatMap(({ name }) => name ?? []) };
}
