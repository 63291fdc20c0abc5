import { ArmError } from '../../local/azure/arm/resource-manager.ts';
import type { ComputeKnobs } from '../../local/azure/compute/knobs.ts';
import { requireSize } from '../../local/azure/compute/sizes.ts';
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

/** Throws Azure's answer while another change is under way. */
export function requireIdle({ name, provisioningState, change }: Changing): void {
  if (change === undefined) return;
  throw new ArmError(
    409,
    'Conflict',
    `The request for '${name}' conflicts with one that is still running (${provisioningState}).`,
  );
}

/** Throws Azure's answer when the machines with so many more cores would be over the quota. */
export function requireQuota(sizes: readonly string[], more: number, { coresQuota }: ComputeKnobs): void {
  const used = sizes.reduce((sum, size) => sum + requireSize(size).cores, 0);
  if (more <= 0 || used + more <= coresQuota) return;
  throw new ArmError(
    409,
    'OperationNotAllowed',
    `Operation could not be completed as it results in exceeding approved Total Regional Cores quota. Current limit: ${coresQuota}, current usage: ${used}, additional required: ${more}.`,
  );
}

/** Throws Azure's answer about a compute that does not exist. */
export function missingCompute(name: string): ArmError {
  return new ArmError(404, 'ResourceNotFound', `The Resource '${name}' was not found.`);
}
