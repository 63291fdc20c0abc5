import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { type ReceiptStep, receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { writtenIn } from '../../src/activities/lifecycle/write-receipt.ts';
import type { Flow } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { discardOperation } from '../../src/use-cases/operation/end-operation.ts';
import { retryOperation, stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { retractVersion } from '../../src/use-cases/operation/retract-version.ts';
import { revokeRelease, takeBackRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { person } from '../domain/sample.ts';
import { approved, decideAll, dropped, goOn } from './packages.ts';
import { flowSettings, startWorld, type World } from './world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const around = { settings: flowSettings, workflows: idle };
const by = person('Otto', 90).oid;
const reason = 'the wrong table';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  world.versions.knobs = { retentionDays: 0, softDeleteDays: 0, deleteOfRetained: 'is-refused' };
});
afterEach(() => world.stop());

async function uploaded(): Promise<OperationKey> {
  await world.put('ingress', 'heart-study/labs/a.csv', 'a');
  return await world.open('ingress', 'heart-study/labs/a.csv');
}

async function available(): Promise<OperationKey> {
  const key = await uploaded();
  await world.run('ingress', key);
  return key;
}

/** Where each receipt is written: the operation before, and the flow that does it. */
const places: readonly {
  readonly what: string;
  readonly kind: ReceiptStep;
  readonly flow: Flow;
  readonly set: () => Promise<OperationKey>;
}[] = [
  { what: 'a dataset', kind: 'deletion', flow: 'ingress', set: uploaded },
  { what: 'a freeze', kind: 'deletion', flow: 'export', set: () => dropped(world, 'results') },
  {
    what: 'a discarded upload',
    kind: 'deletion',
    flow: 'discard',
    set: async () => {
      await world.put('ingress', 'heart-study/labs/tool.exe', 'a');
      const key = await world.open('ingress', 'heart-study/labs/tool.exe');
      await world.run('ingress', key);
      await discardOperation(world.ports, idle, { key, by, reason });
      return key;
    },
  },
  { what: 'a release', kind: 'release', flow: 'export', set: () => approved(world, 'results') },
  {
    what: 'a release that is revoked',
    kind: 'revocation',
    flow: 'revoke',
    set: async () => {
      const key = await approved(world, 'results');
      await goOn(world, key);
      await revokeRelease(world.ports, around, { key, by, reason });
      return key;
    },
  },
  {
    what: 'a retracted version',
    kind: 'retraction',
    flow: 'retract',
    set: async () => {
      const key = await available();
      await retractVersion(world.ports, flowSettings, idle, { key, by, reason });
      return key;
    },
  },
];

/** Runs the flow in a process that dies between the receipt and its line; whatever is asked for again then dies, too. */
async function dieBeforeLine(flow: Flow, key: OperationKey): Promise<void> {
  let died = 0;
  const audit: World['ports']['audit'] = {
    ...world.ports.audit,
    append: async (chain, events) => {
      if (events.some(({ kind }) => kind === 'receipt.written')) {
        died += 1;
        throw new Error('the process died');
      }
      return await world.ports.audit.append(chain, events);
    },
  };
  const activities = createActivities({ ...world.ports, audit }, flowSettings);
  await world.run(flow, key, { activities, enough: () => died > 0 }).catch(() => {});
  expect(died).toBeGreaterThan(0);
}

async function bad(): Promise<readonly unknown[]> {
  const { receipts, findings } = await verifyProofs(world.ports, 'heart-study');
  return [...receipts.bad, ...findings];
}

const namesOf = async ({ id }: OperationKey) => Object.keys(await receiptsOf(world.ports, id)).sort();

test('receipts of each kind that a flow writes are left without their line below', () => {
  expect([...new Set(places.map(({ kind }) => kind))].sort()).toEqual(Object.keys(writtenIn).sort());
});

describe.each(places)('the $kind receipt of $what whose writer died before its line', ({ kind, flow, set }) => {
  test('is told when an operator stops it, and holds when it is tried again', async () => {
    const key = await set();
    await dieBeforeLine(flow, key);
    const standing = await namesOf(key);
    expect(standing.some((name) => name.startsWith(kind))).toBe(true);
    await stopOperation(world.ports, flowSettings, idle, { key, by, reason });
    expect((await world.operation(key)).state).toBe('failed');
    expect(await bad()).toEqual([]);
    await retryOperation(world.ports, idle, { key, by, reason });
    await (flow === 'export' ? goOn(world, key) : world.run(flow, key));
    expect((await world.operation(key)).state).not.toBe('failed');
    expect(await bad()).toEqual([]);
  });

  test('is told when the step that wrote it comes again after that', async () => {
    const key = await set();
    await dieBeforeLine(flow, key);
    await stopOperation(world.ports, flowSettings, idle, { key, by, reason });
    const before = await namesOf(key);
    await world.activities.writeReceipt({ key, kind });
    expect(await namesOf(key)).toEqual(before);
    expect(await bad()).toEqual([]);
  });
});

describe('a release that is taken back before the line of its receipt', () => {
  const take = (key: OperationKey) => takeBackRelease(world.ports, around, { key, by, reason, to: 'in-review' });

  test.each(['comes again', 'never comes again'])('is told of, where the step that wrote it %s', async (which) => {
    const key = await approved(world, 'results');
    await dieBeforeLine('export', key);
    await take(key);
    if (which === 'comes again') await world.activities.writeReceipt({ key, kind: 'release' });
    expect((await world.run('revoke', key)).state).toBe('in-review');
    expect(await bad()).toEqual([]);
    expect(await namesOf(key)).toEqual(['deletion', 'release', 'revocation-1']);
  });

  test('has a receipt of its own when it is released after another review', async () => {
    const key = await approved(world, 'results');
    await dieBeforeLine('export', key);
    await take(key);
    await world.activities.writeReceipt({ key, kind: 'release' });
    await world.run('revoke', key);
    await goOn(world, key);
    const asked = world.now().toISOString();
    await decideAll(world, key);
    expect((await goOn(world, key)).state).toBe('released');
    const { 'release-1': receipt = '' } = await receiptsOf(world.ports, key.id);
    expect(String(decodeJwt(receipt)['issuedAt']) > asked).toBe(true);
    expect(await bad()).toEqual([]);
  });
});
