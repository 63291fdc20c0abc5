import { BlobServiceClient } from '@azure/storage-blob';
import type { PlatformCredential } from '../storage/platform.ts';
import type { RunningStorage } from '../storage/storage.ts';
import type { ListedBlob } from './blob-event.ts';

/** Lists the committed blobs of a container. */
export type Lister = (account: string, container: string) => Promise<readonly ListedBlob[]>;

/** What no request through the gateway brought about is seen after that many milliseconds. */
const longestKept = 3000;

/**
 * Gives the last list again while nothing was written: Event Grid and the scan look several times a second, which would otherwise be most
 * of what a waiting laptop does.
 */
export function keptListings(list: Lister, writes: RunningStorage['writes'], now = () => performance.now()): Lister {
  const kept = new Map<
    string,
    { readonly writes: number; readonly at: number; readonly blobs: readonly ListedBlob[] }
  >();
  return async (account, container) => {
    const asked = { writes: writes(account, container), at: now() };
    const last = kept.get(`${account}/${container}`);
    if (last?.writes === asked.writes && asked.at - last.at < longestKept) return last.blobs;
    const blobs = await list(account, container);
    kept.set(`${account}/${container}`, { ...asked, blobs });
    return blobs;
  };
}

/** Lists as the platform, without the gateway. */
export function platformListings({ azurite, credential }: Pick<RunningStorage, 'azurite' | 'credential'>): Lister {
  return (account, container) => listBlobs(`${azurite.blob}/${account}`, container, credential);
}

/** Lists the committed blobs of a container straight from Azurite, as the platform: no person or identity appears in the ledger. */
export async function listBlobs(
  accountUrl: string,
  container: string,
  credential: PlatformCredential,
): Promise<ListedBlob[]> {
  const client = new BlobServiceClient(accountUrl, credential).getContainerClient(container);
  const listed: ListedBlob[] = [];
  for await (const { name, properties } of client.listBlobsFlat()) {
    listed.push({
      name,
      etag: properties.etag.replaceAll('"', ''),
      length: properties.contentLength ?? 0,
      contentType: properties.contentType ?? 'application/octet-stream',
      blobType: properties.blobType ?? 'BlockBlob',
      md5: properties.contentMD5 === undefined ? undefined : Buffer.from(properties.contentMD5).toString('base64'),
      lastModified: properties.lastModified,
    });
  }
  return listed;
}
