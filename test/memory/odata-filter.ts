import type { TableRow } from '../../src/azure/base/table.ts';

const comparisons = {
  eq: (value: string, literal: string) => value === literal,
  gt: (value: string, literal: string) => value > literal,
  ge: (value: string, literal: string) => value >= literal,
  lt: (value: string, literal: string) => value < literal,
  le: (value: string, literal: string) => value <= literal,
};

/** A filter as far as a partition's key decides, and the whole of it. */
export interface RowFilter {
  /** The one partition that can have such rows, where the filter names it. */
  readonly partition: string | undefined;
  takesPartition(partitionKey: string): boolean;
  /** No row before it is taken, and none from the first on that `isBehind`. */
  readonly firstRow: string;
  isBehind(rowKey: string): boolean;
  takes(row: TableRow): boolean;
}

interface Comparison {
  readonly column: string;
  readonly operator: keyof typeof comparisons;
  readonly text: string;
  readonly holds: (value: unknown) => boolean;
}

/** Comparisons of which one must hold. */
type Condition = readonly Comparison[];

/**
 * Reads an OData filter of comparisons of texts joined by `and`, of which some may be alternatives, in brackets and joined
 * by `or`. That is all that the stores ask. Throws for another one.
 */
export function parseFilter(filter: string): RowFilter {
  const conditions: Condition[] = [];
  let rest = filter;
  while (rest !== '') {
    const [whole, group = ''] =
      /^(\((?:[^')]|'(?:[^']|'')*')+\)|\w+ \w+ '(?:[^']|'')*')(?: and (?=.)|$)/.exec(rest) ?? [];
    if (whole === undefined) throw unknownFilter(filter);
    conditions.push(conditionOf(group, filter));
    rest = rest.slice(whole.length);
  }
  const ofPartition = conditions.filter((one) => one.every(({ column }) => column === 'partitionKey'));
  const ofRow = conditions.flatMap((one) => (one.length === 1 ? one : [])).filter(({ column }) => column === 'rowKey');
  const before = ofRow.filter(({ operator }) => operator !== 'gt' && operator !== 'ge');
  const least = ofRow.flatMap(({ operator, text }) => (operator === 'gt' || operator === 'ge' ? [text] : []));
  const named = ofPartition.find((one) => one.length === 1 && one[0]?.operator === 'eq');
  return {
    partition: named?.[0]?.text,
    firstRow: least.toSorted().at(-1) ?? '',
    isBehind: (rowKey) => before.some(({ text }) => rowKey > text),
    takesPartition: (partitionKey) => ofPartition.every((one) => one.some(({ holds }) => holds(partitionKey))),
    takes: (row) => conditions.every((one) => one.some(({ column, holds }) => holds(row[column]))),
  };
}

/** One comparison, or alternatives. */
function conditionOf(group: string, filter: string): Condition {
  const alternatives: Comparison[] = [];
  let rest = group.startsWith('(') ? group.slice(1, -1) : group;
  while (rest !== '') {
    const [whole, column = '', operator = '', literal = ''] =
      /^(\w+) (eq|gt|ge|lt|le) '((?:[^']|'')*)'(?: or (?=.)|$)/.exec(rest) ?? [];
    if (whole === undefined || !isComparison(operator)) throw unknownFilter(filter);
    const text = literal.replaceAll("''", "'");
    const holds = (value: unknown) => typeof value === 'string' && comparisons[operator](value, text);
    alternatives.push({ column: columnOf(column), operator, text, holds });
    rest = rest.slice(whole.length);
  }
  if (alternatives.length === 0) throw unknownFilter(filter);
  return alternatives;
}

function unknownFilter(filter: string): Error {
  return new Error(`No table in memory knows the filter ${filter}`);
}

/** The SDK's name of a column that a filter or a choice of columns names as the service does. */
export function columnOf(name: string): string {
  return { PartitionKey: 'partitionKey', RowKey: 'rowKey', Timestamp: 'timestamp' }[name] ?? name;
}

function isComparison(operator: string): operator is keyof typeof comparisons {
  return Object.hasOwn(comparisons, operator);
}
