import { type LastSignIn, sessionSeconds } from '../../domain/people/last-sign-in.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';

/** When they signed out is kept for as long as one of their sessions could still be shown: without it that would be good again. */
export async function forgetSignIn({ signIns, clock }: Pick<Ports, 'signIns' | 'clock'>, oid: string): Promise<void> {
  await onConflictAgain(async () => {
    const stored = await signIns.get(oid);
    if (stored === undefined) return;
    const now = clock.now();
    const { endedAt } = stored.value;
    if (endedAt === undefined || now.getTime() - Date.parse(endedAt) > sessionSeconds * 1000)
      return await signIns.remove(stored);
    // Of a row that could not be read nobody knows when: by now they are over.
    const ended = new Date(Math.min(Date.parse(endedAt), now.getTime())).toISOString();
    await signIns.put({ oid, at: ended, groups: 'no-claim', endedAt: ended }, stored.etag);
  });
}

/** Whether nothing but the end of sessions is left. */
export function isForgotten({ at, endedAt }: LastSignIn): boolean {
  return at === endedAt;
}
