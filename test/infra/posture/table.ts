import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Json } from '../snapshot.ts';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number()]))]);
type Plain = z.infer<typeof plain>;

/** What must stand in a place. Nothing is written null. */
export type Expected =
  | Settled
  | { readonly each: Readonly<Record<string, Expected>> }
  | { readonly if: string; readonly so: Expected; readonly otherwise: Expected };

/** What must stand there once resource and environment are known. */
export type Settled =
  | Plain
  | { readonly one: readonly Plain[] }
  | { readonly form: string; readonly optional?: true | undefined }
  | { readonly digest: string | readonly string[] }
  | { readonly held: string };

const expected: z.ZodType<Expected> = z.lazy(() =>
  z.union([
    plain,
    z.strictObject({ one: z.array(plain) }),
    z.strictObject({ form: z.string(), optional: z.literal(true).optional() }),
    z.strictObject({ digest: z.union([z.string(), z.array(z.string())]) }),
    z.strictObject({ held: z.string() }),
    z.strictObject({ each: z.record(z.string(), expected) }),
    z.strictObject({ if: z.string(), so: expected, otherwise: expected }),
  ]),
);

const group = z.strictObject({
  why: z.string().regex(/^(?:rule|source|no bearing on security): .{10,}/),
  expect: z.record(z.string(), expected),
});

const table = z.strictObject({
  $comment: z.string(),
  types: z.record(z.string(), z.array(group)),
});

export type Table = z.infer<typeof table>;

/** infra/posture.json: the value that each property of each deployed type must have, and why. */
export const posture: Table = table.parse(
  JSON.parse(readFileSync(new URL('../../../infra/posture.json', import.meta.url), 'utf8')),
);

/** What is known of the resource in whose place something is expected. */
export interface Place {
  readonly name: string;
  /** What the environment has, such as `keys` of its own. */
  readonly has: ReadonlySet<string>;
}

export function settle(one: Expected, place: Place): Settled {
  if (isPlain(one)) return one;
  if ('if' in one) return settle(place.has.has(one.if) ? one.so : one.otherwise, place);
  if (!('each' in one)) return one;
  const rows = Object.entries(one.each);
  const [, found = null] =
    rows.find(([names]) => names.split('|').some((name) => formOf(name, '/').test(place.name))) ?? [];
  return settle(found, place);
}

const isPlain = (one: Expected): one is Plain => typeof one !== 'object' || one === null || Array.isArray(one);

/** Whether the value is as expected; one that is not there is null. */
export function fits(value: Json, one: Settled): boolean {
  if (isPlain(one)) return isEqual(value, one);
  if ('held' in one) return true;
  if ('one' in one) return one.one.some((other) => isEqual(value, other));
  if (value === null) return 'form' in one && one.optional === true;
  if ('digest' in one) return [one.digest].flat().includes(digestOf(value));
  return new RegExp(one.form).test(typeof value === 'string' ? value : JSON.stringify(value));
}

const isEqual = (one: Json, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A long text, or all that stands below a place, in twelve letters. */
export const digestOf = (value: Json): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);

/** `*` is anything between two borders, `[*]` any element of a list. */
export function formOf(pattern: string, border: string): RegExp {
  const anything = border === '/' ? '.*' : '[^.[\\]]+';
  const escaped = pattern
    .split('[*]')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', anything))
    .join('\\[[^\\]]*\\]');
  return new RegExp(`^${escaped}$`);
}
