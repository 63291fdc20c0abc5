import { beforeEach, describe, expect, test } from 'vitest';
import type { ProofPlace } from '../../../src/features/verification/proof-place.ts';
import type { ProofPorts } from '../../../src/features/verification/proof-report.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { type FinishedWorld, finishedWorld } from './finished-world.ts';

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

describe('the receipts of a row', () => {
  const why = 'The register has no such operation: its row is missing';
  let world: FinishedWorld;
  beforeEach(async () => {
    world = await finishedWorld();
  });

  /** What is wrong with receipts where the row of the dataset is not listed. */
  async function wrong(get: ProofPorts['register']['get'], manifests: Partial<ProofPorts['manifests']> = {}) {
    const { ports, dataset } = world;
    const briefs: typeof ports.register.briefs = async (...asked) => {
      const { briefs: all, broken } = await ports.register.briefs(...asked);
      return { briefs: all.filter(({ value }) => value.id !== dataset.id), broken };
    };
    const register = { ...ports.register, briefs, get };
    const { receipts } = await verifyProofs(
      { ...ports, register, manifests: { ...ports.manifests, ...manifests } },
      undefined,
      { from },
    );
    return receipts.bad;
  }
  const gone: ProofPorts['register']['get'] = async (key) =>
    key.id === world.dataset.id ? undefined : await world.ports.register.get(key);

  test.each<[string, () => Partial<ProofPorts['manifests']>]>([
    ['', () => ({})],
    [', also where nobody can read them', () => ({ readReceipt: async () => 'nothing' })],
    [', also where they are gone when they are read', () => ({ readReceipt: async () => undefined })],
  ])('miss it when it is gone%s', async (_, manifests) => {
    const bad = await wrong(gone, manifests());
    expect(bad).not.toEqual([]);
    expect(bad).toEqual(bad.map(({ name }) => ({ name, why })));
  });

  test('do not miss one that is there, or cannot be read, and is not listed', async () => {
    expect(await wrong(world.ports.register.get)).toEqual([]);
    expect(await wrong(() => Promise.reject(new Error('It cannot be read')))).toEqual([]);
  });
});
