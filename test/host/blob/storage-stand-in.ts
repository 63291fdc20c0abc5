import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the stand-in saw of one request. */
export interface Seen {
  method: string;
  path: string;
  authorization: string | undefined;
  body: string;
}

/**
 * A managed-identity endpoint and a storage account of one process. It knows blobs by path, refuses tokens of another
 * identity, keeps queues, and answers as the REST documentation says.
 */
export class StorageStandIn {
  readonly seen: Seen[] = [];
  readonly tokens: string[] = [];
  /** Paths of existing blobs with their content. */
  readonly blobs = new Map<string, string>();
  /** Status codes with which requests for a path are answered, one after another, before it works. */
  readonly refusals = new Map<string, number[]>();
  readonly queues = new Map<string, string[]>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  origin = '';
  /** Makes the access token of an identity. */
  token = (clientId: string | null): string => `token-of-${clientId}`;

  async start(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The stand-in has no port.');
    this.origin = `http://127.0.0.1:${address.port}`;
    return this;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(() => done()));
  }

  /** Settings and environment with which a host uses this stand-in as the identity `id-of-trigger`. */
  get settings(): Record<string, string> {
    return {
      Trigger__blobServiceUri: this.origin,
      Trigger__queueServiceUri: `${this.origin}/queues`,
      Trigger__clientId: 'id-of-trigger',
      IDENTITY_ENDPOINT: `${this.origin}/msi/token`,
      IDENTITY_HEADER: 'the-secret',
    };
  }

  requests(method: string, path: string): Seen[] {
    return this.seen.filter((request) => request.method === method && request.path === path);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const url = new URL(request.url ?? '/', this.origin);
    const path = decodeURIComponent(url.pathname);
    const end = (status: number, body = '', headers: Record<string, string> = {}) => {
      response.writeHead(status, headers);
      response.end(body);
    };
    if (path === '/msi/token') return end(...this.#token(request, url));
    const { method = '' } = request;
    const body = Buffer.concat(chunks).toString('utf8');
    this.seen.push({ method, path, authorization: request.headers.authorization, body });
    if (request.headers.authorization !== 'Bearer token-of-id-of-trigger' || !request.headers['x-ms-version'])
      return end(403);
    const refusal = this.refusals.get(path)?.shift();
    if (refusal) return end(refusal);
    if (path.startsWith('/queues/')) return end(this.#queue(method, path.slice('/queues/'.length), body));
    const content = this.blobs.get(path);
    if (content === undefined) return end(404);
    return end(200, content, {
      'content-type': 'text/plain',
      etag: '"0x1"',
      'x-ms-meta-purpose': 'test',
      'x-ms-blob-type': 'BlockBlob',
    });
  }

  #token(request: IncomingMessage, url: URL): [number, string] {
    const { searchParams } = url;
    this.tokens.push(url.search);
    const right =
      searchParams.get('resource') === 'https://storage.azure.com' && searchParams.get('api-version') === '2019-08-01';
    if (request.headers['x-identity-header'] !== 'the-secret' || !right) return [400, ''];
    const expires = Math.floor(Date.now() / 1000) + 3600;
    return [
      200,
      JSON.stringify({ access_token: this.token(searchParams.get('client_id')), expires_on: String(expires) }),
    ];
  }

  #queue(method: string, path: string, body: string): number {
    const [name = '', messages] = path.split('/');
    const queue = this.queues.get(name);
    if (messages === undefined && method === 'PUT') {
      this.queues.set(name, []);
      return 201;
    }
    if (!queue) return 404;
    queue.push(Buffer.from(/<MessageText>(.*)<\/MessageText>/.exec(body)?.[1] ?? '', 'base64').toString('utf8'));
    return 201;
  }
}
