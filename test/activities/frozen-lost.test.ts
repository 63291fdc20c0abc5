import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isFrozenLost } from '../../src/activities/transfer/verify-copy.ts';
import { possibleActs } from '../../src/domain/lifecycle/acts.ts';
import type { Operation, OperationKey } from '../../src/domain/operation/operation.ts';
import { type Choice, choices } from '../../src/domain/review/decision.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { discardOperation } from '../../src/use-cases/operation/end-operation.ts';
import { retryOperation, stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { approved, decideAll, dropped, goOn } from './packages.ts';
import { flowSettings, startWorld, type World } from './world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const reason = 'the container review is gone';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** Removes files of the frozen copy past everybody: all, or the first. */
async function lose(key: OperationKey, which: 'all' | 'one'): Promise<void> {
  const names = (await world.names('review', '')).filter((name) => name.includes(key.id));
  expect(names.length).toBeGreaterThan(1);
  for (const name of which === 'all' ? names : names.slice(0, 1))
    await world.container('review').getBlockBlobClient(name).delete();
}

const acts = async (key: OperationKey) => possibleActs(await world.operation(key)).map(({ name }) => name);
const discard = (key: OperationKey) => discardOperation(world.ports, idle, { key, by: 'otto', reason });

/** How the review ends whose files are lost: by an answer, or because an operator stops it. */
const ends: readonly (Choice | 'stop')[] = [...choices, 'stop'];

describe.each(['all', 'one'] as const)('a package of whose frozen copy %s is lost', (which) => {
  test.each(ends)('is discarded after "%s", and its name is free', async (end) => {
    const key = await dropped(world, 'results');
    await goOn(world, key);
    await lose(key, which);
    if (end === 'stop') await stopOperation(world.ports, flowSettings, idle, { key, by: 'otto', reason });
    else await decideAll(world, key, end);
    await goOn(world, key);
    expect(await world.operation(key)).toMatchObject({ state: 'failed', failure: { copyLost: true } });
    const open = await acts(key);
    expect(open).toEqual(expect.arrayContaining(['retry', 'discard']));
    expect(open).not.toContain('giveBack');
    await discard(key);
    await world.run('discard', key);
    expect((await world.operation(key)).state).toBe('discarded');
    expect(await world.names('review', '')).toEqual([]);
    const { rounds } = await world.ports.decisions.read(key.id);
    expect(rounds.map(({ value }) => value.status)).not.toContain('open');
    expect((await dropped(world, 'results')).id).not.toBe(key.id);
    const { receipts, findings } = await verifyProofs(world.ports);
    expect([...receipts.bad, ...findings]).toEqual([]);
  });
});

test('what was brought back is not discarded, and a retry goes on with it', async () => {
  const key = await approved(world, 'results');
  const { listing } = world.ports;
  const pages: typeof listing.pages = (place, prefix) => listing.pages(place, place === 'review' ? 'nothing/' : prefix);
  const without = world.withPorts({ listing: { ...listing, pages } });
  await goOn(without, key);
  expect(await world.operation(key)).toMatchObject({ state: 'failed', failure: { copyLost: true } });
  await expect(discard(key)).rejects.toThrow('is whole again, and may be the only one: retry it');
  await retryOperation(world.ports, idle, { key, by: 'otto', reason });
  await goOn(world, key);
  expect((await world.operation(key)).state).toBe('released');
});

describe('the frozen copy of a package that fails', () => {
  const look = async (change: (row: Operation) => Operation, ports: Ports = world.ports) =>
    await isFrozenLost(ports, change(await world.operation(key)));
  let key: OperationKey;
  beforeEach(async () => {
    key = await approved(world, 'results');
  });

  test('is lost where files of it are gone, and not while it stands', async () => {
    expect(await look((row) => row)).toBe(false);
    await lose(key, 'one');
    expect(await look((row) => row)).toBe(true);
  });

  test.each(['freezing', 'discarding'] as const)('is not lost while it is %s: its files come and go', async (state) => {
    await lose(key, 'all');
    expect(await look((row) => ({ ...row, state }))).toBe(false);
  });

  test('is not lost where its row knows of none, though a manifest was written before it was stopped', async () => {
    await lose(key, 'all');
    expect(await look(({ package: _, ...row }) => row)).toBe(false);
  });

  test('is not known to be lost where it cannot be listed', async () => {
    await lose(key, 'all');
    const away = (): never => {
      throw new Error('the account does not answer');
    };
    const listing = { ...world.ports.listing, pages: away, children: away };
    expect(await look((row) => row, { ...world.ports, listing })).toBe(false);
  });
});
