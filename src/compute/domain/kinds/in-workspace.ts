import type { Verdict } from '../verdict.ts';
import { type Observed, sameName } from '../world.ts';

export function sizeAlert(thing: string, wanted: { readonly size: string }, found: Observed): Verdict | undefined {
  if (found.size === undefined || sameName(wanted.size, found.size)) return undefined;
  return {
    alert: `${thing} ${found.name} has the size ${found.size}, the definition says ${wanted.size}. Azure ML cannot resize it: define one of another name.`,
  };
}

export function failedAlert(thing: string, found: Observed): Verdict | undefined {
  if (found.provisioningState.toLowerCase() !== 'failed') return undefined;
  const why = found.failure === undefined ? '' : ` (${found.failure})`;
  return {
    alert: `${thing} ${found.name} failed to provision${why}. Look at its errors in the Azure ML studio; delete it there to have it made again.`,
    unmet: true,
  };
}
