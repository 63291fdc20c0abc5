import { join } from 'node:path';
import { DataFactoryManagementClient, type PipelineRun } from '@azure/arm-datafactory';
import { ContainerClient } from '@azure/storage-blob';
import type { ResourceProvider } from '../../../../local/azure/arm/resource-manager.ts';
import {
  type DataFactoryOptions,
  type DataFactoryProvider,
  dataFactoryProvider,
} from '../../../../local/azure/data-factory/provider.ts';
import type { ProviderContext, RunningAzure } from '../../../../local/azure/stack.ts';
import type { StorageAccount } from '../../../../local/azure/storage/azurite.ts';
import { eventually, identityCredential, startTestAzure } from '../running-azure.ts';

export const resourceGroup = 'rg-sallyport';
export const factoryName = 'adf-sallyport';
export const definitionsFolder = join(import.meta.dirname, '../../../../infra/data-factory');

/** A whole laptop Azure with a data factory, the real client of the control plane, and a look at storage behind the gateway. */
export interface RunningFactory {
  readonly azure: RunningAzure;
  readonly client: DataFactoryManagementClient;
  readonly factory: () => DataFactoryProvider;
  /** Ends the factory as a killed process would, without the rest, and starts it again on its state. */
  restart(): Promise<void>;
  put(place: string, content?: string | Buffer, options?: PutOptions): Promise<void>;
  read(place: string): Promise<string>;
  container(account: StorageAccount, name: string): ContainerClient;
  /** Names in `account/container/prefix`, relative to the container, sorted. */
  names(place: string): Promise<string[]>;
  run(pipeline: string, parameters: Record<string, unknown>): Promise<string>;
  ended(runId: string): Promise<PipelineRun>;
  activity(runId: string, name: string): Promise<Record<string, unknown>>;
  stop(): Promise<void>;
}

interface PutOptions {
  readonly metadata?: Record<string, string>;
  readonly contentType?: string;
  readonly contentDisposition?: string;
  readonly contentLanguage?: string;
  readonly contentEncoding?: string;
  readonly cacheControl?: string;
}

export async function startTestFactory(options: Partial<DataFactoryOptions> = {}): Promise<RunningFactory> {
  let current: DataFactoryProvider | undefined;
  let open = (): DataFactoryProvider => {
    throw new Error('the stack has not started');
  };
  const now = (): DataFactoryProvider => (current ??= open());
  const provider = (context: ProviderContext): ResourceProvider => {
    open = () => dataFactoryProvider({ ...optionsFor(context), ...options });
    return { namespace: 'Microsoft.DataFactory', handle: (request, authorize) => now().handle(request, authorize) };
  };
  const { azure, stop } = await startTestAzure({ providers: (context) => [provider(context)] });
  const client = new DataFactoryManagementClient(identityCredential(azure, 'id-control'), azure.subscription, {
    endpoint: azure.armUrl,
    $host: azure.armUrl,
    credentialScopes: `${azure.armUrl}/.default`,
    retryOptions: { maxRetries: 0 },
  });
  return {
    azure,
    client,
    factory: now,
    restart: async () => {
      await now().close();
      current = open();
    },
    ...storageView(azure),
    ...runView(client),
    stop: async () => {
      await now().close();
      await stop();
    },
  };
}

function optionsFor(context: ProviderContext): DataFactoryOptions {
  return {
    factoryName,
    resourceGroup,
    definitionsFolder,
    linkedServices: {
      public_storage: { serviceEndpoint: context.blobUrl('public') },
      secure_storage: { serviceEndpoint: context.blobUrl('secure') },
      release_storage: { serviceEndpoint: context.blobUrl('public') },
    },
    token: context.dataFactoryToken,
    stateFolder: context.stateFolder,
  };
}

function storageView(azure: RunningAzure): Pick<RunningFactory, 'put' | 'read' | 'names' | 'container'> {
  const container = (account: StorageAccount, name: string): ContainerClient =>
    new ContainerClient(`${azure.storage.azurite.blob}/${account}/${name}`, azure.storage.credential);
  const split = (place: string): { client: ContainerClient; path: string } => {
    const [account, name = '', ...path] = place.split('/');
    if (account !== 'public' && account !== 'secure') throw new Error(`no account ${account}`);
    return { client: container(account, name), path: path.join('/') };
  };
  return {
    container,
    async put(place, content = place, { metadata = {}, ...headers } = {}) {
      const { client, path } = split(place);
      const blobHTTPHeaders = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [`blob${name[0]?.toUpperCase()}${name.slice(1)}`, value]),
      );
      await client.getBlockBlobClient(path).uploadData(Buffer.from(content), { metadata, blobHTTPHeaders });
    },
    async read(place) {
      const { client, path } = split(place);
      return (await client.getBlobClient(path).downloadToBuffer()).toString('utf8');
    },
    async names(place) {
      const { client, path } = split(place);
      const found: string[] = [];
      for await (const blob of client.listBlobsFlat(path === '' ? {} : { prefix: path })) found.push(blob.name);
      return found.sort();
    },
  };
}

function runView(client: DataFactoryManagementClient): Pick<RunningFactory, 'run' | 'ended' | 'activity'> {
  return {
    async run(pipeline, parameters) {
      const { runId } = await client.pipelines.createRun(resourceGroup, factoryName, pipeline, { parameters });
      return runId;
    },
    async ended(runId) {
      let run = await client.pipelineRuns.get(resourceGroup, factoryName, runId);
      await eventually(async () => {
        run = await client.pipelineRuns.get(resourceGroup, factoryName, runId);
        return ['Succeeded', 'Failed', 'Cancelled'].includes(run.status ?? '');
      });
      return run;
    },
    async activity(runId, name) {
      const { value } = await client.activityRuns.queryByPipelineRun(resourceGroup, factoryName, runId, everything());
      const found = value.find((run) => run.activityName === name);
      if (found === undefined) throw new Error(`no activity ${name} among ${value.map((run) => run.activityName)}`);
      return { ...found };
    },
  };
}

/** A query window that takes in every run of a test. */
export function everything(): { lastUpdatedAfter: Date; lastUpdatedBefore: Date } {
  return { lastUpdatedAfter: new Date(Date.now() - 3_600_000), lastUpdatedBefore: new Date(Date.now() + 3_600_000) };
}
