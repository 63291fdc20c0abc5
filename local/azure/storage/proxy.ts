import type { IncomingMessage } from 'node:http';
import { Agent, request } from 'node:https';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { LocalReply, LocalRequest } from '../server.ts';

/** Where a request goes on: Azurite's own endpoint, with the platform's token instead of the caller's. */
export interface Upstream {
  readonly endpoint: string;
  readonly ca: string;
  readonly agent: Agent;
  token(): Promise<string>;
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'upgrade', 'te', 'trailer', 'expect']);

/** Keeps connections to Azurite open between requests. */
export function upstreamAgent(): Agent {
  return new Agent({ keepAlive: true });
}

/** Sends a request on and answers with Azurite's reply; both bodies stream. A body that was read already is passed as `body`. */
export async function forward(
  incoming: LocalRequest,
  upstream: Upstream,
  counters: { countIn(): Transform; countOut(): Transform },
  body?: Buffer,
): Promise<LocalReply> {
  const authorization = `Bearer ${await upstream.token()}`;
  const target = new URL(incoming.url.pathname + incoming.url.search, upstream.endpoint);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).filter(([name, value]) => value !== undefined && !hopByHop.has(name)),
  );
  const outgoing = request(target, {
    method: incoming.method,
    ca: upstream.ca,
    agent: upstream.agent,
    headers: { ...headers, authorization, host: ownHost(incoming) },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  const source = body === undefined ? incoming.raw : Readable.from(body.length === 0 ? [] : [body]);
  const sent = pipeline(source, counters.countIn(), outgoing);
  const response = await Promise.race([answered, sent.then(() => answered)]);
  // Azurite may refuse before it has read the whole body; its answer then says more than the broken upload.
  sent.catch(() => undefined);
  const out = counters.countOut();
  pipeline(response, out).catch((error: unknown) => out.destroy(error instanceof Error ? error : undefined));
  return { status: response.statusCode ?? 502, headers: answerHeaders(response), body: out };
}

/** The address that was really reached: Azurite must not read an account out of a host name that the caller made up. */
function ownHost({ raw }: LocalRequest): string {
  return `${raw.socket.localAddress ?? '127.0.0.1'}:${raw.socket.localPort ?? 0}`;
}

function answerHeaders(response: IncomingMessage): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, values] of Object.entries(response.headersDistinct)) {
    if (values !== undefined && !hopByHop.has(name)) headers[name] = values.length === 1 ? values.join() : values;
  }
  return headers;
}
