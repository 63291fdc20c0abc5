import type { RunningAzure } from '../../local/azure/stack.ts';
import { buildAdapters } from '../../src/azure/adapters.ts';
import type { Ports } from '../../src/ports.ts';
import { identityCredential, startTestAzure } from '../local/azure/running-azure.ts';

export interface RunningPorts {
  readonly azure: RunningAzure;
  readonly ports: Ports;
  stop(): Promise<void>;
}

/** The real adapters as the control plane's own identity, on a stack of their own. */
export async function startPorts(): Promise<RunningPorts> {
  const { azure, stop } = await startTestAzure();
  const ports = buildAdapters(
    {
      storage: {
        publicUrl: azure.blobUrl('public'),
        secureUrl: azure.blobUrl('secure'),
        releaseUrl: azure.blobUrl('public'),
        controlUrl: azure.blobUrl('control'),
        tableUrl: azure.tableUrl('control'),
      },
      arm: { url: azure.armUrl, subscriptionId: azure.subscription },
      dataFactory: { resourceGroup: 'laptop', name: 'factory' },
      vault: { url: azure.vaultUrl, verifyChallenge: false },
      mail: { host: '127.0.0.1', port: azure.smtpPort, security: 'none', from: 'Sallyport <sallyport@example.org>' },
    },
    identityCredential(azure, 'id-control'),
  );
  return { azure, ports, stop };
}
