import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { blobAuditLog } from '../../../src/azure/audit/audit-log.ts';
import { type AuditEvent, chainLine, genesisHash, lineHash } from '../../../src/domain/audit/chain-line.ts';
import { auditContract, idsOf, verdict } from '../../contract/audit-contract.ts';
import { anEvent, collect, fresh, operationId } from '../../contract/samples.ts';
import { auditPlace } from '../chain-samples.ts';
import { type RunningPorts, startPorts } from '../running-ports.ts';

let running: RunningPorts;
let place: ReturnType<typeof auditPlace>;
let container: ContainerClient;
let now = new Date('2026-11-24T10:00:00Z');

beforeAll(async () => {
  running = await startPorts();
  place = auditPlace(running.azure, { now: () => now });
  container = place.container;
});
afterAll(() => running.stop());

auditContract(() => running.ports.audit);

/** The container as somebody reaches it who has lifted its write-once policy. */
function withoutPolicy(): ContainerClient {
  const { azurite, credential } = running.azure.storage;
  return new BlobServiceClient(`${azurite.blob}/control`, credential).getContainerClient('audit');
}

/** Appends a line as a writer that dies before it moves the head. */
async function appendAndDie(blob: string, event: AuditEvent, previous: string): Promise<string> {
  const line = chainLine(event, previous);
  const client = container.getAppendBlobClient(blob);
  await client.createIfNotExists();
  await client.appendBlock(`${line}\n`, Buffer.byteLength(line) + 1);
  return lineHash(line);
}

/** The rows of a chain in the table of heads. */
async function headRows(chain: string) {
  const rows = [];
  for await (const row of place.heads.listEntities({ queryOptions: { filter: `PartitionKey eq '${chain}'` } }))
    rows.push(row);
  return rows;
}

/** Lets the table know of a chain what it knew then. */
async function putBack(chain: string, rows: Awaited<ReturnType<typeof headRows>>): Promise<void> {
  for (const { partitionKey = '', rowKey = '' } of await headRows(chain))
    await place.heads.deleteEntity(partitionKey, rowKey);
  for (const { etag: _, timestamp: __, partitionKey = '', rowKey = '', ...row } of rows)
    await place.heads.createEntity({ ...row, partitionKey, rowKey });
}

