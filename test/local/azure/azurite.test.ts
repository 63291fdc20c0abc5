import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Certificates, loadCertificates, trustAuthority } from '../../../local/azure/certificates.ts';
import { startAzurite } from '../../../local/azure/storage/azurite.ts';
import { platformCredential } from '../../../local/azure/storage/platform.ts';
import { createTokenIssuer, type TokenIssuer } from '../../../local/azure/tokens.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-azurite-'));
let certificates: Certificates;
let tokens: TokenIssuer;

beforeAll(async () => {
  certificates = await loadCertificates(folder);
  trustAuthority(certificates.ca);
  tokens = await createTokenIssuer(join(folder, 'key.pem'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function containersOf(name: string, made?: string): Promise<string[]> {
  const azurite = await startAzurite(join(folder, name), certificates);
  const service = new BlobServiceClient(`${azurite.blob}/public`, platformCredential(tokens));
  if (made !== undefined) await service.createContainer(made);
  const found: string[] = [];
  for await (const container of service.listContainers()) found.push(container.name);
  await azurite.close();
  return found;
}

test('storage that starts where another ran before has nothing of it, and all of its own', async () => {
  expect(await containersOf('one', 'first')).toEqual(['first']);
  expect(await containersOf('two', 'second')).toEqual(['second']);
  expect(await containersOf('one')).toEqual(['first']);
});
