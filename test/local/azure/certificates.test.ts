import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Certificates, loadCertificates, trustAuthority } from '../../../local/azure/certificates.ts';
import { serve } from '../../../local/azure/server.ts';

let folder: string;
let made: Certificates;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-tls-'));
  made = await loadCertificates(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

test('a state folder keeps its certificates', async () => {
  expect(await loadCertificates(folder)).toEqual(made);
  expect(statSync(made.keyFile).mode & 0o077).toBe(0);
});

test('the leaf is for loopback names only, signed by an authority of its own name, and can sign nothing', async () => {
  const [ca, leaf] = [new X509Certificate(made.ca), new X509Certificate(made.cert)];
  expect(leaf.verify(ca.publicKey)).toBe(true);
  expect(leaf.checkHost('localhost')).toBe('localhost');
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf.checkHost('example.org')).toBeUndefined();
  expect([ca.ca, leaf.ca]).toEqual([true, false]);
  const other = await loadCertificates(join(folder, 'other'));
  expect(new X509Certificate(other.ca).subject).not.toBe(ca.subject);
});

test('a process reaches the servers of two authorities once it trusts both, and none before', async () => {
  const other = await loadCertificates(join(folder, 'other'));
  for (const certificates of [made, other]) {
    const server = await serve({ port: 0, tls: certificates, handle: async () => ({ status: 204 }) });
    await expect(fetch(server.url)).rejects.toThrow();
    trustAuthority(certificates.ca);
    expect((await fetch(server.url)).status).toBe(204);
    await server.close();
  }
});