describe('when heads and events are put back', () => {
  const id = operationId('export');
  const lines = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, index) =>
      anEvent(`${id}.${from + index}`, { operation: id, data: { row: `${from + index}` } }),
    );

  test.each(['by the process that wrote it', 'by another one'])(
    'the lines of an operation are counted from the blobs all the same, %s',
    async (who) => {
      const chain = fresh('put-back');
      const writer = blobAuditLog(place);
      await writer.append(chain, lines(0, 3));
      const before = await headRows(chain);
      await writer.append(chain, lines(3, 7));
      await putBack(chain, before);
      const audit = who === 'by another one' ? blobAuditLog(place) : writer;
      expect((await audit.toldOf(chain, id)).ids.size).toBe(7);
      expect((await audit.event(chain, `${id}.6`))?.data).toEqual({ row: '6' });
      expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 7 });
      expect((await audit.knownEvents(chain)).count).toBe(7);
    },
  );

  test('lines about holds are counted again', async () => {
    const chain = fresh('put-back');
    const audit = blobAuditLog(place);
    await audit.append(chain, [anEvent('one')]);
    const before = await headRows(chain);
    await audit.append(chain, [anEvent('hold.1.set', { kind: 'hold.set' })]);
    await putBack(chain, before);
    expect(await blobAuditLog(place).holdLines(chain)).toBe(1);
    expect(await audit.holdLines(chain)).toBe(1);
  });

  test('whoever writes on brings all events back, and writes none of them again', async () => {
    const chain = fresh('put-back');
    const audit = blobAuditLog(place);
    await audit.append(chain, lines(0, 3));
    const before = await headRows(chain);
    await audit.append(chain, lines(3, 7));
    await putBack(chain, before);
    await audit.append(chain, [anEvent(`${id}.7`)]);
    await blobAuditLog(place).append(chain, lines(2, 6));
    expect((await idsOf(audit, chain)).filter((one) => one.startsWith(id))).toHaveLength(8);
    expect((await audit.knownEvents(chain)).count).toBeGreaterThanOrEqual(8);
    expect(await verdict(audit, chain)).toMatchObject({ ok: true });
  });

  test('a move that another process told of, or died before its head told of, is not missed', async () => {
    const chain = fresh('told');
    const [one, other] = [blobAuditLog(place), blobAuditLog(place)];
    await one.append(chain, lines(0, 1));
    await other.append(chain, lines(1, 2));
    await one.append(chain, lines(2, 3));
    const head = await one.head(chain);
    const [third] = lines(3, 4);
    if (head === undefined || third === undefined) throw new Error('the chain has no head');
    await appendAndDie(head.blob, third, head.hash);
    await other.append(chain, lines(4, 5));
    expect((await idsOf(one, chain)).filter((event) => event.startsWith(id))).toHaveLength(5);
    expect(await verdict(one, chain)).toMatchObject({ ok: true });
  });

  test('rows of earlier versions, which know ids alone, lead to their lines', async () => {
    const chain = fresh('earlier');
    await blobAuditLog(place).append(chain, lines(0, 3));
    const rows = await headRows(chain);
    await putBack(
      chain,
      rows.map(({ says: _, blob, from: __, bytes: ___, ...row }) =>
        row['rowKey'] === 'head' ? { ...row, blob } : row,
      ),
    );
    const audit = blobAuditLog(place);
    await audit.append(chain, [anEvent(`${id}.1`, { operation: id, data: { row: 'another' } })]);
    expect((await audit.event(chain, `${id}.1`))?.data).toEqual({ row: '1' });
  });
});

