import type { Table } from 'apache-arrow';
import type { ContainerBlob } from '../base/blob-container.ts';

/** A page of List Blobs as it came in Arrow: its blobs, and what is left of it without them, which is where the listing goes on. */
export interface ArrowPage {
  readonly blobs: readonly ContainerBlob[];
  readonly rest: Uint8Array;
}

/** Reads what the app needs of a page. Throws when the bytes are no table, or one in which a blob has no name. */
export async function readArrow(bytes: Uint8Array): Promise<ArrowPage> {
  // Loaded when the first page comes, so that the app does not start later for it.
  const { Schema, Table, tableFromIPC, tableToIPC } = await import('apache-arrow');
  const table = tableFromIPC(bytes);
  const rest = tableToIPC(new Table(new Schema([], table.schema.metadata)), 'stream');
  return { blobs: blobsOf(table), rest };
}

/** Looks each column up once. The SDK does so for each property of each blob, which costs five times as much. */
function blobsOf(table: Table): ContainerBlob[] {
  const column = (name: string) => table.getChild(name);
  const [names, metadata, current, deleted] = ['Name', 'Metadata', 'IsCurrentVersion', 'Deleted'].map(column);
  const [etags, lengths, md5s, changes] = ['Etag', 'Content-Length', 'Content-MD5', 'Last-Modified'].map(column);
  return Array.from({ length: table.numRows }, (_none, row) => ({
    name: named(names?.get(row)),
    ...given(metadata?.get(row), (pairs) => ({ metadata: texts(pairs) })),
    isCurrentVersion: current?.get(row) === true,
    deleted: deleted?.get(row) === true,
    properties: {
      etag: String(etags?.get(row) ?? ''),
      contentLength: Number(lengths?.get(row) ?? 0),
      ...given(md5s?.get(row), (md5) => ({ contentMD5: Buffer.from(String(md5), 'base64') })),
      ...given(changes?.get(row), (milliseconds) => ({ lastModified: new Date(Number(milliseconds)) })),
    },
  }));
}

/** A blob without a name would be taken for its folder. */
function named(name: unknown): string {
  if (typeof name === 'string' && name !== '') return name;
  throw new Error('A listing in Arrow shows a blob without a name');
}

/** Names and texts of the metadata, which Arrow gives as pairs. */
function texts(pairs: Iterable<readonly [string, string | null]>): Record<string, string> {
  return Object.fromEntries([...pairs].map(([name, text]) => [name, text ?? '']));
}

/** A cell that is empty or missing adds no property. */
function given<V, T extends object>(value: V | null | undefined, of: (value: V) => T): T | Record<never, never> {
  return value === null || value === undefined ? {} : of(value);
}
