import { type Project, projectSchema } from './project.ts';

/** What a stored definition means where it does not have a setting that came later: what was so before it came. */
const before = { egress: { purposeRequired: false, singleFiles: 'allow' } } as const;

/** A definition as it was stored, ready for the schema: settings that came later are as they were before, not as in a new one. */
export function asStored(definition: unknown): unknown {
  if (!isObject(definition)) return definition;
  const { egress = {} } = definition;
  return isObject(egress) ? { ...definition, egress: { ...before.egress, ...egress } } : definition;
}

/** A stored definition as the rules of today read it; undefined where they refuse it. */
export function readStored(definition: unknown): Project | undefined {
  const parsed = projectSchema.safeParse(asStored(definition));
  return parsed.success ? parsed.data : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
