import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ArmError } from '../arm/arm-error.ts';
import { invalid } from './machine-request.ts';

/** What this stand-in changes on a machine that exists; the rest is looked at by `requireUnchanged`. */
const update = z.looseObject({
  tags: z.record(z.string(), z.string()).optional(),
  properties: z.looseObject({ hardwareProfile: z.strictObject({ vmSize: z.string() }).optional() }).optional(),
});
export type MachineUpdate = z.infer<typeof update>;

/** What is settled when a machine is made. */
const fixed = ['osProfile', 'networkProfile', 'availabilitySet', 'virtualMachineScaleSet', 'plan', 'zones', 'vmId'];

/** What Azure changes too, some of it only while the machine is deallocated. */
const beyond = [
  'identity',
  'storageProfile',
  'securityProfile',
  'additionalCapabilities',
  'diagnosticsProfile',
  'priority',
  'evictionPolicy',
  'billingProfile',
  'proximityPlacementGroup',
  'host',
  'hostGroup',
  'licenseType',
  'userData',
  'extensionsTimeBudget',
  'capacityReservation',
  'applicationProfile',
  'scheduledEventsPolicy',
  'scheduledEventsProfile',
];

/** Reads the body of an update of a machine that is as it was `asked` for. Throws as Azure does when it would change something else than tags and size. */
export function parseUpdate(body: unknown, asked: Readonly<Record<string, unknown>>): MachineUpdate {
  const parsed = update.safeParse(body);
  if (!parsed.success) throw invalid(parsed.error);
  const { tags: _tags, properties: { hardwareProfile: _size, ...properties } = {}, ...outside } = parsed.data;
  for (const [name, value] of Object.entries(outside)) requireUnchanged(name, name, value, asked[name]);
  for (const [name, value] of Object.entries(properties)) {
    requireUnchanged(name, `properties.${name}`, value, asked[name]);
  }
  return parsed.data;
}

function requireUnchanged(name: string, path: string, value: unknown, now: unknown): void {
  if (isDeepStrictEqual(value, now)) return;
  if (fixed.includes(name)) throw notAllowed(name);
  const image = storage.safeParse(value).data?.imageReference;
  if (name === 'storageProfile' && image !== undefined) {
    if (!isDeepStrictEqual(image, storage.safeParse(now).data?.imageReference)) throw notAllowed('imageReference');
  }
  if (beyond.includes(name)) {
    throw new ArmError(501, 'NotImplemented', `Azure would consider it, but this stand-in does not change '${name}'.`);
  }
  throw new ArmError(
    400,
    'BadRequest',
    `Could not find member '${name}' on object of type 'VirtualMachineUpdate'. Path '${path}'.`,
  );
}

const storage = z.object({ imageReference: z.unknown() });

function notAllowed(name: string): ArmError {
  return new ArmError(409, 'PropertyChangeNotAllowed', `Changing property '${name}' is not allowed.`);
}
