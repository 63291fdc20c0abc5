import { z } from 'zod';
import { allocationFailed, longOperation } from './long-operation.ts';
import { notePower, runPeriod } from './measures.ts';

/** Power of a machine as Azure names it after `PowerState/`; `none` for one that was never allocated and shows no power. */
const machinePower = z.enum(['running', 'starting', 'stopped', 'stopping', 'deallocated', 'deallocating', 'none']);

/** A virtual machine of the stand-in. `change` is what becomes of it when its long operation is done. */
const machine = z.object({
  name: z.string(),
  vmId: z.string(),
  location: z.string(),
  size: z.string(),
  tags: z.record(z.string(), z.string()),
  power: machinePower,
  provisioningState: z.enum(['Creating', 'Updating', 'Deleting', 'Succeeded', 'Failed']),
  createdAt: z.number(),
  revision: z.number(),
  imageId: z.string(),
  /** When it ran so far. */
  ran: z.array(runPeriod).default([]),
  /** Identity, disk and network as they were asked for, without the password. */
  asked: z.record(z.string(), z.unknown()),
  change: z
    .object({
      doneAt: z.number(),
      power: machinePower.optional(),
      remove: z.boolean(),
      fails: z.boolean().default(false),
    })
    .optional(),
});
export type Machine = z.infer<typeof machine>;

export const machineState = z.object({ machines: z.array(machine), operations: z.array(longOperation) });
export type MachineState = z.infer<typeof machineState>;

/** Ends every change whose time is over. Gives whether anything changed. */
export function settleMachines(state: MachineState, now: number): boolean {
  const due = state.machines.filter(({ change }) => change !== undefined && change.doneAt <= now);
  for (const ended of due) {
    if (ended.change?.power !== undefined) {
      ended.power = ended.change.power;
      notePower(ended.ran, ended.power === 'running', ended.change.doneAt);
    }
    if (ended.change?.remove) state.machines.splice(state.machines.indexOf(ended), 1);
    ended.provisioningState = ended.change?.fails ? 'Failed' : 'Succeeded';
    delete ended.change;
  }
  return due.length > 0;
}

/** The machine as `get` and the list of its resource group show it: with size and tags (left out when there are none), without power. */
export function machineView(shown: Machine, id: string): object {
  const storageProfile = z.looseObject({}).catch({}).parse(shown.asked['storageProfile']);
  const { osProfile, securityProfile, networkProfile, identity } = shown.asked;
  return {
    id,
    name: shown.name,
    type: 'Microsoft.Compute/virtualMachines',
    location: shown.location,
    ...(Object.keys(shown.tags).length === 0 ? {} : { tags: shown.tags }),
    etag: `"${shown.revision}"`,
    ...(identity === undefined ? {} : { identity }),
    properties: {
      vmId: shown.vmId,
      provisioningState: shown.provisioningState,
      hardwareProfile: { vmSize: shown.size },
      storageProfile: { ...storageProfile, imageReference: imageView(shown.imageId) },
      osProfile,
      ...(securityProfile === undefined ? {} : { securityProfile }),
      networkProfile,
      timeCreated: new Date(shown.createdAt).toISOString(),
    },
  };
}

/** Azure names the version beside the id that was asked for. */
function imageView(id: string): object {
  const exactVersion = /\/versions\/([^/]+)$/i.exec(id)?.[1];
  return { id, ...(exactVersion === undefined ? {} : { exactVersion }) };
}

/** Provisioning and power state, as the instance view holds them. */
export function machineStatuses({ provisioningState, power }: Machine): object {
  return {
    statuses: [
      provisioningState === 'Failed'
        ? {
            code: `ProvisioningState/failed/${allocationFailed.code}`,
            level: 'Error',
            displayStatus: 'Provisioning failed',
            message: allocationFailed.message,
          }
        : {
            code: `ProvisioningState/${provisioningState.toLowerCase()}`,
            level: 'Info',
            displayStatus: provisioningState,
          },
      ...(power === 'none' ? [] : [{ code: `PowerState/${power}`, level: 'Info', displayStatus: `VM ${power}` }]),
    ],
  };
}

/** The machine as the list with `statusOnly=true` shows it: no size, no tags, and the resource group in capitals. */
export function machineStatusView(shown: Machine, id: string): object {
  return {
    id: id.replace(/(\/resourceGroups\/)([^/]+)/i, (_all, label: string, group: string) => label + group.toUpperCase()),
    name: shown.name,
    type: 'Microsoft.Compute/virtualMachines',
    location: shown.location,
    properties: { vmId: shown.vmId, instanceView: machineStatuses(shown) },
  };
}
