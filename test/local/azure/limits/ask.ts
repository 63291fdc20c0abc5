import type { OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** What a stand-in answered: its status, and the word of an error. */
export interface Answer {
  readonly status: number;
  readonly code: string | undefined;
  readonly body: string;
}

/** One request, sent as it stands: no library repairs it. */
export interface Asked {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Buffer;
}

/** A limit met from both sides. `taken`: what the limit itself allows, or why that is not asked. */
export interface Probe {
  readonly taken: string | (() => Promise<Answer>);
  readonly refused: () => Promise<Answer>;
}

export type Probes = Readonly<Record<string, Probe>>;

/** Sends a request to an address over TLS and reads the whole answer. */
export async function ask(url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
  const isSized = body !== undefined && headers['transfer-encoding'] === undefined;
  const sized = !isSized ? {} : { 'content-length': Buffer.byteLength(body) };
  return await new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { ...sized, ...headers } }, (answer) => {
      const { statusCode: status = 0, headers: given } = answer;
      text(answer).then((said) => {
        const code = given['x-ms-error-code'];
        resolve({ status, code: typeof code === 'string' ? code : codeIn(said), body: said });
        sent.destroy();
      }, reject);
    });
    sent.once('error', reject);
    if (headers['content-length'] === undefined) sent.end(body);
    // A size that is only said: what is too large is refused before a byte of it is there.
    else sent.flushHeaders();
  });
}

const error = z.object({ code: z.string() });
const said = z.union([
  z.object({ error }).transform((one) => one.error.code),
  z.object({ 'odata.error': error }).transform((one) => one['odata.error'].code),
]);

function codeIn(body: string): string | undefined {
  const xml = /<Code>(\w+)<\/Code>/.exec(body)?.[1];
  if (xml !== undefined || !body.startsWith('{')) return xml;
  return said.safeParse(JSON.parse(body)).data;
}
