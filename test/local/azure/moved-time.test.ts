import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { trustAuthority } from '../../../local/azure/certificates.ts';
import { type AzureEndpoints, azureEndpointsSchema } from '../../../local/azure/endpoints.ts';
import { StoragePerson } from '../../../local/people/storage-person.ts';
import { personToken } from '../../../local/people/tokens.ts';
import { ControlClient } from '../../../local/stack/control-client.ts';
import { ChildHost, until } from '../../host/child-host.ts';
import { eventually } from './running-azure.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;
const folder = mkdtempSync(join(tmpdir(), 'sallyport-time-'));
let child: ChildProcess;
let azure: AzureEndpoints;
let host: ChildHost;

beforeAll(async () => {
  const script = new URL('../../../local/azure/main.ts', import.meta.url).pathname;
  child = spawn(process.execPath, [script, '--state', folder, '--free-ports', '--clock-offset', String(hour)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await eventually(() => output.includes('azure ready') || child.exitCode !== null);
  azure = azureEndpointsSchema.parse(JSON.parse(readFileSync(join(folder, 'azure.json'), 'utf8')));
  trustAuthority(readFileSync(azure.caFile, 'utf8'));
  const settings = {
    DROP: 'ingress',
    Trigger__blobServiceUri: azure.blobUrls.public,
    Trigger__queueServiceUri: azure.queueUrls.public,
    Trigger__clientId: azure.identities['id-trigger'] ?? '',
    IDENTITY_ENDPOINT: azure.identityEndpoint,
    IDENTITY_HEADER: azure.identityHeader,
  };
  host = await new ChildHost({ settings, environment: { NODE_EXTRA_CA_CERTS: azure.caFile } }).start(0, {
    clockOffset: hour,
  });
});
afterAll(async () => {
  await host.dispose();
  child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const moved = z.object({ now: z.string(), offsetMilliseconds: z.number() });

/** Moves the stand-ins and the host together. */
async function advance(milliseconds: number): Promise<void> {
  const body = { advanceMilliseconds: milliseconds };
  moved.parse(await new ControlClient(azure).call('PUT', 'clock', body));
  const answer = await host.fetch('/admin/host/clock', {
    method: 'POST',
    headers: { 'x-functions-key': host.keys().masterKey },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

/** The status of a listing of the project's datasets with a bearer token. */
async function list(token: string): Promise<number> {
  const url = `${azure.blobUrls.secure}/datasets?restype=container&comp=list&prefix=heart-study/`;
  return (await fetch(url, { headers: { authorization: `Bearer ${token}`, 'x-ms-version': '2024-11-04' } })).status;
}

/** Uploads a blob and brings its event; resolves when the function has been called for it. */
async function arrives(name: string): Promise<void> {
  await new StoragePerson(azure, 'owner').uploadDataset('heart-study', name, [
    { path: 'a.csv', bytes: Buffer.from('a') },
  ]);
  const url = `${azure.blobUrls.public}/ingress/heart-study/${name}/a.csv`;
  const code = host.keys().systemKeys.blobs_extension;
  await host.fetch(`/runtime/webhooks/blobs?functionName=Host.Functions.arrived&code=${code}`, {
    method: 'POST',
    headers: { 'aeg-event-type': 'Notification' },
    body: JSON.stringify([{ data: { url, eTag: '0x1', blobType: 'BlockBlob' } }]),
  });
  await until(`the function is called for ${name}`, () =>
    host.noted().find((entry) => Object(entry['metadata'])['uri'] === url),
  );
}

test('a seven-day timer passes in milliseconds while tokens are renewed as if the days had passed', async () => {
  const early = await personToken(azure, 'researcher', 'storage');
  await arrives('before');
  await host.postJson('orchestrators/race/week', { ms: week });
  await host.reaches('week', 'Running');
  await advance(week);
  expect(await host.reaches('week', 'Completed')).toMatchObject({ output: { won: 'timer' } });
  expect(await list(early)).toBe(401);
  expect(await list(await personToken(azure, 'researcher', 'storage'))).toBe(200);
  await arrives('after');
});

test('what a managed identity gets says when it ends in the moved time', async () => {
  const query = new URLSearchParams({
    'api-version': '2019-08-01',
    resource: 'https://storage.azure.com',
    client_id: azure.identities['id-trigger'] ?? '',
  });
  const ask = async () => {
    const headers = { 'x-identity-header': azure.identityHeader };
    const answer = await (await fetch(`${azure.identityEndpoint}?${query}`, { headers })).json();
    return Number(z.object({ expires_on: z.string() }).parse(answer).expires_on);
  };
  const first = await ask();
  await advance(week);
  expect((await ask()) - first).toBeGreaterThanOrEqual(week / 1000);
});

test('time only goes forward', async () => {
  const control = new ControlClient(azure);
  await expect(control.call('PUT', 'clock', { advanceMilliseconds: -1 })).rejects.toThrow('400');
  await expect(control.call('PUT', 'clock', {})).rejects.toThrow('400');
});
