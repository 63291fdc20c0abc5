import { expect, it } from 'vitest';
import type { SignInStore } from '../../src/ports/stores.ts';
import { fresh } from './samples.ts';

/** What each store of last sign-ins must do. */
export function signInsContract(store: () => SignInStore): void {
  it('the last sign-in of each person is kept, and none before it', async () => {
    const [one, other] = [fresh('person'), fresh('person')];
    const first = { oid: one, at: '2026-03-02T08:00:00.000Z', groups: ['g1'] };
    const last = { oid: one, at: '2026-03-03T08:00:00.000Z', groups: ['g1', 'g2'] };
    const unknown = { oid: other, at: '2026-03-02T09:00:00.000Z', groups: 'no-claim' } as const;
    for (const signIn of [first, unknown, last]) await store().put(signIn);
    const listed = (await store().list()).filter(({ oid }) => oid === one || oid === other);
    expect(listed).toHaveLength(2);
    expect(listed).toEqual(expect.arrayContaining([last, unknown]));
    expect(await store().get(one)).toEqual(last);
    expect(await store().get(fresh('person'))).toBeUndefined();
  });

  it('one that is removed is gone, and removing it again does nothing', async () => {
    const oid = fresh('person');
    await store().put({ oid, at: '2026-03-02T08:00:00.000Z', groups: [] });
    for (let times = 0; times < 2; times += 1) await store().remove(oid);
    expect((await store().list()).some((last) => last.oid === oid)).toBe(false);
  });
}
