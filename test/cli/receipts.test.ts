import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { publicKey, signReceipt } from '../../src/domain/lifecycle/receipt.ts';
import { quietSurroundings } from './surroundings.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-receipts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const privateJwk = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
const payload = {
  kind: 'release' as const,
  operation: 'exp_1',
  project: 'heart-study',
  name: 'tables',
  digest: 'd'.repeat(64),
  count: 2,
  bytes: 30,
  policyVersion: 'h',
  runIds: ['r1'],
  chain: { count: 5, hash: 'c' },
  issuedAt: '2030-01-01T00:00:00.000Z',
};

beforeAll(async () => {
  const jws = await signReceipt(payload, privateJwk);
  writeFileSync(join(folder, 'release.jws'), `${jws}\n`);
  const [head, body, signature] = jws.split('.');
  const other = Buffer.from(JSON.stringify({ ...payload, count: 3 })).toString('base64url');
  writeFileSync(join(folder, 'changed.jws'), [head, other, signature].join('.'));
  writeFileSync(join(folder, 'no-receipt.jws'), `${body}`);
  writeFileSync(join(folder, 'keys.json'), JSON.stringify({ keys: [await publicKey(privateJwk)] }));
});

/** Types words on a machine that reaches nobody, in the folder with the receipts. */
async function type(...words: string[]) {
  const { surroundings, written } = quietSurroundings({ folder });
  const code = await run(['receipts', 'verify', ...words], surroundings);
  return { code, ...written() };
}

test('a genuine receipt is told in a line, with nobody asked', async () => {
  expect(await type('release.jws', '--keys', 'keys.json')).toEqual({
    code: 0,
    out: `release.jws: valid: release of exp_1 in heart-study, 2 files, 30 bytes, digest ${payload.digest}, ${payload.issuedAt}, by the key ${(await publicKey(privateJwk)).kid}\n`,
    err: '',
  });
});

test('a receipt that names the code that wrote it says so', async () => {
  writeFileSync(join(folder, 'with-code.jws'), await signReceipt({ ...payload, bundle: 'b0d1e' }, privateJwk));
  const { out } = await type('with-code.jws', '--keys', 'keys.json');
  expect(out).toContain(`${payload.issuedAt}, by the code b0d1e, by the key `);
});

test('of several, each is told, and one that is not genuine ends it with 1', async () => {
  const { code, out } = await type('release.jws', 'changed.jws', 'no-receipt.jws', '--keys', 'keys.json');
  expect(code).toBe(1);
  expect(out).toMatch(
    /^release\.jws: valid: .*\nchanged\.jws: The receipt is not valid: .*\nno-receipt\.jws: This is not a receipt/,
  );
});

test.each([
  [['missing.jws', '--keys', 'keys.json'], 2, /^The file missing\.jws cannot be read/],
  [['release.jws', '--keys', 'release.jws'], 2, /^The file release\.jws holds no keys/],
  [['release.jws'], 3, /^No stack runs here\./],
])('%j says what is wrong', async (words, exit, complaint) => {
  const { code, out, err } = await type(...words);
  expect({ code, out }).toEqual({ code: exit, out: '' });
  expect(err).toMatch(complaint);
});
