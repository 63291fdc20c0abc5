import type { AuditEvent } from './chain-line.ts';

/** The id of the line by which the audit tells that what was new was verified on a day ('YYYY-MM-DD'): one a day. */
export function verifiedId(day: string): string {
  return `records-verified-${day}`;
}

/** How many operations had begun before what time when that was verified; undefined where the line is of an earlier version. */
export function countedIn(
  event: AuditEvent | undefined,
): { readonly before: string; readonly count: number } | undefined {
  const { operations, before } = event?.data ?? {};
  return typeof operations === 'number' && typeof before === 'string' ? { before, count: operations } : undefined;
}
