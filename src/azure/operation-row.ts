import type { TableEntity, TableEntityResult } from '@azure/data-tables';
import { z } from 'zod';
import { type Door, doorFacts, parseOperationId } from '../domain/door.ts';
import { type Operation, transferSteps } from '../domain/operation.ts';
import type { Stored } from '../ports/records.ts';
import { fromColumns, toColumns } from './json-columns.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Row keys of the operations of one door start with this. */
export function operationsOf(door: Door): string {
  return `op:${doorFacts(door).idPrefix}:`;
}

/**
 * Row key of an operation: its ULID with each character mirrored in the alphabet, so that the table's ascending order is newest first.
 * Undefined when the text is no operation id.
 */
export function operationRowKey(id: string): string | undefined {
  const parsed = parseOperationId(id);
  if (parsed === undefined) return undefined;
  const mirrored = [...parsed.ulid].map((character) => alphabet.charAt(31 - alphabet.indexOf(character)));
  return `${operationsOf(parsed.door)}${mirrored.join('')}`;
}

/** The row of an operation: the whole as JSON, and columns for people who look into the table. Throws for an id that is no ULID with its door's prefix. */
export function operationRow(operation: Operation): TableEntity {
  const { id, door, project, name, state, startedAt } = operation;
  const rowKey = operationRowKey(id);
  if (!rowKey?.startsWith(operationsOf(door))) {
    throw new Error(
      `${id} is no id of an operation at the ${door} door: it must be ${doorFacts(door).idPrefix}_ and a ULID`,
    );
  }
  const row = toColumns(`of operation ${id}`, operation);
  return { partitionKey: project, rowKey, id, door, state, name, startedAt, ...row };
}

/** Reads a row back; throws when it does not hold an operation. */
export function storedOperation(entity: TableEntityResult<Record<string, unknown>>): Stored<Operation> {
  return { value: operationSchema.parse(fromColumns(entity)), etag: entity.etag };
}

const summary = { digest: z.string(), count: z.number(), bytes: z.number() };
const text = z.string();
const optionalText = text.exactOptional();

const operationSchema: z.ZodType<Operation> = z.strictObject({
  id: text,
  door: z.enum(['ingress', 'export']),
  project: text,
  name: text,
  shape: z.enum(['folder', 'file']),
  state: text,
  revision: z.number(),
  startedAt: text,
  since: text,
  version: z.number().exactOptional(),
  purpose: optionalText,
  source: z.strictObject({ ...summary, listedAt: text }).exactOptional(),
  package: z.strictObject(summary).exactOptional(),
  round: z.number().exactOptional(),
  problems: z.array(z.strictObject({ rule: text, path: text.nullable(), value: text, message: text })),
  failure: z.strictObject({ state: text, message: text, at: text }).exactOptional(),
  transfers: z.array(
    z.strictObject({
      step: z.enum(transferSteps),
      attempt: z.number(),
      parameters: z.record(text, text),
      status: z.enum(['intended', 'started', 'succeeded', 'failed']),
      runId: optionalText,
      intendedAt: text,
      closedAt: optionalText,
      message: optionalText,
    }),
  ),
});
