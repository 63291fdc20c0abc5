import {
  Bool,
  type DataType,
  Field,
  Map_,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampSecond,
  tableToIPC,
  Uint64,
  Utf8,
  vectorFromArray,
} from 'apache-arrow';

/** One blob of a listing: the text of each of its elements by its name, as XML tells it, and its metadata. */
export interface ListedRow {
  readonly texts: Readonly<Record<string, string>>;
  readonly metadata: readonly (readonly [string, string])[];
}

const text = new Utf8();
const key = new Field('key', new Utf8(), false);
const entry = new Struct<{ key: Utf8; value: Utf8 }>([key, new Field('value', new Utf8(), true)]);
const textsByName = new Map_(new Field('entries', entry, false));

/**
 * What the columns hold that hold no text. Sources: the parsers of Azure's SDKs for JavaScript and Rust and of Hadoop, which read times
 * in seconds, lengths without sign, and flags.
 */
const columns: Readonly<Record<string, { readonly type: DataType; readonly of: (value: string) => unknown }>> = {
  'Creation-Time': { type: new TimestampSecond(), of: Date.parse },
  'Last-Modified': { type: new TimestampSecond(), of: Date.parse },
  DeletedTime: { type: new TimestampSecond(), of: Date.parse },
  'Content-Length': { type: new Uint64(), of: BigInt },
  RemainingRetentionDays: { type: new Uint64(), of: BigInt },
  Deleted: { type: new Bool(), of: isTrue },
  IsCurrentVersion: { type: new Bool(), of: isTrue },
  AccessTierInferred: { type: new Bool(), of: isTrue },
  ServerEncrypted: { type: new Bool(), of: isTrue },
};

function isTrue(value: string): boolean {
  return value === 'true';
}

/**
 * A page of List Blobs as a stream in Arrow. The continuation stands in the metadata of the schema, empty on the last page; a page
 * without blobs has no columns.
 */
export function arrowListing(rows: readonly ListedRow[], nextMarker: string): Buffer {
  const names = [...new Set(rows.flatMap(({ texts }) => Object.keys(texts)))];
  const table = new Table({
    ...Object.fromEntries(names.map((name) => [name, column(name, rows)])),
    ...(rows.length === 0 ? {} : { Metadata: metadataColumn(rows) }),
  });
  const schema = new Schema(table.schema.fields, new Map([['NextMarker', nextMarker]]));
  const batches = table.batches.map(({ data }) => new RecordBatch(schema, data));
  return Buffer.from(tableToIPC(new Table(schema, batches), 'stream'));
}

function column(name: string, rows: readonly ListedRow[]) {
  const { type, of } = columns[name] ?? { type: text, of: String };
  const values = rows.map(({ texts }) => {
    const value = texts[name];
    return value === undefined || value === '' ? null : of(value);
  });
  return vectorFromArray(values, type);
}

function metadataColumn(rows: readonly ListedRow[]) {
  const values = rows.map(({ metadata }) => (metadata.length === 0 ? null : new Map(metadata)));
  return vectorFromArray(values, textsByName);
}
