import { type ManifestEntry, withRole } from '../../domain/operation/manifest.ts';
import { isFile, isFolderMarker, isMarkerOrUnnamed } from '../../domain/transfer/package-file.ts';
import type { DataListing, DataPlace, ListedBlob } from '../../ports/storage.ts';
import type { Location } from './places.ts';

/** What a listing shows beside its entries, filled while it streams by. */
export class ListingSummary {
  /** The storage service's clock when it answered the first page. Throws before the listing began. */
  get date(): Date {
    if (!this.#date) throw new Error('The listing has not begun, so it has no date yet');
    return this.#date;
  }
  count = 0;
  /** The newest change of anything there, the marker included; undefined when there is nothing. */
  newest: Date | undefined;
  marker: ListedBlob | undefined;
  nameless = false;
  #date: Date | undefined;

  see(date: Date): void {
    this.#date ??= date;
  }

  /** Looks at one blob. One of which only blocks have arrived is no file yet, and no marker. */
  note(blob: ListedBlob): void {
    if (isArriving(blob)) return;
    const changed = new Date(blob.lastModified);
    if (!this.newest || changed > this.newest) this.newest = changed;
    if (blob.path === '') this.nameless = true;
    else if (isMarkerOrUnnamed(blob.path)) this.marker = blob;
    else if (!isFolderMarker(blob)) this.count += 1;
  }
}

/** True for a blob of which only blocks have arrived: storage gives every other one an ETag. */
export function isArriving({ etag }: ListedBlob): boolean {
  return etag === '';
}

/** Lists everything at a location, paths relative to its folder, the marker included, in the order of Blob Storage. */
export async function* listAll(
  listing: DataListing,
  location: Location,
  summary: ListingSummary,
  options: { readonly uncommitted?: boolean } = {},
): AsyncGenerator<ListedBlob> {
  const prefix = `${location.folder}/`;
  for await (const page of listing.pages(location.place, `${prefix}${location.only ?? ''}`, options)) {
    summary.see(page.date);
    for (const blob of page.blobs) {
      const path = blob.path.slice(prefix.length);
      if (location.only !== undefined && path !== location.only) continue;
      const relative = { ...blob, path };
      summary.note(relative);
      yield relative;
    }
  }
}

const placesOfPackages: ReadonlySet<DataPlace> = new Set(['exports', 'review', 'returned', 'released']);

/** Lists the files of a dataset or package at a location as manifest entries, without what is apart from it; those of a package with their roles. */
export async function* listFiles(
  listing: DataListing,
  location: Location,
  summary: ListingSummary = new ListingSummary(),
): AsyncGenerator<ManifestEntry> {
  for await (const blob of listAll(listing, location, summary)) {
    if (!isFile(blob)) continue;
    const { path, size, etag, md5, lastModified } = blob;
    const entry = { path, size, etag, md5, lastModified };
    yield placesOfPackages.has(location.place) ? withRole(entry) : entry;
  }
}
