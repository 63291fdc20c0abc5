import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const recording = z.looseObject({
  status: z.unknown().optional(),
  historyWithoutOutput: z.unknown().optional(),
  extra: z.unknown().optional(),
  episodes: z.array(z.looseObject({ request: z.unknown().optional(), response: z.unknown().optional() })).default([]),
});

/** One scenario as the real Durable extension played it. */
export type Recording = z.infer<typeof recording>;

/** Reads a recording of the real extension. */
export function recorded(name: string): Recording {
  return recording.parse(JSON.parse(readFileSync(join(import.meta.dirname, 'recorded', `${name}.json`), 'utf8')));
}

const guid = /\b(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32})\b/g;
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g;

function maskText(text: string): string {
  return text
    .replace(time, '<time>')
    .replace(guid, '<guid>')
    .replace(/StackTrace: [\s\S]*$/, 'StackTrace: <stack>')
    .replace(/ \n \{"\$type":[\s\S]*$/, ' \n <details>')
    .replace(/^\{"\$type":[\s\S]*$/, '<details>');
}

/** Replaces what differs between any two runs: ids, times, stacks and the .NET details of failures. */
export function masked(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map(masked);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, content]) => [key, masked(content)]));
}
