import { z } from 'zod';
import { type Description, isChange } from '../src/api/description.ts';

interface Sampled {
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly example?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[] | undefined;
  readonly minimum?: number | undefined;
  readonly anyOf?: readonly Sampled[] | undefined;
  readonly oneOf?: readonly Sampled[] | undefined;
  readonly items?: Sampled | undefined;
  readonly properties?: Readonly<Record<string, Sampled>> | undefined;
  readonly required?: readonly string[] | undefined;
}
const sampled: z.ZodType<Sampled> = z.lazy(() =>
  z.looseObject({
    ...{ type: z.string().optional(), format: z.string().optional(), pattern: z.string().optional() },
    ...{ enum: z.array(z.unknown()).optional(), minimum: z.number().optional(), items: sampled.optional() },
    ...{ anyOf: z.array(sampled).optional(), oneOf: z.array(sampled).optional() },
    ...{ properties: z.record(z.string(), sampled).optional(), required: z.array(z.string()).optional() },
  }),
);

const sum = '5a11f0a7'.repeat(8);
/** Names whose value says nothing by its form. */
const byName: Readonly<Record<string, string>> = {
  digest: sum,
  reason: 'It was agreed by phone',
  name: 'Ada Approver',
  email: 'ada@example.org',
  approver: 'ada@example.org',
  machine: 'analysis-1',
};
const byFormat: Readonly<Record<string, string>> = { date: '2026-12-01', 'date-time': '2026-12-01T12:00:00.000Z' };

/** A value that the schema takes, with what it asks for and a reason where it may have one. */
export function sampleOf(schema: z.ZodType): unknown {
  return madeOf(sampled.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })), '');
}

function madeOf(schema: Sampled, name: string): unknown {
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  if (first !== undefined) return madeOf(first, name);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.type === 'object') return objectOf(schema);
  if (schema.type === 'array') return schema.items === undefined ? [] : [madeOf(schema.items, name)];
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return true;
  return textOf(schema, name);
}

function objectOf({ properties = {}, required = [] }: Sampled): Record<string, unknown> {
  const given = Object.entries(properties).filter(([name]) => required.includes(name) || name === 'reason');
  return Object.fromEntries(given.map(([name, schema]) => [name, madeOf(schema, name)]));
}

function textOf({ format, pattern }: Sampled, name: string): string {
  if (pattern?.includes('[0-9a-f]{64}') === true) return sum;
  return byName[name] ?? (format === undefined ? undefined : byFormat[format]) ?? 'text';
}

/** The route as somebody types it: a command for programs, an address for people. Forms are sent by our pages alone, so they have none. */
export function typedOf(description: Description): string | undefined {
  const { kind, methods, path, params = {}, query, body, access } = description;
  const [method = 'GET'] = methods;
  const named = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => nameOf(params[name], name, path));
  const address = `"$APP/api/${named}${asked(query)}"`;
  if (kind === 'page') return method === 'GET' ? address : undefined;
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${address}`,
    ...(access === 'everybody' ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...(isChange(description) ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(body === undefined ? [] : [`-H "Content-Type: application/json" -d ${bodyOf(body)}`]),
  ];
  return lines.join(' \\\n  ');
}

function nameOf(schema: z.ZodType | undefined, name: string, path: string): string {
  const value = schema === undefined ? name : String(sampleOf(schema));
  return path.includes('datasets/') ? value.replace(/^exp_/, 'ing_') : value === 'text' ? name.toUpperCase() : value;
}

/** What the query must hold. */
function asked(query: z.ZodObject | undefined): string {
  if (query === undefined || query.safeParse({}).success) return '';
  const sample = z.record(z.string(), z.coerce.string()).parse(sampleOf(query));
  return `?${new URLSearchParams(sample)}`;
}

function bodyOf(schema: z.ZodType): string {
  const text = JSON.stringify(sampleOf(schema));
  return text === '{}' || !schema.safeParse(JSON.parse(text)).success ? '@definition.json' : `'${text}'`;
}
