import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listFiles } from '../../src/activities/transfer/location-listing.ts';
import { sourceLocation } from '../../src/activities/transfer/places.ts';
import { type Door, doorFacts } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { ScanResult } from '../../src/domain/transfer/scan-verdict.ts';
import { discardOperation } from '../../src/use-cases/operation/end-operation.ts';
import { retryOperation, stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { revokeRelease, takeBackRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { gather } from '../domain/sample.ts';
import { decideAll, goOn } from './packages.ts';
import { flowSettings, openEgress, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({
    ingress: { quietSeconds: 1, malwareScan: 'required' },
    egress: { ...openEgress, malwareScan: 'required' },
  });
});
afterAll(() => world.stop());

const idle = { start: async () => {}, wake: async () => {} };
const asked = (key: OperationKey) => ({ key, by: 'otto', reason: 'a mistake', part: 'operator' }) as const;
const around = { settings: flowSettings, workflows: idle };

/** Puts a file about which the scanner says that, and opens its operation. */
async function drop(door: Door, name: string, result: ScanResult = 'clean'): Promise<OperationKey> {
  await world.put(doorFacts(door).container, `heart-study/${name}/a.csv`, name);
  const location = sourceLocation({ id: '', door, project: 'heart-study', name, shape: 'folder' });
  const [{ etag = '' } = {}] = await gather(listFiles(world.ports.listing, location));
  const scannedAt = world.now().toISOString();
  const path = `heart-study/${name}/a.csv`;
  await world.ports.scanVerdicts.keep({ door, path, etag, result, detail: '', scannedAt });
  return await world.open(door, path);
}

const verdicts = (door: Door, name: string) =>
  gather(world.ports.scanVerdicts.read(door, `heart-study/${name}`, { number: 0, parts: 1 }));

async function approved(name: string): Promise<OperationKey> {
  const key = await drop('export', name);
  await goOn(world, key);
  await decideAll(world, key);
  return key;
}

/** Its run was asked for, and nobody has looked at it since. */
async function releasing(name: string): Promise<OperationKey> {
  const key = await approved(name);
  await world.run('export', key, { crashAfter: (call) => call === 'startTransfer export-release' });
  return key;
}

async function takenBack(key: OperationKey): Promise<void> {
  await takeBackRelease(world.ports, around, { ...asked(key), to: 'revoked' });
  await world.run('revoke', key);
}

async function discarded(door: Door, name: string): Promise<OperationKey> {
  const key = await drop(door, name, 'malicious');
  await world.run(door, key);
  await discardOperation(world.ports, idle, asked(key));
  await world.run('discard', key);
  return key;
}

/** Withdrawn while it rests in the gate; its file is taken away then. */
async function withdrawn(door: Door, name: string): Promise<OperationKey> {
  const key = await drop(door, name, 'not-scanned');
  await world.run(door, key, { enough: async () => (await world.operation(key)).scan?.unscanned !== undefined });
  await withdrawOperation(world.ports, idle, asked(key));
  await world.container(doorFacts(door).container).deleteBlob(`heart-study/${name}/a.csv`);
  await world.run(door, key);
  return key;
}

/** Each way to an end. */
const ends: readonly (readonly [string, Door, string, (name: string) => Promise<OperationKey>])[] = [
  [
    'an upload that is available',
    'ingress',
    'available',
    async (name) => {
      const key = await drop('ingress', name);
      await world.run('ingress', key);
      return key;
    },
  ],
  ['an upload that was discarded', 'ingress', 'discarded', (name) => discarded('ingress', name)],
  ['an upload that was withdrawn', 'ingress', 'withdrawn', (name) => withdrawn('ingress', name)],
  ['a package that was discarded', 'export', 'discarded', (name) => discarded('export', name)],
  ['a package that was withdrawn', 'export', 'withdrawn', (name) => withdrawn('export', name)],
  [
    'a package that was released',
    'export',
    'released',
    async (name) => {
      const key = await approved(name);
      await world.run('export', key);
      return key;
    },
  ],
  [
    'a package that was returned',
    'export',
    'returned',
    async (name) => {
      const key = await drop('export', name);
      await goOn(world, key);
      await decideAll(world, key, 'deny');
      await world.run('export', key);
      return key;
    },
  ],
  [
    'a package that was revoked out of its release',
    'export',
    'revoked',
    async (name) => {
      const key = await releasing(name);
      await takenBack(key);
      return key;
    },
  ],
  [
    'a package that failed in its release and was revoked',
    'export',
    'revoked',
    async (name) => {
      const key = await releasing(name);
      await stopOperation(world.ports, flowSettings, idle, asked(key));
      await takenBack(key);
      return key;
    },
  ],
  [
    'a package whose taking back was stopped and retried',
    'export',
    'revoked',
    async (name) => {
      const key = await releasing(name);
      await takeBackRelease(world.ports, around, { ...asked(key), to: 'revoked' });
      await stopOperation(world.ports, flowSettings, idle, asked(key));
      await world.run('revoke', key);
      await retryOperation(world.ports, idle, asked(key));
      await world.run('revoke', key);
      return key;
    },
  ],
  [
    'a package that was released and then revoked',
    'export',
    'revoked',
    async (name) => {
      const key = await approved(name);
      await world.run('export', key);
      await revokeRelease(world.ports, around, asked(key));
      await world.run('revoke', key);
      return key;
    },
  ],
];

describe('the verdicts of the malware scan are forgotten at the end', () => {
  test.each(ends)('of %s', async (title, door, state, walk) => {
    const name = title.replaceAll(' ', '-');
    const key = await walk(name);
    expect(await world.operation(key)).toMatchObject({ state });
    expect(await verdicts(door, name)).toEqual([]);
  });
});
