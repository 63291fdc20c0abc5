import { createHash } from 'node:crypto';
import { ReadableStream } from 'node:stream/web';
import type { HttpResponseInit } from '@azure/functions';
import { considerRepetition, type KeptAnswer, type KeptRequest } from '../domain/base/kept-request.ts';
import type { Clock } from '../ports/ports.ts';
import { ConflictError, type Stored } from '../ports/records.ts';
import type { RequestStore } from '../ports/stores.ts';
import { readBytes } from './body.ts';
import { authenticate, type Caller, type CallerCheck } from './caller.ts';
import type { Handler, WebRequest } from './handler.ts';
import { HttpProblem } from './http-problem.ts';

export interface OnceServices extends CallerCheck {
  readonly requests: RequestStore;
  readonly clock: Clock;
}

const header = 'idempotency-key';

/** Beside method, address and body these say what is asked. */
const asking = ['if-match', 'if-none-match', 'x-sallyport-reason'];

/** A larger answer fits into no row. */
const mostCharacters = 400_000;

/**
 * The handler, carried out once for each key that a caller sends to the route: a repeat within seven days gets the first answer. A refusal
 * has changed nothing and is not kept, so the same key may try again. Without the header it is the handler itself.
 */
export function onlyOnce(services: OnceServices, route: string, handler: Handler): Handler {
  return async (request, workflows) => {
    const key = keyOf(request);
    const caller = key === undefined ? undefined : await authenticate(services, request);
    // Nobody is refused by the handler.
    if (key === undefined || caller === undefined) return await handler(request, workflows);
    const bytes = await readBytes(request);
    const begun = await begin(services, { id: idOf(caller, route, key), digest: digestOf(request, bytes) });
    if ('answer' in begun) return again(begun.answer);
    const answer = await handler(withBody(request, bytes), workflows).catch(async (error: unknown) => {
      await services.requests.forget(begun.stored);
      throw error;
    });
    await services.requests.update({ ...begun.stored, value: { ...begun.stored.value, answer: kept(answer) } });
    return answer;
  };
}

function keyOf(request: WebRequest): string | undefined {
  const key = request.headers.get(header);
  if (key === null) return undefined;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new HttpProblem('bad-request', 'Idempotency-Key must be 1 to 255 visible ASCII characters without spaces');
}

function idOf({ oid }: Caller, route: string, key: string): string {
  return hashed(JSON.stringify([oid, route, key]));
}

function digestOf(request: WebRequest, bytes: Buffer): string {
  const { pathname, search } = new URL(request.url, 'https://unused.invalid');
  const headers = asking.map((name) => request.headers.get(name));
  return hashed(JSON.stringify([request.method, pathname, search, headers, hashed(bytes)]));
}

function hashed(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** The row that is written before anything is done, or the answer that was given already. Throws HttpProblem. */
async function begin(
  { requests, clock }: OnceServices,
  asked: Pick<KeptRequest, 'id' | 'digest'>,
): Promise<{ readonly stored: Stored<KeptRequest> } | { readonly answer: KeptAnswer }> {
  const now = clock.now();
  const fresh = { ...asked, at: now.toISOString() };
  const { kind, stored } = await requests.begin(fresh);
  if (kind === 'begun') return { stored };
  const repetition = considerRepetition(stored.value, asked.digest, now);
  if (repetition.kind === 'answered') return repetition;
  if (repetition.kind === 'other-request') {
    throw new HttpProblem('key-reused', 'This Idempotency-Key was sent with another request; send a new one');
  }
  if (repetition.kind === 'running') throw running();
  try {
    return { stored: await requests.update({ value: fresh, etag: stored.etag }) };
  } catch (error) {
    if (error instanceof ConflictError) throw running();
    throw error;
  }
}

function running(): HttpProblem {
  return new HttpProblem(
    'conflict',
    'This was asked already, with the same Idempotency-Key or form, and is still being carried out; ask again a little later',
  );
}

function withBody({ method, url, headers, params }: WebRequest, bytes: Buffer): WebRequest {
  const body = bytes.length === 0 ? null : ReadableStream.from([new Uint8Array(bytes)]);
  return { method, url, headers, params, body };
}

function kept({ status = 200, headers, body }: HttpResponseInit): KeptAnswer {
  const text = typeof body === 'string' ? body : '';
  const tooLong = JSON.stringify({ note: 'It was done; the answer was too long to be kept. Read the thing itself.' });
  return {
    status,
    headers: Object.fromEntries(new Headers(Object.entries(headers ?? {}))),
    body: JSON.stringify(text).length > mostCharacters ? tooLong : text,
  };
}

function again({ status, headers, body }: KeptAnswer): HttpResponseInit {
  return { status, headers: { ...headers, 'idempotency-replayed': 'true' }, body };
}
