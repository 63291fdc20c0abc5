import { asText, equalJson, isJsonObject, type Json, kindOf } from '../json.ts';
import { ExpressionError } from './parse.ts';

/** A function of the expression language whose parameters are all evaluated first. `if`, `and` and `or` are lazy and live in evaluate.ts. */
export interface ExpressionFunction {
  readonly least: number;
  readonly most: number;
  apply(parameters: readonly Json[], now: () => Date): Json;
}

const unlimited = Number.POSITIVE_INFINITY;

/** Names are lower case, as the language takes no notice of it. */
export const expressionFunctions: ReadonlyMap<string, ExpressionFunction> = new Map<string, ExpressionFunction>([
  ['concat', { least: 1, most: unlimited, apply: (values) => values.map(asText).join('') }],
  ['equals', { least: 2, most: 2, apply: ([left = null, right = null]) => equalJson(left, right) }],
  ['not', { least: 1, most: 1, apply: ([value = null]) => !asBoolean('not', value) }],
  ['greater', comparison('greater', (order) => order > 0)],
  ['greaterorequals', comparison('greaterOrEquals', (order) => order >= 0)],
  ['less', comparison('less', (order) => order < 0)],
  ['lessorequals', comparison('lessOrEquals', (order) => order <= 0)],
  ['contains', { least: 2, most: 2, apply: ([where = null, what = null]) => contains(where, what) }],
  ['startswith', onTexts('startsWith', 2, ([text = '', start = '']) => fold(text).startsWith(fold(start)))],
  ['endswith', onTexts('endsWith', 2, ([text = '', end = '']) => fold(text).endsWith(fold(end)))],
  ['replace', onTexts('replace', 3, ([text = '', from = '', to = '']) => replace(text, from, to))],
  ['tolower', onTexts('toLower', 1, ([text = '']) => text.toLowerCase())],
  ['toupper', onTexts('toUpper', 1, ([text = '']) => text.toUpperCase())],
  ['trim', onTexts('trim', 1, ([text = '']) => text.trim())],
  ['split', onTexts('split', 2, ([text = '', separator = '']) => text.split(separator))],
  ['substring', { least: 2, most: 3, apply: substring }],
  ['length', { least: 1, most: 1, apply: ([value = null]) => sequence('length', value).length }],
  ['empty', { least: 1, most: 1, apply: ([value = null]) => empty(value) }],
  ['first', { least: 1, most: 1, apply: ([value = null]) => end('first', value, 0) }],
  ['last', { least: 1, most: 1, apply: ([value = null]) => end('last', value, -1) }],
  ['join', { least: 2, most: 2, apply: join }],
  ['coalesce', { least: 1, most: unlimited, apply: (values) => values.find((value) => value !== null) ?? null }],
  ['string', { least: 1, most: 1, apply: ([value = null]) => asText(value) }],
  ['int', { least: 1, most: 1, apply: ([value = null]) => toInteger(value) }],
  ['bool', { least: 1, most: 1, apply: ([value = null]) => toBoolean(value) }],
  ['json', { least: 1, most: 1, apply: ([value = null]) => parseJson(value) }],
  ['add', arithmetic('add', (left, right) => left + right)],
  ['sub', arithmetic('sub', (left, right) => left - right)],
  ['mul', arithmetic('mul', (left, right) => left * right)],
  ['div', arithmetic('div', divide)],
  ['mod', arithmetic('mod', (left, right) => left % nonZero('mod', right))],
  ['utcnow', { least: 0, most: 0, apply: (_none, now) => now().toISOString().replace(/Z$/, '0000Z') }],
]);

function comparison(name: string, holds: (order: number) => boolean): ExpressionFunction {
  return {
    least: 2,
    most: 2,
    apply: ([left = null, right = null]) => {
      if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
      if (typeof left === 'string' && typeof right === 'string') return holds(left < right ? -1 : left > right ? 1 : 0);
      throw wrongType(name, 'two numbers or two strings', `${kindOf(left)} and ${kindOf(right)}`);
    },
  };
}

