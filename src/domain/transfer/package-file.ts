import { isMarker } from '../operation/blob-name.ts';

/** A blob under the folder of a package, as a listing shows it; its path is relative to the folder. */
interface ListedFile {
  readonly path: string;
  readonly size: number;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * True for what lies under the folder and is not part of the package: the marker, and a blob whose name ends with the folder's
 * slash and so has no name of its own (that one is a problem, see `takeInventory`).
 */
export function isMarkerOrUnnamed(relativePath: string): boolean {
  return relativePath === '' || isMarker(relativePath);
}

/**
 * True for the empty blob that stands for a folder where tools show an account as a file system (blobfuse and Hadoop give it the
 * metadata `hdi_isfolder`). It is not part of any package. One with a slash at its end breaks the rules for names like any other
 * blob, because a delete that goes by file names cannot reach it.
 */
export function isFolderMarker({ path, size, metadata }: ListedFile): boolean {
  return size === 0 && metadata['hdi_isfolder'] === 'true' && path !== '' && !path.endsWith('/');
}

/** Whether a blob under the folder is one of the package's files: those that its manifest names. */
export function isFile(blob: ListedFile): boolean {
  return !isMarkerOrUnnamed(blob.path) && !isFolderMarker(blob);
}
