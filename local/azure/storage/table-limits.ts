import { z } from 'zod';
import { StorageRefusal } from './storage-request.ts';

const mostBytes = 1024 * 1024;
const mostProperties = 252;
const longestName = 255;
const bytesOf: Readonly<Record<string, number>> = {
  'Edm.Int64': 8,
  'Edm.DateTime': 8,
  'Edm.Guid': 16,
  'Edm.Double': 8,
};

const entitySchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/**
 * Refuses what the Table service refuses and Azurite takes: entities over 1 MiB, with more than 252 properties, or with a property whose name is
 * over 255 characters or no identifier. `body` is an entity or a whole transaction. Source: Microsoft's "Understanding the Table service data model".
 */
export function checkEntities(body: string): void {
  for (const text of payloads(body)) {
    const parsed = entitySchema.safeParse(jsonOf(text));
    if (parsed.success) checkEntity(parsed.data);
  }
}

/** Each part of a transaction holds its entity after an empty line; outside a transaction the body is the entity. */
function payloads(body: string): string[] {
  if (body.startsWith('{')) return [body];
  return [...body.matchAll(/\r?\n\r?\n(\{.*\})(?=\r?\n)/g)].map(([, entity = '']) => entity);
}

/** Undefined for text that is no JSON: the service behind says so. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Refuses one entity, as `checkEntities` does. */
export function checkEntity(entity: z.infer<typeof entitySchema>): void {
  const own = Object.entries(entity).filter(
    ([name]) => !name.includes('odata.') && !['PartitionKey', 'RowKey'].includes(name),
  );
  if (own.length > mostProperties) {
    throw refusal('TooManyProperties', `The entity has ${own.length} properties; ${mostProperties} is the limit.`);
  }
  for (const [name] of own) checkName(name);
  const keys = 2 * (String(entity['PartitionKey'] ?? '').length + String(entity['RowKey'] ?? '').length);
  const size = own.reduce(
    (sum, [name, value]) => sum + 8 + 2 * name.length + valueBytes(value, entity[`${name}@odata.type`]),
    4 + keys,
  );
  if (size <= mostBytes) return;
  throw refusal('EntityTooLarge', `The entity takes ${size} bytes; ${mostBytes} is the limit.`);
}

function checkName(name: string): void {
  if (name.length > longestName) {
    throw refusal('PropertyNameTooLong', `A property name has ${name.length} characters; ${longestName} is the limit.`);
  }
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) return;
  throw refusal('PropertyNameInvalid', `The property name '${name}' is no identifier.`);
}

function valueBytes(value: string | number | boolean | null, type: unknown): number {
  if (typeof value === 'string')
    return bytesOf[String(type)] ?? (type === 'Edm.Binary' ? 4 + (value.length * 3) / 4 : 4 + 2 * value.length);
  if (typeof value === 'number') return Number.isInteger(value) ? 4 : 8;
  return value === null ? 0 : 1;
}

function refusal(code: string, message: string): StorageRefusal {
  return new StorageRefusal(400, code, message);
}
