import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { trustAuthority } from '../../../local/azure/certificates.ts';
import { type AzureEndpoints, azureEndpointsSchema } from '../../../local/azure/endpoints.ts';
import { listMails } from '../../../local/azure/mail.ts';
import { eventually, fixedCredential } from './running-azure.ts';

let folder: string;
let running: ChildProcess | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-main-'));
});
afterEach(() => {
  running?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<{ endpoints: AzureEndpoints; stop(): Promise<unknown> }> {
  const script = new URL('../../../local/azure/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [script, '--state', folder, '--free-ports'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await eventually(() => output.includes('azure ready') || child.exitCode !== null);
  const file = join(folder, 'azure.json');
  const endpoints = azureEndpointsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  trustAuthority(readFileSync(endpoints.caFile, 'utf8'));
  return {
    endpoints,
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await once(child, 'exit');
      return code;
    },
  };
}

async function storageToken(endpoints: AzureEndpoints, person: string): Promise<string> {
  const answer = await fetch(`${endpoints.entraUrl}/laptop/token`, {
    method: 'POST',
    body: JSON.stringify({ person, audience: 'storage' }),
  });
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
}

test('blobs, mails and tokens outlive a restart of the process', async () => {
  const first = await start();
  expect(statSync(join(folder, 'azure.json')).mode & 0o077).toBe(0);
  const token = await storageToken(first.endpoints, 'researcher');
  const exports = (endpoints: AzureEndpoints) =>
    new BlobServiceClient(
      endpoints.blobUrls.secure,
      fixedCredential(async () => token),
    ).getContainerClient('exports');
  const { etag } = await exports(first.endpoints).getBlockBlobClient('heart-study/p/a.csv').upload('abc', 3);
  const transport = createTransport({ host: '127.0.0.1', port: first.endpoints.smtpPort });
  await transport.sendMail({
    from: 'a@example.org',
    to: 'b@example.org',
    subject: 'Hello',
    text: 'Body',
    messageId: '<1@x>',
  });
  expect(await first.stop()).toBe(0);

  const second = await start();
  const properties = await exports(second.endpoints).getBlobClient('heart-study/p/a.csv').getProperties();
  expect(properties.etag).toBe(etag);
  await eventually(async () => (await listMails(second.endpoints.mailUrl)).length === 1);
  const [mail] = await listMails(second.endpoints.mailUrl);
  expect(mail).toMatchObject({ subject: 'Hello', to: [{ address: 'b@example.org' }] });
  expect(mail?.messageId).toBe('<1@x>');
  expect(await second.stop()).toBe(0);
  expect(existsSync(join(folder, 'azure.json'))).toBe(true);
});

test('the control API shows the ledger, plans faults and refuses what a web page could send', async () => {
  const { endpoints, stop } = await start();
  const control = async (method: string, path: string, body?: unknown, headers = {}): Promise<Response> =>
    await fetch(`${endpoints.controlUrl}/control/${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const list = `${endpoints.blobUrls.secure}/datasets?restype=container&comp=list&prefix=heart-study/`;
  const headers = {
    authorization: `Bearer ${await storageToken(endpoints, 'researcher')}`,
    'x-ms-version': '2024-11-04',
  };
  expect((await control('POST', 'faults', { service: 'blob', kind: 'throttle' })).status).toBe(204);
  expect((await fetch(list, { headers })).status).toBe(503);
  expect((await fetch(list, { headers })).status).toBe(200);
  expect(await (await control('GET', 'ledger')).json()).toEqual([
    expect.objectContaining({ identity: 'rui', action: 'ListBlobs', place: 'datasets', count: 1 }),
  ]);
  expect((await control('POST', 'faults', { service: 'mail', kind: 'slow' })).status).toBe(400);
  expect((await control('POST', 'faults', {}, { 'content-type': 'text/plain' })).status).toBe(415);
  expect((await control('POST', 'redirect-uris', { uri: 'http://localhost:1/cb' })).status).toBe(204);
  const rotated = await control('POST', 'secrets/rotate', { name: 'session-key' });
  const { version } = z.object({ version: z.string() }).parse(await rotated.json());
  const disabled = { name: 'session-key', version, enabled: false };
  expect((await control('POST', 'secrets/enable', disabled)).status).toBe(204);
  expect((await control('POST', 'secrets/enable', { ...disabled, version: 'none' })).status).toBe(400);
  expect((await control('POST', 'signing-key/rotate', {})).status).toBe(204);
  const machine = { name: 'dsvm-rana', size: 'Standard_D2s_v5', power: 'running', image: 'ubuntu-24-04' };
  expect((await control('POST', 'machines', machine)).status).toBe(204);
  expect((await control('POST', 'machines', { ...machine, image: 'other' })).status).toBe(400);
  expect((await control('PUT', 'factory/knobs', { holdRuns: true })).status).toBe(204);
  expect((await control('PUT', 'compute/knobs', { pageSize: 0 })).status).toBe(400);
  expect(await (await control('GET', 'blobs?account=secure&container=datasets')).json()).toEqual([]);
  expect(await (await control('GET', 'endpoints')).text()).not.toContain(endpoints.identityHeader);
  expect(await stop()).toBe(0);
});
