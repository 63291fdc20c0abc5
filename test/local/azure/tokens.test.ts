import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTokenIssuer, resourceIssuer, type TokenIssuer } from '../../../local/azure/tokens.ts';

const hour = 3_600_000;
const audience = 'https://storage.azure.com';
let folder: string;
let time: number;
let tokens: TokenIssuer;
let bearer: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-tokens-'));
  time = Date.now();
  tokens = await createTokenIssuer(join(folder, 'key.pem'), () => time);
  const claims = { oid: 'somebody' };
  bearer = `Bearer ${await tokens.issue({ issuer: resourceIssuer, audience, subject: 'somebody', claims })}`;
  expect(await tokens.verify(bearer, [audience])).toMatchObject({ oid: 'somebody' });
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a token that was accepted is accepted again', async () => {
  time += hour - 1000;
  expect(await tokens.verify(bearer, [audience])).toMatchObject({ oid: 'somebody' });
});

test('a token that was accepted is refused once it has expired', async () => {
  time += hour;
  await expect(tokens.verify(bearer, [audience])).rejects.toMatchObject({ code: 'ExpiredAuthenticationToken' });
});

test('a token that was accepted is refused for another audience, and where another issuer is wanted', async () => {
  await expect(tokens.verify(bearer, ['https://vault'])).rejects.toMatchObject({ code: 'InvalidAudience' });
  const elsewhere = tokens.verify(bearer, [audience], ['https://login']);
  await expect(elsewhere).rejects.toMatchObject({ code: 'InvalidAuthenticationToken' });
});

test('a token that was accepted is refused once its key is published no more', async () => {
  await tokens.rotate();
  expect(await tokens.verify(bearer, [audience])).toMatchObject({ oid: 'somebody' });
  await tokens.rotate();
  await expect(tokens.verify(bearer, [audience])).rejects.toMatchObject({ code: 'InvalidAuthenticationToken' });
});

test('a token of which one letter was changed is refused', async () => {
  const forged = bearer.replace(/.{5}$/, 'AAAAA');
  await expect(tokens.verify(forged, [audience])).rejects.toMatchObject({ code: 'InvalidAuthenticationToken' });
});
