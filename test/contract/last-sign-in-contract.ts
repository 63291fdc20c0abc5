import { expect, it } from 'vitest';
import { ConflictError } from '../../src/ports/records.ts';
import type { SignInStore } from '../../src/ports/stores.ts';
import { fresh } from './samples.ts';

/** What each store of last sign-ins must do. */
export function signInsContract(store: () => SignInStore): void {
  it('the last sign-in of each person is kept, and none before it', async () => {
    const [one, other] = [fresh('person'), fresh('person')];
    const first = { oid: one, at: '2026-03-02T08:00:00.000Z', groups: ['g1'] };
    const last = { oid: one, at: '2026-03-03T08:00:00.000Z', groups: ['g1', 'g2'] };
    const unknown = { oid: other, at: '2026-03-02T09:00:00.000Z', groups: 'no-claim' } as const;
    for (const signIn of [first, unknown]) await store().put(signIn, null);
    const stored = await store().get(one);
    await store().put(last, stored?.etag ?? null);
    const listed = (await store().list()).filter(({ oid }) => oid === one || oid === other);
    expect(listed).toHaveLength(2);
    expect(listed).toEqual(expect.arrayContaining([last, unknown]));
    expect((await store().get(one))?.value).toEqual(last);
    expect(await store().get(fresh('person'))).toBeUndefined();
  });

  it('one that another has taken the place of is neither replaced nor removed', async () => {
    const oid = fresh('person');
    const signIn = { oid, at: '2026-03-02T08:00:00.000Z', groups: [] };
    await store().put(signIn, null);
    await expect(store().put(signIn, null)).rejects.toThrow(ConflictError);
    const stored = await store().get(oid);
    if (stored === undefined) throw new Error('it is not kept');
    await store().put({ ...signIn, endedAt: signIn.at }, stored.etag);
    await expect(store().put(signIn, stored.etag)).rejects.toThrow(ConflictError);
    await expect(store().remove(stored)).rejects.toThrow(ConflictError);
    expect((await store().get(oid))?.value.endedAt).toBe(signIn.at);
  });

  it('one that is removed is gone', async () => {
    const oid = fresh('person');
    await store().put({ oid, at: '2026-03-02T08:00:00.000Z', groups: [] }, null);
    const stored = await store().get(oid);
    if (stored === undefined) throw new Error('it is not kept');
    await store().remove(stored);
    expect((await store().list()).some((last) => last.oid === oid)).toBe(false);
    await expect(store().remove(stored)).rejects.toThrow(ConflictError);
  });
}
