import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { trustAuthority } from '../azure/certificates.ts';
import { type AzureEndpoints, azureEndpointsSchema } from '../azure/endpoints.ts';
import { appSettings, roomSettings } from './app-settings.ts';
import { type RunningChild, startChild } from './child.ts';
import { ControlClient } from './control-client.ts';
import { freePort } from './free-port.ts';
import { keepRunning } from './kept-running.ts';
import { triggers, uploadWebhook, wakeSubscription } from './triggers.ts';

/** A running laptop: Azure's stand-ins in one process, the Functions host with the app in another, and the reading room's where it was asked for. */
export interface Stack {
  readonly azure: AzureEndpoints;
  readonly baseUrl: string;
  /** The reading room, where it was asked for. */
  readonly room?: RunningRoom;
  readonly control: ControlClient;
  readonly stateFolder: string;
  /** Ends the host at once, as a crash would. */
  killHost(): Promise<void>;
  startHost(): Promise<void>;
  /** Moves the time of the stand-ins, the host and the app forward together. Rejects unless the stack was started with virtual time. */
  advance(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

/** The second app, on a host of its own. */
interface RunningRoom {
  readonly baseUrl: string;
  /** Ends its host at once, as a crash would. */
  killHost(): Promise<void>;
  startHost(): Promise<void>;
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
  /** Runs the reading room too. */
  readonly room?: boolean;
  /** Told of each part before it is started. */
  readonly onPart?: (part: string) => void;
}

const root = resolve(import.meta.dirname, '../..');
/** The port of `npm start`. */
export const hostPort = 7071;
/** The port of its reading room. */
export const roomPort = 7072;
const keysShape = z.object({ masterKey: z.string(), systemKeys: z.object({ blobs_extension: z.string() }) });

/** Starts the whole stack on the bundle in dist/, and subscribes the app to blob events. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { stateFolder, ports } = options;
  for (const folder of ['azure', 'host', 'room'])
    mkdirSync(join(stateFolder, folder), { recursive: true, mode: 0o700 });
  const portOf = async (fixed: number): Promise<number> => (ports === 'fixed' ? fixed : await freePort());
  const port = await portOf(hostPort);
  const baseUrl = `http://localhost:${port}`;
  const roomAt = options.room ? await portOf(roomPort) : undefined;
  const roomUrl = roomAt === undefined ? undefined : `http://localhost:${roomAt}`;
  options.onPart?.("Azure's stand-ins");
  const azureChild = await startAzureProcess(join(stateFolder, 'azure'), options, { baseUrl, roomUrl });
  const azure = readEndpoints(stateFolder);
  trustAuthority(readFileSync(azure.caFile, 'utf8'));
  const results = options.secondRelease ? { RELEASE_BLOB_URL: azure.blobUrls.release } : {};
  const reading = roomUrl === undefined ? { LEFT_OUT: 'readingRoom' } : { READING_ROOM_URL: roomUrl };
  const control = new ControlClient(azure);
  let clockOffset = 0;
  const shared = { options, azure, clockOffset: () => clockOffset };
  const settings = { ...appSettings(azure, baseUrl), ...results, ...reading, ...options.settings };
  const host = hostOf({ ...shared, name: 'host', port, app: deployApp(join(stateFolder, 'app')), settings });
  const room = roomAt === undefined ? undefined : hostOf(roomHost(shared, roomAt));
  const stop = async (): Promise<void> => {
    await Promise.all([host.stop(), room?.stop()]);
    await azureChild.stop();
  };
  try {
    options.onPart?.('the Functions host with the app');
    await host.start();
    await subscribe(control, host.folder, baseUrl);
    if (room !== undefined) {
      options.onPart?.('the Functions host with the reading room');
      await control.subscribe(wakeSubscription());
      await room.start();
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ...{ azure, baseUrl, control, stateFolder, stop },
    startHost: host.start,
    killHost: host.kill,
    ...(room === undefined ? {} : { room: { baseUrl: room.url, startHost: room.start, killHost: room.kill } }),
    advance: async (milliseconds) => {
      await control.call('PUT', 'clock', { advanceMilliseconds: milliseconds });
      clockOffset += milliseconds;
      await host.move(milliseconds);
      await room?.move(milliseconds);
    },
  };
}

/** What every host of the stack is started with. */
interface SharedByHosts {
  readonly options: StackOptions;
  readonly azure: AzureEndpoints;
  clockOffset(): number;
}

/** A Functions host of the stack, and the app that it runs. */
interface HostOfStack extends SharedByHosts {
  readonly name: string;
  readonly port: number;
  /** The folder of the app. */
  readonly app: string;
  readonly settings: Readonly<Record<string, string>>;
}

function hostOf({ options, azure, clockOffset, name, port, app, settings }: HostOfStack) {
  const { stateFolder, virtualTime = false } = options;
  const folder = join(stateFolder, name);
  const settingsFile = join(stateFolder, name === 'host' ? 'app-settings.json' : `${name}-settings.json`);
  writeFileSync(settingsFile, JSON.stringify({ IsEncrypted: false, Values: settings }, null, 2), { mode: 0o600 });
  const url = `http://localhost:${port}`;
  let running: Awaited<ReturnType<typeof keepRunning>> | undefined;
  const startProcess = (): Promise<RunningChild> =>
    startChild({
      name,
      script: join(root, 'local/host/main.ts'),
      arguments: [
        ...['--app', app, '--port', String(port), '--state', folder, '--settings', settingsFile],
        ...(virtualTime ? ['--knobs', JSON.stringify({ clockOffset: clockOffset() })] : []),
      ],
      // The host works in the folder of its app, and Node reads the file only when it needs it.
      environment: { NODE_EXTRA_CA_CERTS: resolve(azure.caFile) },
      readyLine: 'host ready',
      logFile: join(stateFolder, `${name}.log`),
    });
  return {
    ...{ folder, url },
    start: async (): Promise<void> => {
      running = await keepRunning(startProcess);
    },
    kill: async (): Promise<void> => {
      await running?.kill();
      running = undefined;
    },
    /** Moves its clock. One that was killed is started with the clock of then. */
    move: async (milliseconds: number): Promise<void> => {
      if (running !== undefined) await moveHost(folder, url, milliseconds);
    },
    stop: async (): Promise<void> => await running?.stop(),
  };
}

function roomHost(shared: SharedByHosts, port: number): HostOfStack {
  const app = join(shared.options.stateFolder, 'room-app');
  rmSync(app, { recursive: true, force: true });
  cpSync(join(root, 'dist/inspector'), app, { recursive: true });
  return { ...shared, name: 'room', port, app, settings: roomSettings(shared.azure, `http://localhost:${port}`) };
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
  { baseUrl, roomUrl }: { readonly baseUrl: string; readonly roomUrl: string | undefined },
): Promise<RunningChild> {
  const callback = '/api/sign-in/callback';
  return await startChild({
    name: 'azure',
    script: join(root, 'local/azure/main.ts'),
    arguments: [
      ...['--state', folder, '--redirect-uri', baseUrl + callback],
      ...(roomUrl === undefined ? [] : ['--room-redirect-uri', roomUrl + callback]),
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
