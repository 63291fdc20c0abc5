import { ArmError } from '../../local/azure/arm/arm-error.ts';
import type { ComputeKnobs } from '../../local/azure/compute/knobs.ts';
import { allocationFailed } from '../../local/azure/compute/long-operation.ts';
import type { Quota } from '../../local/azure/compute/quotas.ts';
import { sizes } from '../../local/azure/compute/sizes.ts';
import type { RegionQuotas } from '../../src/compute/domain/quotas.ts';
import type { Clock } from '../../src/ports/ports.ts';

/** What computes in memory stand on; the knobs are those of the laptop's stand-ins. */
export interface ComputeOptions {
  readonly clock: Clock;
  readonly knobs: ComputeKnobs;
}

/** A compute, and the change that is under way: when it is done, and what becomes of the compute then. */
export interface Changing {
  readonly name: string;
  readonly createdAt: number;
  provisioningState: string;
  change?: { readonly doneAt: number; readonly fails: boolean; done(): void } | undefined;
}

/** Ends every change whose time is over. */
export function settleChanges(computes: Iterable<Changing>, now: number): void {
  for (const compute of [...computes]) {
    const { change } = compute;
    if (change === undefined || change.doneAt > now) continue;
    compute.provisioningState = change.fails ? 'Failed' : 'Succeeded';
    compute.change = undefined;
    change.done();
  }
}

/** Why the last change failed, as the adapters give it. */
export function failureOf(provisioningState: string): { readonly failure?: string } {
  const { code, message } = allocationFailed;
  return provisioningState === 'Failed' ? { failure: `${code}: ${message}` } : {};
}

/** Throws Azure's answer while another change is under way. */
export function requireIdle({ name, provisioningState, change }: Changing): void {
  if (change === undefined) return;
  throw new ArmError(
    409,
    'Conflict',
    `The request for '${name}' conflicts with one that is still running (${provisioningState}).`,
  );
}

/** Quotas as the adapters give them: all cores by this name, and of each family. */
export function regionQuotas(all: string, quotas: readonly Quota[]): RegionQuotas {
  return {
    region: 'westeurope',
    sizes: new Map(sizes.map(({ size, family, cores }) => [size.toLowerCase(), { cores, countedBy: [family, all] }])),
    quotas: quotas.map(({ family, limit, used }) => ({ name: family ?? all, limit, used })),
  };
}

/** Throws Azure's answer about a compute that does not exist. */
export function missingCompute(name: string): ArmError {
  return new ArmError(404, 'ResourceNotFound', `The Resource '${name}' was not found.`);
}
