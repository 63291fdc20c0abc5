import { createHash } from 'node:crypto';
import { noNameProblem } from '../../activities/transfer/check-arrived.ts';
import { sourceLocation } from '../../activities/transfer/places.ts';
import type { Door } from '../../domain/base/door.ts';
import { isMarker, type UploadPath } from '../../domain/operation/blob-name.ts';
import type { UploadProblem } from '../../domain/operation/operation.ts';
import type { UploadRules } from '../../domain/project/project.ts';
import { isFile, isFolderMarker } from '../../domain/transfer/package-file.ts';
import { listedProblems, namedProblems } from '../../domain/transfer/shown-problems.ts';
import type { DataListing, ListedBlob } from '../../ports/storage.ts';

export interface Visibility {
  readonly there: 'files' | 'marker' | 'nothing';
  readonly problems: readonly UploadProblem[];
  /** When the oldest of it changed; undefined where nothing is there. */
  readonly since?: string;
  /** Another one when anything of it is another one. */
  readonly print: string;
}

/** One page of a listing: what a larger upload breaks beyond it, its check finds. */
const mostLooked = 5000;

/** Looks at the beginning of what lies at a door under a name. */
export async function lookAtUpload(
  { listing }: { readonly listing: DataListing },
  { door, upload, rules }: { readonly door: Door; readonly upload: UploadPath; readonly rules: UploadRules },
): Promise<Visibility> {
  const blobs = await beginningOf(listing, door, upload);
  const files = blobs.filter((blob) => !isFolderMarker(blob));
  const isAlone = (blob: ListedBlob) => upload.shape === 'folder' && isMarker(blob.path) && blob.size === 0;
  const there = files.some((blob) => !isAlone(blob)) ? 'files' : files.length > 0 ? 'marker' : 'nothing';
  const since = blobs.map(({ lastModified }) => lastModified).sort()[0];
  const print = createHash('sha256')
    .update(JSON.stringify(blobs.map(({ path, etag }) => [path, etag])))
    .digest('hex');
  const problems = there === 'files' ? await problemsOf(files, { door, upload, rules }) : [];
  return { there, problems, ...(since === undefined ? {} : { since }), print };
}

async function problemsOf(
  blobs: readonly ListedBlob[],
  { door, upload, rules }: { readonly door: Door; readonly upload: UploadPath; readonly rules: UploadRules },
): Promise<UploadProblem[]> {
  const whole = namedProblems(door, upload, rules);
  if (blobs.some(({ path }) => path === '')) whole.push(noNameProblem({ id: '', door, ...upload }));
  return [...whole, ...(await listedProblems(blobs.filter(isFile), rules))];
}

/** Paths relative to the folder, in the order of Blob Storage. */
async function beginningOf(listing: DataListing, door: Door, upload: UploadPath): Promise<ListedBlob[]> {
  const { place, folder, only } = sourceLocation({ id: '', door, ...upload });
  const found: ListedBlob[] = [];
  for await (const { blobs } of listing.pages(place, `${folder}/${only ?? ''}`)) {
    for (const blob of blobs) {
      const path = blob.path.slice(folder.length + 1);
      if (only === undefined || path === only) found.push({ ...blob, path });
    }
    if (found.length >= mostLooked || (only !== undefined && found.length > 0)) break;
  }
  return found;
}
