import { tableLimits } from '../limits/tables.ts';
import { beyond, type RequestHead, type StorageRefusal } from './storage-request.ts';
import { checkGuid, checkTime } from './table-values.ts';

const { comparisons, etag, filterForm, order, skip, top } = tableLimits;

/** Refuses what the Table service refuses of a query and Azurite takes. */
export function checkQuery({ query, header }: Pick<RequestHead, 'query' | 'header'>): void {
  if (query.has('$orderby')) throw beyond(order, 'The requested operation is not implemented: $orderby.');
  if (query.has('$skip')) throw beyond(skip, 'The requested operation is not implemented: $skip.');
  const wanted = query.get('$top');
  if (wanted !== null && !(/^\d+$/.test(wanted) && Number(wanted) >= 1 && Number(wanted) <= top.most))
    throw beyond(top, `$top must be from 1 to ${top.most}, not ${wanted}.`);
  const filter = query.get('$filter');
  if (filter !== null) checkFilter(filter);
  const ifMatch = header('if-match');
  if (ifMatch !== undefined && ifMatch !== '*' && !/^(?:W\/)?"[^"]*"$/.test(ifMatch))
    throw beyond(etag, `The etag value '${ifMatch}' specified in one of the request headers is not valid.`);
}

/** Refuses a filter with too many comparisons, or one that is none: `not`, `and`, `or`, brackets, and a name compared with a constant. */
export function checkFilter(filter: string): void {
  const words = tokens(filter);
  if (words.length === 0) return;
  const found = words.filter((word) => operators.has(word)).length;
  if (found > comparisons.most)
    throw beyond(comparisons, `The filter has ${found} comparisons; ${comparisons.most} is the limit.`);
  const after = alternatives(words, 0, filter);
  if (after < words.length) throw malformed(filter);
}

const operators = new Set(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);
const literal = /^(?:(?:datetime|guid|X|binary)?'(?:[^']|'')*'|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?L?|true|false)$/s;
const token = /\s*((?:datetime|guid|X|binary)?'(?:[^']|'')*'|[()]|[^\s()']+)/gsy;

function tokens(filter: string): string[] {
  const found: string[] = [];
  let end = 0;
  for (const match of filter.trimEnd().matchAll(token)) {
    found.push(match[1] ?? '');
    end = match.index + match[0].length;
  }
  if (end < filter.trimEnd().length) throw malformed(filter);
  return found;
}

/** Reads conditions joined by `and` and `or` from a word on. Gives the word behind them. */
function alternatives(words: readonly string[], from: number, filter: string): number {
  let at = condition(words, from, filter);
  while (words[at] === 'and' || words[at] === 'or') at = condition(words, at + 1, filter);
  return at;
}

function condition(words: readonly string[], at: number, filter: string): number {
  if (words[at] === 'not') return condition(words, at + 1, filter);
  if (words[at] === '(') {
    const after = alternatives(words, at + 1, filter);
    if (words[after] !== ')') throw malformed(filter);
    return after + 1;
  }
  const [left = '', operator = '', right = ''] = words.slice(at, at + 3);
  const [name, constant] = literal.test(left) ? [right, left] : [left, right];
  if (!operators.has(operator) || !literal.test(constant) || !/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name))
    throw malformed(filter);
  checkConstant(constant);
  return at + 3;
}

function checkConstant(constant: string): void {
  const [, type, value = ''] = /^(datetime|guid)'(.*)'$/s.exec(constant) ?? [];
  if (type === 'guid') checkGuid(value);
  if (type === 'datetime') checkTime(value);
}

function malformed(filter: string): StorageRefusal {
  return beyond(filterForm, `The filter is none: ${filter}`);
}
