/**
 * What it costs to plan 10,000 machines, a quarter of which are not as defined, while other projects define as many: milliseconds
 * of one plan, the median of several, as on a machine of the usual speed.
 */

import type { ObservedMachine } from '../../../src/compute/domain/kinds/machine.ts';
import { noMemory } from '../../../src/compute/domain/memory.ts';
import { type DesiredCompute, type ObservedCompute, plan } from '../../../src/compute/domain/plan.ts';
import { powerTag } from '../../../src/compute/domain/power.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { medianOf, processorTime } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { slowness } from '../slowness.ts';

const machines = 10_000;
const timeZone = 'Europe/Amsterdam';
/** The last one should run at noon on a Wednesday and does not. */
const kinds = [
  { power: { mode: 'always-on' }, found: 'running' },
  { power: { mode: 'off' }, found: 'deallocated' },
  { power: { mode: 'schedule', start: '0 0 6 * * *', stop: '0 0 22 * * *' }, found: 'running' },
  { power: { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' }, found: 'deallocated' },
] as const;
const size = 'Standard_D4s_v5';

function wanted(): DesiredCompute {
  const virtualMachines = kinds.map(({ power }, at) => ({ name: `vm-${at}`, size, image: 'data-science', power }));
  const definition = computeDefinition.parse({ timeZone, virtualMachines });
  // More than the schema lets one project have, to show how the cost grows.
  const many = Array.from({ length: machines / kinds.length }, (_none, round) =>
    definition.virtualMachines.map((machine, at) => ({ ...machine, name: `vm-${round * kinds.length + at}` })),
  );
  return { project: 'genomics', active: true, definition: { ...definition, virtualMachines: many.flat() } };
}

function observed({ definition }: DesiredCompute): ObservedCompute {
  const found = definition.virtualMachines.map(({ name, power }, at): ObservedMachine => {
    const tags = { 'sallyport-project': 'genomics', 'sallyport-power': powerTag(power, timeZone) };
    const state = kinds[at % kinds.length]?.found ?? 'unknown';
    return { id: `/vms/${name}`, name: name.toUpperCase(), size, tags, provisioningState: 'Succeeded', power: state };
  });
  const rivals = Array.from({ length: machines }, (_none, at) => ({
    ...{ project: 'cardiology', place: 'resource-group' as const, name: `heart-${at}` },
  }));
  return { machines: found, clusters: [], instances: [], others: [], rivals, memory: noMemory };
}

/** Measures one plan. */
export async function measure(): Promise<Measured> {
  const definition = wanted();
  const [world, now] = [observed(definition), new Date('2026-11-25T11:00:00Z')];
  const { actions } = plan(definition, world, now);
  if (actions.length !== machines / kinds.length) throw new Error(`The plan has ${actions.length} actions.`);
  const planned = await medianOf(7, () => processorTime(() => plan(definition, world, now)));
  return { value: planned / (await slowness()), unit: 'ms' };
}
