import { readCommandLine } from './command-line.ts';
import { protectedContexts } from './deploy/auth-contexts.ts';
import { beforeProvision } from './deploy/before-provision.ts';
import { azdSettings, type Cli, installedCli, readDeployed } from './deploy/cli.ts';
import { subscribeEvents } from './deploy/events.ts';
import { connectRegistration } from './deploy/registration.ts';
import { NotReady } from './deploy/requirements.ts';
import { requireSameSubscription } from './deploy/same-subscription.ts';
import { fillVault } from './deploy/secrets.ts';
import { approveEndpoints, lockPolicies } from './deploy/storage.ts';
import { closeUpload, openUpload } from './deploy/upload.ts';

/** What Bicep cannot do, as hooks of azd. Each can be run again: what is there is left alone. */
const hooks: Readonly<Record<string, (cli: Cli, settings: NodeJS.ProcessEnv) => Promise<void>>> = {
  'before-provision': (cli, settings) => beforeProvision(cli, settings, new Date()),
  'after-provision': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await requireSameSubscription(cli, deployed);
    await connectRegistration(cli, deployed);
    console.log(await protectedContexts(cli));
    const made = await fillVault(cli, deployed);
    console.log(made.length === 0 ? 'the vault has its secrets' : `put into the vault: ${made.join(', ')}`);
    console.log(`approved ${await approveEndpoints(cli, deployed)} private endpoints of the data factory`);
    if (deployed.LEFT_ALONE !== undefined) console.log(`left as the subscription has them: ${deployed.LEFT_ALONE}`);
    if (deployed.LOCK_IMMUTABILITY) await lockPolicies(cli, deployed);
  },
  'before-deploy': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await requireSameSubscription(cli, deployed);
    await openUpload(cli, deployed);
  },
  'after-deploy': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await closeUpload(cli, deployed);
    await subscribeEvents(cli, deployed);
  },
};

const usage = `npm run deploy -- <hook>\n\nWhat Bicep cannot do, as azd calls it. Hooks: ${Object.keys(hooks).join(', ')}.`;
const [name = ''] = readCommandLine(usage, {}, 1).positionals;
const hook = Object.hasOwn(hooks, name) ? hooks[name] : undefined;
if (!hook) {
  console.error(`There is no hook '${name}'. Hooks: ${Object.keys(hooks).join(', ')}.`);
  process.exit(1);
}
try {
  await hook(installedCli, await azdSettings(installedCli, process.env));
} catch (error) {
  if (!(error instanceof NotReady)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
