import { describe, expect, test } from 'vitest';
import { receiptsOf } from '../../../src/activities/lifecycle/receipts.ts';
import { openCheckpoint } from '../../../src/domain/witness/checkpoint.ts';
import { leafHash, rootOf } from '../../../src/domain/witness/merkle.ts';
import { checkReceiptProof } from '../../../src/domain/witness/receipt-proof.ts';
import { checkpointKeys } from '../../../src/use-cases/audit/checkpoint-keys.ts';
import { bringIn } from '../../memory/bring-in.ts';
import { letOut } from '../../memory/let-out.ts';
import { SignedHours, settings } from './signed-hours.ts';

const two = { 'heart-study': ['a', 'b'], _system: ['c'] };

/** What was signed last of each chain, and how many leaves there are. */
async function signedOf({ world }: SignedHours) {
  const step = await world.ports.signedLog.newest();
  return { before: step?.before, chains: step?.chains.map(({ salt: _, ...chain }) => chain) };
}

describe('the witnessed log', () => {
  test('has a leaf for each chain and hour, whether or not something happened, and signs an hour once', async () => {
    const hours = new SignedHours();
    const keys = await checkpointKeys(hours.world.ports, settings);
    const sizes = [];
    for (const hour of [two, {}, { 'lung-study': ['d'] }, {}]) {
      await hours.pass(hour);
      await hours.sign();
      sizes.push(openCheckpoint(await hours.note(), keys).size);
    }
    expect(sizes).toEqual([2, 4, 7, 10]);
    expect(hours.failures).toEqual([]);
    const step = await hours.world.ports.signedLog.newest();
    expect(step?.chains.map(({ chain, size }) => [chain, size])).toEqual([
      ['_system', 1],
      ['heart-study', 2],
      ['lung-study', 1],
    ]);
  });

  test('signs the tree over the bytes of the lines', async () => {
    const hours = new SignedHours();
    for (const said of [['a', 'b'], [], ['c'], ['d', 'e', 'f']]) await hours.pass({ 'heart-study': said });
    const lines = await Array.fromAsync(hours.world.ports.audit.lines('heart-study'));
    const step = await hours.world.ports.signedLog.newest();
    expect(step?.chains[0]).toMatchObject({ size: 6, root: rootOf(lines.map(leafHash)).toString('base64') });
  });

  test('tells nobody by its leaves that nothing happened', async () => {
    const hours = new SignedHours();
    await hours.pass(two);
    const first = await hours.world.ports.signedLog.newest();
    await hours.pass();
    const second = await hours.world.ports.signedLog.newest();
    expect(second?.chains.map(({ root }) => root)).toEqual(first?.chains.map(({ root }) => root));
    expect(second?.chains.map(({ salt }) => salt)).not.toEqual(first?.chains.map(({ salt }) => salt));
  });

  test('signs a chain that was taken back as it was, says so, and lets the others go on', async () => {
    const hours = new SignedHours();
    await hours.pass(two);
    const before = await hours.world.ports.signedLog.newest();
    const container = hours.world.storage.places().get('control/audit');
    for (const name of container?.names() ?? [])
      if (name.startsWith('heart-study/')) container?.tamper(name, undefined);
    await hours.pass({ _system: ['e'] });
    const after = await hours.world.ports.signedLog.newest();
    expect(hours.failures).toEqual([expect.stringContaining('heart-study does not go on: 2 lines of it were signed')]);
    expect(after?.chains.map(({ chain, size }) => [chain, size])).toEqual([
      ['_system', 2],
      ['heart-study', 2],
    ]);
    expect(after?.chains[1]?.root).toBe(before?.chains[1]?.root);
  });

  test('goes on after a death at each of its requests, and signs no two checkpoints of one size', async () => {
    const undisturbed = new SignedHours();
    for (const hour of [two, { _system: ['e'] }, {}]) await undisturbed.pass(hour);
    for (let dies = 0; ; dies += 1) {
      let [left, died] = [dies, false];
      const isOn = { value: false };
      const die = () => {
        if (!isOn.value || died || left-- > 0) return;
        died = true;
        throw new Error('the process died');
      };
      const hours = new SignedHours({ before: () => undefined, after: die });
      await hours.pass(two);
      await hours.happen({ _system: ['e'] });
      hours.tick();
      isOn.value = true;
      await hours.sign().catch(() => undefined);
      isOn.value = false;
      await hours.again();
      await hours.pass();
      expect(await signedOf(hours)).toEqual(await signedOf(undisturbed));
      expect(hours.isConsistent, `death at the request ${dies}`).toBe(true);
      if (!died) break;
    }
  });

  test('signs what one of two processes signs', async () => {
    const hours = new SignedHours();
    await hours.pass(two);
    hours.tick();
    const other = { ...hours.ports, signedLog: hours.another() };
    await Promise.all([hours.sign(), hours.sign(other)]);
    await hours.pass();
    expect(openCheckpoint(await hours.note(), await checkpointKeys(hours.world.ports, settings)).size).toBe(6);
    expect(hours.failures).toEqual([]);
  });

  test('signs nothing where a tile was changed', async () => {
    const hours = new SignedHours();
    await hours.pass(two);
    const tiles = hours.world.storage.places().get('control/tree');
    const name = '_roots/tile/0/000.p/2';
    const tile = tiles?.peek(name);
    tiles?.tamper(name, tile && { ...tile, content: Buffer.alloc(64) });
    await expect(hours.pass()).rejects.toThrow('Nothing is signed');
  });

  test('gives each receipt a proof of at most 2 kB, which leads from its text to the checkpoint, and from no other', async () => {
    const hours = new SignedHours();
    const { world } = hours;
    await world.project();
    await bringIn(world);
    await letOut(world);
    await hours.pass();
    const keys = await checkpointKeys(world.ports, settings);
    let proved = 0;
    for (const door of ['ingress', 'export'] as const)
      for (const { id } of (await world.ports.register.list(door, 'heart-study')).items)
        for (const [name, jws] of Object.entries(await receiptsOf(world.ports, id))) {
          const proof = (await world.ports.manifests.readReceiptProof(`${id}-${name}`)) ?? '';
          const of = { project: 'heart-study', operation: id, jws };
          expect(checkReceiptProof(proof, of, keys).size).toBe(1);
          expect(proof.length).toBeLessThanOrEqual(2048);
          expect(() => checkReceiptProof(proof, { ...of, jws: `${jws}A` }, keys)).toThrow('not about this receipt');
          expect(() => checkReceiptProof(proof, { ...of, operation: 'exp_0' }, keys)).toThrow('not about this receipt');
          proved += 1;
        }
    expect(proved).toBe(3);
  });
});
