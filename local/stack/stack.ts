import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { trustAuthority } from '../azure/certificates.ts';
import { type AzureEndpoints, azureEndpointsSchema } from '../azure/endpoints.ts';
import { appSettings } from './app-settings.ts';
import { type RunningChild, startChild } from './child.ts';
import { ControlClient } from './control-client.ts';
import { freePort } from './free-port.ts';
import { keepRunning } from './kept-running.ts';
import { triggers, uploadWebhook } from './triggers.ts';

/** A running laptop: Azure's stand-ins in one process, the Functions host with the app in another. */
export interface Stack {
  readonly azure: AzureEndpoints;
  readonly baseUrl: string;
  readonly control: ControlClient;
  readonly stateFolder: string;
  /** Ends the host at once, as a crash would. */
  killHost(): Promise<void>;
  startHost(): Promise<void>;
  /** Moves the time of the stand-ins, the host and the app forward together. Rejects unless the stack was started with virtual time. */
  advance(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

export interface StackOptions {
  readonly stateFolder: string;
  /** Fixed ports keep links alive over restarts; free ones let stacks run side by side. */
  readonly ports: 'fixed' | 'free';
  /** App settings that differ from the laptop's. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Releases results to an account of their own, as a deployment may. */
  readonly secondRelease?: boolean;
  /** Lets tests move time with {@link Stack.advance}. */
  readonly virtualTime?: boolean;
  /** Told of each part before it is started. */
  readonly onPart?: (part: string) => void;
}

const root = resolve(import.meta.dirname, '../..');
/** The port of `npm start`. */
export const hostPort = 7071;
const keysShape = z.object({ masterKey: z.string(), systemKeys: z.object({ blobs_extension: z.string() }) });

/** Starts the whole stack on the bundle in dist/, and subscribes the app to blob events. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { stateFolder, ports, virtualTime = false } = options;
  const folders = { azure: join(stateFolder, 'azure'), host: join(stateFolder, 'host') };
  for (const folder of Object.values(folders)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = ports === 'fixed' ? hostPort : await freePort();
  const baseUrl = `http://localhost:${port}`;
  options.onPart?.("Azure's stand-ins");
  const azureChild = await startAzureProcess(folders.azure, options, baseUrl);
  const azure = readEndpoints(stateFolder);
  trustAuthority(readFileSync(azure.caFile, 'utf8'));
  const settingsFile = join(stateFolder, 'app-settings.json');
  const results = options.secondRelease ? { RELEASE_BLOB_URL: azure.blobUrls.release } : {};
  const values = { ...appSettings(azure, baseUrl), ...results, ...options.settings };
  writeFileSync(settingsFile, JSON.stringify({ IsEncrypted: false, Values: values }, null, 2), { mode: 0o600 });
  const control = new ControlClient(azure);
  const app = deployApp(join(stateFolder, 'app'));
  let host: Awaited<ReturnType<typeof keepRunning>> | undefined;
  let clockOffset = 0;
  const startProcess = (): Promise<RunningChild> =>
    startChild({
      name: 'host',
      script: join(root, 'local/host/main.ts'),
      arguments: [
        ...['--app', app, '--port', String(port), '--state', folders.host, '--settings', settingsFile],
        ...(virtualTime ? ['--knobs', JSON.stringify({ clockOffset })] : []),
      ],
      // The host works in the folder of its app, and Node reads the file only when it needs it.
      environment: { NODE_EXTRA_CA_CERTS: resolve(azure.caFile) },
      readyLine: 'host ready',
      logFile: join(stateFolder, 'host.log'),
    });
  const startHost = async (): Promise<void> => {
    host = await keepRunning(startProcess);
  };
  try {
    options.onPart?.('the Functions host with the app');
    await startHost();
    await subscribe(control, folders.host, baseUrl);
  } catch (error) {
    await host?.stop();
    await azureChild.stop();
    throw error;
  }
  return {
    azure,
    baseUrl,
    control,
    stateFolder,
    startHost,
    advance: async (milliseconds) => {
      await control.call('PUT', 'clock', { advanceMilliseconds: milliseconds });
      clockOffset += milliseconds;
      await moveHost(folders.host, baseUrl, milliseconds);
    },
    killHost: async () => await host?.kill(),
    stop: async () => {
      await host?.stop();
      await azureChild.stop();
    },
  };
}

/** Copies what is deployed (bundle, package.json, host.json) to a folder of the stack's own, so that a later build does not touch a running app. */
function deployApp(folder: string): string {
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['package.json', 'host.json', 'dist'])
    cpSync(join(root, part), join(folder, part), { recursive: true });
  return folder;
}

/** Where the stack of this state folder is, for programs beside it. Throws with advice when none was started there. */
export function readEndpoints(stateFolder: string): AzureEndpoints {
  const file = join(stateFolder, 'azure', 'azure.json');
  try {
    return azureEndpointsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new Error(`No running stack is described in ${file}. Start one with npm start.`, { cause: error });
  }
}

async function startAzureProcess(
  folder: string,
  { stateFolder, ports, virtualTime = false, secondRelease = false }: StackOptions,
  baseUrl: string,
): Promise<RunningChild> {
  const redirect = `${baseUrl}/api/sign-in/callback`;
  return await startChild({
    name: 'azure',
    script: join(root, 'local/azure/main.ts'),
    arguments: [
      ...['--state', folder, '--redirect-uri', redirect],
      ...(ports === 'free' ? ['--free-ports'] : []),
      ...(virtualTime ? ['--clock-offset', '0'] : []),
      ...(secondRelease ? ['--second-release'] : []),
    ],
    readyLine: 'azure ready',
    logFile: join(stateFolder, 'azure.log'),
  });
}

function hostKeys(hostFolder: string): z.infer<typeof keysShape> {
  return keysShape.parse(JSON.parse(readFileSync(join(hostFolder, 'keys.json'), 'utf8')));
}

async function moveHost(hostFolder: string, baseUrl: string, milliseconds: number): Promise<void> {
  const response = await fetch(`${baseUrl}/admin/host/clock`, {
    method: 'POST',
    headers: { 'x-functions-key': hostKeys(hostFolder).masterKey, 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMilliseconds: milliseconds }),
  });
  if (!response.ok) throw new Error(`The host answered ${response.status} when its clock was to be moved.`);
}

async function subscribe(control: ControlClient, hostFolder: string, baseUrl: string): Promise<void> {
  const { systemKeys } = hostKeys(hostFolder);
  for (const door of ['ingress', 'export'] as const) {
    const { account, container } = triggers.uploads[door];
    await control.subscribe({
      name: container,
      account,
      container,
      endpoint: uploadWebhook(baseUrl, door, systemKeys.blobs_extension),
    });
  }
}
