import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Azurite over plain HTTP with an account key of its own, for the task hub of the real extension; state in memory. */
export interface Storage {
  connectionString: string;
  /** Ends the process at once. */
  kill(): void;
}

const account = 'oracle';

/** Starts blob, queue and table services on free ports. */
export async function startStorage(): Promise<Storage> {
  const folder = mkdtempSync(join(tmpdir(), 'oracle-storage-'));
  const key = randomBytes(64).toString('base64');
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const ports = ['--blobPort', '0', '--queuePort', '0', '--tablePort', '0'];
  const flags = ['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry', '--silent'];
  const child = spawn(process.execPath, [main, ...ports, ...flags], {
    cwd: folder,
    env: { ...process.env, AZURITE_ACCOUNTS: `${account}:${key}` },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => {
    child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', kill);
  const found = new Map<string, string>();
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Azurite ended with ${code}.`)));
    createInterface(child.stdout).on('line', (line) => {
      const match = /Azurite (Blob|Queue|Table) service is successfully listen\w* (?:at|on) (http:\S+)/.exec(line);
      if (match?.[1] && match[2]) found.set(match[1], match[2].replace(/\/$/, ''));
      if (found.size === 3) resolve();
    });
  });
  const endpoints = [...found].map(([service, url]) => `${service}Endpoint=${url}/${account}`).join(';');
  return {
    connectionString: `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};${endpoints}`,
    kill,
  };
}
