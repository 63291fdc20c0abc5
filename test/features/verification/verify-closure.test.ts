import { expect, test } from 'vitest';
import { receiptKeys } from '../../../src/activities/lifecycle/receipts.ts';
import { closedEventId, closureName } from '../../../src/domain/definition/closure.ts';
import { type ClosurePayload, type SignedPayload, signReceipt } from '../../../src/domain/lifecycle/receipt.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { ClosureCheck } from '../../../src/features/verification/verify-closure.ts';
import { sampleOperation } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const { ports } = new MemoryWorld(1);
const project = 'heart-study';
const name = closureName(project, 'keep');
const lines = 7;

const closure: ClosurePayload = {
  ...{
    kind: 'closure',
    project,
    releases: 'keep',
    policyVersion: 'h',
    closedAt: '',
    closedBy: null,
    confirmedBy: null,
  },
  ...{ operations: [], duties: [], chain: { count: lines, hash: '' }, issuedAt: '2026-03-01T10:00:00.000Z' },
};
const release: SignedPayload = {
  ...{ kind: 'release', operation: 'exp_1', project, name: 'results', digest: '', count: 0, bytes: 0 },
  ...{ policyVersion: 'h', runIds: [], chain: { count: lines, hash: '' }, issuedAt: '2026-03-01T10:00:00.000Z' },
};

interface Around {
  readonly told?: boolean;
  readonly head?: boolean;
  /** All operations of the project. */
  readonly operations?: readonly Operation[];
}

/** What reading the receipts of a closed project finds, where this is what stands there, and whether the audit tells that it was closed. */
async function read(
  stands: SignedPayload | undefined,
  { told = stands !== undefined, head = true, operations = [] }: Around = {},
) {
  const jws = stands && (await signReceipt(stands, JSON.parse(await ports.secrets.get('receipt-key'))));
  const check = new ClosureCheck(
    {
      ...ports,
      manifests: { ...ports.manifests, readReceipt: async (one) => (one === name ? jws : undefined) },
      audit: {
        ...ports.audit,
        holds: async (_, id) => told && id === closedEventId(name),
        head: async () => (head ? { count: lines, hash: '', blob: '', blocks: 1, length: 1 } : undefined),
      },
    },
    await receiptKeys(ports),
    project,
  );
  const { verified, bad } = await check.read();
  const all = [...bad, ...operations.flatMap((operation) => check.check(operation))];
  return { verified, bad: all.map((one) => `${one.name}: ${one.why}`) };
}

test('a project that was not closed has no receipt about it', async () => {
  expect(await read(undefined)).toEqual({ verified: 0, bad: [] });
});

test('a project that was closed has its receipt', async () => {
  expect(await read(closure)).toEqual({ verified: 1, bad: [] });
  expect(await read(undefined, { told: true })).toEqual({
    verified: 0,
    bad: [`${name}: It is missing: the audit tells that the project is closed`],
  });
});

test.each<[string, SignedPayload]>([
  ['of a release', release],
  ['of another project', { ...closure, project: 'lung-study' }],
  ['of another closing', { ...closure, releases: 'revoke' }],
])('a receipt %s is not the one about its closing', async (_, stands) => {
  expect(await read(stands)).toEqual({
    verified: 0,
    bad: [expect.stringContaining('It is the receipt of something else')],
  });
});

test('its receipt remembers no more lines than the head counts', async () => {
  const later = { ...closure, chain: { count: lines + 1, hash: '' } };
  expect((await read(later)).bad).toEqual([
    expect.stringContaining('It remembers 8 lines of the audit, and the head counts 7'),
  ]);
  expect((await read(closure, { head: false })).bad).toEqual([
    expect.stringContaining('the head counts 0: it was cut'),
  ]);
});

test('its receipt lists each operation as it ended', async () => {
  const operation = sampleOperation({ state: 'rejected' });
  const { id, door, name: called, state } = operation;
  const listed = { operation: id, door, name: called, state, receipts: [] };
  expect(await read({ ...closure, operations: [listed] }, { operations: [operation] })).toEqual({
    verified: 1,
    bad: [],
  });
  expect(await read(closure, { operations: [operation] })).toEqual({
    verified: 1,
    bad: [`${name}: It does not list ${id}, which is rejected`],
  });
});
