import { type LaptopResources, laptopResources } from '../../local/azure/laptop-resources.ts';
import type { RunningAzure } from '../../local/azure/stack.ts';
import { laptop } from '../../local/stack/laptop.ts';
import { buildAdapters } from '../../src/azure/adapters.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { identityCredential, startTestAzure } from '../local/azure/running-azure.ts';

export interface RunningPorts {
  readonly azure: RunningAzure;
  readonly resources: LaptopResources;
  readonly ports: Ports;
  stop(): Promise<void>;
}

/** The real adapters as the control plane's own identity, on a stack of their own. */
export async function startPorts(): Promise<RunningPorts> {
  let resources: LaptopResources | undefined;
  const { azure, stop } = await startTestAzure({
    providers: (context) => {
      resources = laptopResources(context);
      return resources.providers;
    },
  });
  if (resources === undefined) throw new Error('the stack asked for no providers');
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
      dataFactory: laptop.dataFactory,
      vault: { url: azure.vaultUrl, verifyChallenge: false },
      mail: { host: '127.0.0.1', port: azure.smtpPort, security: 'none', from: 'Sallyport <sallyport@example.org>' },
    },
    identityCredential(azure, 'id-control'),
  );
  return { azure, resources, ports, stop };
}
