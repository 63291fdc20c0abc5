import { existsSync } from 'node:fs';
import { bundleDigest } from '../src/azure/base/bundle-digest.ts';
import { readCommandLine } from './command-line.ts';
import { protectedContexts } from './deploy/auth-contexts.ts';
import { beforeProvision } from './deploy/before-provision.ts';
import {
  azdSettings,
  type Cli,
  type Deployed,
  type DeployedRoom,
  installedCli,
  readDeployed,
  roomOf,
} from './deploy/cli.ts';
import { NotWaked, subscribeEvents } from './deploy/events.ts';
import { packedHost, usualHost } from './deploy/host-file.ts';
import { leftOverLines } from './deploy/left-over.ts';
import { deployProject } from './deploy/project-commands.ts';
import { connectRegistration, controlPlaneOf } from './deploy/registration.ts';
import { NotReady } from './deploy/requirements.ts';
import { missingConsent } from './deploy/room-registration.ts';
import { runningCode, tellSent } from './deploy/running-code.ts';
import { requireSameSubscription } from './deploy/same-subscription.ts';
import { fillRoomVault, fillVault } from './deploy/secrets.ts';
import { approveEndpoints, lockPolicies } from './deploy/storage.ts';
import { closeUpload, openUpload } from './deploy/upload.ts';

/** What Bicep cannot do, as hooks of azd. Each can be run again: what is there is left alone. */
const hooks: Readonly<Record<string, (cli: Cli, settings: NodeJS.ProcessEnv, word: string) => Promise<void>>> = {
  'before-provision': (cli, settings) => beforeProvision(cli, settings, new Date()),
  'after-provision': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await requireSameSubscription(cli, deployed);
    await connectRegistration(cli, deployed, controlPlaneOf(deployed));
    console.log(await protectedContexts(cli));
    const made = await fillVault(cli, deployed);
    console.log(made.length === 0 ? 'the vault has its secrets' : `put into the vault: ${made.join(', ')}`);
    console.log(`approved ${await approveEndpoints(cli, deployed)} private endpoints of the data factory`);
    if (deployed.LEFT_ALONE !== undefined) console.log(`left as the subscription has them: ${deployed.LEFT_ALONE}`);
    const room = roomOf(deployed);
    if (room !== undefined) await prepareRoom(cli, deployed, room);
    if (deployed.LOCK_IMMUTABILITY) await lockPolicies(cli, deployed);
    await tellLeftOver(cli, settings);
  },
  'left-over': tellLeftOver,
  project: deployProject,
  'before-package': async (_cli, settings) => packedHost(root, settings),
  'after-package': async () => usualHost(root),
  'before-deploy': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await requireSameSubscription(cli, deployed);
    await openUpload(cli, deployed, deployed.FUNCTION_APP_NAME);
    await tellSent(cli, deployed, await builtBundle());
  },
  'after-deploy': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await closeUpload(cli, deployed, deployed.FUNCTION_APP_NAME);
    await subscribeEvents(cli, deployed, settings);
    console.log(await runningCode(`${deployed.PUBLIC_URL}/api/health`, await builtBundle()));
  },
  'before-deploy-room': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await requireSameSubscription(cli, deployed);
    await openUpload(cli, deployed, deployedRoom(deployed).app);
  },
  'after-deploy-room': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await closeUpload(cli, deployed, deployedRoom(deployed).app);
  },
};

const root = new URL('../', import.meta.url);
const dist = new URL('dist/', root);
const builtBundle = async () => (existsSync(dist) ? await bundleDigest(dist) : undefined);

function deployedRoom(deployed: Deployed): DeployedRoom {
  const room = roomOf(deployed);
  if (room === undefined) throw new Error('This environment has no reading room. Run: azd env set READING_ROOM true');
  return room;
}

/** Whoever leaves PROJECTS has roles that Azure keeps. */
async function tellLeftOver(cli: Cli, settings: NodeJS.ProcessEnv): Promise<void> {
  for (const line of await leftOverLines(cli, readDeployed(settings), settings)) console.log(line);
}

/** Its registration, its key, and the consent that only an administrator can give. */
async function prepareRoom(cli: Cli, deployed: Deployed, room: DeployedRoom): Promise<void> {
  await connectRegistration(cli, deployed, { ...room, identity: 'id-inspect' });
  const made = await fillRoomVault(cli, deployed, room);
  if (made.length > 0) console.log(`put into the vault of the reading room: ${made.join(', ')}`);
  console.log((await missingConsent(cli, room.clientId)) ?? 'people may read in the reading room in their own name');
}

const usage = `npm run deploy -- <hook>\n\nWhat Bicep cannot do, as azd calls it. Hooks: ${Object.keys(hooks).join(', ')}. project takes the id of one, and deploys that alone.`;
const [name = '', word = ''] = readCommandLine(usage, {}, 2).positionals;
const hook = Object.hasOwn(hooks, name) ? hooks[name] : undefined;
if (!hook) {
  console.error(`There is no hook '${name}'. Hooks: ${Object.keys(hooks).join(', ')}.`);
  process.exit(1);
}
try {
  await hook(installedCli, await azdSettings(installedCli, process.env), word);
} catch (error) {
  if (!(error instanceof NotReady || error instanceof NotWaked)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
