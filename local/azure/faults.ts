import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { faultAnswer, faultServices } from './fault-answer.ts';
import type { LocalReply, LocalRequest } from './server.ts';
import { emptyPage, isListing, shortened } from './storage/listing-pages.ts';

/** One planned misbehaviour of a stand-in. It applies to the next `times` requests that match and then is gone. */
export const faultSchema = z.object({
  service: z.enum(faultServices),
  method: z.string().optional(),
  /** Regular expression on path and query. */
  path: z.string().default(''),
  times: z.number().int().positive().default(1),
  kind: z.enum([
    'throttle',
    'unavailable',
    'gateway-timeout',
    'lost-answer',
    'broken-body',
    'lost-request',
    'slow',
    'short-page',
    'empty-page',
  ]),
  milliseconds: z.number().int().nonnegative().default(1000),
});
export type Fault = z.infer<typeof faultSchema>;

const pages = new Set<Fault['kind']>(['short-page', 'empty-page']);

function isList(service: Fault['service'], request: LocalRequest): boolean {
  if (service === 'arm') return request.method === 'GET' && /\/(virtualMachines|computes)$/i.test(request.url.pathname);
  return (service === 'blob' || service === 'table') && isListing(request);
}

/** Resource Manager's lists may have pages without entries that lead on. */
function emptyArmPage({ url }: LocalRequest): LocalReply {
  const nextLink = new URL(url);
  nextLink.searchParams.set('$page', 'next');
  return { status: 200, body: { value: [], nextLink: nextLink.href } };
}

/** The misbehaviour that tests and people have asked for: throttling, a busy service, a timeout, a lost answer or one that breaks off after the work was done, a request lost before it, slowness, lists of blobs, rows or resources in pages of one entry or none. */
export class FaultPlan {
  readonly #planned: Fault[] = [];
  #slowness = new AbortController();

  add(fault: Fault): void {
    this.#planned.push({ ...fault });
  }

  /** What was planned and has met no request yet. */
  get planned(): readonly Fault[] {
    return this.#planned;
  }

  /** Forgets all that was planned; what is held up goes on at once. */
  clear(): void {
    this.#planned.length = 0;
    this.#slowness.abort();
    this.#slowness = new AbortController();
  }

  /** Answers the request through `work`, or misbehaves as planned. */
  async apply(
    service: Fault['service'],
    request: LocalRequest,
    work: (request: LocalRequest) => Promise<LocalReply>,
  ): Promise<LocalReply> {
    const fault = this.#take(service, request);
    switch (fault?.kind) {
      case undefined:
        return await work(request);
      case 'throttle':
      case 'unavailable':
        return faultAnswer(service, request.method, fault.kind);
      case 'gateway-timeout': {
        const { body } = await work(request);
        if (body instanceof Readable) body.resume();
        return faultAnswer(service, request.method, fault.kind);
      }
      case 'lost-request':
        return { status: 0, drop: true };
      case 'lost-answer':
        return { ...(await work(request)), drop: true };
      case 'broken-body':
        return { ...(await work(request)), breaksOff: true };
      case 'slow':
        await delay(fault.milliseconds, undefined, { ref: false, signal: this.#slowness.signal }).catch(
          () => undefined,
        );
        return await work(request);
      case 'short-page':
        return await work(shortened(request));
      case 'empty-page':
        return service === 'arm' ? emptyArmPage(request) : emptyPage(request);
    }
  }

  #take(service: Fault['service'], request: LocalRequest): Fault | undefined {
    const target = request.url.pathname + request.url.search;
    const index = this.#planned.findIndex(
      (fault) =>
        fault.service === service &&
        (fault.method === undefined || fault.method === request.method) &&
        (!pages.has(fault.kind) || isList(service, request)) &&
        new RegExp(fault.path, 'i').test(target),
    );
    const fault = this.#planned[index];
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#planned.splice(index, 1);
    return fault;
  }
}
