import type { BodyOf } from '../routes.ts';
import { safeText } from './safe-text.ts';
import { readableTime } from './when.ts';

/** What became of a change: it waits for a second operator, or `inForce` is true by now. */
export function changedLines(project: string, { pending }: BodyOf<'putProject'>, inForce: string): string[] {
  return pending ? pendingLines(project, pending) : [inForce];
}

export function pendingLines(project: string, pending: NonNullable<BodyOf<'showProject'>['pending']>): string[] {
  const { id, by, reason, expiresAt, changes } = pending;
  return [
    safeText(
      `The change ${id} waits for a second operator until ${readableTime(expiresAt)}; ${by.name} asked for it: ${reason}`,
    ),
    ...changes.map(({ path }) => safeText(`  ${path}`)),
    `A second operator puts it in force: sallyport projects changes confirm ${project} ${id} --reason "…"`,
  ];
}
