import { expect, test } from 'vitest';
import { readEnvironment } from '../../../scripts/deploy/cli.ts';
import {
  registerProviders,
  requireEncryptionAtHost,
  requireSameSubscription,
} from '../../../scripts/deploy/prerequisites.ts';
import { guid, outputs, script } from './scripted-cli.ts';

test('a sign-in to another subscription is refused', async () => {
  const { cli } = script({ 'az account show': { id: guid('9') } });
  await expect(requireSameSubscription(cli, readEnvironment(outputs))).rejects.toThrow(/az account set/);
});

test('providers that no template names are registered, and waited for', async () => {
  const { cli, said } = script({});
  await registerProviders(cli);
  expect(said).toEqual([
    'az provider register --namespace Microsoft.App --wait',
    'az provider register --namespace Microsoft.ContainerInstance --wait',
    'az provider register --namespace Microsoft.DevTestLab --wait',
  ]);
});

test('a subscription that does not encrypt machines at the host is refused with the command that mends it', async () => {
  const inState = (state: string) => script({ 'az feature show': { properties: { state } } }).cli;
  await expect(requireEncryptionAtHost(inState('Registered'))).resolves.toBeUndefined();
  await expect(requireEncryptionAtHost(inState('Registering'))).rejects.toThrow(
    "is 'Registering', not 'Registered'. Run: az feature register --namespace Microsoft.Compute --name EncryptionAtHost",
  );
});
