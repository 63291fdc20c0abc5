import { z } from 'zod';
import { ask, type Cli, type Environment } from './cli.ts';

/**
 * Resource Manager registers the providers of the types in a template by itself. These are needed by what the templates only refer
 * to: the network of the function app, the containers that build images, and the nightly shutdown that a policy deploys.
 */
const providers = ['Microsoft.App', 'Microsoft.ContainerInstance', 'Microsoft.DevTestLab'];

/** Throws when `az` is signed in to another subscription than the one that azd deploys to: the two tools choose it on their own. */
export async function requireSameSubscription(cli: Cli, environment: Environment): Promise<void> {
  const { id } = await ask(cli, z.object({ id: z.guid() }), ['account', 'show']);
  const wanted = environment.AZURE_SUBSCRIPTION_ID;
  if (id !== wanted) {
    throw new Error(
      `azd deploys to the subscription ${wanted}, az uses ${id}. Run: az account set --subscription ${wanted}`,
    );
  }
}

/** Registers what the subscription must know before the templates can be deployed. What is registered is left alone. */
export async function registerProviders(cli: Cli): Promise<void> {
  for (const provider of providers) await cli('az', ['provider', 'register', '--namespace', provider, '--wait']);
}

/** Throws while the subscription does not let machines be encrypted at the host: each of them would be refused, late in the deployment. */
export async function requireEncryptionAtHost(cli: Cli): Promise<void> {
  const feature = ['--namespace', 'Microsoft.Compute', '--name', 'EncryptionAtHost'];
  const { properties } = await ask(cli, z.object({ properties: z.object({ state: z.string() }) }), [
    'feature',
    'show',
    ...feature,
  ]);
  if (properties.state === 'Registered') return;
  throw new Error(
    `The feature EncryptionAtHost of this subscription is '${properties.state}', not 'Registered'. Run: az feature register ${feature.join(' ')}; it takes some minutes.`,
  );
}
