import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { CompactSign, decodeJwt, generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotateSecret } from '../../local/azure/secret-store.ts';
import { receiptKeys } from '../../src/activities/lifecycle/receipts.ts';
import { chainLine } from '../../src/domain/audit/chain-line.ts';
import { verifyReceipt } from '../../src/domain/lifecycle/receipt.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { type AzuriteWorld, startAzuriteWorld } from '../activities/azurite-world.ts';
import type { World } from '../activities/world.ts';
import { buildPorts } from '../azure/build-ports.ts';
import { anEvent, collect, fresh } from '../contract/samples.ts';
import { eventually } from '../local/azure/running-azure.ts';

let azure: AzuriteWorld['azure'];
let world: World;
let key: OperationKey;
let receipt: string;

beforeAll(async () => {
  ({ azure, world } = await startAzuriteWorld());
  await world.put('ingress', 'heart-study/cohort/a.csv', 'a');
  key = await world.open('ingress', 'heart-study/cohort/a.csv');
  await world.run('ingress', key);
  receipt = (await world.ports.manifests.readReceipt(`${key.id}-deletion`)) ?? '';
});
afterAll(() => world.stop());

function control(container: string): ContainerClient {
  const { azurite, credential } = azure.storage;
  return new BlobServiceClient(`${azurite.blob}/control`, credential).getContainerClient(container);
}

async function replaceReceipt(text: string): Promise<void> {
  await control('manifests').getBlockBlobClient(`${key.id}-deletion.jws`).upload(text, text.length);
}

describe('a deletion receipt', () => {
  test('states what was deleted, by which runs, and until when it could be restored', async () => {
    const payload = await verifyReceipt(receipt, await receiptKeys(world.ports));
    const { source, transfers } = await world.operation(key);
    expect(payload).toMatchObject({
      kind: 'deletion',
      operation: key.id,
      digest: source?.digest,
      count: 1,
      runIds: transfers.map(({ runId }) => runId),
    });
    const days = (Date.parse(payload.restorableUntil ?? '') - Date.parse(payload.issuedAt)) / 86_400_000;
    expect(days).toBe(7);
  });

  test('is written once: a repeat keeps the first', async () => {
    await world.activities.writeReceipt({ key, kind: 'deletion' });
    expect(await world.ports.manifests.readReceipt(`${key.id}-deletion`)).toBe(receipt);
  });

  test('signed with a key that was replaced since still holds, and the published keys hold no private part', async () => {
    await rotateSecret(azure.secrets, 'receipt-key');
    const ports = buildPorts(azure);
    expect(await verifyProofs(ports)).toMatchObject({ ok: true, receipts: { verified: 1 } });
    const keys = await receiptKeys(ports);
    expect(keys).toHaveLength(2);
    for (const jwk of keys) expect(jwk).not.toHaveProperty('d');
  });

  test('that was changed by one character is named', async () => {
    const [header, payload, signature] = receipt.split('.');
    const changed = Buffer.from(JSON.stringify({ ...decodeJwt(receipt), count: 2 })).toString('base64url');
    expect(changed).not.toBe(payload);
    await replaceReceipt([header, changed, signature].join('.'));
    const proofs = await verifyProofs(world.ports);
    expect(proofs).toMatchObject({ ok: false, receipts: { verified: 0, bad: [{ name: `${key.id}-deletion` }] } });
    await replaceReceipt(receipt);
  });

  test('signed with a key of somebody else is named', async () => {
    const { privateKey } = await generateKeyPair('EdDSA');
    const text = new TextEncoder().encode(JSON.stringify(decodeJwt(receipt)));
    await replaceReceipt(await new CompactSign(text).setProtectedHeader({ alg: 'EdDSA', kid: 'x' }).sign(privateKey));
    const { receipts } = await verifyProofs(world.ports);
    expect(receipts.bad[0]?.why).toContain('not among the published ones');
    await replaceReceipt(receipt);
  });
});

describe('the audit chain', () => {
  test('is whole while somebody appends to it', async () => {
    const { audit } = world.ports;
    const before = (await audit.head('heart-study'))?.count ?? 0;
    azure.faults.add({ service: 'table', path: 'batch', times: 1, kind: 'slow', milliseconds: 600_000 });
    const appending = audit.append('heart-study', [anEvent(fresh('meanwhile'))]);
    await eventually(async () => (await collect(audit.lines('heart-study'))).length > before);
    expect((await audit.head('heart-study'))?.count).toBe(before);
    const verifying = verifyProofs(world.ports, 'heart-study');
    azure.faults.clear();
    expect(await verifying).toMatchObject({ ok: true, chains: [{ ok: true, count: before + 1 }] });
    await appending;
  });

  test('is not whole when nobody counts the lines behind its head', async () => {
    const { audit } = world.ports;
    const blob = control('audit').getAppendBlobClient((await audit.head('heart-study'))?.blob ?? '');
    const line = chainLine(anEvent(fresh('planted')), (await audit.head('heart-study'))?.hash ?? '');
    await blob.appendBlock(`${line}\n`, Buffer.byteLength(line) + 1);
    const { ok, chains } = await verifyProofs(world.ports, 'heart-study');
    expect(ok).toBe(false);
    expect(JSON.stringify(chains)).toContain('it is not counted by the head of the chain');
    await audit.append('heart-study', [anEvent(fresh('next'))]);
  });

  test('whose end was cut is named with the first line that is missing', async () => {
    const names: string[] = [];
    for await (const { name } of control('audit').listBlobsFlat({ prefix: 'heart-study/' })) names.push(name);
    const blob = control('audit').getAppendBlobClient(names.at(-1) ?? '');
    const lines = (await blob.downloadToBuffer()).toString('utf8').trimEnd().split('\n');
    const { chain } = await verifyReceipt(receipt, await receiptKeys(world.ports));
    const kept = lines.slice(0, chain.count - 2);
    await blob.delete();
    await blob.create();
    await blob.appendBlock(`${kept.join('\n')}\n`, Buffer.byteLength(kept.join('\n')) + 1);
    const { ok, chains } = await verifyProofs(world.ports, 'heart-study');
    expect(ok).toBe(false);
    expect(chains).toMatchObject([{ chain: 'heart-study', ok: false, line: kept.length + 1 }]);
  });
});
