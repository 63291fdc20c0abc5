import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { faultAnswer, faultServices } from './fault-answer.ts';
import type { LocalReply, LocalRequest } from './server.ts';

/** One planned misbehaviour of a stand-in. It applies to the next `times` requests that match and then is gone. */
export const faultSchema = z.object({
  service: z.enum(faultServices),
  method: z.string().optional(),
  /** Regular expression on path and query. */
  path: z.string().default(''),
  times: z.number().int().positive().default(1),
  kind: z.enum(['throttle', 'unavailable', 'gateway-timeout', 'lost-answer', 'lost-request', 'slow']),
  milliseconds: z.number().int().nonnegative().default(1000),
});
export type Fault = z.infer<typeof faultSchema>;

/** The misbehaviour that tests and people have asked for: throttling, a busy service, a timeout or a lost answer after the work was done, a request lost before it, slowness. */
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
      case 'unavailable':
        return faultAnswer(service, request.method, fault.kind);
      case 'gateway-timeout': {
        const { body } = await work();
        if (body instanceof Readable) body.resume();
        return faultAnswer(service, request.method, fault.kind);
      }
      case 'lost-request':
        return { status: 0, drop: true };
      case 'lost-answer':
        return { ...(await work()), drop: true };
      case 'slow':
        await delay(fault.milliseconds, undefined, { ref: false });
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
