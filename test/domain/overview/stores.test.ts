import { describe, expect, test } from 'vitest';
import roles from '../../../infra/roles.json' with { type: 'json' };
import { tables } from '../../../src/domain/base/stored-tables.ts';
import { restoreSteps } from '../../../src/domain/overview/store.ts';
import { kindsOf } from '../../../src/domain/overview/stored-rows.ts';
import { stores } from '../../../src/domain/overview/stores.ts';
import { noHook } from '../../memory/hook.ts';
import { MemoryStorage } from '../../memory/storage.ts';

/** Everything that somebody has a role on, by the deployment's own list; the containers of the hosts are the task hub, and the room's lock there holds nothing. */
const places = [
  ...roles.blobs
    .filter(({ account, container }) => container !== '*' && `${account}/${container}` !== 'inspector-host/locks')
    .map(({ account, container }) => `container:${account}/${container}`),
  ...roles.secrets.flatMap(({ vault, secrets }) => secrets.map((name) => `secret:${vault}/${name}`)),
  'hub',
];

function gaps(known: readonly string[]) {
  const named = stores.map(({ place }) => place).filter((place) => !place.startsWith('row:'));
  return {
    untold: [...new Set(known)].filter((place) => !named.includes(place)),
    unknown: named.filter((place) => !known.includes(place)),
  };
}

describe('what is stored', () => {
  test('has a line for each container, secret and the task hub, and no line is about another', () => {
    expect(places.length).toBeGreaterThan(30);
    expect(gaps(places)).toEqual({ untold: [], unknown: [] });
  });

  test.each(['container:control/newcomer', 'secret:control/newcomer'])('misses %s', (newcomer) => {
    expect(gaps([...places, newcomer]).untold).toEqual([newcomer]);
  });

  test('has lines for the kinds of rows of each table', () => {
    const without = tables.filter((table) => !stores.some(({ place }) => place.startsWith(`row:${table} `)));
    expect(without).toEqual([]);
  });

  test('knows the kind of each row by its keys alone', () => {
    expect(kindsOf('register', 'heart-study', 'op:exp:1')).toEqual(['row:register op']);
    expect(kindsOf('register', 'heart-study', 'open:again:exp_1')).toEqual(['row:register again']);
    expect(kindsOf('register', '_system', 'seen')).toEqual(['row:register seen']);
    expect(kindsOf('register', 'heart-study', 'seen')).toEqual([]);
  });

  test('is all that the app can write in any test: a row of another kind is refused', async () => {
    const clock = { now: () => new Date('2026-11-24T10:00:00.000Z') };
    const storage = new MemoryStorage({ clock, hook: noHook });
    const write = (rowKey: string) =>
      storage.ofApp().table('register').createEntity({ partitionKey: 'heart-study', rowKey });
    await expect(write('newcomer:1')).rejects.toThrow('of 0 kinds');
    await expect(write('door:export')).resolves.toBeDefined();
  });

  test('comes back in a step exactly where it comes from the lines of the audit', () => {
    for (const { place, from, step } of stores) expect(step === undefined, place).toBe(from !== 'lines');
    expect(new Set(stores.flatMap(({ step }) => step ?? []))).toEqual(new Set(restoreSteps));
  });
});
