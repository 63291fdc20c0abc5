import { expect, test } from 'vitest';
import { computesAtClosing } from '../../../src/compute/domain/at-closing.ts';
import { closureDisagrees, listedInClosure } from '../../../src/domain/definition/closure.ts';
import type { Transfer } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { destroyedOf, whyLeft } from '../../../src/domain/project/destruction.ts';
import { sampleOperation } from '../sample.ts';

const days = { ingress: 14, export: 37 };
const closedAt = '2026-03-01T10:00:00.000Z';
const ran = (step: TransferStep, status: Transfer['status'] = 'succeeded', attempt = 1): Transfer => ({
  ...{ step, attempt, parameters: {}, status, intendedAt: closedAt, closedAt },
});
const source = { digest: 'd'.repeat(64), count: 3, bytes: 12, listedAt: closedAt };

test('what was destroyed of an operation is told by the deletes that came to their end, each with its own time to restore', () => {
  const transfers = [
    ran('ingress-copy'),
    ran('ingress-delete'),
    ran('dataset-retract', 'failed'),
    ran('dataset-retract', 'succeeded', 2),
  ];
  expect(destroyedOf(sampleOperation({ transfers }), days)).toEqual([
    { place: 'ingress', at: closedAt, restorableUntil: '2026-03-15T10:00:00.000Z' },
    { place: 'datasets', at: closedAt },
  ]);
  const kept = sampleOperation({
    transfers: [ran('ingress-copy'), ran('ingress-delete', 'failed'), ran('ingress-delete', 'started', 2)],
  });
  expect(destroyedOf(kept, days)).toEqual([]);
});

test.each<[TransferStep, string, string]>([
  ['export-delete', 'exports', '2026-04-07T10:00:00.000Z'],
  ['discard', 'exports', '2026-04-07T10:00:00.000Z'],
  ['export-discard', 'review', '2026-04-07T10:00:00.000Z'],
  ['review-clear', 'review', '2026-04-07T10:00:00.000Z'],
  ['returned-clear', 'returned', '2026-04-07T10:00:00.000Z'],
  ['release-revoke', 'released', '2026-03-15T10:00:00.000Z'],
])('%s of a package destroys what lay in %s', (step, place, restorableUntil) => {
  const parcel = sampleOperation({ door: 'export', transfers: [ran(step)] });
  expect(destroyedOf(parcel, days)).toEqual([{ place, at: closedAt, restorableUntil }]);
});

test('what was taken back and released again is not destroyed', () => {
  const transfers = [ran('release-revoke'), ran('export-release', 'succeeded', 2)];
  expect(destroyedOf(sampleOperation({ door: 'export', state: 'released', transfers }), days)).toEqual([]);
  expect(
    destroyedOf(sampleOperation({ door: 'export', state: 'returned', transfers: [ran('release-revoke')] }), days),
  ).toHaveLength(1);
});

test('a certificate that lists another digest than the register disagrees with it', () => {
  const operation = sampleOperation({ state: 'retracted', source });
  const listed = listedInClosure(operation, days);
  expect(listed).toMatchObject({ digest: source.digest, files: 3, bytes: 12 });
  expect(closureDisagrees({ operations: [listed] }, operation)).toBeUndefined();
  expect(closureDisagrees({ operations: [{ ...listed, digest: 'e'.repeat(64) }] }, operation)).toContain(
    'with the digest eee',
  );
  const { digest: _digest, ...older } = listed;
  expect(closureDisagrees({ operations: [older] }, operation)).toBeUndefined();
});

test('a closing waits for computes only where they are deleted, and believes no look from before it or from long ago', () => {
  const since = '2026-03-01T10:00:00.000Z';
  const now = new Date('2026-03-01T10:30:00.000Z');
  const computes = [{ kind: 'machine' as const, name: 'DSVM-1', state: 'deallocated' }];
  const waits = (change: object, at: string, seen = computes, hibernated = false) =>
    computesAtClosing({ compute: computeDefinition.parse(change), hibernated }, { at, computes: seen }, since, now);
  const fresh = '2026-03-01T10:25:00.000Z';
  for (const change of [{ prune: true }, { keepComputeDays: 7 }, { keepComputeDays: 7, prune: true }]) {
    expect(waits(change, fresh).waits).toBe('the end of 1 compute');
    expect(waits(change, fresh, []).waits).toBeNull();
    expect(waits(change, '2026-03-01T09:59:59.000Z', []).waits).toBe('a look at its computes');
    expect(
      computesAtClosing({ compute: computeDefinition.parse(change), hibernated: false }, undefined, since, now).waits,
    ).not.toBeNull();
  }
  const later = new Date('2026-03-01T12:00:00.000Z');
  const compute = computeDefinition.parse({ prune: true });
  expect(
    computesAtClosing({ compute, hibernated: false }, { at: fresh, computes: [] }, since, later).waits,
  ).not.toBeNull();
  expect(waits({}, fresh)).toMatchObject({
    waits: null,
    left: ['machine dsvm-1'],
    why: expect.stringContaining('people delete'),
  });
  for (const change of [{ keepComputeDays: 7 }, { prune: true }])
    expect(waits(change, fresh, computes, true)).toMatchObject({
      waits: null,
      why: expect.stringContaining('hibernated'),
    });
});

test('nothing is said of computes at which nobody has looked since the project was closed', () => {
  const since = '2026-03-01T10:00:00.000Z';
  const now = new Date('2026-03-01T10:30:00.000Z');
  const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'off' } };
  const of = (compute: object, look?: Parameters<typeof computesAtClosing>[1]) =>
    computesAtClosing({ compute: computeDefinition.parse(compute), hibernated: false }, look, since, now).waits;
  const named = { virtualMachines: [machine] };
  expect(of(named)).toBe('a look at its computes');
  expect(of(named, { at: '2026-03-01T09:00:00.000Z', computes: [] })).toBe('a look at its computes');
  expect(of(named, { at: '2026-03-01T10:29:00.000Z', computes: [] })).toBeNull();
  expect(of({})).toBeNull();
});

test('each place that is not empty has a reason of its own', () => {
  expect(whyLeft('released', 'keep')).toContain('as was chosen');
  expect(whyLeft('released', 'revoke')).toContain('look who wrote there');
  expect(whyLeft('ingress', 'keep')).toContain('takes nothing in');
  expect(whyLeft('datasets', 'keep')).toContain('retention');
});
