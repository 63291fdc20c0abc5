import { z } from 'zod';
import { tableLimits } from '../limits/tables.ts';
import { beyond } from './storage-request.ts';
import { checkKeys, checkValue, type Value } from './table-values.ts';

const { properties, propertyName, propertyNameForm, rowBytes } = tableLimits;

const bytesOf: Readonly<Record<string, number>> = {
  'Edm.Int64': 8,
  'Edm.DateTime': 8,
  'Edm.Guid': 16,
  'Edm.Double': 8,
};

const entitySchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
type Row = z.infer<typeof entitySchema>;

/** The row that a body in JSON holds; undefined for another body, of which the service behind says what is wrong. */
export function rowIn(body: string): Row | undefined {
  try {
    return entitySchema.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/**
 * Refuses a row that the Table service refuses and Azurite takes: too large, with too many properties, with names, keys or values that it
 * does not take (`limits/tables.ts`).
 */
export function checkEntity(row: Row): void {
  const own = Object.entries(row).filter(
    ([name]) => !name.includes('odata.') && !['PartitionKey', 'RowKey', 'Timestamp'].includes(name),
  );
  if (own.length > properties.most) {
    throw beyond(properties, `The entity has ${own.length} properties; ${properties.most} is the limit.`);
  }
  const partition = String(row['PartitionKey'] ?? '');
  const key = String(row['RowKey'] ?? '');
  checkKeys({ partition, row: key });
  let size = 4 + 2 * (partition.length + key.length);
  for (const [name, value] of own) {
    const type = row[`${name}@odata.type`];
    checkName(name);
    checkValue(name, value, typeof type === 'string' ? type : undefined);
    size += 8 + 2 * name.length + valueBytes(value, type);
  }
  if (size > rowBytes.most) throw beyond(rowBytes, `The entity takes ${size} bytes; ${rowBytes.most} is the limit.`);
}

function checkName(name: string): void {
  if (name.length > propertyName.most) {
    throw beyond(propertyName, `A property name has ${name.length} characters; ${propertyName.most} is the limit.`);
  }
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return;
  throw beyond(propertyNameForm, `The property name '${name}' is no identifier.`);
}

function valueBytes(value: Value, type: unknown): number {
  if (typeof value === 'string')
    return bytesOf[String(type)] ?? (type === 'Edm.Binary' ? 4 + (value.length * 3) / 4 : 4 + 2 * value.length);
  if (typeof value === 'number') return Number.isInteger(value) ? 4 : 8;
  return value === null ? 0 : 1;
}
