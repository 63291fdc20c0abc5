import { RestError } from '@azure/storage-blob';
import type { Limit } from '../../local/azure/limits/limit.ts';
import { StorageRefusal } from '../../local/azure/storage/storage-request.ts';

/** What the SDK throws when a table refuses one request: the service's word stands in the details only. */
export function tableError(statusCode: number, code: string, message: string): RestError {
  const odataError = { code, message: { lang: 'en-US', value: message } };
  const error = new RestError(JSON.stringify({ 'odata.error': odataError }), { statusCode });
  error.details = { errorCode: code, odataError };
  return error;
}

/** The same, where the stand-in of the laptop refuses it. */
export function refusedAlike(check: () => void, inWords = tableError): void {
  try {
    check();
  } catch (error) {
    if (error instanceof StorageRefusal) throw inWords(error.status, error.code, error.message);
    throw error;
  }
}

/** What the SDK throws for what is beyond a limit of tables. */
export function beyondLimit({ refused: { status, code } }: Limit, message: string): RestError {
  return tableError(status, code, message);
}

/** What the SDK throws for a transaction: the answer to the part that was refused. */
export function transactionError(error: unknown): unknown {
  if (!(error instanceof RestError)) return error;
  const { code, message } = Object(error.details).odataError;
  return new RestError(message.value, { statusCode: error.statusCode ?? 500, code });
}

/** What the SDK throws when blob storage refuses a request. */
export function blobError(statusCode: number, code: string, message: string): RestError {
  const error = new RestError(message, { statusCode, code });
  error.details = { errorCode: code };
  return error;
}

/** What the SDK throws for what is beyond a limit of blobs. */
export function blobBeyond({ refused: { status, code } }: Limit, message: string): RestError {
  return blobError(status, code, message);
}
