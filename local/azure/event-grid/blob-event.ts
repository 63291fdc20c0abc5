import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';

/** A BlobCreated event in the Event Grid schema. Source: Microsoft's "Azure Blob Storage as Event Grid source". */
export const blobEventSchema = z.object({
  id: z.string(),
  topic: z.string(),
  subject: z.string(),
  eventType: z.literal('Microsoft.Storage.BlobCreated'),
  eventTime: z.string(),
  dataVersion: z.string(),
  metadataVersion: z.string(),
  data: z.object({
    api: z.enum(['PutBlob', 'PutBlockList']),
    clientRequestId: z.string().default(''),
    requestId: z.string(),
    eTag: z.string(),
    contentType: z.string(),
    contentLength: z.number(),
    blobType: z.string(),
    url: z.url(),
    sequencer: z.string(),
    /** For Microsoft's own use; consumers are told to ignore it. */
    storageDiagnostics: z.record(z.string(), z.string()).default({}),
  }),
});
export type BlobEvent = z.infer<typeof blobEventSchema>;

/** What a listing says about one committed blob. `etag` without quotes. */
export interface ListedBlob {
  readonly name: string;
  readonly etag: string;
  readonly length: number;
  readonly contentType: string;
  readonly blobType: string;
  /** Base64; a blob written in blocks has none. */
  readonly md5: string | undefined;
  readonly lastModified: Date;
}

/** Where the events come from, for their topic, subject and URL. */
export interface EventPlace {
  readonly topic: string;
  readonly container: string;
  /** URL of the account as callers see it. */
  readonly accountUrl: string;
}

/** The blobs of a listing that are new or whose ETag differs from the one known. */
export function changedBlobs(
  known: Readonly<Record<string, string>>,
  listed: readonly ListedBlob[],
): readonly ListedBlob[] {
  return listed.filter((blob) => known[blob.name] !== blob.etag);
}

/** Builds the event for a blob. Like Azure's, its sequencer orders events of one blob name only. */
export function blobCreated(place: EventPlace, blob: ListedBlob): BlobEvent {
  const path = blob.name.split('/').map(encodeURIComponent).join('/');
  const order = blob.lastModified.getTime().toString(16).padStart(16, '0');
  return {
    id: randomUUID(),
    topic: place.topic,
    subject: `/blobServices/default/containers/${place.container}/blobs/${blob.name}`,
    eventType: 'Microsoft.Storage.BlobCreated',
    eventTime: blob.lastModified.toISOString(),
    dataVersion: '',
    metadataVersion: '1',
    data: {
      api: blob.md5 !== undefined ? 'PutBlob' : 'PutBlockList',
      clientRequestId: randomUUID(),
      requestId: randomUUID(),
      eTag: blob.etag,
      contentType: blob.contentType,
      contentLength: blob.length,
      blobType: blob.blobType,
      url: `${place.accountUrl}/${place.container}/${path}`,
      sequencer: order + createHash('sha256').update(blob.etag).digest('hex').slice(0, 16),
      storageDiagnostics: { batchId: randomUUID() },
    },
  };
}
