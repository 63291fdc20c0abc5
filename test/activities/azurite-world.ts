import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import type { FactoryKnobs } from '../../local/azure/data-factory/knobs.ts';
import { laptopResources } from '../../local/azure/laptop-resources.ts';
import { listMails } from '../../local/azure/mail.ts';
import type { RunningAzure } from '../../local/azure/stack.ts';
import { vaultSealKeys } from '../../src/azure/base/seals/seal-keys.ts';
import { sealedTable } from '../../src/azure/base/seals/sealed-table.ts';
import { buildPorts } from '../azure/build-ports.ts';
import { identityCredential, startTestAzure } from '../local/azure/running-azure.ts';
import type { Ground, RawBlob, ReleaseAccount } from './ground.ts';
import { type World, worldOn } from './world.ts';

/** A world on the laptop's Azure, and that Azure itself. */
export interface AzuriteWorld {
  readonly azure: RunningAzure;
  readonly world: World;
}

/** Starts a world on the laptop's Azure with Data Factory and the app's real adapters, in the time of the machine. */
export async function startAzuriteWorld(releaseAccount: ReleaseAccount = 'public'): Promise<AzuriteWorld> {
  let knobs: FactoryKnobs | undefined;
  const { azure, stop } = await startTestAzure({
    providers: (context) => {
      const resources = laptopResources(context, releaseAccount);
      knobs = resources.factoryKnobs;
      return resources.providers;
    },
  });
  if (!knobs) throw new Error('the laptop built no data factory');
  return { azure, world: await worldOn(azuriteGround(azure, { knobs, releaseAccount, stop })) };
}

function azuriteGround(azure: RunningAzure, rest: Pick<Ground, 'knobs' | 'releaseAccount' | 'stop'>): Ground {
  const { azurite, credential, versions } = azure.storage;
  const container = (account: string, name: string) =>
    new BlobServiceClient(`${azurite.blob}/${account}`, credential).getContainerClient(name);
  const table = (name: string) =>
    new TableClient(azure.tableUrl('control'), name, identityCredential(azure, 'id-control'));
  const ports = buildPorts(azure, rest.releaseAccount);
  return {
    ...rest,
    ports,
    versions,
    blobUrl: (account) => azure.blobUrl(account),
    container,
    ofRoom: (name) => container('secure', name),
    table,
    sealed: (name) => sealedTable(table(name), name, { keys: vaultSealKeys(ports.secrets), found: () => undefined }),
    putRaw: (blob) => putRaw(azure, blob),
    async lease({ account, container: name, path }) {
      const lease = container(account, name).getBlobClient(path).getBlobLeaseClient();
      await lease.acquireLease(-1);
      return () => lease.releaseLease();
    },
    mails: () => listMails(azure.mailUrl),
    pass: (milliseconds) => pause(milliseconds),
  };
}

async function putRaw({ storage }: RunningAzure, blob: RawBlob): Promise<void> {
  const { account, container, path, content, metadata } = blob;
  const { hostname, port } = new URL(storage.azurite.blob);
  const encoded = encodeURIComponent(path).replaceAll('%2F', '/').replaceAll('.', '%2E');
  const { token } = await storage.credential.getToken();
  const headers = {
    authorization: `Bearer ${token}`,
    'x-ms-version': '2021-12-02',
    'x-ms-blob-type': 'BlockBlob',
    'content-length': Buffer.byteLength(content),
    ...Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-ms-meta-${key}`, value])),
  };
  const options = { hostname, port, method: 'PUT', path: `/${account}/${container}/${encoded}`, headers };
  const status = await new Promise<number>((resolve, reject) => {
    const put = request(options, (response) => resolve(response.resume().statusCode ?? 0));
    put.once('error', reject).end(content);
  });
  if (status !== 201) throw new Error(`storage answered ${status} to ${JSON.stringify(path)}`);
}
