import type { DisclosureRules } from '../domain/disclosure.ts';
import type { Evidence } from '../domain/evidence.ts';
import { frozenFolder, type InspectionKey, mostAttempts } from '../domain/inspection.ts';
import type { FrozenFiles, Inspections } from '../ports/inspections.ts';
import type { Clock } from '../ports/ports.ts';
import type { DataListing } from '../ports/storage.ts';
import { endingOf } from './ending-of.ts';
import { evidenceOf, evidenceOfOthers, type SeenInFile } from './evidence-of.ts';
import type { FileToInspect, Inspected } from './inspect-file.ts';
import { type ListedPackage, listPackage } from './package-listing.ts';

/** Looks into the files of one package and gives what was seen in each, in their order. Throws where a file cannot be had, never for what it is. */
export type InspectFiles = (files: readonly FileToInspect[], thresholds: DisclosureRules) => AsyncIterable<Inspected>;

/** What inspecting needs. */
export interface InspectingParts {
  readonly inspections: Inspections;
  readonly listing: Pick<DataListing, 'pages'>;
  readonly frozen: FrozenFiles;
  readonly inspect: InspectFiles;
  readonly versions: Evidence['versions'];
  readonly clock: Clock;
}

/** Where the timer says what it did. */
export interface InspectingLog {
  info(text: string): void;
  error(text: string): void;
}

/** A run of the timer ends after 30 minutes and a package takes up to 15, so the next one begins only in the first of these. */
const lastBeginMilliseconds = 14 * 60_000;

/**
 * Answers every request that has no evidence. What goes wrong with one package does not keep the next one waiting: it is tried again
 * by the next run. The log names projects and packages by their ids, and nothing of their files.
 */
export async function inspectAsked(parts: InspectingParts, log: InspectingLog): Promise<void> {
  const begun = parts.clock.now().getTime();
  for await (const key of parts.inspections.open()) {
    if (parts.clock.now().getTime() - begun > lastBeginMilliseconds) return;
    const { project, exportId: operation } = key;
    try {
      log.info(`inspection: ${JSON.stringify({ project, operation, outcome: await inspectOne(parts, key) })}`);
    } catch (error) {
      const code = error instanceof Error ? error.name : 'unknown';
      log.error(`inspection: ${JSON.stringify({ project, operation, outcome: 'failed', code })}`);
    }
  }
}

/** `given-up`: the evidence says of every file that looking into it ended the process; `taken`: somebody else is at it. */
type Outcome = 'inspected' | 'other-files' | 'given-up' | 'taken';

async function inspectOne(parts: InspectingParts, key: InspectionKey): Promise<Outcome> {
  const { inspections, versions } = parts;
  const { definition, thresholds } = await inspections.request(key);
  const asked = { definition, thresholds, versions };
  const listed = await listPackage(parts.listing, key);
  if (listed.digest !== key.digest) {
    await inspections.writeEvidence(key, evidenceOfOthers(asked, listed));
    return 'other-files';
  }
  const attempt = Math.max(0, ...(await inspections.attempts(key))) + 1;
  if (attempt > mostAttempts) {
    await inspections.writeEvidence(key, evidenceOf(asked, listed, []));
    return 'given-up';
  }
  if ((await inspections.beginAttempt(key, attempt)) === 'stands') return 'taken';
  const seen = await seeFiles(parts, key, listed, thresholds);
  await inspections.writeEvidence(key, evidenceOf(asked, listed, seen));
  return 'inspected';
}

/** Has every file looked into, and writes the places as they come, so that they stand before the evidence does. */
async function seeFiles(
  { inspections, frozen, inspect }: InspectingParts,
  key: InspectionKey,
  listed: ListedPackage,
  thresholds: DisclosureRules,
): Promise<readonly SeenInFile[]> {
  const folder = frozenFolder(key);
  const files = listed.files.map(({ path, size, etag }) => ({
    bytes: size,
    ending: endingOf(path),
    open: () => frozen.open(folder + path, etag),
  }));
  const seen: SeenInFile[] = [];
  for await (const { places, ...found } of inspect(files, thresholds)) {
    seen.push(found);
    if (places.length > 0) await inspections.writePlaces(key, seen.length, places);
  }
  return seen;
}
