import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { AnonymousCredential } from '@azure/storage-blob';
import { ListingSummary, listAll } from '../../src/activities/transfer/location-listing.ts';
import { firstArrowVersion } from '../../src/azure/base/storage-version.ts';
import { listedAccount } from '../../src/azure/transfer/arrow-answers.ts';
import { blobListing } from '../../src/azure/transfer/data-listing.ts';
import { isLarge } from './large.ts';

/** How many files a large upload has: a million when `npm run bench` is told `--large`. */
export const filesOfLook = isLarge() ? 1_000_000 : 50_000;

export const pageSize = 1000;

/** A large upload in an account of a server in another process, so that nothing but the app is measured. */
interface Looks {
  /** As the app looks. */
  look(): Promise<void>;
  /** Goes over the pages of the SDK and does nothing with them. */
  bare(): Promise<void>;
  stop(): void;
}

/** Starts the server, which lists in that form. */
export async function startLooks(form: 'arrow' | 'xml'): Promise<Looks> {
  const server = fork(join(import.meta.dirname, 'listing-server.ts'), [String(filesOfLook), form]);
  const [port] = await once(server, 'message');
  const account = listedAccount(`http://127.0.0.1:${port}/account`, new AnonymousCredential(), firstArrowVersion);
  const listing = blobListing({ public: account, secure: account, release: account }, pageSize);
  return {
    async look() {
      const survey = new ListingSummary();
      const location = { place: 'ingress', folder: 'heart-study/cohort' } as const;
      for await (const _blob of listAll(listing, location, survey, { uncommitted: true }));
      if (survey.count !== filesOfLook) throw new Error(`The listing shows ${survey.count} files.`);
    },
    async bare() {
      const asked = { prefix: 'heart-study/cohort/', includeMetadata: true, includeUncommitedBlobs: true };
      const pages = account.getContainerClient('ingress').listBlobsFlat(asked).byPage({ maxPageSize: pageSize });
      for await (const _page of pages);
    },
    stop: () => void server.kill(),
  };
}

/** The most memory that a look takes over what the process had before it: MB. */
export async function memoryOfLook(form: 'arrow' | 'xml'): Promise<number> {
  const { look, stop } = await startLooks(form);
  try {
    const before = process.memoryUsage.rss();
    await look();
    return (process.resourceUsage().maxRSS * 1024 - before) / 1e6;
  } finally {
    stop();
  }
}
