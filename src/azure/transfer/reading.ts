import { evidenceSchema, fileDetail } from '../../domain/inspection/evidence.ts';
import { type InspectionKey, inspectionPath, placesPath } from '../../domain/review/inspection.ts';
import { NotAllowed, type ReadAs } from '../../ports/reading.ts';
import type { BlobAccount } from '../base/blob-container.ts';
import { readText } from '../base/blob-text.ts';
import { serviceError, statusOf } from '../base/service-error.ts';
import { listedAccount } from './arrow-answers.ts';
import { blobListing } from './data-listing.ts';
import { blobFrozenFiles } from './frozen-files.ts';

/** Reads the secure account with the tokens of people. A token is never renewed: the session ends with it. */
export function readingAs(secureUrl: string, version: string, now: () => number = Date.now): ReadAs {
  const hour = 3_600_000;
  return (token) => {
    const credential = { getToken: async () => ({ token, expiresOnTimestamp: now() + hour }) };
    const secure = listedAccount(secureUrl, credential, version);
    const listing = blobListing({ public: secure, secure, release: secure });
    return {
      open: blobFrozenFiles(secure).open,
      async *pages(place, prefix, options) {
        try {
          yield* listing.pages(place, prefix, options);
        } catch (error) {
          throw told('list a package', error);
        }
      },
      evidence: async (key) => {
        const text = await textAt(secure, 'evidence', inspectionPath(key), key);
        return text === undefined ? undefined : evidenceSchema.parse(JSON.parse(text));
      },
      detail: async (key, file) => {
        const text = await textAt(secure, 'places', placesPath(key, file), key);
        return text === undefined ? { places: [] } : fileDetail.parse(JSON.parse(text));
      },
    };
  };
}

async function textAt(
  secure: BlobAccount,
  container: 'evidence' | 'places',
  path: string,
  { exportId }: InspectionKey,
): Promise<string | undefined> {
  try {
    return (await readText(secure.getContainerClient(container).getBlobClient(path)))?.text;
  } catch (error) {
    throw told(`read ${container} of ${exportId}`, error);
  }
}

/** A refusal of the person, also one that an adapter has told already, and everything else as a failure. */
function told(tried: string, error: unknown): Error {
  const status = statusOf(error) ?? (error instanceof Error ? statusOf(error.cause) : undefined);
  return status === 401 || status === 403 ? new NotAllowed('Storage refuses this person') : serviceError(tried, error);
}
