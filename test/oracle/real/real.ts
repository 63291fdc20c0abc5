import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../../local/stack/free-port.ts';
import { appFolder } from '../ours.ts';
import { machineTime } from '../play-time.ts';
import { episodeReader, type HostSettings, type Side } from '../side.ts';
import type { Storage } from './azurite.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const artifacts = join(root, '.local', 'oracle');
const quiet = { DOTNET_CLI_TELEMETRY_OPTOUT: '1', DOTNET_NOLOGO: '1', DOTNET_SKIP_FIRST_TIME_EXPERIENCE: '1' };
const environment = { ...process.env, ...quiet };

/** Says whether the .NET SDK is there. */
export function hasDotnet(): boolean {
  return spawnSync('dotnet', ['--version'], { env: environment }).status === 0;
}

/** Builds the host of the real extension into `.local/oracle`; throws with the compiler's words. */
export function buildRealHost(): void {
  const project = fileURLToPath(new URL('../host/Oracle.csproj', import.meta.url));
  const options = ['--configuration', 'Release', '--artifacts-path', artifacts, '--verbosity', 'quiet'];
  const run = spawnSync('dotnet', ['build', project, ...options], { env: environment, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The host of the real extension does not build:\n${run.stdout}${run.stderr}`);
}

/** Waits for a line that begins with `ready` and gives what follows it; the rest of the output goes to `note`. */
function readyLine(child: ChildProcess, ready: string, note: (text: string) => void): Promise<string> {
  child.stderr?.on('data', (chunk: Buffer) => note(chunk.toString('utf8')));
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`'${ready}' was not reached: the process ended with ${code}.`)));
    if (!child.stdout) throw new Error('The process has no output.');
    createInterface(child.stdout).on('line', (line) => {
      note(`${line}\n`);
      if (line.startsWith(ready)) resolve(line.slice(ready.length).trim());
    });
  });
}

/** Starts the real extension with the scenario app in a Node worker beside it. Ended by SIGKILL: a graceful stop takes long. */
export async function startReal(storage: Storage, hub: string, settings: HostSettings): Promise<Side> {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-'));
  const journal = join(folder, 'journal');
  let log = '';
  const note = (text: string) => {
    log = (log + text).slice(-20_000);
  };
  const workerFile = fileURLToPath(new URL('worker.ts', import.meta.url));
  const port = await freePort();
  const worker = spawn(process.execPath, [workerFile, '--app', appFolder, '--state', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...environment, JOURNAL: journal, WEBSITE_HOSTNAME: `localhost:${port}` },
  });
  const workerUrl = await readyLine(worker, 'worker ready', note);
  const accessCode = randomBytes(24).toString('base64url');
  const { timers, defaultVersion } = settings;
  const limits = timers
    ? { MAXIMUM_TIMER_MS: String(timers.maximumTimer), LONG_TIMER_MS: String(timers.longTimerInterval) }
    : {};
  const host = spawn('dotnet', [join(artifacts, 'bin', 'Oracle', 'release', 'Oracle.dll')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...environment,
      ...limits,
      ...(defaultVersion === undefined ? {} : { DEFAULT_VERSION: defaultVersion }),
      WORKER_URL: workerUrl,
      PORT: String(port),
      HUB: hub,
      ACCESS_CODE: accessCode,
      AzureWebJobsStorage: storage.connectionString,
      FUNCTIONS_WORKER_RUNTIME: 'node',
    },
  });
  const kill = () => {
    host.kill('SIGKILL');
    worker.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  try {
    await readyLine(host, 'oracle ready', note);
  } catch (error) {
    kill();
    throw new Error(`The real extension did not start:\n${log}`, { cause: error });
  }
  const origin = `http://localhost:${port}`;
  return {
    name: 'real',
    time: machineTime,
    durable: (path, init) => {
      const url = new URL(`/runtime/webhooks/durabletask/${path}`, origin);
      url.searchParams.set('code', accessCode);
      return fetch(url, init);
    },
    app: (path, init) => fetch(`${workerUrl}/api/${path}`, init),
    ownWords: [
      [origin, '<origin>'],
      [workerUrl, '<origin>'],
      [accessCode, '<key>'],
      [hub, 'OracleHub'],
      [/http:\/\/127\.0\.0\.1:\d+/g, '<loopback>'],
    ],
    episodes: episodeReader(journal),
    log: () => log.slice(-2000),
    kill: async () => kill(),
  };
}
