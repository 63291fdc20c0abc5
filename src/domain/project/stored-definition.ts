import { madeOneLine } from '../base/one-line.ts';
import { type Project, projectSchema } from './project.ts';

/** What a stored definition means where it does not have a setting that came later: what was so before it came. */
const before = { egress: { purposeRequired: false, singleFiles: 'allow' } } as const;

/** Settings that came later are as they were before, not as in a new definition, and titles and names of before they had to be one line are one. */
export function asStored(definition: unknown): unknown {
  if (!isObject(definition)) return definition;
  const { egress = {}, ...rest } = inOneLine(definition);
  return isObject(egress) ? { ...rest, egress: { ...before.egress, ...egress } } : { ...rest, egress };
}

/** Texts that may have several lines. */
const paragraphs: readonly string[] = ['terms', 'reason'];

function inOneLine(value: Record<string, unknown>): Record<string, unknown> {
  const text = (part: unknown, key: string): unknown => {
    if (typeof part === 'string') return paragraphs.includes(key) ? part : madeOneLine(part);
    if (Array.isArray(part)) return part.map((one) => text(one, key));
    return isObject(part) ? inOneLine(part) : part;
  };
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, text(part, key)]));
}

/** A stored definition as the rules of today read it; undefined where they refuse it. */
export function readStored(definition: unknown): Project | undefined {
  const parsed = projectSchema.safeParse(asStored(definition));
  return parsed.success ? parsed.data : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
