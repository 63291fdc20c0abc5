import { createHash } from 'node:crypto';
import { z } from 'zod';
import { systemChain } from './audit-event.ts';
import type { AuditEvent } from './chain-line.ts';
import { everyProject, type Hold } from './hold.ts';

/**
 * A hold that the audit tells of. `over`: somebody was about to lift it, or it has ended by itself, so that its row may be gone; one that
 * was lifted has none.
 */
export const toldHold = z.strictObject({
  id: z.string(),
  since: z.string(),
  until: z.string().exactOptional(),
  digest: z.string(),
  state: z.enum(['on', 'over', 'lifted']),
});
export type ToldHold = z.infer<typeof toldHold>;

const holdLine = /^hold\.(?<id>.+)\.(?<what>set|lift-intended|lifted|ended)$/;

/** The audit chain that tells of the hold of a project, or of that of all. */
export function chainOf(project: string): string {
  return project === everyProject ? systemChain : project;
}

/** What the audit line that a hold was set says of it. */
export function holdData({ since, until, name, reason, takeBack }: Hold): Record<string, string | boolean> {
  // Rows and lines of earlier versions hold the name of the operator too.
  const named = name === undefined ? {} : { name };
  return { reason, since, ...named, takeBack, ...(until === undefined ? {} : { until }) };
}

/**
 * The holds that the audit tells of, after one more of its lines; what was over before the newest began is left out. A hold that was
 * extended has its beginning in common with the one that took its place, and ends with it, also when its own line comes last.
 */
export function tellHold(told: readonly ToldHold[], { id: event, actor, data }: AuditEvent): readonly ToldHold[] {
  const { id, what } = holdLine.exec(event)?.groups ?? {};
  if (id === undefined) return told;
  if (what === 'set') return tellSet(told, id, actor, data);
  const own = told.find((hold) => hold.id === id);
  // Only a hold that was set with that end can have come to it.
  if (own === undefined || (what === 'ended' && own.until !== data['until'])) return told;
  const state = what === 'lifted' ? 'lifted' : 'over';
  return told.map((hold) => (hold.since === own.since && hold.state !== 'lifted' ? { ...hold, state } : hold));
}

function tellSet(told: readonly ToldHold[], id: string, actor: string, data: AuditEvent['data']): readonly ToldHold[] {
  const { since: began, until } = data;
  const since = String(began);
  const same = told.find((hold) => hold.since === since);
  if (same === undefined && told.some((hold) => hold.since > since)) return told;
  const end = typeof until === 'string' ? { until } : {};
  const before = told.filter((hold) => hold.id !== id && (hold.state === 'on' || hold.since >= since));
  return [...before, { id, since, ...end, digest: digestOf(actor, data), state: same?.state ?? 'on' }];
}

/** How the row of a hold, or its absence, is not as the audit tells it; undefined when it agrees. */
export function holdDisagrees(told: readonly ToldHold[], row: Hold | undefined, now: Date): string | undefined {
  if (row !== undefined) {
    const line = told.find(({ id }) => id === row.id);
    if (line === undefined || line.state === 'lifted')
      return `It stands, and the audit does not tell that ${row.by} set it, or tells that it was lifted. When it was set a moment ago, verify again`;
    if (line.digest !== digestOf(row.by, holdData(row))) return 'It is not as the audit tells that it was set';
  }
  const missing = told.find((hold) => hold.since !== row?.since && isDue(told, hold, now));
  return missing && `It is missing: the audit tells of one that was set at ${missing.since} and was not lifted`;
}

/** Whether the row of the hold, or of one that extended it, must stand. */
function isDue(told: readonly ToldHold[], { since, state }: ToldHold, now: Date): boolean {
  const ends = told.filter((hold) => hold.since === since).map(({ until }) => until);
  return state === 'on' && ends.some((end) => end === undefined || now < new Date(end));
}

function digestOf(by: string, data: AuditEvent['data']): string {
  const { reason, since, name, takeBack, until } = data;
  return createHash('sha256')
    .update(JSON.stringify([by, reason, since, name, takeBack, until ?? null]))
    .digest('hex')
    .slice(0, 32);
}
