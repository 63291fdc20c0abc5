import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Door, doors } from '../base/door.ts';
import type { UploadPath } from '../operation/blob-name.ts';
import type { UploadProblem } from '../operation/operation.ts';

const text = z.string();

const refusedNameSchema = z.strictObject({
  name: text,
  shape: z.enum(['folder', 'file']),
  /** The first rules that it breaks, and how many more. */
  problems: z.array(
    z.strictObject({ rule: text, path: text.nullable(), value: text, message: text, publicMessage: text }),
  ),
  more: z.number(),
  /** When it was first seen. */
  since: text,
  /** Another one when what lies there, or what it breaks, is another. */
  seen: text,
  isTold: z.boolean(),
});

/** What is remembered of the names at one door of a project that are refused, since a listing shows already that they break its rules. */
export const refusedNamesSchema = z.strictObject({
  project: text,
  door: z.enum(doors),
  names: z.array(refusedNameSchema),
  /** More are refused than are remembered. */
  isFull: z.boolean(),
  /** When a name came last. */
  grownAt: text.exactOptional(),
  /** The lists as they were shown last, so that somebody who saw one can have it deleted. */
  shown: z.array(z.strictObject({ digest: text, names: z.array(z.strictObject({ name: text, seen: text })) })),
  /** Mails that told of them within a window. */
  mails: z.strictObject({ since: text, mails: z.array(text).readonly() }).exactOptional(),
  /** How often people were reminded of the oldest. */
  reminded: z.strictObject({ of: text, times: z.number() }).exactOptional(),
  /** When a notice inside was tried last, and which list one tells of. */
  noted: z.strictObject({ at: text, digest: text.exactOptional() }).exactOptional(),
});

export type RefusedNames = z.infer<typeof refusedNamesSchema>;
export type RefusedName = z.infer<typeof refusedNameSchema>;

/** A name as a listing shows it, with what it breaks; nothing where it may be taken up. */
export interface LookedAt {
  readonly upload: UploadPath;
  readonly problems: readonly UploadProblem[];
  /** Another one when anything that lies there is another. */
  readonly print: string;
}

/** What a sweep saw at a door. Names that were not looked at stay as they were. */
export interface SeenAtDoor {
  /** All that no operation holds. */
  readonly there: readonly UploadPath[];
  readonly looked: readonly LookedAt[];
  /** How many may be remembered (`maxIdle`). */
  readonly most: number;
  readonly now: Date;
}

export function noRefusedNames(door: Door, project: string): RefusedNames {
  return { project, door, names: [], isFull: false, shown: [] };
}

const mostProblems = 3;
/** A row takes 420,000 characters of JSON, with the lists that were shown. */
const mostCharacters = 60_000;
const mostShown = 4;

/**
 * The list after a look: what is gone, or breaks nothing any more, is out; beyond `most` no more come in. What comes first is not pushed out by what
 * comes later.
 */
export function refusedAfter(before: RefusedNames, { there, looked, most, now }: SeenAtDoor): RefusedNames {
  const lies = new Set(there.map(keyOf));
  const seen = new Map(looked.map((one) => [keyOf(one.upload), one]));
  const known = new Map(before.names.map((one) => [keyOf(one), one]));
  const names: RefusedName[] = [];
  let characters = 0;
  let isFull = false;
  const take = (one: RefusedName) => {
    characters += JSON.stringify(one).length;
    if (names.length >= most || characters > mostCharacters) isFull = true;
    else names.push(one);
  };
  for (const one of before.names) {
    const look = seen.get(keyOf(one));
    if (!lies.has(keyOf(one)) || look?.problems.length === 0) continue;
    take(look === undefined ? one : { ...one, ...shownOf(look) });
  }
  const stayed = names.length;
  for (const look of looked)
    if (look.problems.length > 0 && !known.has(keyOf(look.upload)))
      take({ ...shownOf(look), since: now.toISOString(), isTold: false });
  const grown = names.length > stayed ? { grownAt: now.toISOString() } : {};
  return withShown({ ...before, names, isFull, ...grown });
}

/** Names what a look shows of a name: another one when what lies there, or what it breaks, is another. */
export function seenOf({ upload: { name, shape }, problems, print }: LookedAt): string {
  return hashOf([name, shape, print, problems]).slice(0, 16);
}

function shownOf(look: LookedAt) {
  const { problems } = look;
  const { name, shape } = look.upload;
  const shown = problems.slice(0, mostProblems).map(({ rule, path, value, message, publicMessage }) => ({
    ...{ rule, path, value, message, publicMessage },
  }));
  return { name, shape, problems: shown, more: problems.length - shown.length, seen: seenOf(look) };
}

function withShown(list: RefusedNames): RefusedNames {
  const digest = digestOf(list);
  if (list.names.length === 0 || list.shown.at(-1)?.digest === digest) return list;
  const names = list.names.map(({ name, seen }) => ({ name, seen }));
  return { ...list, shown: [...list.shown, { digest, names }].slice(-mostShown) };
}

export function digestOf({ door, project, names }: Pick<RefusedNames, 'door' | 'project' | 'names'>): string {
  return hashOf([door, project, names.map(({ seen }) => seen).sort()]);
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

function keyOf({ name, shape }: Pick<UploadPath, 'name' | 'shape'>): string {
  return shape === 'folder' ? `${name}/` : name;
}

/** Of a list that was shown: what still stands as it was shown, and the names of what moved since. Undefined where nobody knows the list any more. */
export function unchangedOf(
  list: RefusedNames,
  digest: string,
): { readonly standing: readonly RefusedName[]; readonly moved: readonly string[] } | undefined {
  const shown = list.shown.find((one) => one.digest === digest);
  if (shown === undefined) return undefined;
  const now = new Map(list.names.map((one) => [one.seen, one]));
  const standing = shown.names.flatMap(({ seen }) => now.get(seen) ?? []);
  const moved = shown.names.filter(({ seen }) => !now.has(seen)).map(({ name }) => name);
  return { standing, moved };
}
