import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { generate } from 'selfsigned';
import { version } from '../../../local/host/blob/storage-rest.ts';

/** Azurite over TLS with bearer tokens, in a process of its own; state in memory. */
export interface Azurite {
  /** Blob service with its account in the path, without a slash at the end. */
  blob: string;
  queue: string;
  /** The certificate that a client must trust. */
  certificateFile: string;
  close(): Promise<void>;
}

const account = 'devstoreaccount1';

/** A token that Azurite accepts: it looks at issuer, audience and times, not at the signature. */
export function storageToken(): string {
  const now = Math.floor(Date.now() / 1000);
  const part = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');
  const claims = {
    aud: 'https://storage.azure.com',
    iss: 'https://sts.windows.net/00000000-0000-0000-0000-000000000000/',
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3600,
    ver: '1.0',
  };
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part('unsigned')}`;
}

/** Starts Azurite on free ports. */
export async function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'azurite-'));
  const [certificateFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const pair = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  writeFileSync(certificateFile, pair.cert);
  writeFileSync(keyFile, pair.private);
  const main = createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  const args = [
    '--blobPort',
    '0',
    '--queuePort',
    '0',
    '--tablePort',
    '0',
    '--inMemoryPersistence',
    '--skipApiVersionCheck',
    '--oauth',
    'basic',
    '--cert',
    certificateFile,
    '--key',
    keyFile,
  ];
  const child = spawn(process.execPath, [main, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  const origins = await originsOf(child);
  return {
    blob: `${origins.blob}/${account}`,
    queue: `${origins.queue}/${account}`,
    certificateFile,
    close: async () => {
      const ended = new Promise((done) => child.once('close', done));
      child.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function originsOf(child: ChildProcess): Promise<{ blob: string; queue: string }> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, string>();
    child.once('exit', (code) => reject(new Error(`Azurite ended with ${code}.`)));
    if (!child.stdout) throw new Error('Azurite has no output.');
    createInterface(child.stdout).on('line', (line) => {
      const match = /Azurite (Blob|Queue) service is successfully listen\w* (?:at|on) (https:\S+)/.exec(line);
      if (match?.[1] && match[2]) found.set(match[1], match[2].replace(/\/$/, ''));
      const [blob, queue] = [found.get('Blob'), found.get('Queue')];
      if (blob && queue) resolve({ blob, queue });
    });
  });
}

/** Sends a storage request with a bearer token, trusting Azurite's certificate. */
export function storageRequest(
  { certificateFile }: Azurite,
  sent: { method: string; url: string; headers?: Record<string, string>; body?: string },
): Promise<{ status: number; text: string }> {
  const { method, url, headers = {}, body = '' } = sent;
  return new Promise((resolve, reject) => {
    const ca = readFileSync(certificateFile);
    const all = {
      authorization: `Bearer ${storageToken()}`,
      'x-ms-version': version,
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    };
    const sending = request(url, { method, headers: all, ca }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    });
    sending.on('error', reject);
    sending.end(body);
  });
}
