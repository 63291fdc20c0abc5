import { BlobServiceClient } from '@azure/storage-blob';
import type { PlatformCredential } from '../storage/platform.ts';
import type { ListedBlob } from './blob-event.ts';

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
