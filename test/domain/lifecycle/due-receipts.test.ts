import { describe, expect, test } from 'vitest';
import { dueNames } from '../../../src/domain/lifecycle/due-receipts.ts';
import { failureIn, type Operation, type TakeBack } from '../../../src/domain/operation/operation.ts';
import { sampleOperation } from '../sample.ts';

const at = '2026-03-01T11:00:00.000Z';

/** The ends of the names of the receipts that the operation must have. */
function due(changes: Partial<Operation>): string[] {
  const operation = sampleOperation({ id: 'exp_1', door: 'export', ...changes });
  return dueNames(operation).map((name) => name.replace('exp_1-', ''));
}

const failedIn = (state: string): Partial<Operation> => ({ state: 'failed', failure: failureIn(state, 'stopped', at) });

/** That the release is taken back for the time `number`. */
function taken(number: number, from: 'releasing' | 'released', to: TakeBack['to']): Pick<Operation, 'takeBack'> {
  return { takeBack: { number, from, to, by: 'otto', reason: 'the wrong table', at } };
}

describe('the receipts that must be there', () => {
  test.each([
    ['deleting', []],
    ['available', ['deletion']],
    ['rejected', []],
    ['discarded', ['deletion']],
    ['retracting', ['deletion']],
    ['retracted', ['deletion', 'retraction']],
  ])('of a dataset that is %s are %j', (state, names) => {
    expect(due({ door: 'ingress', state })).toEqual(names);
  });

  test.each([
    ['freezing', []],
    ['in-review', ['deletion']],
    ['releasing', ['deletion']],
    ['released', ['deletion', 'release']],
    ['returned', ['deletion']],
    ['withdrawn', []],
    ['discarded', ['deletion']],
  ])('of a package that is %s are %j', (state, names) => {
    expect(due({ state })).toEqual(names);
  });

  test('are those of the state in which an operation failed', () => {
    expect(due(failedIn('freezing'))).toEqual([]);
    expect(due(failedIn('releasing'))).toEqual(['deletion']);
    expect(due({ ...failedIn('retracting'), door: 'ingress' })).toEqual(['deletion']);
  });
});

describe('of a release that is taken back', () => {
  test.each([['in-review'], ['returning']] as const)(
    'before its end there is a receipt about that, and none of a release, once the package is %s',
    (to) => {
      expect(due({ state: 'revoking', ...taken(1, 'releasing', to) })).toEqual(['deletion']);
      expect(due({ ...failedIn('revoking'), ...taken(1, 'releasing', to) })).toEqual(['deletion']);
      expect(due({ state: to, ...taken(1, 'releasing', to) })).toEqual(['deletion', 'revocation-1']);
    },
  );

  test('before its end and goes nowhere from there, the same is true', () => {
    expect(due({ state: 'revoked', ...taken(1, 'releasing', 'revoked') })).toEqual(['deletion', 'revocation-1']);
  });

  test('after its end the receipt of the release stays, and one about the revocation comes at the end of it', () => {
    const revoked = taken(1, 'released', 'revoked');
    expect(due({ state: 'revoking', ...revoked })).toEqual(['deletion', 'release']);
    expect(due({ ...failedIn('revoking'), ...revoked })).toEqual(['deletion', 'release']);
    expect(due({ state: 'revoked', ...revoked })).toEqual(['deletion', 'release', 'revocation-1']);
  });

  test('and comes to its end another time the receipts are told apart by how often it was taken back before', () => {
    const again = taken(1, 'releasing', 'in-review');
    expect(due({ state: 'released', ...again })).toEqual(['deletion', 'release-1', 'revocation-1']);
    const revoked = taken(2, 'released', 'revoked');
    expect(due({ state: 'revoking', ...revoked })).toEqual(['deletion', 'release-1', 'revocation-1']);
    expect(due({ state: 'revoked', ...revoked })).toEqual(['deletion', 'release-1', 'revocation-1', 'revocation-2']);
  });
});
