import { z } from 'zod';
import type { AzureEndpoints } from '../azure/endpoints.ts';
import type { EventKnobs } from '../azure/event-grid/delivery-plan.ts';
import type { EventSubscription } from '../azure/event-grid/event-state.ts';
import type { Fault } from '../azure/faults.ts';

const ledgerSchema = z.array(
  z.object({
    identity: z.string(),
    service: z.string(),
    account: z.string(),
    place: z.string(),
    method: z.string(),
    action: z.string(),
    outcome: z.enum(['allowed', 'refused']),
    count: z.number(),
    bytesIn: z.number(),
    bytesOut: z.number(),
  }),
);
const blobsSchema = z.array(z.object({ name: z.string(), size: z.number(), md5: z.string().nullable() }));
export type StoredBlob = z.infer<typeof blobsSchema>[number];
export type LedgerRow = z.infer<typeof ledgerSchema>[number];

/** Speaks to the control API of the stand-ins: what they counted, and how they shall misbehave. */
export class ControlClient {
  readonly #url: string;

  constructor(azure: AzureEndpoints) {
    if (azure.controlUrl === undefined) throw new Error('The stand-ins run without a control API.');
    this.#url = `${azure.controlUrl}/control`;
  }

  async ledger(): Promise<LedgerRow[]> {
    return ledgerSchema.parse(await this.call('GET', 'ledger'));
  }

  /** What really lies in a container, as the platform sees it. */
  async blobs(account: 'public' | 'secure' | 'control' | 'release' | 'safe', container: string): Promise<StoredBlob[]> {
    return blobsSchema.parse(await this.call('GET', `blobs?account=${account}&container=${container}`));
  }

  async subscribe(subscription: EventSubscription): Promise<void> {
    await this.call('POST', 'events/subscriptions', subscription);
  }

  async setEventKnobs(knobs: Partial<EventKnobs>): Promise<void> {
    await this.call('PUT', 'events/knobs', knobs);
  }

  async addFault(fault: Pick<Fault, 'service' | 'kind'> & Partial<Fault>): Promise<void> {
    await this.call('POST', 'faults', fault);
  }

  /** Any call of the control API. Throws with its answer unless it was accepted. */
  async call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#url}/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`The control API answered ${response.status} to ${method} ${path}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
