import type { ParameterDefinition, PipelineDefinition } from '../definitions/schema.ts';
import { asText, type Json, kindOf } from '../json.ts';

/** Values that a run request gives do not fit the parameters that the pipeline declares. */
export class ParametersRefused extends Error {
  override readonly name = 'ParametersRefused';
}

const kinds: Readonly<Record<ParameterDefinition['type'], readonly string[]>> = {
  string: ['String'],
  int: ['Integer'],
  float: ['Integer', 'Float'],
  bool: ['Boolean'],
  array: ['Array'],
  object: ['Object'],
};

/** The parameters of a run: given values, else defaults. Throws ParametersRefused for a missing, unknown or wrongly typed one. */
export function bindParameters(
  pipeline: PipelineDefinition,
  given: Readonly<Record<string, Json>>,
): Record<string, Json> {
  const declared = pipeline.properties.parameters;
  const unknown = Object.keys(given).filter((name) => declared[name] === undefined);
  if (unknown.length > 0) {
    throw new ParametersRefused(
      `The pipeline '${pipeline.name}' has no parameter '${unknown.join("', '")}'; it has '${Object.keys(declared).join("', '")}'.`,
    );
  }
  const bound: Record<string, Json> = {};
  for (const [name, definition] of Object.entries(declared))
    bound[name] = parameterValue(name, definition, given[name]);
  return bound;
}

function parameterValue(name: string, definition: ParameterDefinition, given: Json | undefined): Json {
  const value = given ?? definition.defaultValue;
  if (value === undefined || value === null) {
    throw new ParametersRefused(`The value for the parameter '${name}' is not provided and it has no default value.`);
  }
  if (kinds[definition.type].includes(kindOf(value))) return value;
  throw new ParametersRefused(
    `The parameter '${name}' is of type ${definition.type} and cannot take ${kindOf(value)}.`,
  );
}

/** A pipeline run shows each parameter as text: strings as they are, everything else as JSON. */
export function shownParameters(parameters: Readonly<Record<string, Json>>): Record<string, string> {
  const shown = Object.entries(parameters).map(([name, value]) => [
    name,
    typeof value === 'boolean' ? JSON.stringify(value) : asText(value),
  ]);
  return Object.fromEntries(shown);
}
