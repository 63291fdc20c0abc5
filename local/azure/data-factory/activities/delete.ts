import type { DeleteSettings, ReadSettings } from '../definitions/settings.ts';
import type { JsonObject } from '../json.ts';
import type { RunTime } from '../runs/run-time.ts';
import { eachConcurrently } from './each-concurrently.ts';
import { ActivityFailure, transferFailure } from './failure.ts';
import type { ListedFile, Place } from './storage.ts';
import { isWildcard, wildcardMatcher } from './wildcard.ts';

export interface DeleteRequest {
  readonly settings: DeleteSettings;
  readonly place: Place;
  readonly integrationRuntime: string;
  readonly signal: AbortSignal;
  readonly time: RunTime;
}

/**
 * Runs a Delete activity: every file of the folder (with `recursive` of its sub-folders too) whose own name fits the wildcard and whose last
 * change is at or after `modifiedDatetimeStart` and before `modifiedDatetimeEnd`. No match is a success with 0. A blob with snapshots or a
 * lease is refused by storage, which fails the activity. Throws ActivityFailure 3701.
 */
export async function deleteFiles(request: DeleteRequest): Promise<JsonObject> {
  const { place, settings, signal, time } = request;
  const store = settings.storeSettings;
  const started = time.elapsed();
  const connections = Math.max(1, store.maxConcurrentConnections ?? 1);
  let filesDeleted = 0;
  try {
    requirePlainFolder(place.folder);
    await eachConcurrently(selected(place, selection(store), signal), connections, async (name) => {
      const answer = await place.client.getBlobClient(name).deleteIfExists({ abortSignal: signal });
      if (answer.succeeded) filesDeleted += 1;
    });
  } catch (error) {
    if (signal.aborted || error instanceof ActivityFailure) throw error;
    const cause = transferFailure(error, 'Source', `${place.container}/${place.folder}`).message;
    throw failure(`Failed to execute delete activity with data source 'AzureBlobStorage' and error '${cause}'.`, {
      filesDeleted,
    });
  }
  return {
    datasetName: place.dataset,
    path: `${place.container}/${place.folder}`,
    recursive: store.recursive ?? false,
    isWildcardUsed: isWildcard(store.wildcardFileName ?? ''),
    wildcard: store.wildcardFileName ?? null,
    maxConcurrentConnections: connections,
    filesDeleted,
    effectiveIntegrationRuntime: request.integrationRuntime,
    executionDuration: Math.ceil((time.elapsed() - started) / 1000),
  };
}

/** Of files only the names may be wildcards. */
function requirePlainFolder(folder: string): void {
  if (isWildcard(folder)) throw failure(`A Delete activity takes no wildcards in its folder: '${folder}'.`);
}

interface Selection {
  readonly recursive: boolean;
  readonly matches: (fileName: string) => boolean;
  readonly start: number;
  readonly end: number;
}

function selection(store: ReadSettings): Selection {
  if (store.fileListPath !== undefined || store.wildcardFolderPath !== undefined) {
    throw failure('A file list or folder wildcard is not run for the Delete activity: use the folder of the dataset.');
  }
  const isTimed = store.modifiedDatetimeStart !== undefined || store.modifiedDatetimeEnd !== undefined;
  if (isTimed && store.wildcardFileName === undefined) {
    throw failure(
      'The activity payload is currently not supported: files filtered by their last change need a file name, such as "*".',
    );
  }
  return {
    recursive: store.recursive ?? false,
    matches: matcher(store.wildcardFileName ?? '*'),
    start: instant(store.modifiedDatetimeStart, Number.NEGATIVE_INFINITY),
    end: instant(store.modifiedDatetimeEnd, Number.POSITIVE_INFINITY),
  };
}

function matcher(wildcard: string): Selection['matches'] {
  try {
    return wildcardMatcher(wildcard);
  } catch (error) {
    throw failure(error instanceof Error ? error.message : String(error));
  }
}

/** Data Factory wants `2018-12-01T05:00:00Z`, with or without a fraction, and reads it as UTC. */
function instant(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,7})?Z?$/.test(text)) {
    throw failure(`'${text}' is not a time of the form 2018-12-01T05:00:00Z.`);
  }
  return Date.parse(text.endsWith('Z') ? text : `${text}Z`);
}

async function* selected(place: Place, wanted: Selection, signal: AbortSignal): AsyncGenerator<string> {
  const prefix = place.folder === '' ? '' : `${place.folder}/`;
  const options = { prefix, abortSignal: signal };
  const blobs = wanted.recursive
    ? place.client.listBlobsFlat(options)
    : place.client.listBlobsByHierarchy('/', options);
  for await (const item of blobs) {
    if ('kind' in item && item.kind === 'prefix') continue;
    if ('properties' in item && fits(item, wanted)) yield item.name;
  }
}

function fits(blob: ListedFile, wanted: Selection): boolean {
  const changed = blob.properties.lastModified?.getTime() ?? Number.NaN;
  const fileName = blob.name.slice(blob.name.lastIndexOf('/') + 1);
  return changed >= wanted.start && changed < wanted.end && wanted.matches(fileName);
}

function failure(message: string, output: JsonObject = {}): ActivityFailure {
  return new ActivityFailure('3701', message, 'UserError', output);
}
