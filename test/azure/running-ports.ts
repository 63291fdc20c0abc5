import { type LaptopResources, laptopResources } from '../../local/azure/laptop-resources.ts';
import type { AzureOptions, RunningAzure } from '../../local/azure/stack.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { startTestAzure } from '../local/azure/running-azure.ts';
import { buildPorts } from './build-ports.ts';

export interface RunningPorts {
  readonly azure: RunningAzure;
  readonly resources: LaptopResources;
  readonly ports: Ports;
  stop(): Promise<void>;
}

/** The real adapters as the control plane's own identity, on a stack of their own. */
export async function startPorts(options: Partial<AzureOptions> = {}): Promise<RunningPorts> {
  let resources: LaptopResources | undefined;
  const { azure, stop } = await startTestAzure({
    ...options,
    providers: (context) => {
      resources = laptopResources(context);
      return resources.providers;
    },
  });
  if (resources === undefined) throw new Error('the stack asked for no providers');
  return { azure, resources, ports: buildPorts(azure), stop };
}
