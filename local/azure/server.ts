import {
  createServer as createHttpServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

/** A request as the stand-ins see it. `body()` reads at most 32 MiB; large transfers use `raw`. */
export interface LocalRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly raw: IncomingMessage;
  body(): Promise<Buffer>;
}

/** An answer: an object body is sent as JSON, a stream is piped, `drop: true` cuts the connection without an answer, `breaksOff: true` in the middle of its body. */
export interface LocalReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer | Readable | object;
  readonly drop?: boolean;
  readonly breaksOff?: boolean;
}

export interface RunningServer {
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 takes a free port. */
  readonly port: number;
  readonly host?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
  handle(request: LocalRequest): Promise<LocalReply>;
}

const largestBody = 32 * 1024 * 1024;
/** Up to this size a streamed answer leaves in one piece: over TLS each write costs more than the bytes of a small answer. */
const largestPiece = 64 * 1024;

/** Starts a loopback server over TLS (or plain HTTP without `tls`) that answers each request by one function; a throw becomes a 500 with its message. */
export async function serve(options: ServerOptions): Promise<RunningServer> {
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, response, options);
  };
  const server = options.tls ? createTlsServer(options.tls, listener) : createHttpServer(listener);
  const host = options.host ?? '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explainListen(error, options.port)));
    server.listen(options.port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `${options.tls ? 'https' : 'http'}://${host}:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function explainListen(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code !== 'EADDRINUSE') return error;
  return new Error(`Port ${port} is taken. Is another npm start running? Stop it, or use free ports.`, {
    cause: error,
  });
}

async function answer(raw: IncomingMessage, response: ServerResponse, options: ServerOptions): Promise<void> {
  let reply: LocalReply;
  try {
    const url = new URL(raw.url ?? '/', `${options.tls ? 'https' : 'http'}://${raw.headers.host ?? 'unknown'}`);
    const { method = 'GET', headers } = raw;
    reply = await options.handle({ method, url, headers, raw, body: () => readBody(raw) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    reply = { status: 500, body: { error: { code: 'InternalServerError', message } } };
  }
  if (!raw.complete) raw.resume();
  if (reply.drop) {
    if (reply.body instanceof Readable) reply.body.destroy();
    raw.socket.destroy();
    return;
  }
  if (reply.breaksOff) {
    await sendHalf(response, reply).catch(() => undefined);
    raw.socket.destroy();
    return;
  }
  await send(response, reply).catch(() => raw.socket.destroy());
}

/** Sends the head of an answer, which promises the whole body, and half of it. */
async function sendHalf(response: ServerResponse, { status, headers = {}, body = '' }: LocalReply): Promise<void> {
  const isBytes = typeof body === 'string' || Buffer.isBuffer(body);
  const whole = isBytes
    ? Buffer.from(body)
    : body instanceof Readable
      ? await buffer(body)
      : Buffer.from(JSON.stringify(body));
  if (whole.length === 0) return;
  const promised = headers['transfer-encoding'] === undefined ? { 'content-length': String(whole.length) } : {};
  response.writeHead(status, { ...headers, ...promised });
  const half = whole.subarray(0, Math.floor(whole.length / 2));
  await new Promise<void>((sent) => response.write(half, () => sent()));
}

async function send(response: ServerResponse, reply: LocalReply): Promise<void> {
  const { body } = reply;
  const headers = { ...reply.headers };
  if (body instanceof Readable) {
    await sendStream(response, reply.status, headers, body);
    return;
  }
  const isText = typeof body === 'string' || Buffer.isBuffer(body);
  if (body !== undefined && !isText && !headers['content-type'])
    headers['content-type'] = 'application/json; charset=utf-8';
  response.writeHead(reply.status, headers);
  response.end(body === undefined ? undefined : isText ? body : JSON.stringify(body));
}

async function sendStream(
  response: ServerResponse,
  status: number,
  headers: Exclude<LocalReply['headers'], undefined>,
  body: Readable,
): Promise<void> {
  const chunks: AsyncIterator<Uint8Array> & AsyncIterable<Uint8Array> = body.iterator();
  const start: Uint8Array[] = [];
  for (let size = 0; size <= largestPiece; ) {
    const next = await chunks.next();
    if (next.done) {
      response.writeHead(status, headers).end(Buffer.concat(start));
      return;
    }
    start.push(next.value);
    size += next.value.length;
  }
  response.writeHead(status, headers);
  const whole = async function* (): AsyncGenerator<Uint8Array> {
    yield* start;
    yield* chunks;
  };
  await pipeline(whole, response);
}

async function readBody(raw: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw) {
    size += chunk.length;
    if (size > largestBody) throw new Error(`the request body is larger than ${largestBody} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