describe('after a crash', () => {
  test('a line written without its head is found by the next writer, and its event is not written again', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('crash');
    await audit.append(chain, [anEvent('one')]);
    const head = await audit.head(chain);
    await appendAndDie(head?.blob ?? '', anEvent('two'), head?.hash ?? '');
    expect(await verdict(audit, chain)).toMatchObject({ ok: false, line: 2 });
    await audit.append(chain, [anEvent('two')]);
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 2 });
    await audit.append(chain, [anEvent('three'), anEvent('two')]);
    expect(await idsOf(audit, chain)).toEqual(['one', 'two', 'three']);
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 3 });
  });

  test('such a line is counted when the chain is settled, also one that leads into the next blob, and nothing is appended', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('settled');
    const settle = async () => {
      const end = (await audit.ends()).find((one) => one.chain === chain);
      if (end !== undefined) await audit.settle(end);
    };
    await audit.append(chain, [anEvent('one')]);
    await settle();
    const head = await audit.head(chain);
    const hash = await appendAndDie(head?.blob ?? '', anEvent('two'), head?.hash ?? '');
    expect(await verdict(audit, chain)).toMatchObject({ ok: false, line: 2 });
    await settle();
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 2 });
    expect(await audit.holds(chain, 'two')).toBe(true);
    const next = `${chain}/2026-11/002.jsonl`;
    const ending = anEvent('ending', { kind: 'chain.continued', project: chain, data: { blob: next } });
    await appendAndDie(head?.blob ?? '', ending, hash);
    await settle();
    expect(await audit.head(chain)).toMatchObject({ count: 3, blob: next });
    await audit.append(chain, [anEvent('three')]);
    expect(await idsOf(audit, chain)).toEqual(['one', 'two', 'ending', 'three']);
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 4 });
  });

  test('a chain that lost its head, or its end, is not settled', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('cut');
    await audit.append(chain, [anEvent('one'), anEvent('two')]);
    const [end] = (await audit.ends()).filter((one) => one.chain === chain);
    if (end === undefined) throw new Error('the chain has no end');
    await place.heads.deleteEntity(chain, 'head');
    await audit.settle(end);
    expect(await audit.head(chain)).toBeUndefined();
    const length = end.length + 1;
    const position = { count: 2, hash: genesisHash, blob: end.blob, length, blocks: 1 };
    await place.heads.createEntity({ partitionKey: chain, rowKey: 'head', ...position });
    await expect(audit.settle({ ...end, version: 'another', length: length + 1 })).rejects.toThrow(
      `its length in bytes (length) is ${length}`,
    );
  });

  test('many such lines of others are taken over before the own ones', async () => {
    const audit = blobAuditLog({ ...place, blocksPerBlob: 1000 });
    const chain = fresh('crash');
    await audit.append(chain, [anEvent('first')]);
    const head = await audit.head(chain);
    let hash = head?.hash ?? '';
    for (let count = 0; count < 120; count += 1)
      hash = await appendAndDie(head?.blob ?? '', anEvent(`lost ${count}`), hash);
    await audit.append(chain, [anEvent('last')]);
    expect(await idsOf(audit, chain)).toHaveLength(122);
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 122 });
  });

  test('a chain begins although its first writer died before and after making the blob', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('crash');
    const blob = `${chain}/2026-11/001.jsonl`;
    await place.heads.createEntity({
      partitionKey: chain,
      rowKey: 'head',
      count: 0,
      hash: genesisHash,
      blob,
      length: 0,
      blocks: 0,
    });
    await container.getAppendBlobClient(blob).create();
    await audit.append(chain, [anEvent('one')]);
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 1 });
  });

  test('a writer that died between two blobs leaves a chain that goes on in the next one', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('crash');
    await audit.append(chain, [anEvent('one')]);
    const head = await audit.head(chain);
    const next = `${chain}/2026-11/002.jsonl`;
    const ending = anEvent('ending', { kind: 'chain.continued', project: chain, data: { blob: next } });
    await appendAndDie(head?.blob ?? '', ending, head?.hash ?? '');
    await audit.append(chain, [anEvent('two')]);
    expect(await audit.head(chain)).toMatchObject({ count: 3, blob: next });
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 3 });
  });

  test('an append whose answer is lost is found again and stands once', async () => {
    const chain = fresh('lost');
    await running.ports.audit.append(chain, [anEvent('one')]);
    running.azure.faults.add({
      service: 'blob',
      method: 'PUT',
      path: 'appendblock',
      times: 1,
      kind: 'lost-answer',
      milliseconds: 0,
    });
    running.azure.faults.add({ service: 'table', path: 'batch', times: 1, kind: 'lost-answer', milliseconds: 0 });
    await running.ports.audit.append(chain, [anEvent('two')]);
    expect(await idsOf(running.ports.audit, chain)).toEqual(['one', 'two']);
    expect(await verdict(running.ports.audit, chain)).toMatchObject({ ok: true, count: 2 });
  });
});

describe('blobs of a chain', () => {
  test('end by a line that names the next one, when the month changes and when a blob is full', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('months');
    now = new Date('2026-11-30T23:59:59Z');
    for (const id of ['one', 'two', 'three', 'four']) await audit.append(chain, [anEvent(id)]);
    now = new Date('2026-12-01T00:00:01Z');
    await audit.append(chain, [anEvent('five')]);
    const names: string[] = [];
    for await (const { name } of container.listBlobsFlat({ prefix: `${chain}/` })) names.push(name);
    expect(names).toEqual(['2026-11/001', '2026-11/002', '2026-12/001'].map((name) => `${chain}/${name}.jsonl`));
    expect((await idsOf(audit, chain)).filter((id) => !id.startsWith('continued:'))).toEqual([
      'one',
      'two',
      'three',
      'four',
      'five',
    ]);
    expect(await audit.head(chain)).toMatchObject({ count: 7, blob: `${chain}/2026-12/001.jsonl` });
    expect(await verdict(audit, chain)).toMatchObject({ ok: true, count: 7 });
  });

  test('change under twenty concurrent writers, some of whom live in the old month, without a fork', async () => {
    const chain = fresh('months');
    const [before, after] = [new Date('2026-11-30T23:59:59Z'), new Date('2026-12-01T00:00:01Z')];
    const logs = [before, after].map((time) => blobAuditLog({ ...place, clock: { now: () => time } }));
    const ids = Array.from({ length: 20 }, (_, index) => `event ${index}`);
    await Promise.all(ids.map((id, index) => logs[index % 2]?.append(chain, [anEvent(id)])));
    const audit = blobAuditLog(place);
    const written = (await idsOf(audit, chain)).filter((id) => !id.startsWith('continued:'));
    expect(written.sort()).toEqual(ids.sort());
    expect(await verdict(audit, chain)).toMatchObject({ ok: true });
  });
});

