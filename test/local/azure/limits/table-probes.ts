import { randomUUID } from 'node:crypto';
import { tableLimits } from '../../../../local/azure/limits/tables.ts';
import { type Answer, type Asked, ask, type Probes } from './ask.ts';

type Columns = Readonly<Record<string, unknown>>;

/** Asks the Table service of the limits, in the account of the control plane. */
export function tableProbes(tableUrl: string, token: string): Probes {
  const base = { authorization: `Bearer ${token}`, 'x-ms-version': '2019-02-02', accept: 'application/json' };
  const send = (path: string, { headers, ...asked }: Asked = {}): Promise<Answer> =>
    ask(`${tableUrl}/${path}`, { ...asked, headers: { ...base, ...headers } });
  const insert = (columns: Columns): Promise<Answer> => {
    const body = JSON.stringify({ PartitionKey: 'limits', RowKey: randomUUID(), ...columns });
    return send('register', { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  };
  const query = (parameters: Readonly<Record<string, string>>): Promise<Answer> =>
    send(`register()?${new URLSearchParams(parameters)}`);
  const filter = (text: string): Promise<Answer> => query({ $filter: text });
  const compared = (times: number): Promise<Answer> => filter(Array(times).fill("state eq 'a'").join(' or '));
  const batch = (body: string): Promise<Answer> => {
    const headers = { 'content-type': 'multipart/mixed; boundary=batch_1' };
    return send('$batch', { method: 'POST', headers, body });
  };
  const inserts = (rows: readonly Columns[]): Promise<Answer> => batch(transaction(`${tableUrl}/register`, rows));
  const typed = (type: string, value: unknown): Promise<Answer> => insert({ a: value, 'a@odata.type': type });
  const { text, binary, partitionKey, rowKey, properties, propertyName, operations, transactionBytes } = tableLimits;
  const key = (limit: { readonly most: number }): string => `${randomUUID()}${'k'.repeat(limit.most / 2 - 36)}`;
  const row = (): Columns => ({ PartitionKey: 'limits', RowKey: randomUUID() });
  const rows = (count: number): Columns[] => Array.from({ length: count }, row);
  return {
    comparisons: { taken: () => compared(tableLimits.comparisons.most), refused: () => compared(16) },
    filterForm: {
      taken: () => filter("not (a eq 'it''s' and 1L lt b) or c ge datetime'2026-01-01T00:00:00Z'"),
      refused: () => filter("a eq 'no end"),
    },
    top: { taken: () => query({ $top: `${tableLimits.top.most}` }), refused: () => query({ $top: '1001' }) },
    order: { taken: () => query({}), refused: () => query({ $orderby: 'RowKey' }) },
    skip: { taken: () => query({}), refused: () => query({ $skip: '1' }) },
    operations: { taken: () => inserts(rows(operations.most)), refused: () => inserts(rows(operations.most + 1)) },
    transactionBytes: {
      taken: () => batch(filled(`${tableUrl}/register`, transactionBytes.most)),
      refused: () => batch(filled(`${tableUrl}/register`, transactionBytes.most + 1)),
    },
    partitions: {
      taken: () => inserts(rows(2)),
      refused: () => inserts([row(), { ...row(), PartitionKey: 'other' }]),
    },
    sameRow: {
      taken: () => inserts(rows(2)),
      refused: () =>
        inserts([
          { ...row(), RowKey: 'once' },
          { ...row(), RowKey: 'once' },
        ]),
    },
    rowBytes: { taken: () => insert(sized(0)), refused: () => insert(sized(2)) },
    properties: { taken: () => insert(wide(properties.most)), refused: () => insert(wide(properties.most + 1)) },
    propertyName: {
      taken: () => insert({ ['p'.repeat(propertyName.most)]: 1 }),
      refused: () => insert({ ['p'.repeat(propertyName.most + 1)]: 1 }),
    },
    propertyNameForm: { taken: () => insert({ Straße_1: 1 }), refused: () => insert({ 'a-b': 1 }) },
    text: {
      taken: () => insert({ a: 'x'.repeat(text.most / 2) }),
      refused: () => insert({ a: 'x'.repeat(text.most / 2 + 1) }),
    },
    binary: {
      taken: () => typed('Edm.Binary', Buffer.alloc(binary.most).toString('base64')),
      refused: () => typed('Edm.Binary', Buffer.alloc(binary.most + 1).toString('base64')),
    },
    partitionKey: {
      taken: () => insert({ PartitionKey: key(partitionKey) }),
      refused: () => insert({ PartitionKey: `${key(partitionKey)}k` }),
    },
    rowKey: { taken: () => insert({ RowKey: key(rowKey) }), refused: () => insert({ RowKey: `${key(rowKey)}k` }) },
    keyCharacters: {
      taken: () => insert({ RowKey: `${randomUUID()}:;'" %&` }),
      refused: () => insert({ RowKey: 'what?' }),
    },
    keyControls: { taken: () => insert({ RowKey: `${randomUUID()} ` }), refused: () => insert({ RowKey: 'a\tb' }) },
    guid: { taken: () => typed('Edm.Guid', randomUUID()), refused: () => typed('Edm.Guid', 'not-a-guid') },
    earliest: {
      taken: () => typed('Edm.DateTime', '1601-01-01T00:00:00Z'),
      refused: () => typed('Edm.DateTime', '1600-12-31T23:59:59Z'),
    },
    dateTime: {
      taken: () => typed('Edm.DateTime', '2026-11-24T10:00:00.1234567Z'),
      refused: () => typed('Edm.DateTime', 'yesterday'),
    },
    int32: {
      taken: () => insert({ a: tableLimits.int32.most }),
      refused: () => insert({ a: tableLimits.int32.most + 1 }),
    },
    int64: {
      taken: () => typed('Edm.Int64', tableLimits.int64.most),
      refused: () => typed('Edm.Int64', `${BigInt(tableLimits.int64.most) + 1n}`),
    },
    etag: {
      taken: async () => await send(await stands(), { method: 'DELETE', headers: { 'if-match': '*' } }),
      refused: async () => await send(await stands(), { method: 'DELETE', headers: { 'if-match': 'unquoted' } }),
    },
    tableName: {
      taken: 'a table of that name would have to be made',
      refused: () => send(`${'t'.repeat(tableLimits.tableName.most + 1)}()`),
    },
  };

  /** The path of a row that stands. */
  async function stands(): Promise<string> {
    const { PartitionKey, RowKey, ...columns } = row();
    await insert({ PartitionKey, RowKey, ...columns });
    return `register(PartitionKey='${PartitionKey}',RowKey='${RowKey}')`;
  }
}

const wide = (count: number): Columns => Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, 'x']));

