import { messageOf } from '../../src/domain/base/errors.ts';
import type { Around } from './around.ts';
import { isDeviceOf, type Leftover } from './belongings.ts';
import { readDevices } from './read-environment.ts';

/** Removes what lies outside the groups. What fails is no reason to leave the rest; gives a sentence for each failure. */
export async function removeLeftovers({ cli, say }: Around, leftovers: readonly Leftover[]): Promise<string[]> {
  const failures: string[] = [];
  for (const { what, args } of leftovers) {
    try {
      await cli('az', args);
      say(`removed ${what}`);
    } catch (error) {
      failures.push(`${what} is still there: ${messageOf(error)}. Mend that and run the same command again`);
    }
  }
  return failures;
}

/** Removes the devices of deleted session hosts from Entra, whose names a new host could not take. */
export async function removeDevices(around: Around, suffix: string): Promise<string[]> {
  const found = await readDevices(around.cli, `d${suffix.slice(0, 7)}-`);
  const ours = found.filter(({ displayName }) => isDeviceOf(displayName, suffix));
  const url = (id: string) => `https://graph.microsoft.com/v1.0/devices/${id}`;
  return removeLeftovers(
    around,
    ours.map(({ id, displayName }) => ({
      what: `the device ${displayName}`,
      args: ['rest', '--method', 'DELETE', '--url', url(id)],
    })),
  );
}
