import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';
import { faultServices } from '../../local/azure/fault-answer.ts';
import type { Fault } from '../../local/azure/faults.ts';
import type { RunningAzure } from '../../local/azure/stack.ts';
import type { RunningCompute } from '../local/azure/compute/running-compute.ts';
import { presentSite } from './sdk-calls.ts';

/** A kind of fault that the first request of every call site meets. */
export type OnceKind = Extract<
  Fault['kind'],
  'throttle' | 'unavailable' | 'gateway-timeout' | 'lost-answer' | 'broken-body'
>;

/** Stand-ins that can be told to misbehave, and which service an address belongs to. */
export interface FaultyAzure {
  plan(fault: Fault): void;
  /** What was planned and has met no request. */
  planned(): readonly Fault[];
  /** Undefined for what is no call of a service, such as asking for a token. */
  serviceOf(address: URL): Fault['service'] | undefined;
}

/** The whole stack of the laptop. */
export function faultyStack(azure: RunningAzure): FaultyAzure {
  const origins = {
    arm: azure.armUrl,
    vault: azure.vaultUrl,
    table: azure.tableUrl('control'),
    blob: azure.blobUrl('control'),
  } as const;
  const services = new Map(Object.entries(origins).map(([service, url]) => [new URL(url).origin, service]));
  return {
    plan: (fault) => azure.faults.add(fault),
    planned: () => azure.faults.planned,
    serviceOf: ({ origin }) => faultServices.find((service) => service === services.get(origin)),
  };
}

/** The stand-ins of computes alone. */
export function faultyComputes(azure: RunningCompute): FaultyAzure {
  const { origin } = new URL(azure.connection.endpoint);
  return {
    plan: (fault) => azure.fault(fault),
    planned: () => azure.plannedFaults(),
    serviceOf: (address) => (address.origin === origin ? 'arm' : undefined),
  };
}

/** Waits of the SDKs between two attempts that are longer than this are cut short. Milliseconds. */
const longestWait = 5;

/**
 * Makes the first request of each call site meet a fault, through the real SDK and the stand-in that answers it. The SDKs' waits
 * between two attempts are cut short.
 */
export class FaultOnce {
  readonly #azure: FaultyAzure;
  readonly #kind: OnceKind;
  readonly #met: Set<string>;
  readonly #request = https.request;
  readonly #setTimeout = globalThis.setTimeout;

  /** `met` takes up the call sites whose first request met the fault, also of several of these. */
  constructor(azure: FaultyAzure, kind: OnceKind, met = new Set<string>()) {
    this.#azure = azure;
    this.#kind = kind;
    this.#met = met;
    const plan = (options: unknown) => this.#plan(options);
    const request = this.#request;
    const patched = (...given: Parameters<typeof https.request>) => {
      plan(given[0]);
      return Reflect.apply(request, https, given);
    };
    Reflect.set(https, 'request', patched);
    syncBuiltinESMExports();
    const timeout = this.#setTimeout;
    Reflect.set(globalThis, 'setTimeout', (work: () => void, milliseconds = 0, ...given: unknown[]) =>
      Reflect.apply(timeout, globalThis, [
        work,
        presentSite() === undefined ? milliseconds : Math.min(milliseconds, longestWait),
        ...given,
      ]),
    );
  }

  /** The call sites whose first request met the fault. */
  get met(): ReadonlySet<string> {
    return this.#met;
  }

  /** Throws when a fault met no request, since then nothing was shown about its call. */
  stop(): void {
    Reflect.set(https, 'request', this.#request);
    syncBuiltinESMExports();
    Reflect.set(globalThis, 'setTimeout', this.#setTimeout);
    const [missed] = this.#azure.planned();
    if (missed !== undefined) throw new Error(`The fault for ${missed.method} ${missed.path} met no request`);
  }

  #plan(options: unknown): void {
    const site = presentSite();
    if (site === undefined || this.#met.has(site)) return;
    const { hostname, port, path, method } = Object(options);
    const address = new URL(`https://${hostname}:${port}${path}`);
    const service = this.#azure.serviceOf(address);
    if (service === undefined) return;
    this.#met.add(site);
    const exactly = `^${escaped(address.pathname + address.search)}$`;
    this.#azure.plan({ service, method, path: exactly, times: 1, kind: this.#kind, milliseconds: 0 });
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
