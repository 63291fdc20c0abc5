import { request } from 'node:https';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import type { Certificates } from '../certificates.ts';
import type { Directory } from '../directory.ts';
import type { FaultPlan } from '../faults.ts';
import type { RoleMatrix } from '../roles.ts';
import { type LocalReply, type LocalRequest, type RunningServer, serve } from '../server.ts';
import type { TokenIssuer } from '../tokens.ts';
import { type RunningAzurite, type StorageAccount, startAzurite } from './azurite.ts';
import { type ListingForm, storageGateway } from './gateway.ts';
import { Ledger } from './ledger.ts';
import { createPlaces } from './places.ts';
import { type PlatformCredential, platformCredential } from './platform.ts';
import { type Upstream, upstreamAgent } from './proxy.ts';
import { retainedContainer, versionsContainer } from './retention.ts';
import { SoftDelete } from './soft-delete.ts';
import type { StorageService } from './storage-request.ts';
import { VersionStore } from './version-store.ts';

export interface StorageOptions {
  readonly folder: string;
  readonly certificates: Certificates;
  readonly tokens: TokenIssuer;
  readonly directory: Directory;
  readonly matrix: RoleMatrix;
  readonly faults: FaultPlan;
  readonly ports: Readonly<Record<StorageService, number>>;
  readonly listings: ListingForm;
  readonly newestVersion: string;
  /** Milliseconds since 1970, by which versions age. */
  now(): number;
}

/** Storage of the laptop: Azurite with everything made that a deployment makes, reachable through the three gateways. */
export interface RunningStorage {
  url(service: StorageService, account: StorageAccount): string;
  readonly ledger: Ledger;
  /** How many requests may have changed the blobs of a container so far. What goes to Azurite without the gateway is not counted. */
  writes(account: string, container: string): number;
  /** Azurite without the gateway, for what Azure does itself. */
  readonly azurite: RunningAzurite;
  readonly credential: PlatformCredential;
  /** The previous versions of `datasets`, and how long they are kept. */
  readonly versions: VersionStore;
  close(): Promise<void>;
}

/** Starts Azurite, its containers and tables, and one TLS gateway each for blobs, queues and tables. The process must trust the authority. */
export async function startStorage(options: StorageOptions): Promise<RunningStorage> {
  const azurite = await startAzurite(join(options.folder, 'azurite'), options.certificates);
  const credential = platformCredential(options.tokens);
  await createPlaces(azurite, credential);
  const secure = new BlobServiceClient(`${azurite.blob}/${retainedContainer.account}`, credential);
  const previous = secure.getContainerClient(versionsContainer);
  await previous.createIfNotExists();
  const versions = new VersionStore(secure.getContainerClient(retainedContainer.container), previous, options.now);
  const softDelete = new SoftDelete((account) => new BlobServiceClient(`${azurite.blob}/${account}`, credential));
  const ledger = new Ledger();
  const agent = upstreamAgent();
  const writes = new Map<string, number>();
  /** Counts a request when it has been answered, so that whoever lists afterwards sees what it did. */
  const counted =
    (handle: (incoming: LocalRequest) => Promise<LocalReply>) =>
    async (incoming: LocalRequest): Promise<LocalReply> => {
      try {
        return await handle(incoming);
      } finally {
        const place = placeOf(incoming.url.pathname);
        if (!reads.has(incoming.method)) writes.set(place, (writes.get(place) ?? 0) + 1);
      }
    };
  const start = (service: StorageService): Promise<RunningServer> => {
    const upstream: Upstream = {
      endpoint: azurite[service],
      ca: options.certificates.ca,
      agent,
      token: async () => (await credential.getToken()).token,
    };
    const exists = (incoming: LocalRequest): Promise<boolean> => blobExists(incoming, upstream);
    return serve({
      port: options.ports[service],
      tls: options.certificates,
      handle: counted(storageGateway({ ...options, service, ledger, upstream, exists, versions, softDelete })),
    });
  };
  const gateways = { blob: await start('blob'), queue: await start('queue'), table: await start('table') };
  return {
    url: (service, account) => `${gateways[service].url}/${account}`,
    ledger,
    writes: (account, container) => writes.get(`${account}/${container}`) ?? 0,
    azurite,
    credential,
    versions,
    async close() {
      await Promise.all(Object.values(gateways).map((gateway) => gateway.close()));
      agent.destroy();
      await azurite.close();
    },
  };
}

const reads = new Set(['GET', 'HEAD']);

/** Account and container of a path, `/<account>/<container>/<blob>`. */
function placeOf(path: string): string {
  return path.split('/').slice(1, 3).join('/');
}

async function blobExists(incoming: LocalRequest, upstream: Upstream): Promise<boolean> {
  const authorization = `Bearer ${await upstream.token()}`;
  const target = new URL(incoming.url.pathname, upstream.endpoint);
  const status = await new Promise<number>((resolve, reject) => {
    const head = request(target, {
      method: 'HEAD',
      ca: upstream.ca,
      agent: upstream.agent,
      headers: { authorization, 'x-ms-version': '2021-12-02' },
    });
    head.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    head.once('error', reject);
    head.end();
  });
  return status !== 404;
}
