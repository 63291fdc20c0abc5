import { z } from 'zod';
import { type GroupsClaim, type HeldGroups, projectGroupsAmong } from '../domain/people/group-rule.ts';
import { onConflictAgain } from '../ports/on-conflict-again.ts';
import type { Clock } from '../ports/ports.ts';
import type { SignInStore } from '../ports/stores.ts';
import type { CookieCipher } from './cookie-cipher.ts';

export interface SessionEndPorts {
  readonly signIns: Pick<SignInStore, 'get' | 'put'>;
  readonly clock: Clock;
}

/** A session with an app role is so old when roles and groups are asked for again. */
const renewSeconds = 10 * 60;

const begun = z.looseObject({
  oid: z.string(),
  began: z.iso.datetime().exactOptional(),
  roles: z.array(z.string()).default([]),
});

/**
 * Seals and opens like the cookie cipher, and opens no session that its person has ended, in whichever browser. One with an app role opens as
 * stale after ten minutes. Sessions of earlier versions do not say when they began: any end is one of theirs, and they last their hour.
 */
export function endingSessions(sealer: CookieCipher, { signIns, clock }: SessionEndPorts): CookieCipher {
  return {
    async seal(purpose, value, seconds) {
      const sealed = purpose === 'session' ? { ...Object(value), began: clock.now().toISOString() } : value;
      return await sealer.seal(purpose, sealed, seconds);
    },
    async open(purpose, sealed) {
      const value = await sealer.open(purpose, sealed);
      const session = purpose === 'session' ? begun.safeParse(value).data : undefined;
      if (session === undefined) return value;
      const { oid, began, roles } = session;
      const endedAt = (await signIns.get(oid.toLowerCase()))?.value.endedAt;
      if (endedAt !== undefined && (began ?? '') <= endedAt) return undefined;
      const isOld = began !== undefined && clock.now().getTime() - Date.parse(began) > renewSeconds * 1000;
      return isOld && roles.length > 0 ? { ...session, stale: true } : value;
    },
  };
}

/** Ends every session of somebody that has begun by now, also while they sign in elsewhere. */
export async function endSessions({ signIns, clock }: SessionEndPorts, oid: string): Promise<void> {
  const id = oid.toLowerCase();
  await onConflictAgain(async () => {
    const stored = await signIns.get(id);
    const endedAt = clock.now().toISOString();
    const last = stored?.value ?? { oid: id, at: endedAt, groups: 'no-claim' };
    await signIns.put({ ...last, endedAt }, stored?.etag ?? null);
  });
}

/** Notes when somebody signed in, and keeps which of their sessions are over. */
export async function noteSignIn(
  { signIns, clock, groupsClaim }: SessionEndPorts & { readonly groupsClaim: GroupsClaim },
  { oid, groups }: { readonly oid: string; readonly groups: HeldGroups },
): Promise<void> {
  const id = oid.toLowerCase();
  await onConflictAgain(async () => {
    const stored = await signIns.get(id);
    const at = clock.now().toISOString();
    const before = stored?.value.endedAt;
    // A row that could not be read ended all sessions for good: from now on those before the sign-in are over.
    const ended =
      before === undefined ? {} : { endedAt: before < at ? before : new Date(clock.now().getTime() - 1).toISOString() };
    const last = { oid: id, at, groups: projectGroupsAmong(groupsClaim, groups), ...ended };
    await signIns.put(last, stored?.etag ?? null);
  });
}
