import type { Json } from '../json.ts';

/** An expression taken apart. `call` covers functions and the roots `pipeline()`, `activity('x')`, `dataset()`, `item()`, `variables('v')`. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: Json }
  | { readonly kind: 'call'; readonly name: string; readonly parameters: readonly Expression[] }
  | { readonly kind: 'member'; readonly target: Expression; readonly key: Expression; readonly optional: boolean }
  | { readonly kind: 'text'; readonly parts: readonly Expression[] };

/** An expression that Data Factory would refuse. The message names the expression. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/**
 * Parses a string of a definition: `@…` is an expression, `@{…}` is text with expressions in it, `@@` is a literal at-sign, and
 * everything else is itself. Throws ExpressionError.
 */
export function parseDynamicContent(source: string): Expression {
  if (source.startsWith('@') && !source.startsWith('@@') && !source.startsWith('@{')) {
    const { expression, end } = parseAt(source, 1);
    if (end !== source.length) throw unexpected(source, end);
    return expression;
  }
  if (!source.startsWith('@@') && !source.includes('@{')) return { kind: 'literal', value: source };
  return parseText(source);
}

function parseText(source: string): Expression {
  const parts: Expression[] = [];
  let literal = '';
  let position = 0;
  if (source.startsWith('@@') && source.charAt(2) !== '{') {
    literal = '@';
    position = 2;
  }
  while (position < source.length) {
    if (source.startsWith('@@{', position)) {
      literal += '@{';
      position += 3;
    } else if (source.startsWith('@{', position)) {
      const { expression, end } = parseAt(source, position + 2);
      if (source.charAt(end) !== '}') throw unexpected(source, end);
      parts.push({ kind: 'literal', value: literal }, expression);
      literal = '';
      position = end + 1;
    } else {
      literal += source.charAt(position);
      position += 1;
    }
  }
  return { kind: 'text', parts: [...parts, { kind: 'literal', value: literal }] };
}

interface Parsed {
  readonly expression: Expression;
  /** Position of the first character that does not belong to the expression. */
  readonly end: number;
}

function parseAt(source: string, start: number): Parsed {
  let { expression, end } = parsePrimary(source, skipSpace(source, start));
  for (;;) {
    const access = /^(\??)(\.|\[)/.exec(source.slice(end, end + 2));
    if (access === null) return { expression, end: skipSpace(source, end) };
    const optional = access[1] === '?';
    end += access[0].length;
    const key = access[2] === '.' ? parseName(source, end) : parseBracket(source, end);
    expression = { kind: 'member', target: expression, key: key.expression, optional };
    end = key.end;
  }
}

function parseName(source: string, start: number): Parsed {
  const name = match(source, start, /[A-Za-z_]\w*/y);
  if (name === undefined) throw unexpected(source, start);
  return { expression: { kind: 'literal', value: name }, end: start + name.length };
}

function parseBracket(source: string, start: number): Parsed {
  const { expression, end } = parseAt(source, start);
  if (source.charAt(end) !== ']') throw unexpected(source, end);
  return { expression, end: end + 1 };
}

function parsePrimary(source: string, start: number): Parsed {
  const quoted = match(source, start, /'(?:[^']|'')*'/y);
  if (quoted !== undefined) {
    return {
      expression: { kind: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'") },
      end: start + quoted.length,
    };
  }
  const number = match(source, start, /-?\d+(?:\.\d+)?/y);
  if (number !== undefined)
    return { expression: { kind: 'literal', value: Number(number) }, end: start + number.length };
  const name = match(source, start, /[A-Za-z_]\w*/y);
  if (name === undefined) throw unexpected(source, start);
  const end = skipSpace(source, start + name.length);
  if (source.charAt(end) === '(') return parseCall(source, name.toLowerCase(), end + 1);
  const constant = constants.get(name.toLowerCase());
  if (constant === undefined) throw unexpected(source, start);
  return { expression: { kind: 'literal', value: constant }, end };
}

const constants: ReadonlyMap<string, Json> = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

function parseCall(source: string, name: string, start: number): Parsed {
  const parameters: Expression[] = [];
  let end = skipSpace(source, start);
  if (source.charAt(end) === ')') return { expression: { kind: 'call', name, parameters }, end: end + 1 };
  for (;;) {
    const parameter = parseAt(source, end);
    parameters.push(parameter.expression);
    end = parameter.end;
    if (source.charAt(end) === ')') return { expression: { kind: 'call', name, parameters }, end: end + 1 };
    if (source.charAt(end) !== ',') throw unexpected(source, end);
    end = skipSpace(source, end + 1);
  }
}

function match(source: string, start: number, pattern: RegExp): string | undefined {
  pattern.lastIndex = start;
  return pattern.exec(source)?.[0];
}

function skipSpace(source: string, start: number): number {
  return start + (match(source, start, /\s*/y)?.length ?? 0);
}

function unexpected(source: string, position: number): ExpressionError {
  const found = position < source.length ? `'${source.charAt(position)}'` : 'the end';
  return new ExpressionError(`Unable to parse expression '${source}': ${found} is unexpected at position ${position}.`);
}
