const types: ReadonlySet<unknown> = new Set(
  'integer number string boolean array object null float double date datetime year any'.split(' '),
);
const names: ReadonlySet<string> = new Set(
  `$schema $id $ref $comment title description name label unit type format enum const default example examples minimum maximum
  exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern items minItems maxItems uniqueItems properties required
  additionalProperties nullable readOnly constraints missingValues`.split(/\s+/),
);

/** Names the limits in what describes variables, itself or one layer below, as those that a value may have: they are those of nobody. */
export function withNamedLimits(value: object): object {
  const named = (one: unknown) => (isDescription(one) ? namedLimits(one) : one);
  if (Array.isArray(value)) return value.some(isDescription) ? value.map(named) : value;
  if (isDescription(value)) return namedLimits(value);
  if (!Object.values(value).some(isDescription)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, named(one)]));
}

/** Whether an object says what the values of a variable may be, as JSON Schema and data packages do, and nothing else. */
function isDescription(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  const given: readonly unknown[] = Array.isArray(value.type) ? value.type : [value.type];
  return given.every((type) => types.has(type)) && Object.keys(value).every((name) => names.has(name));
}

function namedLimits(description: object): object {
  return Object.fromEntries(
    Object.entries(description).map(([name, value]: [string, unknown]) => {
      const isNested = name === 'constraints' && typeof value === 'object' && value !== null;
      return [
        name.replace(/^(?:exclusive)?(min|max)(?:imum)?/i, 'allowed $1imum ').trimEnd(),
        isNested ? namedLimits(value) : value,
      ];
    }),
  );
}
