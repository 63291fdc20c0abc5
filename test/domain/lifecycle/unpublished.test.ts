import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IllegalMove } from '../../../src/domain/base/errors.ts';
import { acts, whyNotNow } from '../../../src/domain/lifecycle/acts.ts';
import { advance, explain } from '../../../src/domain/lifecycle/advance.ts';
import { dueNames } from '../../../src/domain/lifecycle/due-receipts.ts';
import { closingOf, isToBeClosed, keepsNumber, unpublishedIn } from '../../../src/domain/lifecycle/unpublished.ts';
import { datasetFacts, datasetRows } from '../../../src/domain/operation/dataset.ts';
import { failureIn, type Operation } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { sampleOperation } from '../sample.ts';

const at = '2026-03-01T11:00:00.000Z';
const times = { retainedUntil: at, restorableUntil: at };

/** What a flow asks Data Factory for in a state. */
const asked: Readonly<Partial<Record<string, TransferStep>>> = {
  copying: 'ingress-copy',
  deleting: 'ingress-delete',
  discarding: 'discard',
};

/** The operation with the run that is asked for in its state. */
function working(operation: Operation): Operation {
  const step = asked[operation.state];
  if (step === undefined) return operation;
  const transfer = { step, attempt: 1, parameters: {}, status: 'started', intendedAt: at } as const;
  return { ...operation, version: 1, transfers: [...operation.transfers, transfer] };
}

/** One step of the table, as flows and people take it; undefined where the rules do not let them. */
function stepTo(operation: Operation, row: (typeof datasetRows)[number]): Operation | undefined {
  const { event } = row;
  const act = acts.find((one) => one.event === event && one.name !== 'stop' && row.by !== 'system');
  if (act !== undefined && whyNotNow(act, operation) !== undefined) return undefined;
  const failure = event === 'fail' ? failureIn(operation.state, 'stopped', at) : undefined;
  try {
    const next = advance(operation, event, at, failure);
    const isCopy = event === 'retract' && operation.state !== 'available';
    if (!isCopy) return working(next);
    return { ...next, retraction: { ...times, ...closingOf(operation), unpublished: unpublishedIn(operation) } };
  } catch (error) {
    if (error instanceof IllegalMove) return undefined;
    throw error;
  }
}

/** Every state that an operation was in on its way, by a walk along the table. */
function walked(choices: readonly number[]): Operation[] {
  const way = [sampleOperation()];
  for (const choice of choices) {
    const [now] = way.slice(-1);
    if (now === undefined) break;
    const rows = datasetRows.filter(({ from }) => from === now.state);
    const row = rows[choice % Math.max(1, rows.length)];
    const next = row && stepTo(now, row);
    if (next !== undefined) way.push(next);
  }
  return way;
}

const walks = fc.array(fc.nat({ max: 30 }), { maxLength: 60 }).map(walked);
const wasAsked = ({ transfers }: Operation, step: TransferStep) => transfers.some((one) => one.step === step);
const runs = { numRuns: 2000 };

describe('the number of a version', () => {
  const retraction = { closedAt: at, by: 'otto', reason: 'wrong', ...times };
  it.each([
    [{ state: 'available' }, true],
    [{ state: 'retracted' }, true],
    [{ state: 'failed', failure: { state: 'retracting', message: '', publicMessage: '', at } }, true],
    [{ state: 'discarded', retraction }, true],
    [{ state: 'copying' }, false],
    [{ state: 'discarded' }, false],
    [{ door: 'export', state: 'available' }, false],
  ] as const)('of an upload that is %o is given once: %s', (change, isKept) => {
    expect(keepsNumber({ ...sampleOperation(), door: 'ingress', ...change })).toBe(isKept);
  });
});

