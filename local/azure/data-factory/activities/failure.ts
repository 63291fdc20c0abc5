import { RestError } from '@azure/storage-blob';
import type { JsonObject } from '../json.ts';

/** Why an activity failed, in the form of an activity run's `error`. Anything else thrown by an activity is a fault of the stand-in. */
export class ActivityFailure extends Error {
  override readonly name = 'ActivityFailure';
  readonly errorCode: string;
  readonly failureType: 'UserError' | 'SystemError';
  /** What the activity run shows as its output in spite of the failure. */
  readonly output: JsonObject;
  constructor(
    errorCode: string,
    message: string,
    failureType: ActivityFailure['failureType'] = 'UserError',
    output: JsonObject = {},
  ) {
    super(message);
    this.errorCode = errorCode;
    this.failureType = failureType;
    this.output = output;
  }
}

/** A failure of the data movement service while it handled one file or list; `code` is the word after `ErrorCode=`. */
export class TransferFailure extends Error {
  override readonly name = 'TransferFailure';
  readonly side: 'Source' | 'Sink';
  constructor(code: string, message: string, side: TransferFailure['side'] = 'Source') {
    super(
      `ErrorCode=${code},'Type=Microsoft.DataTransfer.Common.Shared.HybridDeliveryException,Message=${message},Source=Microsoft.DataTransfer.ClientLibrary,'`,
    );
    this.side = side;
  }
}

/** Names the blob in an error of the storage service. A missing blob or container is `UserErrorFileNotFound`. */
export function transferFailure(error: unknown, side: TransferFailure['side'], path: string): TransferFailure {
  if (error instanceof TransferFailure) return error;
  const status = error instanceof RestError ? error.statusCode : undefined;
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  if (status === 404)
    return new TransferFailure('UserErrorFileNotFound', `The required Blob is missing: '${path}'.`, side);
  return new TransferFailure(
    'AzureStorageOperationFailed',
    `Azure Storage operation failed for '${path}' with status ${status ?? 'unknown'}: ${message}`,
    side,
  );
}
