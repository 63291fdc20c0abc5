import type { CopySettings } from '../definitions/settings.ts';
import type { JsonObject } from '../json.ts';
import type { CopyMischief } from '../knobs.ts';
import type { RunTime } from '../runs/run-time.ts';
import { copyBlob } from './copy-blob.ts';
import { eachConcurrently } from './each-concurrently.ts';
import { ActivityFailure, TransferFailure } from './failure.ts';
import { readFileList } from './file-list.ts';
import { blobName, type OpenContainer, type Place } from './storage.ts';

const parallelCopies = 4;

export interface CopyRequest {
  readonly settings: CopySettings;
  readonly source: Place;
  readonly target: Place;
  /** Endpoint of the source's account, where the list lies too. */
  readonly sourceEndpoint: string;
  readonly integrationRuntime: string;
  readonly mischief: CopyMischief;
  readonly signal: AbortSignal;
  readonly openContainer: OpenContainer;
  readonly time: RunTime;
}

interface Count {
  filesRead: number;
  filesWritten: number;
  dataRead: number;
  dataWritten: number;
}

/**
 * Runs a Copy activity: exactly the files of the list, each to the same relative path under the target folder. What was written before a
 * failure stays, as in Azure. Throws ActivityFailure 2200.
 */
export async function copyFiles(request: CopyRequest): Promise<JsonObject> {
  const count: Count = { filesRead: 0, filesWritten: 0, dataRead: 0, dataWritten: 0 };
  const started = request.time.elapsed();
  try {
    const { container, path } = listLocation(request.settings);
    const list = readFileList(request.openContainer(request.sourceEndpoint, container), path, request.signal);
    let taken = 0;
    await eachConcurrently(list, request.mischief.failAfterFirst ? 1 : parallelCopies, async (relative) => {
      taken += 1;
      await copyOne(request, relative, taken, count);
    });
    if (taken === 0)
      throw new TransferFailure('UserErrorFileNotFound', `The file list '${container}/${path}' is empty.`);
    if (request.mischief.failAfterFirst) throw new TransferFailure('PlannedFault', 'This copy was told to fail.');
  } catch (error) {
    if (!(error instanceof TransferFailure)) throw error;
    const message = `Failure happened on '${error.side}' side. ${error.message}`;
    throw new ActivityFailure('2200', message, 'UserError', output(request, count, started, [error.message]));
  }
  return output(request, count, started, []);
}

async function copyOne(request: CopyRequest, relative: string, position: number, count: Count): Promise<void> {
  const { mischief, signal, source, target, time } = request;
  if (mischief.failAfterFirst && position > 1) return;
  if (mischief.millisecondsPerFile > 0) await time.pause(mischief.millisecondsPerFile, signal);
  const pretend = mischief.leaveOutFirst && position === 1;
  const bytes = pretend
    ? 0
    : await copyBlob({
        source: source.client.getBlobClient(blobName(source, relative)),
        target: target.client.getBlockBlobClient(blobName(target, relative)),
        keepAttributes: request.settings.preserve?.includes('Attributes') ?? false,
        verify: request.settings.validateDataConsistency ?? false,
        signal,
      });
  count.filesRead += 1;
  count.filesWritten += 1;
  count.dataRead += bytes;
  count.dataWritten += bytes;
}

/** Data Factory takes the list as `container/path` in the account of the source. */
function listLocation(settings: CopySettings): { container: string; path: string } {
  const listPath = settings.source.storeSettings.fileListPath;
  const [, container, path] = /^([^/]+)\/(.+)$/.exec(listPath ?? '') ?? [];
  if (container !== undefined && path !== undefined) return { container, path };
  throw new TransferFailure(
    'UserErrorInvalidFileListPath',
    `The file list path '${listPath ?? ''}' is not 'container/path'.`,
  );
}

function output(request: CopyRequest, count: Count, started: number, errors: readonly string[]): JsonObject {
  const seconds = Math.max(1, Math.ceil((request.time.elapsed() - started) / 1000));
  const verified = request.settings.validateDataConsistency === true && errors.length === 0;
  return {
    ...count,
    sourcePeakConnections: parallelCopies,
    sinkPeakConnections: parallelCopies,
    copyDuration: seconds,
    throughput: Math.round((count.dataRead / 1024 / seconds) * 1000) / 1000,
    errors: errors.map((message) => ({ Code: 2200, Message: message, EventType: 0, Category: 5, Data: {} })),
    effectiveIntegrationRuntime: request.integrationRuntime,
    usedDataIntegrationUnits: 4,
    usedParallelCopies: parallelCopies,
    executionDetails: [
      {
        source: { type: 'AzureBlobStorage' },
        sink: { type: 'AzureBlobStorage' },
        status: errors.length === 0 ? 'Succeeded' : 'Failed',
        duration: seconds,
      },
    ],
    dataConsistencyVerification: {
      VerificationResult: verified ? 'Verified' : 'NotVerified',
      InconsistentData: errors.some((message) => message.includes('DataConsistency')) ? 'Found' : 'None',
    },
  };
}
