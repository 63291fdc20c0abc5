import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { startBlobs } from './blob/start.ts';
import { type Clock, systemClock } from './clock.ts';
import { openDatabase } from './database.ts';
import { startDurable } from './durable/start.ts';
import type { CrashPoint } from './durable/write-watch.ts';
import { readHostJson } from './host-json.ts';
import type { HostParts } from './host-parts.ts';
import { createFront } from './http/front.ts';
import { bodyLimit } from './http/incoming.ts';
import { type Handler, listen } from './http/listener.ts';
import { Router } from './http/router.ts';
import { createInvoker } from './invocation.ts';
import { openKeys } from './keys.ts';
import type { Log } from './log.ts';
import { startQueues } from './queue/start.ts';
import { type Settings, settingsFrom } from './settings.ts';
import { startTimers } from './timer/start.ts';
import { bindDate, MovableClock } from './virtual-time.ts';
import { startWorker } from './worker.ts';

/** Values that Azure fixes and that a test may need smaller; durations in milliseconds. */
export interface HostKnobs {
  /** Pause between two tries of a blob function, 1 second when not given. */
  blobRetryDelay?: number;
  /** The longest single durable timer, 6 days when not given. */
  maximumTimer?: number;
  /** The pieces into which a longer durable timer is cut, 3 days when not given. */
  longTimerInterval?: number;
  /** Kills the process at a write of the task hub, for tests of what a crash leaves behind. */
  crashAtWrite?: CrashPoint;
  /**
   * Milliseconds by which the host's clock and the app's Date run ahead. Given, also as 0, time is virtual: it can be moved
   * with POST /admin/host/clock. A host that is started again must be given the offset anew.
   */
  clockOffset?: number;
}

/** How to start a host. */
export interface HostOptions {
  /** The folder with package.json and host.json; it becomes the working folder of this process. */
  appFolder: string;
  /** 0 takes a free port. */
  port: number;
  /** Task hub, schedule states, blob queue and keys; one host at a time. */
  stateFolder: string;
  /** Put into the environment, where the app and the triggers find them beside those of the process. */
  settings: Settings;
  log: Log;
  /** Read by everything in the host but function time-outs, which count running time. The machine's when not given. */
  clock?: Clock;
  knobs?: HostKnobs;
}

/** A host that serves its app. */
export interface RunningHost {
  /** `http://localhost:<port>`. */
  url: string;
  port: number;
  /** Takes no new work, finishes what runs, runs the app's terminate hooks, and closes the task hub. */
  close(): Promise<void>;
}

const day = 86_400_000;

/**
 * Starts a Functions v4 app: loads it, serves it, and takes up what an earlier process left in the state folder.
 * One process can run one app. Throws HostError when any part cannot start; what was opened is closed again.
 */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const appFolder = resolve(options.appFolder);
  // As the Core Tools set it; in Azure it is Production.
  process.env['AZURE_FUNCTIONS_ENVIRONMENT'] ??= 'Development';
  Object.assign(process.env, options.settings);
  const hostJson = readHostJson(appFolder, settingsFrom(process.env));
  const stateFolder = resolve(options.stateFolder);
  mkdirSync(stateFolder, { recursive: true });
  const database = openDatabase(join(stateFolder, 'task-hub.sqlite'));
  let front: Handler = async () => ({ status: 503 });
  const machine = systemClock();
  const { clockOffset } = options.knobs ?? {};
  const virtual = clockOffset === undefined ? undefined : new MovableClock(clockOffset, machine);
  const restoreDate = virtual && bindDate(() => virtual.now());
  try {
    const listening = await listen(options.port, (request, url) => front(request, url), options.log);
    try {
      const url = `http://localhost:${listening.port}`;
      const base = {
        database,
        hostJson,
        url,
        clock: virtual ?? options.clock ?? machine,
        keys: openKeys(stateFolder),
      };
      const running = await serve(options, appFolder, base, { machine, virtual });
      front = running.front;
      running.begin();
      const close = async () => {
        await Promise.all([listening.close(), running.stop()]);
        await running.terminate();
        database.close();
        restoreDate?.();
      };
      let closing: Promise<void> | undefined;
      return { url, port: listening.port, close: () => (closing ??= close()) };
    } catch (error) {
      await listening.close();
      throw error;
    }
  } catch (error) {
    database.close();
    restoreDate?.();
    throw error;
  }
}

interface Serving {
  front: Handler;
  begin(): void;
  stop(): Promise<void>;
  terminate(): Promise<void>;
}

async function serve(
  options: HostOptions,
  appFolder: string,
  base: Pick<HostParts, 'database' | 'hostJson' | 'url' | 'clock' | 'keys'>,
  { machine, virtual }: { machine: Clock; virtual: MovableClock | undefined },
): Promise<Serving> {
  const { log, knobs = {} } = options;
  const { hostJson, url, clock, keys } = base;
  process.env['WEBSITE_HOSTNAME'] = new URL(url).host;
  process.chdir(appFolder);
  const settings = settingsFrom(process.env);
  const { registry, appHookData, functions, terminate } = await startWorker(appFolder, log);
  const router = new Router([...functions.values()]);
  let clientInput = '';
  const { invoke, idle } = createInvoker({
    registry,
    appHookData,
    clock: machine,
    log,
    timeout: hostJson.functionTimeout,
    durableClientInput: () => clientInput,
  });
  const parts: HostParts = { ...base, functions, invoke, log, settings };
  const timers = startTimers(parts);
  const blobs = startBlobs(parts, knobs.blobRetryDelay ?? 1000);
  const queues = startQueues(parts);
  const limits = { maximumTimer: knobs.maximumTimer ?? 6 * day, longTimerInterval: knobs.longTimerInterval ?? 3 * day };
  const durable = await startDurable(parts, limits, knobs.crashAtWrite);
  clientInput = durable.clientInput;
  let stopping = false;
  const admin = {
    functions,
    startedAt: clock.now(),
    now: () => clock.now(),
    virtual,
    state: () => (stopping ? ('Stopping' as const) : ('Running' as const)),
    instanceId: randomUUID(),
    runNow: (fn: Parameters<typeof timers.runNow>[0], input: string) =>
      timers.runNow(fn) || queues.runNow(fn, input) || blobs.runNow(fn, input),
  };
  const { routePrefix } = hostJson.extensions.http;
  for (const { name, route, methods } of router.list())
    log('information', `${methods.join(',')} ${url}/${routePrefix}/${route}`, { function: name });
  return {
    front: createFront({
      router,
      routePrefix,
      bodyLimit: bodyLimit(settings),
      keys,
      invoke,
      log,
      admin,
      webhooks: { blobs: blobs.webhook, durabletask: durable.webhook },
    }),
    begin: () => {
      for (const part of [durable, timers, blobs, queues]) part.begin();
    },
    stop: async () => {
      stopping = true;
      timers.stop();
      await Promise.all([blobs.stop(), queues.stop(), durable.stop()]);
      await idle();
    },
    terminate,
  };
}