function onTexts(name: string, count: number, apply: (texts: readonly string[]) => Json): ExpressionFunction {
  return { least: count, most: count, apply: (values) => apply(values.map((value) => asString(name, value))) };
}

function arithmetic(name: string, apply: (left: number, right: number) => number): ExpressionFunction {
  return {
    least: 2,
    most: 2,
    apply: ([left = null, right = null]) => apply(asNumber(name, left), asNumber(name, right)),
  };
}

/** Two whole numbers give a whole number, as in Data Factory. */
function divide(left: number, right: number): number {
  const quotient = left / nonZero('div', right);
  return Number.isInteger(left) && Number.isInteger(right) ? Math.trunc(quotient) : quotient;
}

function contains(where: Json, what: Json): boolean {
  if (typeof where === 'string') return where.includes(asString('contains', what));
  if (Array.isArray(where)) return where.some((item) => equalJson(item, what));
  if (isJsonObject(where)) return Object.hasOwn(where, asString('contains', what));
  throw wrongType('contains', 'a string, a list or an object', kindOf(where));
}

function replace(text: string, from: string, to: string): string {
  if (from === '') throw new ExpressionError("The function 'replace' cannot look for an empty string.");
  return text.replaceAll(from, () => to);
}

function substring(values: readonly Json[]): Json {
  const text = asString('substring', values[0] ?? null);
  const start = asNumber('substring', values[1] ?? null);
  const length = values[2] === undefined ? text.length - start : asNumber('substring', values[2]);
  if (start < 0 || length < 0 || start + length > text.length) {
    throw new ExpressionError(
      `The function 'substring' was given start ${start} and length ${length}, but the string has ${text.length} characters.`,
    );
  }
  return text.slice(start, start + length);
}

function empty(value: Json): boolean {
  if (value === null) return true;
  return isJsonObject(value) ? Object.keys(value).length === 0 : sequence('empty', value).length === 0;
}

function end(name: string, value: Json, index: number): Json {
  return sequence(name, value).at(index) ?? null;
}

function join(values: readonly Json[]): Json {
  const [list = null, separator = null] = values;
  if (!Array.isArray(list)) throw wrongType('join', 'a list', kindOf(list));
  return list.map(asText).join(asString('join', separator));
}

function sequence(name: string, value: Json): string | readonly Json[] {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value;
  throw wrongType(name, 'a string or a list', kindOf(value));
}

function toInteger(value: Json): number {
  const text = asText(value).trim();
  if (!/^[+-]?\d+$/.test(text) || typeof value === 'boolean') throw notConvertible('int', value);
  return Number(text);
}

function toBoolean(value: Json): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') return value !== 0;
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return fold(value) === 'true';
  throw notConvertible('bool', value);
}

function parseJson(value: Json): Json {
  const text = asString('json', value);
  try {
    return JSON.parse(text);
  } catch {
    throw notConvertible('json', value);
  }
}

function fold(text: string): string {
  return text.toLowerCase();
}

function asString(name: string, value: Json): string {
  if (typeof value === 'string') return value;
  throw wrongType(name, 'a string', kindOf(value));
}

function asNumber(name: string, value: Json): number {
  if (typeof value === 'number') return value;
  throw wrongType(name, 'a number', kindOf(value));
}

function nonZero(name: string, value: number): number {
  if (value !== 0) return value;
  throw new ExpressionError(`The function '${name}' was asked to divide by zero.`);
}

/** Used by the lazy functions too. */
export function asBoolean(name: string, value: Json): boolean {
  if (typeof value === 'boolean') return value;
  throw wrongType(name, 'a boolean', kindOf(value));
}

function wrongType(name: string, expected: string, found: string): ExpressionError {
  return new ExpressionError(`The function '${name}' expects ${expected}, but was given ${found}.`);
}

function notConvertible(name: string, value: Json): ExpressionError {
  return new ExpressionError(
    `The function '${name}' was invoked with a parameter that is not valid: ${JSON.stringify(value)}.`,
  );
}
