import type { LocalReply, LocalRequest } from '../server.ts';
import { escapeXml } from './storage-answer.ts';
import { type RequestHead, StorageRefusal, type StorageRequest } from './storage-request.ts';
import type { ListedVersion, VersionStore } from './version-store.ts';
import { immutable } from './write-once.ts';

/** The container whose deployment keeps each version for some days (`infra/modules/storage.bicep`). */
export const retainedContainer = { account: 'secure', container: 'datasets' };

/** Where previous versions lie in Azurite; no identity has a role on it. */
export const versionsContainer = 'laptop-versions';

/** What becomes of a request: it goes on as it is or under another path, or it is answered here. */
export type Retained = { readonly request: LocalRequest } | { readonly reply: LocalReply };

/**
 * Does for the retained container what Azure's versioning and version-level retention do and Azurite does not: an overwrite makes a
 * previous version; a delete of what is retained makes one or is refused, as the knob says; versions stay readable by their ids; a
 * listing with `include=versions` shows them, with `deleted` also those that can still be restored. Sources: Microsoft's "Blob
 * versioning", "Version-level WORM policies" and "List Blobs". Throws StorageRefusal.
 */
export async function retain(
  asked: StorageRequest,
  head: RequestHead,
  request: LocalRequest,
  versions: VersionStore,
): Promise<Retained> {
  if (asked.account !== retainedContainer.account || asked.place !== retainedContainer.container) return { request };
  const name = head.path.split('/').slice(2).join('/');
  const versionId = head.query.get('versionid');
  switch (asked.action) {
    case 'ListBlobs':
      return await list(head, request, versions);
    case 'PutBlob':
    case 'PutBlockList': {
      const current = await versions.current(name);
      if (current && head.header('if-none-match') !== '*') await versions.keep(name, current);
      return { request };
    }
    case 'SetBlobMetadata':
    case 'SetBlobProperties': {
      const current = await versions.current(name);
      if (current && versions.isRetained(current.created)) throw immutable();
      return { request };
    }
    case 'DeleteBlob':
      return versionId === null
        ? await deleteCurrent(name, request, versions)
        : await deletePrevious(name, versionId, request, versions);
    case 'GetBlob':
    case 'GetBlobProperties':
      return versionId === null ? { request } : { request: await atVersion(name, versionId, request, versions) };
    default:
      return { request };
  }
}

async function deleteCurrent(name: string, request: LocalRequest, versions: VersionStore): Promise<Retained> {
  const current = await versions.current(name);
  if (!current) return { request };
  if (versions.isRetained(current.created) && versions.knobs.deleteOfRetained === 'is-refused') throw immutable();
  await versions.keep(name, current);
  return { request };
}

async function deletePrevious(
  name: string,
  versionId: string,
  request: LocalRequest,
  versions: VersionStore,
): Promise<Retained> {
  const created = await versions.previous(name, versionId);
  if (!created) throw missing();
  if (versions.isRetained(created)) throw immutable();
  return { request: elsewhere(request, versions.pathOf(name, versionId)) };
}

async function atVersion(
  name: string,
  versionId: string,
  request: LocalRequest,
  versions: VersionStore,
): Promise<LocalRequest> {
  if ((await versions.current(name))?.versionId === versionId) return withoutVersion(request);
  if ((await versions.previous(name, versionId)) === undefined) throw missing();
  return elsewhere(request, versions.pathOf(name, versionId));
}

/** The same request at the place of a previous version. */
function elsewhere(request: LocalRequest, path: string): LocalRequest {
  const { url } = withoutVersion(request);
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  url.pathname = `/${retainedContainer.account}/${versionsContainer}/${encoded}`;
  return { ...request, url };
}

function withoutVersion(request: LocalRequest): LocalRequest {
  const url = new URL(request.url);
  url.searchParams.delete('versionid');
  return { ...request, url };
}

function missing(): StorageRefusal {
  return new StorageRefusal(404, 'BlobNotFound', 'The specified blob does not exist.');
}

/** A listing with versions comes in one page, without a delimiter; one without them is Azurite's own. */
async function list(head: RequestHead, request: LocalRequest, versions: VersionStore): Promise<Retained> {
  const include = (head.query.get('include') ?? '').split(',');
  if (!include.includes('versions')) return { request };
  const listed = await versions.list(head.query.get('prefix') ?? '');
  const shown = listed.filter(({ deleted }) => !deleted || include.includes('deleted'));
  const body = `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>${shown.map(blobXml).join('')}</Blobs><NextMarker /></EnumerationResults>`;
  return {
    reply: { status: 200, headers: { 'content-type': 'application/xml', date: new Date().toUTCString() }, body },
  };
}

function blobXml({ name, versionId, isCurrent, deleted, blob: { properties } }: ListedVersion): string {
  const md5 = properties.contentMD5 ? Buffer.from(properties.contentMD5).toString('base64') : '';
  return [
    `<Blob><Name>${escapeXml(name)}</Name>`,
    deleted ? '<Deleted>true</Deleted>' : '',
    `<VersionId>${versionId}</VersionId>`,
    isCurrent ? '<IsCurrentVersion>true</IsCurrentVersion>' : '',
    `<Properties><Last-Modified>${properties.lastModified.toUTCString()}</Last-Modified><Etag>${escapeXml(properties.etag)}</Etag>`,
    `<Content-Length>${properties.contentLength ?? 0}</Content-Length><Content-MD5>${md5}</Content-MD5><BlobType>BlockBlob</BlobType></Properties></Blob>`,
  ].join('');
}
