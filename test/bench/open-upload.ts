import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { trustAuthority } from '../../local/azure/certificates.ts';
import { StoragePerson } from '../../local/people/storage-person.ts';
import { sampleDefinition } from '../../local/sample/sample.ts';
import { appSettings } from '../../local/stack/app-settings.ts';
import { startChild } from '../../local/stack/child.ts';
import { ControlClient } from '../../local/stack/control-client.ts';
import { readEndpoints } from '../../local/stack/stack.ts';
import { buildAdapters } from '../../src/azure/adapters.ts';
import { managedIdentity } from '../../src/azure/credential.ts';
import { parseConfig } from '../../src/config.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { announceUpload } from '../../src/use-cases/operation/announce-upload.ts';
import { definedRecently, isDefinedIn } from '../../src/use-cases/operation/defined-recently.ts';

/** An upload that is still arriving, as the app sees it with its own adapters in this process; storage is another process. */
export interface OpenUpload {
  readonly control: ControlClient;
  /** Takes the news of one more blob of the upload. */
  announce(): Promise<void>;
  stop(): Promise<void>;
}

const idle: Workflows = { start: async () => undefined, wake: async () => undefined };

/** Starts the laptop's Azure and opens an upload in the sample's project. */
export async function startOpenUpload(): Promise<OpenUpload> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const child = await startChild({
    name: 'azure',
    script: resolve(import.meta.dirname, '../../local/azure/main.ts'),
    arguments: ['--state', join(folder, 'azure'), '--redirect-uri', 'http://localhost/', '--free-ports'],
    readyLine: 'azure ready',
    logFile: join(folder, 'azure.log'),
  });
  const azure = readEndpoints(folder);
  trustAuthority(readFileSync(azure.caFile, 'utf8'));
  Object.assign(process.env, appSettings(azure, 'http://localhost'));
  const config = parseConfig(process.env);
  const ports = buildAdapters(config, managedIdentity(config.clientId));
  const { id } = (await ports.projects.put(projectSchema.parse(sampleDefinition()), null)).value;
  const path = `${id}/cohort/a.csv`;
  await new StoragePerson(azure, 'owner').container('public', 'ingress').getBlockBlobClient(path).upload('x', 1);
  const app = { ...ports, isDefined: definedRecently(isDefinedIn(ports.projects), ports.clock) };
  const announce = async (): Promise<void> => {
    const { kind } = await announceUpload(app, idle, { door: 'ingress', path });
    if (kind !== 'open' && kind !== 'started') throw new Error(`The upload is not taken: ${kind}`);
  };
  await announce();
  return {
    control: new ControlClient(azure),
    announce,
    stop: async () => {
      await child.stop();
      rmSync(folder, { recursive: true });
    },
  };
}
