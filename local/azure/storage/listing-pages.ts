import type { LocalReply, LocalRequest } from '../server.ts';

/** Stands for the beginning of a listing in a continuation token of an empty page. */
const beginning = 'laptop-beginning';

/** Whether the request lists blobs or rows, so that its answer may be cut into pages. */
export function isListing({ method, url }: LocalRequest): boolean {
  if (method !== 'GET') return false;
  const { pathname, searchParams } = url;
  return searchParams.get('comp') === 'list' || /^\/[^/]+\/[A-Za-z][A-Za-z0-9]{2,62}(\(\))?$/.test(pathname);
}

/** The same listing, one entry a page. */
export function shortened(request: LocalRequest): LocalRequest {
  return withQuery(request, (query) => query.set(isOfBlobs(request) ? 'maxresults' : '$top', '1'));
}

/** The listing as it was asked for, if it goes on after an empty page. */
export function resumed(request: LocalRequest): LocalRequest {
  const { searchParams } = request.url;
  if (![searchParams.get('marker'), searchParams.get('NextPartitionKey')].includes(beginning)) return request;
  return withQuery(request, (query) => {
    for (const name of ['marker', 'NextPartitionKey', 'NextRowKey']) query.delete(name);
  });
}

/**
 * A page without entries that leads on to where the listing stood. List Blobs and Query Entities may both answer so. Sources: Microsoft's
 * REST references, "List Blobs" and "Query timeout and pagination".
 */
export function emptyPage(request: LocalRequest): LocalReply {
  const { searchParams } = request.url;
  const date = new Date().toUTCString();
  if (isOfBlobs(request)) {
    const marker = searchParams.get('marker') ?? beginning;
    const body = `<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs /><NextMarker>${marker.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</NextMarker></EnumerationResults>`;
    return { status: 200, headers: { 'content-type': 'application/xml', date }, body };
  }
  const headers = {
    'content-type': 'application/json;odata=minimalmetadata',
    date,
    'x-ms-continuation-nextpartitionkey': searchParams.get('NextPartitionKey') ?? beginning,
    'x-ms-continuation-nextrowkey': searchParams.get('NextRowKey') ?? beginning,
  };
  return { status: 200, headers, body: { value: [] } };
}

function isOfBlobs({ url }: LocalRequest): boolean {
  return url.searchParams.get('comp') === 'list';
}

function withQuery(request: LocalRequest, change: (query: URLSearchParams) => void): LocalRequest {
  const url = new URL(request.url);
  change(url.searchParams);
  return { ...request, url };
}
