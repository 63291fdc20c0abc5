import type { InForce } from '../../ports/records.ts';

/** More would not fit into the 8 KB of metadata that a blob may have. */
export const mostKept = 90;

/** The metadata under which a definition names what was in force before it: written in the same request, so that both are true together. */
export function historyMetadata(before: readonly InForce[]): Record<string, string> {
  const entries = before
    .slice(-mostKept)
    .map(({ hash, since }) => `${hash}@${(Date.parse(since) / 1000).toString(36)}`);
  return entries.length === 0 ? {} : { before: entries.join('.') };
}

/** What was in force before, oldest first. */
export function readHistory({ before }: Readonly<Record<string, string>>): InForce[] {
  return (before ?? '').split('.').flatMap((entry) => {
    const found = /^([0-9a-f]{64})@([0-9a-z]{1,8})$/.exec(entry);
    if (!found?.[1] || !found[2]) return [];
    return [{ hash: found[1], since: new Date(Number.parseInt(found[2], 36) * 1000).toISOString() }];
  });
}
