import {
  asText,
  isJsonObject,
  isWrittenList,
  isWrittenObject,
  type Json,
  type JsonObject,
  kindOf,
  type WrittenJson,
  type WrittenObject,
} from '../json.ts';
import { asBoolean, expressionFunctions } from './functions.ts';
import { type Expression, ExpressionError, parseDynamicContent } from './parse.ts';

/** What an expression can see. A root that is absent (no `item()` outside a loop, no `dataset()` in a pipeline) is refused. */
export interface ExpressionScope {
  readonly pipeline?: JsonObject;
  readonly dataset?: JsonObject;
  readonly item?: Json;
  activity?(name: string): Json | undefined;
  variable?(name: string): Json | undefined;
  now(): Date;
}

/** Evaluates every expression in a JSON value of a definition and gives the value with the results in place. Throws ExpressionError. */
export function evaluateContent(content: WrittenJson, scope: ExpressionScope): Json {
  if (typeof content === 'string') return evaluate(parseDynamicContent(content), scope);
  if (isWrittenList(content)) return content.map((item) => evaluateContent(item, scope));
  if (!isWrittenObject(content)) return content ?? null;
  const source = expressionSource(content);
  if (source !== undefined) return evaluateContent(source, scope);
  const present = Object.entries(content).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present.map(([key, value]) => [key, evaluateContent(value, scope)]));
}

/** The text of `{ "type": "Expression", "value": "@…" }` (or `content` instead of `value`), or undefined for any other object. */
export function expressionSource(object: WrittenObject): string | undefined {
  if (object['type'] !== 'Expression') return undefined;
  const source = object['value'] ?? object['content'];
  return typeof source === 'string' ? source : undefined;
}

/** `and`, `or` and `if` leave the branch that is not taken alone. */
function evaluate(expression: Expression, scope: ExpressionScope): Json {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'text':
      return expression.parts.map((part) => asText(evaluate(part, scope))).join('');
    case 'member':
      return member(evaluate(expression.target, scope), evaluate(expression.key, scope), expression.optional);
    case 'call':
      return call(expression.name, expression.parameters, scope);
  }
}

function call(name: string, parameters: readonly Expression[], scope: ExpressionScope): Json {
  const value = (index: number): Json => evaluate(parameters[index] ?? { kind: 'literal', value: null }, scope);
  switch (name) {
    case 'and':
      return parameters.every((_, index) => asBoolean('and', value(index)));
    case 'or':
      return parameters.some((_, index) => asBoolean('or', value(index)));
    case 'if':
      return asBoolean('if', value(0)) ? value(1) : value(2);
    case 'pipeline':
      return present(scope.pipeline, 'pipeline()');
    case 'dataset':
      return present(scope.dataset, 'dataset()');
    case 'item':
      return present(scope.item, 'item()');
    case 'activity':
      return present(scope.activity?.(asText(value(0))), `activity('${asText(value(0))}')`);
    case 'variables':
      return present(scope.variable?.(asText(value(0))), `variables('${asText(value(0))}')`);
  }
  const found = expressionFunctions.get(name);
  if (found === undefined) throw new ExpressionError(`The template function '${name}' is not defined or not valid.`);
  const values = parameters.map((_, index) => value(index));
  return found.apply(values, () => scope.now());
}

function present(value: Json | undefined, root: string): Json {
  if (value !== undefined) return value;
  throw new ExpressionError(`The expression cannot be evaluated because '${root}' is not available here.`);
}

function member(target: Json, key: Json, optional: boolean): Json {
  if (Array.isArray(target) && typeof key === 'number') return element(target, key, optional);
  if (isJsonObject(target) && typeof key === 'string') {
    const name = Object.hasOwn(target, key)
      ? key
      : Object.keys(target).find((candidate) => candidate.toLowerCase() === key.toLowerCase());
    const value = name === undefined ? undefined : target[name];
    if (value !== undefined) return value;
    if (optional) return null;
    throw new ExpressionError(
      `The expression cannot be evaluated because property '${key}' doesn't exist, available properties are '${Object.keys(target).join(', ')}'.`,
    );
  }
  if (target === null && optional) return null;
  throw new ExpressionError(
    `The expression cannot be evaluated because property '${asText(key)}' cannot be selected from a value of type '${kindOf(target)}'.`,
  );
}

function element(list: readonly Json[], index: number, optional: boolean): Json {
  const value = Number.isInteger(index) && index >= 0 ? list[index] : undefined;
  if (value !== undefined) return value;
  if (optional) return null;
  throw new ExpressionError(
    `The expression cannot be evaluated because array index '${index}' is outside bounds (0, ${list.length - 1}).`,
  );
}
