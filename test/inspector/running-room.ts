import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import type { RunningAzure } from '../../local/azure/stack.ts';
import { roomSettings } from '../../local/stack/app-settings.ts';
import { type RunningChild, startChild } from '../../local/stack/child.ts';
import { freePort } from '../../local/stack/free-port.ts';
import { wakeSubscription } from '../../local/stack/triggers.ts';
import { blobListing } from '../../src/azure/transfer/data-listing.ts';
import { disclosureRules } from '../../src/domain/inspection/disclosure.ts';
import { inspectionEnd } from '../../src/domain/operation/inspection-wait.ts';
import { type InspectionKey, type InspectionRequest, inspectionPath } from '../../src/domain/review/inspection.ts';
import { listPackage } from '../../src/inspector/package-listing.ts';
import { operationId } from '../contract/samples.ts';
import { startTestAzure } from '../local/azure/running-azure.ts';

/** The built reading room on a Functions host of its own, beside a stack in this process. */
export interface TestRoom {
  readonly azure: RunningAzure;
  readonly url: string;
  start(): Promise<void>;
  /** As a crash would. */
  kill(): Promise<void>;
  /** What a process that was killed held ends at once, not after half a minute. */
  forgetLease(): Promise<void>;
  /** All that its host printed. */
  log(): string;
  /** Freezes files, by their paths in the package, and has them inspected. */
  freeze(
    files: Readonly<Record<string, string | Uint8Array>>,
    more?: Partial<InspectionRequest>,
  ): Promise<InspectionKey>;
  container(name: string): ContainerClient;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, '../..');

export async function startTestRoom(): Promise<TestRoom> {
  const { azure, stop } = await startTestAzure();
  await azure.eventGrid.subscribe(wakeSubscription());
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-room-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  azure.entra.registerRedirectUri(`${url}/api/sign-in/callback`, azure.room.clientId);
  const settings = join(folder, 'settings.json');
  writeFileSync(settings, JSON.stringify({ Values: roomSettings(azure, url) }));
  const app = join(folder, 'app');
  cpSync(join(root, 'dist/inspector'), app, { recursive: true });
  mkdirSync(join(folder, 'state'));
  let running: RunningChild | undefined;
  const container = (name: string) => {
    const { azurite, credential } = azure.storage;
    return new BlobServiceClient(`${azurite.blob}/secure`, credential).getContainerClient(name);
  };
  const put = (name: string, path: string, content: string | Uint8Array) => {
    const bytes = Buffer.from(content);
    return container(name).uploadBlockBlob(path, bytes, bytes.length);
  };
  const account = { getContainerClient: container };
  return {
    ...{ azure, url, container },
    start: async () => {
      running = await startChild({
        ...{ name: 'room', script: join(root, 'local/host/main.ts'), readyLine: 'host ready' },
        arguments: ['--app', app, '--port', String(port), '--state', join(folder, 'state'), '--settings', settings],
        environment: { NODE_EXTRA_CA_CERTS: resolve(azure.caFile) },
        logFile: join(folder, 'room.log'),
      });
    },
    kill: async () => await running?.kill(),
    forgetLease: async () => {
      const { azurite, credential } = azure.storage;
      const locks = new BlobServiceClient(`${azurite.blob}/inspector-host`, credential).getContainerClient('locks');
      await locks.getBlobClient('look').getBlobLeaseClient().breakLease(0);
    },
    log: () => readFileSync(join(folder, 'room.log'), 'utf8'),
    freeze: async (files, more = {}) => {
      const exportId = operationId('export');
      const project = 'heart-study';
      for (const [path, content] of Object.entries(files))
        await put('review', `${project}/${exportId}/${path}`, content);
      const listing = blobListing({ public: account, secure: account, release: account });
      const { digest } = await listPackage(listing, { project, exportId });
      const key = { project, exportId, digest };
      const thresholds = disclosureRules.parse({});
      const deadline = inspectionEnd({ since: new Date().toISOString() }).toISOString();
      const about = {
        name: 'table-2',
        review: `https://gate.example.org/api/review-package/${key.project}/${key.exportId}`,
      };
      const request = { definition: 'd'.repeat(64), thresholds, approvers: [], deadline, about, ...more };
      await put('inspections', inspectionPath(key), JSON.stringify(request));
      return key;
    },
    stop: async () => {
      await running?.stop();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The names in a container. */
export async function namesIn(room: TestRoom, container: string): Promise<string[]> {
  const names = [];
  for await (const { name } of room.container(container).listBlobsFlat()) names.push(name);
  return names;
}
