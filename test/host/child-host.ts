import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { HostKnobs } from '../../local/host/host.ts';
import { noted } from './app/journal.ts';

const fixtureApp = resolve(import.meta.dirname, 'app');
const mainFile = resolve(import.meta.dirname, '../../local/host/main.ts');
const keysFile = z.object({
  masterKey: z.string(),
  systemKeys: z.object({ blobs_extension: z.string(), durabletask_extension: z.string() }),
});
const clientAnswer = z.object({ ok: z.boolean(), result: z.unknown().optional(), error: z.string().optional() });

/** How a test starts its host. */
export interface ChildOptions {
  app?: string;
  settings?: Record<string, string>;
  knobs?: HostKnobs;
  /** Taken in place of the knobs, as it is. */
  knobsText?: string;
  environment?: Record<string, string>;
  /** Taken in place of the settings file that the test would write. */
  settingsFile?: string;
}

/** Settings without which the fixture app does not load. */
const fixtureSettings = {
  RARELY: '0 0 5 1 * *',
  DROP: 'drop',
  Trigger__blobServiceUri: 'http://127.0.0.1:1',
  Trigger__queueServiceUri: 'http://127.0.0.1:1',
  Trigger__credential: 'managedidentity',
};

/** What a host process that ended by itself left behind. */
export interface Ended {
  code: number | null;
  errors: string;
}

const patienceSeconds = 120;

/** Polls until `read` gives a value; rejects with `what` after two minutes, which is for what hangs and not for what is slow. */
export async function until<T>(what: string, read: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (Date.now() > deadline) throw new Error(`Not within ${patienceSeconds} seconds: ${what}`);
    await new Promise((again) => setTimeout(again, 15));
  }
}

/** A host in a process of its own, with a state folder that outlives it. */
export class ChildHost {
  readonly stateFolder = mkdtempSync(join(tmpdir(), 'host-'));
  readonly journal = join(this.stateFolder, 'journal');
  readonly #options: ChildOptions;
  #process: ChildProcess | undefined;
  #errors = '';
  url = '';

  constructor(options: ChildOptions = {}) {
    this.#options = options;
  }

  /** Starts the process and waits for its ready line; `port` keeps the address over a restart, `knobs` hold for this process only. */
  async start(port = 0, knobs: HostKnobs = {}): Promise<this> {
    const child = this.#spawn(port, knobs);
    const ready = new Promise<string>((resolveReady, reject) => {
      child.once('exit', (code) => reject(new Error(`The host ended with ${code}: ${this.#errors}`)));
      if (!child.stdout) throw new Error('The host has no output.');
      createInterface(child.stdout).on('line', (line) => {
        if (line.startsWith('host ready ')) resolveReady(line.slice('host ready '.length));
      });
    });
    this.url = await ready;
    return this;
  }

  /** Starts a host that is expected to refuse. */
  async refusal(port = 0): Promise<Ended> {
    const child = this.#spawn(port);
    const code = await new Promise<number | null>((done) => child.once('close', done));
    return { code, errors: this.#errors };
  }

  /** Starts a second process on the same state folder, which is expected to refuse; the first one stays. */
  async rival(): Promise<Ended> {
    const [first, errors] = [this.#process, this.#errors];
    const ended = await this.refusal();
    this.#process = first;
    this.#errors = errors;
    return ended;
  }

  #spawn(port: number, more: HostKnobs = {}): ChildProcess {
    const ownFile = join(this.stateFolder, 'settings.json');
    const { app = fixtureApp, settings = {}, knobs = {}, environment = {}, settingsFile = ownFile } = this.#options;
    writeFileSync(ownFile, JSON.stringify({ Values: { ...fixtureSettings, JOURNAL: this.journal, ...settings } }));
    const args = [
      mainFile,
      '--app',
      app,
      '--port',
      String(port),
      '--state',
      this.stateFolder,
      '--settings',
      settingsFile,
      '--knobs',
      this.#options.knobsText ?? JSON.stringify({ ...knobs, ...more }),
    ];
    this.#errors = '';
    const child = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...environment },
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#errors += chunk.toString('utf8');
    });
    this.#process = child;
    return child;
  }

  /** Waits until the process ends by itself; returns its exit code. */
  ended(): Promise<number | null> {
    const child = this.#process;
    return new Promise((done) => child?.once('close', done));
  }

  /** Kills the process as a power switch would; nothing of it gets to run. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Asks the process to stop and waits; returns its exit code. */
  async stop(): Promise<number | null> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const ended = new Promise<number | null>((done) => child.once('close', done));
    child.kill(signal);
    return ended;
  }

  /** Kills the process and deletes its state. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.stateFolder, { recursive: true, force: true });
  }

  /** Says whether the process was killed by a signal, its own or one of a test. */
  get killed(): boolean {
    return (this.#process?.signalCode ?? null) !== null;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  keys(): z.infer<typeof keysFile> {
    return keysFile.parse(JSON.parse(readFileSync(join(this.stateFolder, 'keys.json'), 'utf8')));
  }

  /** The whole log of the present process. */
  errors(): string {
    return this.#errors;
  }

  /** The warnings so far, as the log has them; what comes after the last line end is still being written. */
  warnings(): { message: string; instanceId?: string | undefined; trap?: string | undefined }[] {
    const line = z.object({
      level: z.string(),
      message: z.string(),
      instanceId: z.string().optional(),
      trap: z.string().optional(),
    });
    const whole = this.#errors.split('\n').slice(0, -1);
    const lines = whole.filter((text) => text.startsWith('{'));
    return lines.map((text) => line.parse(JSON.parse(text))).filter(({ level }) => level === 'warning');
  }

  noted(): Record<string, unknown>[] {
    return noted(this.journal);
  }

  fetch(path: string, init?: RequestInit): Promise<Response> {
    return fetch(`${this.url}${path}`, init);
  }

  /** Calls the durable client of the fixture app. */
  async client(path: string, body?: unknown): Promise<z.infer<typeof clientAnswer>> {
    const response = await this.fetch(`/api/client/${path}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return clientAnswer.parse(await response.json());
  }

  /** Calls the public durable API with its system key. */
  durable(path: string, init?: RequestInit): Promise<Response> {
    const url = new URL(`/runtime/webhooks/durabletask/${path}`, this.url);
    url.searchParams.set('code', this.keys().systemKeys.durabletask_extension);
    return fetch(url, init);
  }

  postJson(path: string, body?: unknown): Promise<Response> {
    return this.durable(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** The status of an instance, with its history. */
  async status(id: string): Promise<Status> {
    return statusShape.parse(
      await (await this.durable(`instances/${encodeURIComponent(id)}?showHistory=true&showHistoryOutput=true`)).json(),
    );
  }

  /** Waits until an instance is in one of `states`. */
  async reaches(id: string, ...states: string[]): Promise<Status> {
    return until(`instance ${id} is ${states.join(' or ')}`, async () => {
      const response = await this.durable(`instances/${encodeURIComponent(id)}`);
      if (response.status === 404) return undefined;
      const { runtimeStatus } = statusShape.parse(await response.json());
      return states.includes(runtimeStatus) ? this.status(id) : undefined;
    });
  }
}

const statusShape = z.looseObject({
  name: z.string(),
  instanceId: z.string(),
  runtimeStatus: z.string(),
  input: z.unknown(),
  customStatus: z.unknown(),
  output: z.unknown(),
  historyEvents: z.array(z.looseObject({ EventType: z.string() })).default([]),
});
/** A status document as the tests read it. */
export type Status = z.infer<typeof statusShape>;
