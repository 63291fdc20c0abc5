import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';

const datum = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export const auditEventSchema = z.strictObject({
  id: z.string().min(1),
  at: z.string().min(1),
  kind: z.string().min(1),
  project: z.string(),
  operation: z.string().nullable(),
  actor: z.string().min(1),
  data: z.record(z.string(), datum),
});
const lineSchema = auditEventSchema.extend({ previous: z.string() });

/** One thing that happened. `id` is the same when a step is repeated, so that it stands in the chain once. `actor` is 'control-plane' or an object id. */
export type AuditEvent = Frozen<z.infer<typeof auditEventSchema>>;

/** What the first line of a chain names as the previous hash. */
export const genesisHash = '0'.repeat(64);

/** The canonical line of an event: JSON with keys in fixed order (those of `data` sorted), no line break. */
export function chainLine(event: AuditEvent, previousHash: string): string {
  const { id, at, kind, project, operation, actor } = event;
  const data = Object.fromEntries(Object.entries(event.data).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ id, at, kind, project, operation, actor, data, previous: previousHash });
}

/** In bytes. Azure takes appends of 100 MiB, and up to fifty events go into one. */
export const longestLine = 1024 * 1024;

/** Throws an Error for an event that no chain can hold, so that it fails alone and not with those that would be written beside it. */
export function refuseBadEvent(event: AuditEvent): void {
  const { success, error } = auditEventSchema.safeParse(event);
  const length = success ? Buffer.byteLength(chainLine(event, genesisHash)) : 0;
  if (success && length <= longestLine) return;
  const [issue] = error?.issues ?? [];
  const why = issue
    ? `${issue.path.join('.')}: ${issue.message}`
    : `its line has ${length} bytes, more than ${longestLine}`;
  throw new Error(
    `The audit takes no event like ${JSON.stringify(event.id)}: ${why}. Nothing of this call was written.`,
  );
}

/** SHA-256 (hex) of a line without its line break. */
export function lineHash(line: string): string {
  return createHash('sha256').update(line).digest('hex');
}

/** A line read back: its event and the hash that it names. Throws an Error that says what is wrong. */
export function parseChainLine(line: string): { readonly event: AuditEvent; readonly previous: string } {
  const { previous, ...event } = lineSchema.parse(JSON.parse(line));
  return { event, previous };
}

/** The event of a line; undefined for a line that is none, which the verification names. */
export function eventIn(line: string): AuditEvent | undefined {
  try {
    return parseChainLine(line).event;
  } catch {
    return undefined;
  }
}
