import { readCommandLine } from './command-line.ts';
import { protectedContexts } from './deploy/auth-contexts.ts';
import { azdSettings, type Cli, installedCli, readDeployed, readEnvironment } from './deploy/cli.ts';
import { subscribeEvents } from './deploy/events.ts';
import { registerProviders, requireEncryptionAtHost, requireSameSubscription } from './deploy/prerequisites.ts';
import { connectRegistration, ensureRegistration } from './deploy/registration.ts';
import { fillVault } from './deploy/secrets.ts';
import { approveEndpoints, isLocked, lockPolicies } from './deploy/storage.ts';
import { closeUpload, openUpload } from './deploy/upload.ts';
import { virtualDesktopPrincipal } from './deploy/virtual-desktop.ts';

/** What Bicep cannot do, as hooks of azd. Each can be run again: what is there is left alone. */
const hooks: Readonly<Record<string, (cli: Cli, settings: NodeJS.ProcessEnv) => Promise<void>>> = {
  'before-provision': async (cli, settings) => {
    const environment = readEnvironment(settings);
    await requireSameSubscription(cli, environment);
    await requireEncryptionAtHost(cli);
    await registerProviders(cli);
    const clientId = await ensureRegistration(cli, environment);
    await cli('azd', ['env', 'set', 'ENTRA_CLIENT_ID', clientId]);
    console.log(`people sign in to the app registration ${clientId}`);
    if (environment.ACCESS === 'desktop')
      await cli('azd', ['env', 'set', 'VIRTUAL_DESKTOP_PRINCIPAL_ID', await virtualDesktopPrincipal(cli)]);
    await cli('azd', ['env', 'set', 'IMMUTABILITY_LOCKED', String(await isLocked(cli, environment))]);
  },
  'after-provision': async (cli, settings) => {
    const deployed = readDeployed(settings);
    await requireSameSubscription(cli, deployed);
    await connectRegistration(cli, deployed);
    console.log(await protectedContexts(cli));
    const made = await fillVault(cli, deployed);
    console.log(made.length === 0 ? 'the vault has its secrets' : `put into the vault: ${made.join(', ')}`);
    console.log(`approved ${await approveEndpoints(cli, deployed)} private endpoints of the data factory`);
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
await hook(installedCli, await azdSettings(installedCli, process.env));