describe('the names of chains', () => {
  test('are each found once, with as many table requests as there are chains and one, however many events they hold', async () => {
    const audit = blobAuditLog(place);
    const base = fresh('names');
    const chains = [base, `${base}-`, `${base}-a`, `${base}_`, `${base}0`, `_${base}`];
    const events = Array.from({ length: 60 }, (_, index) => anEvent(`event ${index}`));
    for (const chain of chains) await audit.append(chain, events);
    running.azure.ledger.clear();
    const names = await collect(audit.chains());
    expect(names.filter((name) => name.includes(base)).sort()).toEqual([...chains].sort());
    const heads = running.azure.ledger.entries().filter(({ place: table }) => table === 'heads');
    expect(heads.map(({ count }) => count)).toEqual([names.length + 1]);
  });
});

describe('a chain that somebody tampered with', () => {
  test('takes no more lines once its blob is shorter than its head says', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('cut');
    await audit.append(chain, [anEvent('one'), anEvent('two')]);
    const { blob = '' } = (await audit.head(chain)) ?? {};
    const [first = ''] = await collect(audit.lines(chain));
    const client = withoutPolicy().getAppendBlobClient(blob);
    await client.create();
    await client.appendBlock(`${first}\n`, Buffer.byteLength(first) + 1);
    await expect(audit.append(chain, [anEvent('three')])).rejects.toThrow('it was cut');
    expect(await verdict(audit, chain)).toMatchObject({ ok: false, line: 2 });
  });

  test('refuses every event once its head is gone', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('headless');
    await audit.append(chain, [anEvent('one')]);
    await place.heads.deleteEntity(chain, 'head');
    for (const id of ['two', 'three']) await expect(audit.append(chain, [anEvent(id)])).rejects.toThrow('no head');
    expect(await collect(audit.chains())).toContain(chain);
  });

  test('is still named when its blobs and its head are gone, as long as one event is registered', async () => {
    const audit = blobAuditLog(place);
    const chain = fresh('erased');
    await audit.append(chain, [anEvent('one')]);
    const { blob = '' } = (await audit.head(chain)) ?? {};
    const { azurite, credential } = running.azure.storage;
    const owner = new BlobServiceClient(`${azurite.blob}/control`, credential);
    await owner.getContainerClient('audit').deleteBlob(blob);
    await place.heads.deleteEntity(chain, 'head');
    expect(await collect(audit.chains())).toContain(chain);
  });

  test('is still named when all its blobs are gone', async () => {
    const chain = fresh('gone');
    const blob = `${chain}/2026-11/001.jsonl`;
    await place.heads.createEntity({
      partitionKey: chain,
      rowKey: 'head',
      count: 4,
      hash: 'a'.repeat(64),
      blob,
      length: 900,
      blocks: 4,
    });
    const audit = blobAuditLog(place);
    expect(await collect(audit.chains())).toContain(chain);
    expect(await verdict(audit, chain)).toMatchObject({ ok: false, line: 1 });
    await expect(audit.append(chain, [anEvent('five')])).rejects.toThrow(/audit blob .*001/);
  });
});
