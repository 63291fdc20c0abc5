import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { LocalReply, LocalRequest } from './server.ts';

/** One planned misbehaviour of a stand-in. It applies to the next `times` requests that match and then is gone. */
export const faultSchema = z.object({
  service: z.enum(['blob', 'queue', 'table', 'arm', 'entra', 'identity', 'vault']),
  method: z.string().optional(),
  /** Regular expression on path and query. */
  path: z.string().default(''),
  times: z.number().int().positive().default(1),
  kind: z.enum(['throttle', 'unavailable', 'lost-answer', 'lost-request', 'slow']),
  milliseconds: z.number().int().nonnegative().default(1000),
});
export type Fault = z.infer<typeof faultSchema>;

/** The misbehaviour that tests and people have asked for: 429, 503, an answer lost after the work was done, a request lost before it, slowness. */
export class FaultPlan {
  readonly #planned: Fault[] = [];

  add(fault: Fault): void {
    this.#planned.push({ ...fault });
  }

  clear(): void {
    this.#planned.length = 0;
  }

  /** Answers the request through `work`, or misbehaves as planned. */
  async apply(service: Fault['service'], request: LocalRequest, work: () => Promise<LocalReply>): Promise<LocalReply> {
    const fault = this.#take(service, request);
    switch (fault?.kind) {
      case undefined:
        return await work();
      case 'throttle':
        return {
          status: 429,
          headers: { 'retry-after': '1' },
          body: { error: { code: 'TooManyRequests', message: 'Planned fault: too many requests.' } },
        };
      case 'unavailable':
        return { status: 503, body: { error: { code: 'ServerBusy', message: 'Planned fault: the server is busy.' } } };
      case 'lost-request':
        return { status: 0, drop: true };
      case 'lost-answer':
        return { ...(await work()), drop: true };
      case 'slow':
        await delay(fault.milliseconds);
        return await work();
    }
  }

  #take(service: Fault['service'], request: LocalRequest): Fault | undefined {
    const target = request.url.pathname + request.url.search;
    const index = this.#planned.findIndex(
      (fault) =>
        fault.service === service &&
        (fault.method === undefined || fault.method === request.method) &&
        new RegExp(fault.path, 'i').test(target),
    );
    const fault = this.#planned[index];
    if (fault === undefined) return undefined;
    fault.times -= 1;
    if (fault.times === 0) this.#planned.splice(index, 1);
    return fault;
  }
}
