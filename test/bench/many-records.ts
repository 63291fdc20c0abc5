import { createPrivateKey, sign } from 'node:crypto';
import { ulid } from 'ulid';
import { receiptKeys } from '../../src/activities/lifecycle/receipts.ts';
import { hashedKey } from '../../src/azure/base/table-key.ts';
import {
  type AuditEvent,
  chainLine,
  genesisHash,
  lineHash,
  parseChainLine,
} from '../../src/domain/audit/chain-line.ts';
import { receiptHash } from '../../src/domain/audit/receipt-event.ts';
import { type SignedPayload, signReceipt, verifySigned } from '../../src/domain/lifecycle/receipt.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { operationSchema } from '../../src/domain/operation/operation-schema.ts';
import { collect } from '../contract/samples.ts';
import { bringIn } from '../memory/bring-in.ts';
import { letOut } from '../memory/let-out.ts';
import type { MemoryStorage } from '../memory/storage.ts';
import { MemoryWorld } from '../memory/world.ts';

const played = 'heart-study';

/** All records of one operation that was really played. */
interface Model {
  readonly row: Operation;
  readonly events: readonly AuditEvent[];
  readonly receipts: ReadonlyMap<string, SignedPayload>;
  readonly manifests: ReadonlyMap<string, string>;
  /** What lies outside and in its copies. */
  readonly copies: readonly Copied[];
  readonly reviews: readonly Record<string, unknown>[];
}

interface Copied {
  readonly account: 'public' | 'secure';
  readonly container: 'released' | 'datasets' | 'review';
  readonly path: string;
  readonly text: string;
}

/** What the records are put into; `project` puts a project of that id in force. */
type Records = Pick<MemoryWorld, 'storage' | 'ports' | 'project'>;

/**
 * A world of so many projects, each with so many datasets that came in and as many packages that left: all records of one that was played, under other
 * names. What is given lets as many more follow in each project.
 */
export async function manyRecords(
  world: Records,
  projects: number,
  pairs: number,
): Promise<(pairs: number) => Promise<void>> {
  const models = await playModels();
  const seal = await sealOf(world.ports, models);
  const chains = Array.from({ length: projects }, (_, at) => new Chain(`study-${at}`));
  for (const { project } of chains) await world.project({ id: project });
  let number = 0;
  const more = async (of: number) => {
    for (const chain of chains) {
      for (let pair = 0; pair < of; pair += 1)
        for (const model of models) await copyModel(world, chain, seal, model, number + pair);
      await chain.keep(world.storage);
    }
    number += of;
  };
  await more(pairs);
  return more;
}

/** How a receipt of the deployment is signed: as the app does it, without looking at each again. */
type Seal = (payload: unknown) => string;

async function sealOf({ secrets }: Records['ports'], models: readonly Model[]): Promise<Seal> {
  const jwk = JSON.parse(await secrets.get('receipt-key'));
  const [known] = models.flatMap(({ receipts }) => [...receipts.values()]);
  if (known === undefined) throw new Error('What was played has no receipt');
  const [header] = (await signReceipt(known, jwk)).split('.');
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  return (payload) => {
    const text = `${header}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
    return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`;
  };
}

async function playModels(): Promise<Model[]> {
  const world = new MemoryWorld(1);
  await world.project();
  await bringIn(world);
  await letOut(world);
  const { register } = world.ports;
  const rows = [...(await register.list('ingress', played)).items, ...(await register.list('export', played)).items];
  return await Promise.all(rows.map((row) => readModel(world, row)));
}

async function readModel({ ports, storage }: MemoryWorld, row: Operation): Promise<Model> {
  const container = storage.container('control', 'manifests');
  const [receipts, manifests] = [new Map<string, SignedPayload>(), new Map<string, string>()];
  const keys = await receiptKeys(ports);
  for await (const { name } of container.listBlobsFlat({ prefix: row.id })) {
    const text = (await container.getBlobClient(name).downloadToBuffer()).toString('utf8');
    if (name.endsWith('.jws')) receipts.set(name.slice(0, -4), await verifySigned(text, keys));
    else manifests.set(name, text);
  }
  const lines = await collect(ports.audit.lines(played));
  const events = lines.map((line) => parseChainLine(line).event).filter(({ operation }) => operation === row.id);
  const all = await collect(storage.table('decisions').listEntities());
  const reviews = all.filter(({ partitionKey }) => partitionKey === row.id);
  return { row, events, receipts, manifests, reviews, copies: await copiesIn(storage, row) };
}

