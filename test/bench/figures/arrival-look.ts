/**
 * What a look at an upload of 100,000 files costs the app: seconds of processor time for one listing as the real client reads it.
 * A server in another process gives the pages, so that nothing but the app is measured.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { AnonymousCredential, BlobServiceClient } from '@azure/storage-blob';
import { listAll, Survey } from '../../../src/activities/spot-listing.ts';
import { blobListing } from '../../../src/azure/data-listing.ts';
import { processorTime } from '../clock.ts';
import type { Measured } from '../figure.ts';

const files = 100_000;

/** Measures one listing. */
export async function measure(): Promise<Measured> {
  const server = fork(join(import.meta.dirname, '../listing-server.ts'), [String(files)]);
  try {
    const [port] = await once(server, 'message');
    const account = new BlobServiceClient(`http://127.0.0.1:${port}/account`, new AnonymousCredential());
    const listing = blobListing({ public: account, secure: account, release: account });
    const look = async () => {
      const survey = new Survey();
      const spot = { place: 'ingress', folder: 'heart-study/cohort' } as const;
      for await (const _blob of listAll(listing, spot, survey, { uncommitted: true }));
      if (survey.count !== files) throw new Error(`The listing shows ${survey.count} files.`);
    };
    await look();
    return { value: (await processorTime(look)) / 1000, unit: 's' };
  } finally {
    server.kill();
  }
}
