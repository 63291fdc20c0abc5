import { betterBaseImage } from './base-image.ts';
import { type Cli, readEnvironment } from './cli.ts';
import { ensureRegistration } from './registration.ts';
import { requireReadiness } from './requirements.ts';
import { ensureRoomRegistration } from './room-registration.ts';
import { given, type Settings } from './setting-rules.ts';
import { lockedPolicies } from './storage.ts';
import { virtualDesktopPrincipal } from './virtual-desktop.ts';
import { wallNotices } from './walls.ts';

/** Azure starts desktops without it, and its terms ask for it. */
const licence =
  'each person who uses the desktops needs Windows Enterprise (as in Microsoft 365 E3 or A3), which nothing here can check';

/**
 * Makes sure that the deployment can come to its end, and sets what it needs and people need not know: the applications that people
 * sign in to, the principal of Azure Virtual Desktop, a better base image, the first month of the budget, and whether policies are locked.
 */
export async function beforeProvision(cli: Cli, settings: Settings, now: Date): Promise<void> {
  await requireReadiness(cli, settings);
  for (const notice of wallNotices(settings)) console.log(notice);
  const environment = readEnvironment(settings);
  const set = (name: string, value: string) => cli('azd', ['env', 'set', name, value]);
  const base = await betterBaseImage(cli, settings);
  if (base !== undefined) {
    await set('BASE_IMAGE', base);
    console.log(`images of machines begin with ${base}, which the region offers`);
  }
  const clientId = await ensureRegistration(cli, environment);
  await set('ENTRA_CLIENT_ID', clientId);
  console.log(`people sign in to the app registration ${clientId}`);
  if (given(settings, 'READING_ROOM')?.toLowerCase() === 'true')
    await set('ROOM_CLIENT_ID', await ensureRoomRegistration(cli, environment));
  if (environment.ACCESS === 'desktop') {
    await set('VIRTUAL_DESKTOP_PRINCIPAL_ID', await virtualDesktopPrincipal(cli));
    console.log(licence);
  }
  // Azure wants the beginning of a budget never to change.
  if (given(settings, 'BUDGET_START') === undefined) await set('BUDGET_START', `${now.toISOString().slice(0, 7)}-01`);
  const locked = await lockedPolicies(cli, environment);
  await set('IMMUTABILITY_LOCKED', String(locked.audit));
  await set('EVIDENCE_LOCKED', String(locked.evidence));
}
