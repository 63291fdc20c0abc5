import { CompactSign, exportJWK, generateKeyPair, importJWK, type JWK, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { Refused } from '../../../src/domain/base/errors.ts';
import { publicKey, type ReceiptPayload, signReceipt, verifyReceipt } from '../../../src/domain/lifecycle/receipt.ts';

const payload: ReceiptPayload = {
  kind: 'release',
  operation: 'exp_1',
  project: 'heart-study',
  name: 'results',
  digest: 'a'.repeat(64),
  count: 2,
  bytes: 300,
  policyVersion: '0x1',
  runIds: ['run-1'],
  decisions: [{ approver: 'oid-1', choice: 'approve', at: '2026-03-01T10:00:00.000Z' }],
  chain: { count: 7, hash: 'b'.repeat(64) },
  issuedAt: '2026-03-01T10:00:00.000Z',
};
const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('receipts', () => {
  let [old, current]: JWK[] = [];
  let [oldPublic, currentPublic]: (JWK & { kid: string })[] = [];
  const need = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('no key');
    return value;
  };

  beforeAll(async () => {
    const make = async () => exportJWK((await generateKeyPair('EdDSA', { extractable: true })).privateKey);
    [old, current] = [await make(), await make()];
    [oldPublic, currentPublic] = [await publicKey(old), await publicKey(current)];
  });

  it('are read back with the public key', async () => {
    const jws = await signReceipt(payload, need(current));
    expect(await verifyReceipt(jws, [need(currentPublic)])).toEqual(payload);
  });

  it('of an old key still verify beside the new one', async () => {
    const jws = await signReceipt(payload, need(old));
    expect(await verifyReceipt(jws, [need(currentPublic), need(oldPublic)])).toEqual(payload);
  });

  it('are refused under another key', async () => {
    const jws = await signReceipt(payload, need(old));
    await expect(verifyReceipt(jws, [need(currentPublic)])).rejects.toThrow('not among the published ones');
  });

  it('are refused when another key signed under a published name', async () => {
    const header = { alg: 'EdDSA', kid: need(currentPublic).kid };
    const signer = await importJWK(need(old), 'EdDSA');
    const jws = await new CompactSign(Buffer.from(JSON.stringify(payload))).setProtectedHeader(header).sign(signer);
    await expect(verifyReceipt(jws, [need(currentPublic)])).rejects.toThrow(Refused);
  });

  it('are refused when the payload was changed', async () => {
    const [header, , signature] = (await signReceipt(payload, need(current))).split('.');
    const jws = [header, base64url({ ...payload, count: 3 }), signature].join('.');
    await expect(verifyReceipt(jws, [need(currentPublic)])).rejects.toThrow(Refused);
  });

  it('are refused when the header names another algorithm', async () => {
    const { kid, x } = need(currentPublic);
    const text = Buffer.from(JSON.stringify(payload));
    const hmac = await new CompactSign(text)
      .setProtectedHeader({ alg: 'HS256', kid })
      .sign(Buffer.from(need(x), 'base64url'));
    const unsigned = [base64url({ alg: 'none', kid }), base64url(payload), ''].join('.');
    for (const jws of [hmac, unsigned, new UnsecuredJWT({}).encode()]) {
      await expect(verifyReceipt(jws, [need(currentPublic)])).rejects.toThrow(Refused);
    }
  });

  it.each(['', 'x', 'a.b.c', '..'])('are refused when they are no receipt at all: %j', async (text) => {
    await expect(verifyReceipt(text, [need(currentPublic)])).rejects.toThrow(Refused);
  });

  it('are refused when a right key signed something else', async () => {
    const { kid } = need(currentPublic);
    const signer = await importJWK(need(current), 'EdDSA');
    const jws = await new CompactSign(Buffer.from('{"kind":"release"}'))
      .setProtectedHeader({ alg: 'EdDSA', kid })
      .sign(signer);
    await expect(verifyReceipt(jws, [need(currentPublic)])).rejects.toThrow(Refused);
  });

  it('publish no private part of a key', async () => {
    expect(Object.keys(need(currentPublic)).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('are signed with an Ed25519 key only', async () => {
    const elliptic = await exportJWK((await generateKeyPair('ES256', { extractable: true })).privateKey);
    await expect(signReceipt(payload, elliptic)).rejects.toThrow('Ed25519');
  });
});