async function copiesIn(storage: MemoryStorage, { name, id }: Operation): Promise<Copied[]> {
  const places = [
    ['public', 'released', `${played}/${name}/${id}/`],
    ['secure', 'datasets', `${played}/${name}/`],
    ['secure', 'review', `${played}/${id}/`],
  ] as const;
  const copies: Copied[] = [];
  for (const [account, container, prefix] of places) {
    const from = storage.container(account, container);
    for await (const { name: path } of from.listBlobsFlat({ prefix }))
      copies.push({
        ...{ account, container, path },
        text: (await from.getBlobClient(path).downloadToBuffer()).toString('utf8'),
      });
  }
  return copies;
}

async function copyModel(world: Records, chain: Chain, seal: Seal, model: Model, number: number): Promise<void> {
  const { row, events, receipts, manifests, reviews, copies } = model;
  const { project } = chain;
  const id = `${row.id.slice(0, 4)}${ulid()}`;
  const renamed = (text: string): string =>
    text.replaceAll(row.id, id).replaceAll(played, project).replaceAll(row.name, `${row.name}-${number}`);
  const again = (value: unknown) => JSON.parse(renamed(JSON.stringify(value)));
  const operation = operationSchema.parse(again(row));
  await world.ports.register.restore(operation, null);
  if (operation.door === 'ingress') await world.ports.register.setLatest(project, operation.name, 1, null);
  for (const { etag: _, timestamp: __, ...review } of reviews)
    await world.storage.sealed('decisions').createEntity(again(review));
  const container = world.storage.container('control', 'manifests');
  for (const [name, text] of manifests) await container.getBlockBlobClient(renamed(name)).upload(text, text.length);
  for (const { account, container, path, text } of copies)
    await world.storage
      .container(account, container)
      .getBlockBlobClient(renamed(path))
      .upload(text, Buffer.byteLength(text));
  for (const event of events) {
    const copy = again(event);
    if (event.kind === 'receipt.written') {
      const name = String(event.data['receipt']);
      const jws = seal({ ...again(receipts.get(name)), chain: chain.end });
      await world.ports.manifests.writeReceipt(renamed(name), jws);
      copy.data.sha256 = receiptHash(jws);
    }
    chain.add(copy);
  }
}

/** The lines of a chain until they are kept: in one blob, with the head and the rows of its events. */
class Chain {
  readonly project: string;
  #lines: string[] = [];
  #ids: string[] = [];
  #kept = 0;
  #length = 0;
  #blocks = 0;
  #hash = genesisHash;

  constructor(project: string) {
    this.project = project;
  }

  get end() {
    return { count: this.#kept + this.#lines.length, hash: this.#hash };
  }

  add(event: AuditEvent): void {
    const line = chainLine(event, this.#hash);
    this.#hash = lineHash(line);
    this.#lines.push(line);
    this.#ids.push(event.id);
  }

  async keep(storage: MemoryStorage): Promise<void> {
    const blob = `${this.project}/2026-03/001.jsonl`;
    const text = this.#lines.map((line) => `${line}\n`).join('');
    const client = storage.container('control', 'audit').getAppendBlobClient(blob);
    await client.createIfNotExists();
    await client.appendBlock(text, Buffer.byteLength(text));
    this.#length += Buffer.byteLength(text);
    this.#blocks += 1;
    const heads = storage.sealed('heads');
    const partitionKey = this.project;
    const holdLines = 0;
    const place = { blob, length: this.#length, blocks: this.#blocks };
    for (const [at, id] of this.#ids.entries()) {
      const count = this.#kept + at + 1;
      await heads.createEntity({ partitionKey, rowKey: `event:${hashedKey(id)}`, id, count, holdLines });
    }
    await heads.upsertEntity({ partitionKey, rowKey: 'head', ...this.end, ...place, holdLines }, 'Replace');
    this.#kept += this.#lines.length;
    this.#lines = [];
    this.#ids = [];
  }
}
