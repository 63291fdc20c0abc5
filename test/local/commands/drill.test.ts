import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loseStore } from '../../../local/azure/lose.ts';
import { drilled, storesNamed } from '../../../local/commands/drilled-stores.ts';
import { tables } from '../../../src/domain/base/stored-tables.ts';
import { stores } from '../../../src/domain/overview/stores.ts';
import { type RunningPorts, startPorts } from '../../azure/running-ports.ts';
import { anOperation } from '../../contract/samples.ts';

describe('a store is named', () => {
  test.each(drilled.map(({ place }) => place))('%s as its table does', (place) => {
    const named = place.replace(/^\w+:/, '');
    for (const word of [place, named]) expect(storesNamed(word).map((one) => one.place)).toContain(place);
  });

  test.each(tables)('%s with all its kinds of rows', (table) => {
    expect(storesNamed(table).map(({ place }) => place)).toEqual([`table:${table}`]);
  });

  test('all, and no other', () => {
    expect(storesNamed('all')).toEqual(drilled);
    expect(drilled).toEqual(expect.arrayContaining([...stores]));
    expect(() => storesNamed('newcomer')).toThrow("There is no store 'newcomer'");
  });
});

describe('the stand-ins lose', () => {
  let running: RunningPorts;
  beforeAll(async () => {
    running = await startPorts();
  });
  afterAll(() => running.stop());

  const lost = (place: string) => loseStore(running.azure, place);

  test('rows of a kind, and what lies in a container, past everybody', async () => {
    const { register, manifests } = running.ports;
    const operation = anOperation({ revision: 0 });
    await register.open(operation, []);
    await manifests.writeReceipt('exp_1-release', 'a.b.c');
    expect(await lost('row:register op')).toBe(1);
    expect(await register.get(operation)).toBeUndefined();
    expect(await lost('container:control/manifests')).toBeGreaterThan(0);
    expect(await manifests.readReceipt('exp_1-release')).toBeUndefined();
  });

  test.each(stores.map(({ place }) => place).filter((place) => place !== 'hub'))('%s', async (place) => {
    await lost(place);
    expect(await lost(place)).toBe(0);
  });
});
