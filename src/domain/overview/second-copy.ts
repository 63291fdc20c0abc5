import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { type TableName, tables } from '../base/stored-tables.ts';

/** How often is copied what changed; tables are copied once a day. */
export const copyPeriodMs = 3_600_000;

/** Whether nobody can count on a copy of that time any more: it is older than twice its period. */
export function isOldCopy(at: string | undefined, now: Date): boolean {
  return at !== undefined && now.getTime() - Date.parse(at) > 2 * copyPeriodMs;
}

/** Containers that are copied blob by blob, each version once. */
export const copiedPlaces = ['projects', 'manifests', 'tree', 'evidence'] as const;
export type CopiedPlace = (typeof copiedPlaces)[number];

/** Heads come back from lines, whole; links lead nowhere. */
const leftOut: readonly TableName[] = ['heads', 'handles'];
export const copiedTables: readonly TableName[] = tables.filter((name) => !leftOut.includes(name));

/** How much of what was copied makes a blob of the second copy. */
export const partBytes = 4 * 1024 * 1024;

/** What a run noted. `at`: when one last left nothing over. `ends`: up to where each chain is copied, and all that its lines tell of. `tables`: the day of their newest copy. */
export const copyRunSchema = z.strictObject({
  at: z.iso.datetime().nullable(),
  ends: z.record(z.string(), z.strictObject({ blob: z.string(), length: z.int().nonnegative() })),
  tables: z.string().nullable(),
});
export type CopyRun = Frozen<z.infer<typeof copyRunSchema>>;

export const runs = 'runs/';

/** A later run has a smaller name, so that a listing begins with the newest. */
export function runName(at: Date): string {
  return `${runs}${String(Number.MAX_SAFE_INTEGER - at.getTime()).padStart(16, '0')}.json`;
}

/** A piece of a copied blob, from that byte on. The lines of a blob of the audit have one version, and no end. */
export interface CopyPart {
  readonly blob: string;
  readonly version: string;
  readonly from: number;
  readonly isLast: boolean;
}

export const ofLines = 'lines';

/** The path in its own account begins with its container: `audit/…`, `manifests/…`. */
export function partName({ blob, version, from, isLast }: CopyPart): string {
  return `${blob}@${version}/${String(from).padStart(12, '0')}${isLast ? '.end' : ''}`;
}

export function partIn(name: string): CopyPart | undefined {
  const [, blob, version, from, end] = /^(.+)@([^@/]+)\/(\d{12})(\.end)?$/.exec(name) ?? [];
  if (blob === undefined || version === undefined) return undefined;
  return { blob, version, from: Number(from), isLast: end !== undefined };
}

/** Versions sort as they were written. */
export function versionOf({ etag, lastModified }: { readonly etag: string; readonly lastModified: Date }): string {
  return `${lastModified.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}-${etag.replaceAll(/[^0-9A-Za-z]/g, '')}`;
}

/** A blob of the second copy as it is listed. */
export interface CopiedBlob {
  readonly name: string;
  readonly bytes: number;
}

export interface Copied {
  readonly blob: string;
  readonly version: string;
  /** The names of its parts, one behind the other. */
  readonly parts: readonly string[];
  readonly bytes: number;
  readonly isWhole: boolean;
}

/** What was copied, by blob and version in their order: of each the parts that follow on one another from the first byte. */
export function copiedIn(listed: readonly CopiedBlob[]): readonly Copied[] {
  const found: Copied[] = [];
  const all = listed.flatMap(({ name, bytes }) => {
    const part = partIn(name);
    return part === undefined ? [] : [{ ...part, name, bytes }];
  });
  for (const [, parts] of Map.groupBy(all, ({ blob, version }) => `${blob}@${version}`)) {
    let [bytes, isWhole] = [0, false];
    const names: string[] = [];
    for (const part of parts.toSorted((one, other) => one.from - other.from)) {
      if (part.from !== bytes || isWhole) continue;
      bytes += part.bytes;
      isWhole = part.isLast;
      names.push(part.name);
    }
    const [first] = parts;
    if (first !== undefined) found.push({ blob: first.blob, version: first.version, parts: names, bytes, isWhole });
  }
  return found;
}
