import { createHash } from 'node:crypto';
import type { BlobHTTPHeaders, Metadata } from '@azure/storage-blob';
import { blobError } from './storage-errors.ts';

/** A blob as it stands at one instant; a write makes another one. Times are whole seconds, as storage tells them. */
export interface BlobState {
  readonly kind: 'BlockBlob' | 'AppendBlob';
  readonly content: Buffer;
  /** Without quotes, as a listing gives it. */
  readonly etag: string;
  readonly createdOn: Date;
  readonly lastModified: Date;
  readonly metadata: Metadata;
  readonly headers: BlobHTTPHeaders;
  /** How many appends it is made of. */
  readonly appended: number;
}

/** What a request wants to find. */
export interface BlobConditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
}

/** What is written beside the content. */
export interface BlobAttributes {
  readonly metadata?: Metadata | undefined;
  readonly blobHTTPHeaders?: BlobHTTPHeaders | undefined;
}

/** The time as storage tells it. */
export function wholeSecond(time: Date): Date {
  return new Date(Math.floor(time.getTime() / 1000) * 1000);
}

/** The content's MD5, which Put Blob stores and a list of blocks does not. */
export function md5Of(content: Buffer): Uint8Array {
  return createHash('md5').update(content).digest();
}

/** Throws what Azure answers when a write does not find what it wants. */
export function requireConditions(standing: BlobState | undefined, conditions: BlobConditions | undefined): void {
  const { ifMatch, ifNoneMatch } = conditions ?? {};
  if (ifNoneMatch === '*' && standing !== undefined)
    throw blobError(409, 'BlobAlreadyExists', 'The specified blob already exists.');
  if (ifMatch !== undefined && ifMatch !== '*' && ifMatch.replaceAll('"', '') !== standing?.etag)
    throw blobError(412, 'ConditionNotMet', 'The condition specified using HTTP conditional header(s) is not met.');
}

export function missingBlob(): Error {
  return blobError(404, 'BlobNotFound', 'The specified blob does not exist.');
}

export function immutableBlob(): Error {
  return blobError(
    409,
    'BlobImmutableDueToPolicy',
    'This operation is not permitted as the blob is immutable due to a policy.',
  );
}
