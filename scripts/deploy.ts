import {
  type Cli,
  type Deployed,
  installedCli,
  readDeployed,
  readEnvironment,
  requireSameSubscription,
} from './deploy/cli.ts';
import { connectRegistration, ensureRegistration } from './deploy/registration.ts';
import { fillVault } from './deploy/secrets.ts';
import { approveEndpoints, isLocked, lockPolicies } from './deploy/storage.ts';
import { closeUpload, openUpload } from './deploy/upload.ts';
import { virtualDesktopPrincipal } from './deploy/virtual-desktop.ts';
import { requireNode24 } from './node-version.ts';

/** What Bicep cannot do, as hooks of azd. Each can be run again: what is there is left alone. */
const hooks: Readonly<Record<string, (cli: Cli) => Promise<void>>> = {
  'before-provision': async (cli) => {
    const environment = readEnvironment(process.env);
    await requireSameSubscription(cli, environment);
    const clientId = await ensureRegistration(cli, environment);
    await cli('azd', ['env', 'set', 'ENTRA_CLIENT_ID', clientId]);
    console.log(`people sign in to the app registration ${clientId}`);
    if (environment.ACCESS === 'desktop')
      await cli('azd', ['env', 'set', 'VIRTUAL_DESKTOP_PRINCIPAL_ID', await virtualDesktopPrincipal(cli)]);
    await cli('azd', ['env', 'set', 'IMMUTABILITY_LOCKED', String(await isLocked(cli, environment))]);
  },
  'after-provision': async (cli) => {
    const deployed = readDeployed(process.env);
    await requireSameSubscription(cli, deployed);
    await connectRegistration(cli, deployed);
    const made = await fillVault(cli, deployed);
    console.log(made.length === 0 ? 'the vault has its secrets' : `put into the vault: ${made.join(', ')}`);
    console.log(`approved ${await approveEndpoints(cli, deployed)} private endpoints of the data factory`);
    if (deployed.LOCK_IMMUTABILITY) await lockPolicies(cli, deployed);
  },
  'before-deploy': async (cli) => openUpload(cli, readDeployed(process.env)),
  'after-deploy': async (cli) => {
    const deployed = readDeployed(process.env);
    await closeUpload(cli, deployed);
    await subscribeEvents(cli, deployed);
  },
};

/** The subscriptions need a key that the Functions host makes when it first runs, so they come after the code. */
async function subscribeEvents(cli: Cli, { AZURE_ENV_NAME, AZURE_LOCATION }: Deployed): Promise<void> {
  const parameters = ['--parameters', `environmentName=${AZURE_ENV_NAME}`, `location=${AZURE_LOCATION}`];
  const template = [
    '--name',
    `sallyport-events-${AZURE_ENV_NAME}`,
    '--location',
    AZURE_LOCATION,
    '--template-file',
    'infra/events.bicep',
  ];
  await cli('az', ['deployment', 'sub', 'create', ...template, ...parameters]);
  console.log('Event Grid tells the app of uploads');
}

requireNode24();
const name = process.argv[2] ?? '';
const hook = Object.hasOwn(hooks, name) ? hooks[name] : undefined;
if (!hook) {
  console.error(`There is no hook '${name}'. Hooks: ${Object.keys(hooks).join(', ')}.`);
  process.exit(1);
}
await hook(installedCli);
