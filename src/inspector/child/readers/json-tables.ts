type Cell = string | number | boolean | null;

/** A table with more columns is none that anybody reads; it is looked at as text. */
const mostColumns = 1000;

/**
 * The rows of a value that is shaped like a table, with the header first: objects with single values, arrays of them beside `columns`, or
 * the columns themselves by name. Undefined when it is no table.
 */
export function tableIn(value: object): Iterable<string[]> | undefined {
  if (Array.isArray(value)) return value.length > 0 && value.every(isRecord) ? recordRows(value) : undefined;
  return splitRows(value) ?? columnRows(value);
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

/** `{ "columns": [...], "index": [...], "data": [[...]] }`, as pandas writes it with `orient="split"`. */
function splitRows(value: object): Iterable<string[]> | undefined {
  if (!('columns' in value) || !('data' in value)) return undefined;
  const { columns, data } = value;
  const labels: unknown = 'index' in value ? value.index : undefined;
  if (Object.keys(value).length !== (labels === undefined ? 2 : 3)) return undefined;
  if (!isCells(columns) || !Array.isArray(data) || !data.every(isCells)) return undefined;
  if (labels === undefined) return rowsOf(columns.map(textOfCell), data, (row) => row.map(textOfCell));
  if (!isCells(labels) || labels.length !== data.length) return undefined;
  const header = ['', ...columns.map(textOfCell)];
  return rowsOf(header, [...data.entries()], ([at, row]) => [textOfCell(labels[at]), ...row.map(textOfCell)]);
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
