import { daysLater } from '../base/time.ts';
import type { Operation, Retraction } from '../operation/operation.ts';
import { endOfRetraction } from './unpublished.ts';

/** How long storage keeps things: `datasetDays` each version from its creation, then `restoreDays` what was deleted. */
export interface Retention {
  readonly datasetDays: number;
  readonly restoreDays: number;
}

/** The dates of a retraction that begins now, of a version whose newest file was written at `newest` (undefined: it has no file). */
export function retractionTimes(
  now: Date,
  newest: Date | undefined,
  { datasetDays, restoreDays }: Retention,
): Pick<Retraction, 'closedAt' | 'retainedUntil' | 'restorableUntil'> {
  const retained = newest === undefined ? now : daysLater(newest, datasetDays);
  const deleted = retained > now ? retained : now;
  return {
    closedAt: now.toISOString(),
    retainedUntil: retained.toISOString(),
    restorableUntil: daysLater(deleted, restoreDays).toISOString(),
  };
}

/** What a listing of a version with everything that can still be restored shows: files that are there, and all that is not gone. */
export interface Left {
  readonly current: number;
  readonly all: number;
}

/** What to do next about a retracted version; `event`: that by which it ends. */
export type RetractionStep =
  | { readonly kind: 'gone'; readonly event: ReturnType<typeof endOfRetraction> }
  | { readonly kind: 'delete' }
  | { readonly kind: 'wait'; readonly waitSeconds: number };

const second = 1000;
const daySeconds = 86_400;

/**
 * Decides what a retraction does next. Files are deleted at once, since Azure may let a retained version become a previous one; when that
 * was refused, once more after the retention, and then once a day. What only can be restored is waited for. Nothing here ever fails.
 */
export function nextOfRetraction(
  { transfers, retraction }: Pick<Operation, 'transfers' | 'retraction'>,
  left: Left,
  now: Date,
): RetractionStep {
  const last = transfers.findLast(({ step }) => step === 'dataset-retract');
  // A run that was asked for is followed to its end first, also when it has left nothing: what came of it must be written down.
  if (last !== undefined && last.closedAt === undefined) return { kind: 'delete' };
  if (left.all === 0) return { kind: 'gone', event: endOfRetraction(retraction) };
  if (left.current === 0) return { kind: 'wait', waitSeconds: daySeconds };
  if (last?.closedAt === undefined) return { kind: 'delete' };
  const retained = retraction === undefined ? now : new Date(retraction.retainedUntil);
  const again = later(retained, new Date(Date.parse(last.closedAt) + daySeconds * second), last.closedAt);
  const missing = Math.ceil((again.getTime() - now.getTime()) / second);
  return missing <= 0 ? { kind: 'delete' } : { kind: 'wait', waitSeconds: Math.min(missing, daySeconds) };
}

/** The end of the retention for a delete that was tried before it, else a day after the last one. */
function later(retained: Date, tomorrow: Date, closedAt: string): Date {
  return new Date(closedAt) < retained ? retained : tomorrow;
}

export function retractionText({ closedAt, retainedUntil, restorableUntil }: Retraction, now: Date): string {
  const retained = new Date(retainedUntil) > now ? `, kept by its retention until ${retainedUntil}` : '';
  return `closed to people since ${closedAt}${retained}, restorable by a storage administrator until ${restorableUntil}`;
}

/** What closes a version, or a copy that is never published, to people: the line to write, and where. */
export function closingLine({ project, name, version }: Pick<Operation, 'project' | 'name' | 'version'>): string {
  const path = JSON.stringify(`${name}/v${version}`);
  return `Close it to researchers now: in the setting PROJECTS of azd, in the entry of the project ${project}, write "retracted": [${path}] (add it to the list if there is one) and deploy. Take it out again once nothing of the version is left.`;
}

export function unpublishedText({ project, name, version }: Pick<Operation, 'project' | 'name' | 'version'>): string {
  return `What was copied of it to datasets/${project}/${name}/v${version} is never published: once the upload itself is dealt with, it is removed like a retracted version.`;
}

/** What no control plane can do about a retracted version, and people must. */
export function copiesFollowUp({ project }: Pick<Operation, 'project'>): string {
  return `Copies that people made on machines are not found or deleted by this: tell the researchers of ${project} to delete theirs, and ask them to confirm it.`;
}
