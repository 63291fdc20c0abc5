import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowDisagrees } from '../../../src/domain/history/record-agreement.ts';
import { clearedFrom, dueToClear, nextOfClearing } from '../../../src/domain/lifecycle/retention.ts';
import { exportFacts } from '../../../src/domain/operation/export.ts';
import type { Operation, Transfer } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { sampleOperation } from '../sample.ts';

const rules = { keepFrozenDays: 30, keepReturnedDays: 90 };
const ended = new Date('2026-03-01T10:00:00.000Z');
const dayAfter = (days: number): Date => new Date(ended.getTime() + days * 86_400_000);
const at = dayAfter(31).toISOString();
const transfer = (step: TransferStep, status: Transfer['status'], closedAt = at): Transfer => {
  return { step, attempt: 1, parameters: {}, status, intendedAt: closedAt, closedAt };
};
const frozen = { digest: 'd', count: 2, bytes: 20 };
const anExport = (changes: Partial<Operation>): Operation =>
  sampleOperation({
    id: 'exp_1',
    door: 'export',
    name: 'results',
    state: 'returned',
    package: frozen,
    since: ended.toISOString(),
    ...changes,
  });

describe('dueToClear', () => {
  it.each([
    ['nothing a day before', anExport({}), 29.9, []],
    ['the frozen copy after its days', anExport({}), 30, ['review-clear']],
    ['returned files after theirs', anExport({ cleared: { review: at } }), 90, ['returned-clear']],
    ['both when nobody looked for long', anExport({}), 400, ['review-clear', 'returned-clear']],
    ['the frozen copy of what was released: its results stay', anExport({ state: 'released' }), 400, ['review-clear']],
    ['the frozen copy of what was revoked', anExport({ state: 'revoked' }), 30, ['review-clear']],
    [
      'nothing when the discard took it',
      anExport({ state: 'discarded', transfers: [transfer('export-discard', 'succeeded')] }),
      400,
      [],
    ],
    [
      'what a freeze left that never came to its end',
      (({ package: _, ...unfrozen }) => unfrozen)(
        anExport({ state: 'discarded', transfers: [transfer('export-freeze', 'failed')] }),
      ),
      30,
      ['review-clear'],
    ],
    ['nothing twice', anExport({ cleared: { review: at, returned: at } }), 400, []],
    ['nothing of a dataset', sampleOperation({ state: 'available' }), 400, []],
  ] as const)('is %s', (_, operation, days, due) => {
    expect(dueToClear(operation, rules, dayAfter(days))).toEqual(due);
  });

  it('is nothing of a package that is not at its end, or was never frozen, however old', () => {
    const states = Object.entries(exportFacts)
      .filter(([, { open }]) => open)
      .map(([state]) => state);
    fc.assert(
      fc.property(fc.constantFrom(...states), fc.nat(5000), (state, days) => {
        expect(dueToClear(anExport({ state }), rules, dayAfter(days))).toEqual([]);
      }),
    );
    const { package: _, ...unfrozen } = anExport({ state: 'withdrawn' });
    expect(dueToClear(unfrozen, rules, dayAfter(5000))).toEqual([]);
  });
});

describe('nextOfClearing', () => {
  it.each([
    ['deletes', [], { kind: 'delete', step: 'review-clear' }],
    [
      'follows what is under way',
      [{ ...transfer('review-clear', 'started') }],
      { kind: 'delete', step: 'review-clear' },
    ],
    ['writes down what is done', [transfer('review-clear', 'succeeded')], { kind: 'done', step: 'review-clear' }],
    [
      'rests for a day after a failure',
      [transfer('review-clear', 'failed', dayAfter(31.5).toISOString())],
      { kind: 'rest', message: "The transfer 'review-clear' failed" },
    ],
    [
      'and then deletes again',
      [transfer('review-clear', 'failed', dayAfter(30.5).toISOString())],
      { kind: 'delete', step: 'review-clear' },
    ],
  ] as const)('%s', (_, transfers, next) => {
    expect(nextOfClearing(anExport({ transfers }), rules, dayAfter(32))).toEqual(next);
  });

  it('ends when everything is cleared', () => {
    const operation = anExport({ cleared: { review: at, returned: at } });
    expect(nextOfClearing(operation, rules, dayAfter(400))).toEqual({ kind: 'nothing' });
  });
});

it('a row that was cleared after its end still agrees with the line of its end, and one that was altered does not', () => {
  const line = anExport({});
  const row = { ...line, cleared: { review: at }, transfers: [transfer('review-clear', 'succeeded')] };
  expect(rowDisagrees(row, line)).toBeUndefined();
  expect(rowDisagrees({ ...row, transfers: [transfer('export-return', 'succeeded')] }, line)).toContain('transfers');
});

it('whatever comes late about an operation that has ended leaves its end as it was, but for its clearing', () => {
  const end = anExport({ transfers: [transfer('export-return', 'succeeded')] });
  const late = {
    ...end,
    stop: { by: 'otto', message: 'too late', at },
    round: 2,
    hold: 'on hold',
    cleared: { review: at },
    transfers: [transfer('export-return', 'failed'), transfer('review-clear', 'succeeded')],
  };
  const kept = clearedFrom(end, late);
  expect(kept).toEqual({ ...end, cleared: { review: at }, transfers: [...end.transfers, late.transfers[1]] });
  expect(rowDisagrees(kept, end)).toBeUndefined();
});