/** Columns that bring a row of the keys above to exactly its most bytes, and some more. */
function sized(more: number): Columns {
  const full = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`d${at % 10}${at > 9 ? 'x' : ''}`, at]));
  const names = Object.keys(full);
  const keys = 4 + 2 * ('limits'.length + 36);
  const columns = names.map((name) => [name, 'x'.repeat(32_000)] as const);
  const taken = columns.reduce((sum, [name, value]) => sum + 8 + 2 * name.length + 4 + 2 * value.length, keys);
  const left = tableLimits.rowBytes.most - taken - 2 * (8 + 2 + 4);
  const halves = [32_000, (left - 64_000) / 2 + more / 2];
  return Object.fromEntries([...columns, ...halves.map((length, at) => [at === 0 ? 'y' : 'z', 'x'.repeat(length)])]);
}

/** A body that inserts rows in one change set. */
function transaction(target: string, rows: readonly Columns[]): string {
  const parts = rows.map((columns) =>
    [
      '--changeset_1',
      'content-type: application/http',
      'content-transfer-encoding: binary',
      '',
      `POST ${target} HTTP/1.1`,
      'accept: application/json',
      'content-type: application/json',
      '',
      JSON.stringify(columns),
      '',
    ].join('\r\n'),
  );
  const head = '--batch_1\r\ncontent-type: multipart/mixed; boundary=changeset_1\r\n\r\n';
  return `${head}${parts.join('')}--changeset_1--\r\n--batch_1--\r\n`;
}

/** A body of so many bytes. */
function filled(target: string, bytes: number): string {
  const rowOf = (length: number): Columns => ({
    PartitionKey: 'limits',
    RowKey: randomUUID(),
    ...Object.fromEntries(Array.from({ length: 14 }, (_, at) => [`d${at}`, 'x'.repeat(32_000)])),
    last: 'x'.repeat(length),
  });
  const rows = Array.from({ length: 9 }, () => rowOf(10_000));
  const missing = bytes - Buffer.byteLength(transaction(target, rows));
  const each = Math.floor(missing / 9);
  return transaction(
    target,
    rows.map((_row, at) => rowOf(10_000 + each + (at === 0 ? missing - 9 * each : 0))),
  );
}
