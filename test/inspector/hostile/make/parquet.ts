/** A column of whole numbers in a Parquet file made by code. */
export interface ParquetColumn {
  readonly name: string;
  readonly values: readonly number[];
}

const kind = { int32: 5, int64: 6, bytes: 8, list: 9, struct: 12 };

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let left = value;
  for (; left > 127; left = Math.floor(left / 128)) bytes.push((left % 128) + 128);
  return Buffer.from([...bytes, left]);
}

const int = (value: number): Buffer => varint(value * 2);
const text = (value: string): Buffer => Buffer.concat([varint(value.length), Buffer.from(value)]);

/** A struct of Thrift's compact form from fields of number, kind and value. */
function struct(fields: readonly (readonly [id: number, kind: number, value: Buffer])[]): Buffer {
  let last = 0;
  const parts = fields.map(([id, type, value]) => {
    const head = Buffer.from([((id - last) << 4) | type]);
    last = id;
    return Buffer.concat([head, value]);
  });
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function list(type: number, values: readonly Buffer[]): Buffer {
  const head =
    values.length < 15
      ? Buffer.from([(values.length << 4) | type])
      : Buffer.concat([Buffer.from([0xf0 | type]), varint(values.length)]);
  return Buffer.concat([head, ...values]);
}

/** Makes a Parquet file by hand, with one group of rows and plain values. `saysRows` and `saysPage` may be lies. */
export function parquet(
  columns: readonly ParquetColumn[],
  { saysRows, saysPage, codec = 0 }: { saysRows?: number; saysPage?: number; codec?: number } = {},
): Buffer {
  const rows = saysRows ?? columns[0]?.values.length ?? 0;
  const parts: Buffer[] = [Buffer.from('PAR1')];
  let at = 4;
  const chunks = columns.map(({ name, values }) => {
    const data = Buffer.alloc(values.length * 4);
    for (const [index, value] of values.entries()) data.writeInt32LE(value, index * 4);
    const count = int(saysRows ?? values.length);
    const page = struct([
      [1, kind.int32, count],
      [2, kind.int32, int(0)],
      [3, kind.int32, int(3)],
      [4, kind.int32, int(3)],
    ]);
    const header = struct([
      [1, kind.int32, int(0)],
      [2, kind.int32, int(saysPage ?? data.length)],
      [3, kind.int32, int(data.length)],
      [5, kind.struct, page],
    ]);
    const size = int(header.length + data.length);
    const about = struct([
      [1, kind.int32, int(1)],
      [2, kind.list, list(kind.int32, [int(0)])],
      [3, kind.list, list(kind.bytes, [text(name)])],
      [4, kind.int32, int(codec)],
      [5, kind.int64, count],
      [6, kind.int64, size],
      [7, kind.int64, size],
      [9, kind.int64, int(at)],
    ]);
    parts.push(header, data);
    const chunk = struct([
      [2, kind.int64, int(at)],
      [3, kind.struct, about],
    ]);
    at += header.length + data.length;
    return chunk;
  });
  const root = struct([
    [4, kind.bytes, text('schema')],
    [5, kind.int32, int(columns.length)],
  ]);
  const leaves = columns.map(({ name }) =>
    struct([
      [1, kind.int32, int(1)],
      [3, kind.int32, int(0)],
      [4, kind.bytes, text(name)],
    ]),
  );
  const group = struct([
    [1, kind.list, list(kind.struct, chunks)],
    [2, kind.int64, int(at)],
    [3, kind.int64, int(rows)],
  ]);
  const footer = struct([
    [1, kind.int32, int(1)],
    [2, kind.list, list(kind.struct, [root, ...leaves])],
    [3, kind.int64, int(rows)],
    [4, kind.list, list(kind.struct, [group])],
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  return Buffer.concat([...parts, footer, length, Buffer.from('PAR1')]);
}
