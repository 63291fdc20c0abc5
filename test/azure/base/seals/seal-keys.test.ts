import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { vaultSealKeys } from '../../../../src/azure/base/seals/seal-keys.ts';
import { sealedTable } from '../../../../src/azure/base/seals/sealed-table.ts';
import { isUnsealed } from '../../../../src/azure/base/seals/unsealed.ts';
import { MemoryWorld } from '../../../memory/world.ts';

const aKey = () => randomBytes(32).toString('base64url');
const at = { partitionKey: 'a', rowKey: 'b' };

/** Two processes whose vault gains and loses versions, in a time that only moves when asked. */
function twoProcesses() {
  const state = { versions: [aKey()], asked: 0, now: 0, isAway: false };
  const raw = new MemoryWorld(1).storage.table('people');
  const process = () => {
    const versions = async () => {
      state.asked += 1;
      if (state.isAway) throw new Error('the vault is away');
      return state.versions;
    };
    return sealedTable(raw, 'people', {
      keys: vaultSealKeys({ versions }, () => state.now),
      found: () => undefined,
    });
  };
  return { state, raw, one: process(), other: process() };
}

test('a new version seals from the next hour on; what older ones sealed stays, and other processes know it at once', async () => {
  const { state, one, other } = twoProcesses();
  await one.createEntity({ ...at, data: '1' });
  await other.getEntity('a', 'b');
  state.versions = [aKey(), ...state.versions];
  state.now += 3_600_000;
  await one.upsertEntity({ ...at, rowKey: 'c', data: '2' }, 'Replace');
  state.now -= 1_800_000;
  expect(isUnsealed(await other.getEntity('a', 'c'))).toBe(false);
  expect(isUnsealed(await other.getEntity('a', 'b'))).toBe(false);
  expect((await one.getEntity('a', 'b'))['seal']).not.toBe((await one.getEntity('a', 'c'))['seal']);
});

test('what a version sealed that is gone is not believed, and the vault is asked for it once a minute', async () => {
  const { state, one, other } = twoProcesses();
  await one.createEntity({ ...at, data: '1' });
  state.versions = [aKey()];
  for (let looks = 0; looks < 20; looks += 1) expect(isUnsealed(await other.getEntity('a', 'b'))).toBe(true);
  expect(state.asked).toBe(2);
});

test('while the vault is away the versions in hand go on, and a process without any says so', async () => {
  const { state, one, other } = twoProcesses();
  await one.createEntity({ ...at, data: '1' });
  state.isAway = true;
  state.now += 7_200_000;
  expect(isUnsealed(await one.getEntity('a', 'b'))).toBe(false);
  await expect(other.getEntity('a', 'b')).rejects.toThrow('the vault is away');
});

test('columns that are sealed with others are not merged into a row that nobody read', async () => {
  const { one } = twoProcesses();
  await one.createEntity({ ...at, data: '1', name: 'x' });
  await expect(one.updateEntity({ ...at, name: 'y' }, 'Merge', { etag: '*' })).rejects.toThrow(/sealed with others/);
});
