import type { Clock } from '../clock.ts';
import type { BlobConnection } from './connection.ts';
import type { StorageToken } from './managed-identity.ts';

/** The storage REST version that the host speaks: its libraries are older than those of the app, and every region knows it. */
export const version = '2025-05-05';

/** Thrown when storage refuses a request of the host; `status` is its HTTP code. */
export class StorageRefusal extends Error {
  override name = 'StorageRefusal';
  readonly status: number;
  constructor(what: string, status: number) {
    super(`${what} was answered with ${status}.`);
    this.status = status;
  }
}

/** Properties and metadata of a blob, from the headers of Get Blob Properties. */
export interface BlobProperties {
  properties: Record<string, string | number | null>;
  metadata: Record<string, string>;
}

/** The requests that a blob trigger sends to storage. */
export interface StorageRest {
  /** Get Blob Properties; undefined when the blob does not exist. */
  blobProperties(connection: BlobConnection, container: string, name: string): Promise<BlobProperties | undefined>;
  blobContent(connection: BlobConnection, container: string, name: string): Promise<Uint8Array>;
  /** Put Message, base64-encoded as WebJobs does; makes the queue when it is missing. */
  putMessage(connection: BlobConnection, queue: string, text: string): Promise<void>;
}

/** The URL of a blob; each path segment escaped. */
export function blobUrl(serviceUri: string, container: string, name: string): string {
  return `${serviceUri}/${container}/${name.split('/').map(encodeURIComponent).join('/')}`;
}

/** Speaks to storage with the identity of each connection. */
export function storageRest(token: StorageToken, clock: Clock): StorageRest {
  const send = async (connection: BlobConnection, url: string, method: string, body?: string): Promise<Response> =>
    fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${await token(connection.clientId)}`,
        'x-ms-version': version,
        'x-ms-date': new Date(clock.now()).toUTCString(),
      },
      ...(body === undefined ? {} : { body }),
    });
  return {
    async blobProperties(connection, container, name) {
      const response = await send(connection, blobUrl(connection.blobServiceUri, container, name), 'HEAD');
      if (response.status === 404) return undefined;
      if (!response.ok) throw new StorageRefusal(`Get Blob Properties of ${container}/${name}`, response.status);
      return splitHeaders(response.headers);
    },
    async blobContent(connection, container, name) {
      const response = await send(connection, blobUrl(connection.blobServiceUri, container, name), 'GET');
      if (!response.ok) throw new StorageRefusal(`Get Blob of ${container}/${name}`, response.status);
      return new Uint8Array(await response.arrayBuffer());
    },
    async putMessage(connection, queue, text) {
      const url = `${connection.queueServiceUri}/${queue}`;
      const body = `<QueueMessage><MessageText>${Buffer.from(text).toString('base64')}</MessageText></QueueMessage>`;
      let response = await send(connection, `${url}/messages`, 'POST', body);
      if (response.status === 404) {
        const made = await send(connection, url, 'PUT');
        if (!made.ok && made.status !== 409) throw new StorageRefusal(`Create Queue ${queue}`, made.status);
        response = await send(connection, `${url}/messages`, 'POST', body);
      }
      if (!response.ok) throw new StorageRefusal(`Put Message to ${queue}`, response.status);
    },
  };
}

/** The headers as the storage SDK of .NET names them, which is how a function sees them (in camel case). */
function splitHeaders(headers: Headers): BlobProperties {
  const metadata: Record<string, string> = {};
  for (const [key, value] of headers) {
    if (key.startsWith('x-ms-meta-')) metadata[key.slice('x-ms-meta-'.length)] = value;
  }
  const time = (key: string) => new Date(headers.get(key) ?? 0).toISOString();
  const properties = {
    LastModified: time('last-modified'),
    CreatedOn: time('x-ms-creation-time'),
    ContentLength: Number(headers.get('content-length') ?? 0),
    ContentType: headers.get('content-type') ?? '',
    ContentHash: headers.get('content-md5'),
    ETag: headers.get('etag') ?? '',
  };
  return { properties, metadata };
}
