import { expect, test } from 'vitest';
import type { ProofPlace } from '../../../src/features/verification/proof-place.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { finishedWorld } from './finished-world.ts';

/** A verification that goes on with the receipts, and has seen no row. */
const from: ProofPlace = { place: { stage: 'receipts' }, clean: true };

test('a verification that goes on with the receipts asks for no row of them by itself', async () => {
  const { ports } = await finishedWorld();
  let asked = 0;
  const get: typeof ports.register.get = (key) => {
    asked += 1;
    return ports.register.get(key);
  };
  expect(await verifyProofs({ ...ports, register: { ...ports.register, get } }, undefined, { from })).toMatchObject({
    ok: true,
  });
  expect(asked).toBe(0);
});

test('a row that is gone is missed by its receipts all the same', async () => {
  const { ports, dataset } = await finishedWorld();
  const register: typeof ports.register = {
    ...ports.register,
    get: async (key) => (key.id === dataset.id ? undefined : await ports.register.get(key)),
    briefs: async (...asked) => {
      const { briefs, broken } = await ports.register.briefs(...asked);
      return { briefs: briefs.filter(({ value }) => value.id !== dataset.id), broken };
    },
  };
  const { receipts } = await verifyProofs({ ...ports, register }, undefined, { from });
  const why = 'The register has no such operation: its row is missing';
  expect(receipts.bad.map((one) => one.why)).toEqual(receipts.bad.map(() => why));
  expect(receipts.bad.length).toBeGreaterThan(0);
});
