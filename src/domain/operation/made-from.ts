import { Refused } from '../base/errors.ts';
import type { MadeFrom, Operation, PublishedVersion } from './operation.ts';

/** So many versions of datasets are named for one package at most; they fit into a form, and into the cookie that keeps it. */
export const mostMadeFrom = 20;

export const unknownChoice = 'unknown';

/** States of a version that was available once: a package may have been made from it before it was retracted. */
const publishedStates: ReadonlySet<string> = new Set(['available', 'retracting', 'retracted']);

/** The version that an operation published; undefined for a package, and for an upload of which none became available. */
export function publishedVersion(operation: Operation): PublishedVersion | undefined {
  const { id, door, name, version, state, retraction } = operation;
  if (door !== 'ingress' || version === undefined || !publishedStates.has(state)) return undefined;
  return retraction?.unpublished === undefined ? { id, name, version } : undefined;
}

/** A version that was retracted, or is being retracted, and since when people may not use it any more. */
export interface RetractedVersion extends PublishedVersion {
  readonly closedAt: string;
}

/** The version that was retracted after it was published; undefined for one that was not. */
export function retractedVersion(operation: Operation): RetractedVersion | undefined {
  const published = publishedVersion(operation);
  if (published === undefined || operation.state === 'available') return undefined;
  return { ...published, closedAt: operation.retraction?.closedAt ?? operation.since };
}

/** What approvers have to know of versions that were retracted, in sentences without an end. */
export function retractedText(retracted: readonly RetractedVersion[]): string | undefined {
  if (retracted.length === 0) return undefined;
  const named = retracted.map(({ name, version, closedAt }) => `${name} v${version} (since ${closedAt})`).join(', ');
  return `Of the data that it was made from, this was retracted: ${named}`;
}

/** The ids among what was chosen; undefined for *unknown*. Throws Refused for too many, and for *unknown* beside versions. */
export function chosenIds(chosen: readonly string[]): readonly string[] | undefined {
  const ids = [...new Set(chosen)];
  if (ids.length > mostMadeFrom)
    throw new Refused(
      `A package names at most ${mostMadeFrom} versions that it was made from; ${ids.length} were chosen`,
    );
  if (!ids.includes(unknownChoice)) return ids;
  if (ids.length === 1) return undefined;
  throw new Refused('Choose the versions that the package was made from, or that this is unknown, and not both');
}

/** In words: `cohort v1, labs v2`, `unknown`, or nothing where nothing was chosen. */
export function madeFromText(madeFrom: MadeFrom | undefined): string {
  if (madeFrom === undefined || madeFrom === 'unknown') return madeFrom ?? '';
  return madeFrom.map(({ name, version }) => `${name} v${version}`).join(', ');
}

export function madeFromIds(madeFrom: MadeFrom | undefined): readonly string[] {
  return madeFrom === undefined || madeFrom === 'unknown' ? [] : madeFrom.map(({ id }) => id);
}
