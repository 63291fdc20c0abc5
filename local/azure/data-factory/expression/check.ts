import { dataFactoryLimits } from '../../limits/data-factory.ts';
import { isWrittenObject, type WrittenJson } from '../json.ts';
import { expressionSource } from './evaluate.ts';
import { expressionFunctions } from './functions.ts';
import { type Expression, ExpressionError, parseDynamicContent } from './parse.ts';

/** The names that the expressions of one place may use. */
export interface DeclaredNames {
  readonly place: 'pipeline' | 'dataset';
  /** Of the pipeline, or of the dataset. */
  readonly parameters: readonly string[];
  readonly activities: readonly string[];
  readonly variables: readonly string[];
  readonly inLoop: boolean;
}

const { alternatives, expression } = dataFactoryLimits;

const lazyArity: ReadonlyMap<string, readonly [least: number, most: number]> = new Map([
  ['and', [2, alternatives.most]],
  ['or', [2, alternatives.most]],
  ['if', [3, 3]],
  ['pipeline', [0, 0]],
  ['dataset', [0, 0]],
  ['item', [0, 0]],
  ['activity', [1, 1]],
  ['variables', [1, 1]],
]);

/** Properties of `pipeline()`. Parameters and global parameters stand under the first two. */
export const systemVariables = [
  'parameters',
  'globalParameters',
  'DataFactory',
  'Pipeline',
  'RunId',
  'GroupId',
  'TriggerId',
  'TriggerName',
  'TriggerTime',
  'TriggerType',
] as const;

/** Says what is wrong with the expressions in a JSON value before anything runs: syntax, functions, and names that do not exist. */
export function checkContent(content: WrittenJson, names: DeclaredNames): string[] {
  if (typeof content === 'string') return checkSource(content, names);
  if (Array.isArray(content)) return content.flatMap((item: WrittenJson) => checkContent(item, names));
  if (!isWrittenObject(content)) return [];
  const source = expressionSource(content);
  if (source !== undefined) return checkSource(source, names);
  return Object.values(content).flatMap((value) => checkContent(value, names));
}

function checkSource(source: string, names: DeclaredNames): string[] {
  if (source.length > expression.most)
    return [`an expression has ${source.length} characters, more than ${expression.most}`];
  try {
    return checkExpression(parseDynamicContent(source), names).map((problem) => `${problem} in '${source}'`);
  } catch (error) {
    if (error instanceof ExpressionError) return [error.message];
    throw error;
  }
}

function checkExpression(expression: Expression, names: DeclaredNames): string[] {
  switch (expression.kind) {
    case 'literal':
      return [];
    case 'text':
      return expression.parts.flatMap((part) => checkExpression(part, names));
    case 'member':
      return [
        ...checkMember(expression, names),
        ...checkExpression(expression.target, names),
        ...checkExpression(expression.key, names),
      ];
    case 'call':
      return [
        ...checkCall(expression, names),
        ...expression.parameters.flatMap((parameter) => checkExpression(parameter, names)),
      ];
  }
}

function checkCall(expression: Expression & { kind: 'call' }, names: DeclaredNames): string[] {
  const { name, parameters } = expression;
  const found = expressionFunctions.get(name);
  const [least, most] = found === undefined ? (lazyArity.get(name) ?? []) : [found.least, found.most];
  if (least === undefined || most === undefined) return [`the function '${name}' is not run here`];
  if (parameters.length < least || parameters.length > most) {
    return [`the function '${name}' is given ${parameters.length} parameters`];
  }
  if (name === 'item' && !names.inLoop) return ["'item()' stands outside a ForEach activity"];
  if (name === 'dataset' && names.place !== 'dataset') return ["'dataset()' stands outside a dataset"];
  if (name !== 'dataset' && names.place === 'dataset' && lazyArity.has(name) && !['and', 'or', 'if'].includes(name)) {
    return [`'${name}()' stands in a dataset`];
  }
  if (name === 'activity') return checkName('activity', parameters[0], names.activities);
  if (name === 'variables') return checkName('variable', parameters[0], names.variables);
  return [];
}

function checkName(kind: string, parameter: Expression | undefined, known: readonly string[]): string[] {
  if (parameter?.kind !== 'literal' || typeof parameter.value !== 'string')
    return [`the name of the ${kind} is not a literal`];
  return known.includes(parameter.value) ? [] : [`the ${kind} '${parameter.value}' does not exist`];
}

function checkMember(expression: Expression & { kind: 'member' }, names: DeclaredNames): string[] {
  const { target, key } = expression;
  if (key.kind !== 'literal' || typeof key.value !== 'string') return [];
  if (isCall(target, 'dataset')) return checkParameter('dataset parameter', key.value, names.parameters);
  if (isCall(target, 'pipeline')) return checkParameter('system variable', key.value, systemVariables);
  if (target.kind !== 'member' || !isCall(target.target, 'pipeline') || target.key.kind !== 'literal') return [];
  const root = String(target.key.value).toLowerCase();
  if (root === 'parameters') return checkParameter('parameter', key.value, names.parameters);
  return root === 'globalparameters' ? checkParameter('global parameter', key.value, []) : [];
}

function checkParameter(kind: string, name: string, known: readonly string[]): string[] {
  const exists = known.some((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return exists ? [] : [`the ${kind} '${name}' does not exist`];
}

function isCall(expression: Expression, name: string): boolean {
  return expression.kind === 'call' && expression.name === name;
}
