type Cell = string | number | boolean | null;

/** A table with more columns is none that anybody reads; it is looked at as text. */
const mostColumns = 1000;

/**
 * The rows of a value that is shaped like a table, with the header first: objects with single values, arrays of them beside `columns`, or
 * the columns themselves by name. Undefined when it is no table.
 */
export function tableIn(value: object): Iterable<string[]> | undefined {
  if (!Array.isArray(value)) return splitRows(value) ?? widgetRows(value) ?? columnRows(value);
  if (value.length > 0 && value.every(isRecord)) return recordRows(value);
  return arrayRows(value);
}

type Fields = Readonly<Record<string, Cell>>;

function recordRows(records: readonly Fields[]): Iterable<string[]> | undefined {
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  if (names.size === 0 || names.size > mostColumns) return undefined;
  const header = [...names];
  return rowsOf(header, records, (record) =>
    header.map((name) => (Object.hasOwn(record, name) ? textOfCell(record[name]) : '')),
  );
}

/**
 * Objects that hold others as well, as people with their visits: the single values of each, and those one layer below, as a table. What
 * lies deeper is given to `left`, with its name, as the rows are taken.
 */
export function nestedRows(
  value: object,
  left: (name: string, value: unknown) => void,
): Iterable<string[]> | undefined {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isPlain)) return undefined;
  const names = new Set(value.flatMap((one) => [...flat(one)].map(([name]) => name)));
  if (names.size < 2 || names.size > mostColumns) return undefined;
  const header = [...names];
  return rowsOf(header, value, (one) => {
    const cells = new Map(flat(one, left));
    return header.map((name) => textOfCell(cells.get(name)));
  });
}

/** Arrays of as many single values, beside others with other shapes: they are the columns of one table. The others are given to `left`. */
export function besideRows(
  value: object,
  left: (name: string, value: unknown) => void,
): Iterable<string[]> | undefined {
  if (!isPlain(value)) return undefined;
  const entries: [string, unknown][] = Object.entries(value);
  const columns = entries.flatMap(([name, one]) => (isCells(one) && one.length > 2 ? [{ name, one }] : []));
  const length = columns[0]?.one.length ?? 0;
  if (columns.length < 2 || columns.length > mostColumns || columns.some(({ one }) => one.length !== length))
    return undefined;
  for (const [name, one] of entries) if (!columns.some((column) => column.one === one)) left(name, one);
  return rowsOf(
    columns.map(({ name }) => name),
    [...(columns[0]?.one.keys() ?? [])],
    (at) => columns.map(({ one }) => textOfCell(one[at])),
  );
}

function flat(value: object, left?: (name: string, value: unknown) => void): [name: string, cell: Cell][] {
  const named = (inner: string, name: string) => (Object.hasOwn(value, inner) ? `${name}.${inner}` : inner);
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) => {
    if (isCell(one)) return [[name, one] satisfies [string, Cell]];
    if (isRecord(one)) return Object.entries(one).map(([inner, cell]): [string, Cell] => [named(inner, name), cell]);
    left?.(name, one);
    return [];
  });
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * `{ "columns": [...], "index": [...], "data": [[...]] }`, as pandas writes it with `orient="split"`, and its like under other names: the heads
 * are an array of single values, and each row is one of as many.
 */
function splitRows(value: object): Iterable<string[]> | undefined {
  const parts: [string, unknown][] = Object.entries(value);
  // The last of them, since heads of several levels are arrays too.
  const body = parts.findLast(([, one]) => Array.isArray(one) && one.length > 0 && one.every(isCells))?.[1];
  const lists = parts.flatMap(([name, given]) => {
    const one = given === body ? undefined : joined(given);
    return isCells(one) ? [{ name, one }] : [];
  });
  if (!Array.isArray(body) || parts.length !== lists.length + 1 || lists.length > 2) return undefined;
  const data: readonly unknown[] = body;
  if (!data.every(isCells)) return undefined;
  const labels = lists.find(({ name }) => name === 'index');
  const heads = lists.find((list) => list !== labels);
  if (heads === undefined || (lists.length === 2 && labels === undefined)) return undefined;
  if (data.some((row) => row.length !== heads.one.length)) return undefined;
  const header = heads.one.map(textOfCell);
  if (labels === undefined) return rowsOf(header, data, (row) => row.map(textOfCell));
  if (labels.one.length !== data.length) return undefined;
  return rowsOf(['', ...header], [...data.entries()], ([at, row]) => [
    textOfCell(labels.one[at]),
    ...row.map(textOfCell),
  ]);
}

