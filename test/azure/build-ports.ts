import { laptop } from '../../local/azure/laptop.ts';
import type { RunningAzure } from '../../local/azure/stack.ts';
import { type AdapterSettings, buildAdapters } from '../../src/azure/adapters.ts';
import { storageVersion } from '../../src/domain/base/app-settings.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { identityCredential } from '../local/azure/running-azure.ts';

/** The version of the storage services that the app asks for unless its settings name another. */
export const usualVersion = storageVersion.parse(undefined);

/** What the app's settings say of a stack. */
export function adapterSettings(
  azure: RunningAzure,
  releaseAccount: 'public' | 'release' = 'public',
  apiVersion = usualVersion,
): AdapterSettings {
  return {
    storage: {
      publicUrl: azure.blobUrl('public'),
      secureUrl: azure.blobUrl('secure'),
      releaseUrl: azure.blobUrl(releaseAccount),
      controlUrl: azure.blobUrl('control'),
      tableUrl: azure.tableUrl('control'),
      safeUrl: azure.blobUrl('safe'),
      apiVersion,
    },
    arm: { url: azure.armUrl, subscriptionId: azure.subscription },
    dataFactory: laptop.dataFactory,
    vault: { url: azure.vaultUrl, verifyChallenge: false },
    mail: { host: '127.0.0.1', port: azure.smtpPort, security: 'none', from: 'Sallyport <sallyport@example.org>' },
  };
}

/** The app's adapters as a fresh process builds them. */
export function buildPorts(
  azure: RunningAzure,
  releaseAccount: 'public' | 'release' = 'public',
  apiVersion = usualVersion,
): Ports {
  return buildAdapters(adapterSettings(azure, releaseAccount, apiVersion), identityCredential(azure, 'id-control'));
}
