import type { DisclosureRules } from '../domain/disclosure.ts';
import type { Evidence, FilePlaces } from '../domain/evidence.ts';
import { frozenFolder, type InspectionKey, mostAttempts } from '../domain/inspection.ts';
import type { FrozenFiles, Inspections } from '../ports/inspections.ts';
import type { Clock } from '../ports/ports.ts';
import type { DataListing } from '../ports/storage.ts';
import { evidenceOf, evidenceOfOthers, type SeenInFile } from './evidence-of.ts';
import { type GivenFile, OpenedFile } from './opened-file.ts';
import { type ListedPackage, listPackage } from './package-listing.ts';

/** What one process saw in the file of that number. */
export interface SeenFile extends Pick<SeenInFile, 'found'> {
  readonly number: number;
  readonly places: FilePlaces;
}

/** Looks into the files of one package and gives what was seen as it comes, each file once. Never throws for what a file is. */
export type InspectFiles = (files: readonly GivenFile[], thresholds: DisclosureRules) => AsyncIterable<SeenFile>;

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
    await inspections.writeEvidence(key, evidenceOf(asked, listed, new Map()));
    return 'given-up';
  }
  if ((await inspections.beginAttempt(key, attempt)) === 'stands') return 'taken';
  const seen = await seeFiles(parts, key, listed, thresholds);
  await inspections.writeEvidence(key, evidenceOf(asked, listed, seen));
  return 'inspected';
}

/** Has every file looked into and writes the places as they come, so that they stand before the evidence does. Throws where storage did not give a file. */
async function seeFiles(
  { inspections, frozen, inspect }: InspectingParts,
  key: InspectionKey,
  listed: ListedPackage,
  thresholds: DisclosureRules,
): Promise<ReadonlyMap<number, SeenInFile>> {
  const files = listed.files.map((entry, index) => new OpenedFile(frozen, frozenFolder(key), entry, index + 1));
  const seen = new Map<number, SeenInFile>();
  for await (const { number, found, places } of inspect(files, thresholds)) {
    const { failure, sha256 } = files[number - 1] ?? {};
    if (failure !== undefined) throw failure;
    if (places.length > 0) await inspections.writePlaces(key, number, places);
    seen.set(number, sha256 === undefined ? { found } : { found, sha256 });
  }
  return seen;
}
