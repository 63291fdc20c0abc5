import type { JWK } from 'jose';
import { z } from 'zod';
import { genesisHash } from '../domain/chain-line.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import { publicKey, type ReceiptPayload, signReceipt } from '../domain/receipt.ts';
import { daysLater } from '../domain/time.ts';
import type { Ports } from '../ports/ports.ts';
import type { ManifestStore } from '../ports/storage.ts';
import { requireOperation, requireProject } from './operations.ts';
import { countKeptOriginals } from './originals.ts';
import { record } from './record.ts';
import type { FlowSettings } from './settings.ts';

export type ReceiptKind = ReceiptPayload['kind'];

/** Name of a receipt in the manifest store. */
export const receiptName = (id: string, kind: ReceiptKind): string => `${id}-${kind}`;

/** The receipts of an operation that were written so far, as compact JWS by kind. */
export async function receiptsOf(
  { manifests }: { readonly manifests: Pick<ManifestStore, 'readReceipt'> },
  id: string,
): Promise<Partial<Record<ReceiptKind, string>>> {
  const [deletion, release] = await Promise.all(
    (['deletion', 'release'] as const).map((kind) => manifests.readReceipt(receiptName(id, kind))),
  );
  return { ...(deletion === undefined ? {} : { deletion }), ...(release === undefined ? {} : { release }) };
}

const keySecret = 'receipt-key';

const signingKey = z.looseObject({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() });

/** Reads a private key from its secret. Throws when the secret is not an Ed25519 key in JWK form, without showing it. */
function parseKey(text: string): JWK {
  try {
    return signingKey.parse(JSON.parse(text));
  } catch {
    throw new Error(`The secret '${keySecret}' is not a private Ed25519 key in JWK form`);
  }
}

/** The public halves of all signing keys, newest first; receipts signed with an old one stay verifiable. */
export async function receiptKeys({ secrets }: Pick<Ports, 'secrets'>): Promise<JWK[]> {
  return Promise.all((await secrets.versions(keySecret)).map((text) => publicKey(parseKey(text))));
}

/** Signs what was deleted or released and keeps it beside the manifests; a receipt that stands is kept. */
export async function writeReceipt(
  ports: Pick<Ports, 'listing' | 'register' | 'projects' | 'decisions' | 'manifests' | 'secrets' | 'audit' | 'clock'>,
  settings: Pick<FlowSettings, 'restorableDays'>,
  { key, kind }: { readonly key: OperationKey; readonly kind: ReceiptKind },
): Promise<void> {
  const { value: operation } = await requireOperation(ports.register, key);
  const name = receiptName(operation.id, kind);
  if ((await ports.manifests.readReceipt(name)) === undefined) {
    const payload = await payloadOf(ports, settings, operation, kind);
    await ports.manifests.writeReceipt(name, await signReceipt(payload, parseKey(await ports.secrets.get(keySecret))));
  }
  await record(ports, operation, {
    id: name.slice(operation.id.length + 1),
    kind: 'receipt.written',
    data: { receipt: name },
  });
}

async function payloadOf(
  ports: Pick<Ports, 'listing' | 'manifests' | 'projects' | 'decisions' | 'audit' | 'clock'>,
  { restorableDays }: Pick<FlowSettings, 'restorableDays'>,
  operation: Operation,
  kind: ReceiptKind,
): Promise<ReceiptPayload> {
  const summary = kind === 'release' ? operation.package : operation.source;
  if (!summary) throw new Error(`The operation ${operation.id} has no manifest to write a receipt about`);
  const { etag } = await requireProject(ports.projects, operation.project);
  const now = ports.clock.now();
  const head = await ports.audit.head(operation.project);
  const { digest, count, bytes } = summary;
  const restorableUntil = daysLater(now, restorableDays[operation.door]).toISOString();
  return {
    kind,
    operation: operation.id,
    project: operation.project,
    name: operation.name,
    digest,
    count,
    bytes,
    ...(kind === 'deletion' ? { left: await countKeptOriginals(ports, operation) } : {}),
    policyVersion: etag,
    runIds: operation.transfers.flatMap(({ status, runId }) => (status === 'succeeded' && runId ? [runId] : [])),
    ...(kind === 'release' ? { decisions: await decisionsOf(ports, operation) } : {}),
    ...(kind === 'deletion' ? { restorableUntil } : {}),
    chain: { count: head?.count ?? 0, hash: head?.hash ?? genesisHash },
    issuedAt: now.toISOString(),
  };
}

async function decisionsOf({ decisions }: Pick<Ports, 'decisions'>, operation: Operation) {
  const rows = await decisions.read(operation.id);
  return rows.decisions
    .filter(({ round }) => round === operation.round)
    .map(({ approver, choice, at }) => ({ approver, choice, at }));
}