/** Names of several levels as one. */
function joined(names: unknown): unknown {
  return Array.isArray(names)
    ? names.map((one: unknown) => (isCells(one) ? one.map(textOfCell).join(' ') : one))
    : names;
}

/** `{ "age": [...], "n": [...] }`, or with an object by the names of rows in the place of each array, as pandas writes it by itself. */
function columnRows(value: object): Iterable<string[]> | undefined {
  const names = Object.keys(value);
  const columns: unknown[] = Object.values(value);
  const [first] = columns;
  if (names.length > mostColumns) return undefined;
  if (isCells(first)) {
    const areColumns = (all: unknown[]): all is Cell[][] =>
      all.every((one) => isCells(one) && one.length === first.length);
    if (first.length < 2 || !areColumns(columns)) return undefined;
    return rowsOf(names, [...first.keys()], (at) => columns.map((column) => textOfCell(column[at])));
  }
  if (!isRecord(first) || Object.keys(first).length < 2 || !columns.every(isRecord)) return undefined;
  const rows = Object.keys(first);
  const haveSameRows = columns.every(
    (one) => Object.keys(one).length === rows.length && rows.every((row) => Object.hasOwn(one, row)),
  );
  if (!haveSameRows) return undefined;
  return rowsOf(['', ...names], rows, (row) => [row, ...columns.map((column) => textOfCell(column[row]))]);
}

/** Rows as arrays of the same length, or columns where each has a kind of its own. */
function arrayRows(arrays: readonly unknown[]): Iterable<string[]> | undefined {
  const [first] = arrays;
  if (arrays.length < 2 || !isCells(first) || first.length < 2 || first.length > mostColumns) return undefined;
  if (!arrays.every((one): one is readonly Cell[] => isCells(one) && one.length === first.length)) return undefined;
  return turned(arrays).map((row) => row.map(textOfCell));
}

function turned(arrays: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const [first = []] = arrays;
  const kindOf = (array: readonly Cell[]) => new Set(array.filter((cell) => cell !== null).map((cell) => typeof cell));
  const kinds = arrays.map(kindOf);
  const areColumns = kinds.every(({ size }) => size < 2) && new Set(kinds.flatMap((kind) => [...kind])).size > 1;
  return areColumns && arrays.length <= mostColumns
    ? first.map((_, at) => arrays.map((array) => array[at] ?? null))
    : arrays;
}

/** A table of the widget of R that shows tables: the columns beside a piece of HTML with their heads. */
function widgetRows(value: object): Iterable<string[]> | undefined {
  if (!('container' in value) || !('data' in value) || typeof value.container !== 'string') return undefined;
  const { data } = value;
  if (!Array.isArray(data) || data.length === 0 || !data.every(isCells)) return undefined;
  const [first] = data;
  if (data.some((column) => column.length !== first?.length)) return undefined;
  const heads = [...value.container.matchAll(/<th(?:\s[^>]*)?>([^<]*)/g)].map(([, text = '']) => text.trim());
  return rowsOf(heads, [...(first ?? []).keys()], (at) => data.map((column) => textOfCell(column[at])));
}

function* rowsOf<T>(header: string[], rows: readonly T[], cellsOf: (row: T) => string[]): Generator<string[]> {
  yield header;
  for (const row of rows) yield cellsOf(row);
}

function isCell(value: unknown): value is Cell {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isCells(value: unknown): value is readonly Cell[] {
  return Array.isArray(value) && value.every(isCell);
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isCell);
}

function textOfCell(cell: Cell | undefined): string {
  return cell === null || cell === undefined ? '' : String(cell);
}
