import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { waysOutOfFailure } from '../../../src/domain/lifecycle/failure-ways.ts';
import { failureIn, type Operation, type Transfer } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { sampleOperation } from '../sample.ts';

const at = '2026-03-01T10:00:00.000Z';
const frozen = { digest: 'd'.repeat(64), count: 1, bytes: 1 };

function run(step: TransferStep, status: Transfer['status'] = 'failed'): Transfer {
  return { step, attempt: 1, parameters: {}, status, intendedAt: at };
}

function failed(door: Operation['door'], state: string, steps: TransferStep[] = [], changes: Partial<Operation> = {}) {
  const transfers = steps.map((step) => run(step));
  return sampleOperation({ door, state: 'failed', failure: failureIn(state, 'x', at), transfers, ...changes });
}

function openWays(operation: Operation): string[] {
  return Object.entries(waysOutOfFailure(operation)).flatMap(([way, closed]) => (closed === undefined ? [way] : []));
}

describe('a failed dataset', () => {
  it.each([
    ['receiving', [], ['retry', 'discard']],
    ['checking', [], ['retry', 'discard']],
    ['copying', ['ingress-copy'], ['retry', 'discard']],
    ['verifying', ['ingress-copy'], ['retry', 'discard']],
    ['withdrawing', ['ingress-copy'], ['retry', 'discard']],
    ['retracting', ['ingress-copy', 'dataset-retract'], ['retry']],
    ['deleting', ['ingress-copy', 'ingress-delete'], ['retry']],
    ['discarding', ['discard'], ['retry']],
  ] as const)('while it was %s: ways out', (state, steps, open) => {
    expect(openWays(failed('ingress', state, [...steps]))).toEqual(open);
  });

  it('says that the copy may be the only one once its originals may be gone', () => {
    const { discard } = waysOutOfFailure(failed('ingress', 'deleting', ['ingress-copy', 'ingress-delete']));
    expect(discard).toContain('the copy may be the only one');
  });
});

describe('a failed package', () => {
  it.each([
    ['receiving', [], false, ['retry', 'discard']],
    ['freezing', ['export-freeze'], false, ['retry', 'discard']],
    ['freezing', ['export-freeze', 'export-delete'], true, ['retry', 'give-back']],
    ['in-review', ['export-freeze', 'export-delete'], true, ['retry', 'give-back']],
    ['releasing', ['export-freeze', 'export-delete'], true, ['retry', 'give-back', 'take-back']],
    ['releasing', ['export-freeze', 'export-delete', 'export-release'], true, ['retry', 'take-back']],
    ['returning', ['export-freeze', 'export-delete', 'export-return'], true, ['retry']],
    ['discarding', ['export-delete'], false, ['retry']],
  ] as const)('while it was %s, after %j, frozen %j: ways out', (state, steps, isFrozen, open) => {
    const changes = isFrozen ? { package: frozen } : {};
    expect(openWays(failed('export', state, [...steps], changes))).toEqual(open);
  });
});

describe('a package whose frozen copy is lost', () => {
  it.each([
    ['in-review', ['export-freeze', 'export-delete'], ['retry', 'discard']],
    ['releasing', ['export-freeze', 'export-delete'], ['retry', 'discard', 'take-back']],
    ['releasing', ['export-freeze', 'export-delete', 'export-release'], ['retry', 'take-back']],
    ['revoking', ['export-freeze', 'export-delete'], ['retry']],
    ['returning', ['export-freeze', 'export-delete', 'export-return'], ['retry', 'discard']],
  ] as const)('while it was %s, after %j: ways out', (state, steps, open) => {
    const failure = { ...failureIn(state, 'x', at), copyLost: true as const };
    expect(openWays(failed('export', state, [...steps], { package: frozen, failure }))).toEqual(open);
  });
});

describe('whatever failed', () => {
  const steps: readonly TransferStep[] = [
    'ingress-copy',
    'ingress-delete',
    'discard',
    'export-freeze',
    'export-delete',
    'export-release',
    'export-return',
  ];
  const anything = fc.record({
    door: fc.constantFrom<Operation['door']>('ingress', 'export'),
    state: fc.constantFrom('receiving', 'checking', 'freezing', 'in-review', 'releasing', 'deleting', 'discarding'),
    steps: fc.subarray([...steps]),
    isFrozen: fc.boolean(),
  });

  it('is never discarded when its originals may be gone or files may be outside, and never given back past these', () => {
    fc.assert(
      fc.property(anything, ({ door, state, steps, isFrozen }) => {
        const operation = failed(door, state, steps, isFrozen ? { package: frozen } : {});
        const open = openWays(operation);
        expect(open).toContain('retry');
        const asked = new Set<TransferStep>(steps);
        const takenBack = state === 'releasing' ? ['retry', 'take-back'] : ['retry'];
        if (asked.has('export-release') && door === 'export') expect(open).toEqual(takenBack);
        const mayBeGone = door === 'ingress' ? asked.has('ingress-delete') : asked.has('export-delete') || isFrozen;
        if (mayBeGone) expect(open).not.toContain('discard');
      }),
    );
  });
});