describe('whatever way an upload goes', () => {
  it('ends with nothing in datasets that was never published, or by way of its removal', () => {
    fc.assert(
      fc.property(walks, (way) => {
        const ended = way.find(({ state }) => state === 'withdrawn' || state === 'discarded');
        if (ended === undefined || !wasAsked(ended, 'ingress-copy')) return;
        expect(way.map(({ state }) => state)).toContain('retracting');
        expect(ended.retraction?.unpublished).toBe(ended.state);
        expect(dueNames(ended)).toContain(`${ended.id}-retraction`);
        expect(keepsNumber(ended)).toBe(true);
      }),
      runs,
    );
  });

  it('is neither withdrawn nor discarded once its originals may be gone', () => {
    fc.assert(
      fc.property(walks, (way) => {
        const from = way.findIndex((operation) => wasAsked(operation, 'ingress-delete'));
        if (from < 0) return;
        const states = way.slice(from).map(({ state }) => state);
        for (const state of ['withdrawing', 'withdrawn', 'discarding', 'discarded'])
          expect(states).not.toContain(state);
      }),
      runs,
    );
  });

  it('goes on after a stop in its removal, and nowhere but there: its name may be held by another', () => {
    fc.assert(
      fc.property(walks, (way) => {
        way.forEach((operation, index) => {
          const next = way[index + 1];
          if (operation.failure?.state === 'retracting' && next !== undefined) expect(next.state).toBe('retracting');
        });
      }),
      runs,
    );
  });

  it('says from its withdrawal or rejection on that operators are to close what was copied', () => {
    fc.assert(
      fc.property(walks, (way) => {
        for (const operation of way) {
          const isLost = ['rejected', 'withdrawing', 'discarding'].includes(operation.state);
          if (!isLost) continue;
          const isCopied = wasAsked(operation, 'ingress-copy');
          expect(isToBeClosed(operation)).toBe(isCopied);
          expect(explain(operation, new Date(at)).includes('datasets/heart-study/cohort/v1')).toBe(isCopied);
        }
      }),
      runs,
    );
  });
});

describe('an upload of which nothing was copied', () => {
  const way = (state: string) => sampleOperation({ state, since: at });

  it.each(['withdrawing', 'discarding'])('never goes to the removal of a copy when it is %s', (state) => {
    expect(() => advance(way(state), 'retract', at)).toThrow(IllegalMove);
  });

  it('ends at once as it was meant to', () => {
    expect(advance(way('withdrawing'), 'withdrawn', at).state).toBe('withdrawn');
    expect(advance(way('discarding'), 'discarded', at).state).toBe('discarded');
  });
});

describe('what lies in datasets', () => {
  const copy = { step: 'ingress-copy', attempt: 1, parameters: {}, status: 'succeeded', intendedAt: at } as const;
  const copied = (state: string, changes: Partial<Operation> = {}) =>
    isToBeClosed(sampleOperation({ state, transfers: [copy], ...changes }));

  it('is to be closed once its version is retracted or its upload lost, and not while it is or may be published', () => {
    const closed = Object.keys(datasetFacts).filter((state) => copied(state));
    expect(closed).toEqual(['rejected', 'discarding', 'withdrawing', 'retracting']);
  });

  it('is to be closed also while its removal has failed, and not when a copy has', () => {
    const failed = (state: string) => copied('failed', { failure: failureIn(state, 'stopped', at) });
    expect(['retracting', 'discarding', 'withdrawing'].map(failed)).toEqual([true, true, true]);
    expect(['copying', 'verifying', 'deleting'].map(failed)).toEqual([false, false, false]);
  });
});

describe('a copy that is never published', () => {
  const copy = { step: 'ingress-copy', attempt: 1, parameters: {}, status: 'succeeded', intendedAt: at } as const;
  const withdrawal = { by: 'olga', part: 'owner', reason: 'the wrong files', at } as const;

  it('counts as closed since the withdrawal, for its reason, whatever came then', () => {
    const later = '2026-03-02T11:00:00.000Z';
    expect(closingOf(sampleOperation({ state: 'discarding', since: later, withdrawal }))).toEqual({
      closedAt: at,
      by: 'olga',
      reason: 'the wrong files',
    });
    expect(closingOf(sampleOperation({ state: 'discarding', since: later })).closedAt).toBe(later);
  });

  it('needs the receipt of the deletion only where the upload was discarded', () => {
    const retraction = { ...times, closedAt: at, by: 'olga', reason: 'x', unpublished: 'withdrawn' } as const;
    const names = (state: string, unpublished: 'withdrawn' | 'discarded') =>
      dueNames(sampleOperation({ id: 'ing_1', state, transfers: [copy], retraction: { ...retraction, unpublished } }));
    expect(names('retracting', 'withdrawn')).toEqual([]);
    expect(names('withdrawn', 'withdrawn')).toEqual(['ing_1-retraction']);
    expect(names('retracting', 'discarded')).toEqual(['ing_1-deletion']);
    expect(names('discarded', 'discarded')).toEqual(['ing_1-deletion', 'ing_1-retraction']);
  });

  it('is removed in no other state', () => {
    expect(() => unpublishedIn(sampleOperation({ state: 'verifying' }))).toThrow(IllegalMove);
  });
});
