import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { askedFirst, digestOfAct, pendingDays } from '../base/second-operator.ts';
import { isSuspended, partIn, type Somebody } from '../people/people.ts';
import type { Project } from '../project/project.ts';

export const pendingChangeSchema = askedFirst.omit({ digest: true }).extend({
  id: z.string(),
  project: z.string(),
  expiresAt: z.string(),
  /** The definition in force when it was asked for; null when there was none. */
  against: z.string().nullable(),
  hash: z.string(),
  /** Parsed again before it comes into force: the rules may have changed since. */
  definition: z.unknown(),
  changes: z.array(
    z.object({
      path: z.string(),
      kind: z.enum(['free', 'stricter', 'second-operator']),
      words: z.string(),
      record: z.string().exactOptional(),
    }),
  ),
  /** Its row cannot be read: it stands in the way of others until somebody takes it back. */
  unreadable: z.literal(true).exactOptional(),
});
/** A change of a definition that waits for a second operator. Hashes are those of versions; times are ISO 8601 in UTC. */
export type PendingChange = Frozen<z.infer<typeof pendingChangeSchema>>;

/** What a row that cannot be read counts as, from what stands beside its JSON. */
export function unreadableChange({
  project,
  id,
  askedAt,
}: Pick<PendingChange, 'project'> & Readonly<Record<'id' | 'askedAt', unknown>>): PendingChange {
  return {
    id: typeof id === 'string' ? id : 'chg_unreadable',
    project,
    askedAt: typeof askedAt === 'string' ? askedAt : new Date(0).toISOString(),
    expiresAt: '9999-12-31T00:00:00.000Z',
    by: { oid: '', name: 'Somebody', emails: [] },
    reason: 'The row of this change cannot be read. It stands in the way of others until somebody takes it back.',
    against: null,
    hash: '',
    definition: null,
    changes: [],
    unreadable: true,
  };
}

/** `id` is any text that no other change has. */
export function newPendingChange(
  parts: Pick<PendingChange, 'id' | 'by' | 'reason' | 'against' | 'changes'> & { readonly definition: Project },
  now: Date,
): PendingChange {
  const expiresAt = new Date(now.getTime() + pendingDays * 86_400_000).toISOString();
  const { definition } = parts;
  return { ...parts, project: definition.id, askedAt: now.toISOString(), expiresAt, hash: definitionHash(definition) };
}

/** The same with the digest of all that was asked for in its id, which the second operator confirms by naming it. */
export function namedByDigest(change: PendingChange): PendingChange {
  return { ...change, id: `${change.id}-${changeDigest(change)}` };
}

/** The digest that the id of a change has; undefined where an earlier version gave the id. */
export function digestInId({ id }: Pick<PendingChange, 'id'>): string | undefined {
  return /-([0-9a-f]{16})$/.exec(id)?.[1];
}

/** Digest of who asked when for which definition in the place of which, as it stands in the row. */
export function changeDigest({ project, by, askedAt, expiresAt, reason, against, hash }: PendingChange): string {
  const { oid, name, emails } = by;
  return digestOfAct([project, oid, name, emails, askedAt, expiresAt, reason, against, hash]);
}

/** The SHA-256 (hex) that names a definition: of its bytes as they are stored. */
export function definitionHash(project: Project): string {
  return createHash('sha256').update(JSON.stringify(project)).digest('hex');
}

/** Whether a change still waits: not after its days, and not when another definition is in force than it was made against. */
export function stillPending(
  { against, hash, expiresAt, unreadable }: Pick<PendingChange, 'against' | 'hash' | 'expiresAt' | 'unreadable'>,
  inForce: string | null,
  now: Date,
): 'open' | 'done' | 'stale' | 'expired' {
  if (unreadable) return 'open';
  if (inForce === hash) return 'done';
  if (inForce !== against) return 'stale';
  return now.toISOString() < expiresAt ? 'open' : 'expired';
}

/** Why somebody may not change a project from one definition to the other, for people; undefined when they may. */
export function whyNotChange(before: Project | undefined, after: Project, somebody: Somebody): string | undefined {
  for (const [project, is] of [[before, 'are'] as const, [after, 'would be'] as const]) {
    if (project === undefined) continue;
    const part = partIn(project, somebody);
    if (part !== undefined) {
      return `You ${is} ${part} of ${project.id}, and nobody changes a project in which they take part. Ask another operator`;
    }
    if (isSuspended(project, somebody)) return `You ${is} suspended in ${project.id}. Ask another operator`;
  }
  return undefined;
}
