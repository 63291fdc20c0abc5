import type { ContainerBlob } from '../../src/azure/base/blob-container.ts';
import { type BlobState, wholeSecond } from './blob-state.ts';
import { type BlobVersions, versionIdOf } from './blob-versions.ts';
import type { OrderedMap } from './ordered-map.ts';

/** What a listing asks for; `marker` is the last entry of the page before. */
export interface BlobQuery {
  readonly prefix?: string | undefined;
  readonly delimiter?: '/';
  readonly uncommitted?: boolean | undefined;
  readonly metadata?: boolean | undefined;
  readonly versions?: boolean | undefined;
  readonly deleted?: boolean | undefined;
  readonly top?: number | undefined;
  readonly marker?: string | undefined;
}

/** One page of a listing, with the service's clock. */
export interface BlobPage {
  readonly date: Date;
  readonly blobs: ContainerBlob[];
  readonly prefixes: readonly string[];
  readonly marker: string | undefined;
}

/** What a container holds. */
export interface Holding {
  readonly blobs: OrderedMap<BlobState>;
  readonly uncommitted: ReadonlyMap<string, unknown>;
  readonly versions: BlobVersions | undefined;
  readonly now: Date;
}

const largestPage = 5000;

/** Answers one List Blobs: in the order of UTF-16, and with versions in one page, as behind the laptop's gateway. */
export function listPage(holding: Holding, query: BlobQuery): BlobPage {
  const date = wholeSecond(holding.now);
  const { prefix = '', delimiter, marker = '', top = largestPage } = query;
  if (query.versions) return { date, blobs: withVersions(holding, query), prefixes: [], marker: undefined };
  const most = Math.min(top, largestPage);
  const blobs: ContainerBlob[] = [];
  const prefixes = new Set<string>();
  let last = marker;
  for (const name of namesIn(holding, query)) {
    if (!name.startsWith(prefix)) break;
    if (name <= marker || isBehind(name, last, delimiter)) continue;
    if (blobs.length + prefixes.size === most) return { date, blobs, prefixes: [...prefixes], marker: last };
    const end = delimiter === undefined ? -1 : name.indexOf(delimiter, prefix.length);
    last = end < 0 ? name : name.slice(0, end + 1);
    if (end >= 0) prefixes.add(last);
    else blobs.push(shown(name, holding.blobs.get(name), query.metadata));
  }
  return { date, blobs, prefixes: [...prefixes], marker: undefined };
}

/** Whether the name lies in the folder that was the last entry. */
function isBehind(name: string, last: string, delimiter: '/' | undefined): boolean {
  return delimiter !== undefined && last.endsWith(delimiter) && name.startsWith(last);
}

/** Names with the prefix, or behind them, that are not before the marker. */
function namesIn({ blobs, uncommitted }: Holding, { prefix = '', marker = '', ...query }: BlobQuery): Iterable<string> {
  const from = prefix < marker ? marker : prefix;
  if (!query.uncommitted) return blobs.keysFrom(from);
  const names = new Set([...blobs.keysFrom(from), ...[...uncommitted.keys()].filter((name) => name >= from)]);
  return [...names].sort();
}

/** A blob without content has blocks only: Azure tells neither its time nor an ETag. */
function shown(name: string, blob: BlobState | undefined, metadata: boolean | undefined): ContainerBlob {
  if (blob === undefined) return { name, properties: { contentLength: 0 } };
  const { etag, lastModified, createdOn, content, headers } = blob;
  const properties = {
    etag,
    lastModified,
    createdOn,
    contentLength: content.length,
    ...(headers.blobContentMD5 === undefined ? {} : { contentMD5: headers.blobContentMD5 }),
  };
  return { name, properties, ...(metadata ? { metadata: { ...blob.metadata } } : {}) };
}

/** Current and previous versions in the order of names and times; with `deleted` also what can still be restored. */
function withVersions({ blobs, versions }: Holding, { prefix = '', deleted }: BlobQuery): ContainerBlob[] {
  if (versions === undefined) throw new Error('This container keeps no versions');
  const found: { readonly key: string; readonly blob: ContainerBlob }[] = [];
  for (const name of blobs.keys()) {
    const blob = blobs.get(name);
    if (blob === undefined) continue;
    found.push({ key: `${name}\n${versionIdOf(blob)}`, blob: { ...shown(name, blob, false), isCurrentVersion: true } });
  }
  for (const name of versions.names()) {
    for (const previous of versions.of(name)) {
      const blob = shown(name, previous.blob, false);
      if (previous.deleted && !deleted) continue;
      found.push({ key: `${name}\n${previous.versionId}`, blob: previous.deleted ? { ...blob, deleted: true } : blob });
    }
  }
  return found
    .filter(({ blob }) => blob.name.startsWith(prefix))
    .sort((one, other) => (one.key < other.key ? -1 : 1))
    .map(({ blob }) => blob);
}
