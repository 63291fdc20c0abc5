import { z } from 'zod';
import {
  type ComputeDefinition,
  type ComputeKind,
  computeKind,
  notifiedDays,
} from '../../../domain/project/compute-definition.ts';
import type { ProjectEnd } from '../../../domain/project/project-time.ts';
import { computeKey } from '../action.ts';
import { type ComputeAction, type ComputeWorld, kinds } from '../kinds.ts';
import type { ComputeMemory } from '../memory.ts';
import { ownOf } from '../own.ts';
import type { Verdict } from '../verdict.ts';

const day = 86_400_000;

export const computeOffboarding = z.strictObject({
  endedAt: z.iso.datetime(),
  /** Nothing is deleted before. While people were not told it is a guess: a week after they will be at the earliest. */
  deleteFrom: z.iso.datetime(),
  /** When people were told; null while they were not. */
  toldAt: z.iso.datetime().nullable(),
  /** Hash of the definition that says so. Another one begins the week anew. */
  definition: z.string(),
});
export type ComputeOffboarding = Readonly<z.infer<typeof computeOffboarding>>;

/** When people are to be told at the earliest of what is deleted so many days after the end. */
export function notifyFrom(end: ProjectEnd, keepComputeDays: number): Date {
  const before = new Date(Date.parse(end.at) + (keepComputeDays - notifiedDays) * day);
  return new Date(Math.max(before.getTime(), Date.parse(end.since)));
}

/** Undefined while the project has not ended, or where nothing is deleted. What people were told before this definition was in force does not count. */
export function offboardingOf(
  end: ProjectEnd | undefined,
  { keepComputeDays }: Pick<ComputeDefinition, 'keepComputeDays'>,
  { told }: Pick<ComputeMemory, 'told'>,
  now: Date,
): ComputeOffboarding | undefined {
  if (end === undefined || keepComputeDays === undefined) return undefined;
  const counts = told?.definition === end.definition && Date.parse(told.at) >= Date.parse(end.since);
  const toldAt = counts && told !== undefined ? told.at : null;
  const week =
    (toldAt === null ? Math.max(now.getTime(), notifyFrom(end, keepComputeDays).getTime()) : Date.parse(toldAt)) +
    notifiedDays * day;
  const due = new Date(Date.parse(end.at) + keepComputeDays * day).getTime();
  const deleteFrom = new Date(Math.max(week, due)).toISOString();
  return { endedAt: end.at, deleteFrom, toldAt, definition: end.definition };
}

/** The computes that people were not told of, by the ending that they were told. */
export function unnotifiedOf(
  ending: Pick<ComputeOffboarding, 'toldAt'>,
  { told }: Pick<ComputeMemory, 'told'>,
  keys: readonly string[],
): string[] {
  const known = new Set(ending.toldAt === null ? [] : told?.computes);
  return keys.filter((key) => !known.has(key));
}

type EndVerdict = Verdict<ComputeAction>;

/** What is deleted now of the computes of the project, each by its key: those that people were told of, once their day has come. */
export function deletedAtEnd(
  ending: ComputeOffboarding,
  { project, memory, now }: { readonly project: string; readonly memory: ComputeMemory; readonly now: Date },
  world: ComputeWorld,
): ReadonlyMap<string, EndVerdict> {
  if (ending.toldAt === null || now.getTime() < Date.parse(ending.deleteFrom)) return new Map();
  const reason = `the project ended at ${ending.endedAt}, and people were told at ${ending.toldAt}`;
  const deletions = new Map(computeKind.options.flatMap((kind) => deletionsOf(kind, project, world, reason)));
  for (const untold of unnotifiedOf(ending, memory, [...deletions.keys()])) deletions.delete(untold);
  return deletions;
}

/** At most so many deletes a run as the definition allows actions; the other computes wait for the next runs. */
export function mostDeleted(
  verdicts: ReadonlyMap<string, EndVerdict>,
  cap: number,
  others: readonly ComputeAction[],
): ReadonlyMap<string, EndVerdict> {
  const keys = [...verdicts].filter(([, { action }]) => action !== undefined).map(([key]) => key);
  const later = new Set(keys.toSorted().slice(Math.max(0, cap - others.length)));
  const waiting = `It is deleted by a later run: the definition allows ${cap} actions in a run (maxActionsPerRun).`;
  return new Map([...verdicts].map(([key, verdict]) => [key, later.has(key) ? { waiting } : verdict]));
}

export function offboardingText({ deleteFrom, toldAt }: Pick<ComputeOffboarding, 'deleteFrom' | 'toldAt'>): string {
  const date = deleteFrom.slice(0, 10);
  const told = toldAt === null ? `once people were told a week before, on ${date} at the earliest` : `from ${date} on`;
  return `The project has ended, so its computes are deleted with their disks ${told}. A later last day, more keepComputeDays or hibernated: true in its definition keeps them.`;
}

function deletionsOf<Kind extends ComputeKind>(
  kind: Kind,
  project: string,
  world: ComputeWorld,
  reason: string,
): [key: string, EndVerdict][] {
  return ownOf(kind, project, world).map((found) => {
    const { name } = found;
    const waiting = kinds[kind].whyChanging(found);
    return [computeKey(kind, name), waiting === undefined ? { action: deletion(kind, name, reason) } : { waiting }];
  });
}

function deletion(kind: ComputeKind, name: string, reason: string): ComputeAction {
  return { kind: `delete-${kind}`, name, reason };
}
