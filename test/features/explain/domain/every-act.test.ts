import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ActName, actOf, acts, type Requester, whoMay, whyNotNow } from '../../../../src/domain/lifecycle/acts.ts';
import { datasetFacts } from '../../../../src/domain/operation/dataset.ts';
import { exportFacts } from '../../../../src/domain/operation/export.ts';
import { failureIn, type Operation, type Transfer } from '../../../../src/domain/operation/operation.ts';
import { transferSteps } from '../../../../src/domain/operation/operation-lists.ts';
import { belongsTo } from '../../../../src/domain/transfer/transfer.ts';
import { explainOperation } from '../../../../src/features/explain/domain/operation.ts';
import { refuseUnlessMay } from '../../../../src/functions/operation/operator-acts.ts';
import { aDataset, aPackage, at, explained, openRound } from './explained.ts';

const states = { ingress: Object.keys(datasetFacts), export: Object.keys(exportFacts) };

/** Operations of every state, in what trouble and with what behind them whatever. */
const operations: fc.Arbitrary<Operation> = fc
  .record({
    door: fc.constantFrom('ingress' as const, 'export' as const),
    at: fc.nat(),
    failedAt: fc.nat(),
    steps: fc.subarray([...transferSteps]),
    isFrozen: fc.boolean(),
    flags: fc.record({
      stop: fc.boolean(),
      trouble: fc.boolean(),
      stale: fc.boolean(),
      hold: fc.boolean(),
      withdrawal: fc.boolean(),
      unscanned: fc.boolean(),
      missing: fc.boolean(),
      retried: fc.boolean(),
      round: fc.boolean(),
    }),
    message: fc.constantFrom('Something broke', 'There is currently a lease on the blob', 'ended as Cancelled: x'),
  })
  .map(({ door, at: index, failedAt, steps, isFrozen, flags, message }) => {
    const of = states[door];
    const state = of[index % of.length] ?? 'receiving';
    const failing = of.filter((one) => one !== 'failed');
    const failedIn = failing[failedAt % failing.length] ?? 'checking';
    const transfers = steps.map((step): Transfer => {
      const status = belongsTo(step, state) ? 'failed' : 'succeeded';
      return { step, attempt: 1, parameters: {}, status, intendedAt: at, closedAt: at, runId: `run-${step}`, message };
    });
    const row: Partial<Operation> = {
      transfers,
      version: 1,
      ...(isFrozen ? { package: { digest: 'd'.repeat(64), count: 1, bytes: 1 } } : {}),
      ...(state === 'failed' ? { failure: failureIn(failedIn, message, at) } : {}),
      ...(flags.stop ? { stop: { by: 'x', message, at } } : {}),
      ...(flags.trouble
        ? { trouble: { since: at, times: 2, lastAt: at, message, ...(flags.stale && { stale: 'a line' }) } }
        : {}),
      ...(flags.hold ? { hold: 'on hold' } : {}),
      ...(flags.withdrawal ? { withdrawal: { by: 'x', part: 'operator', reason: 'r', at } } : {}),
      ...(flags.unscanned ? { scan: { since: at, lookedAt: at, unscanned: message } } : {}),
      ...(flags.missing ? { missing: 'marker' } : {}),
      ...(flags.retried ? { retriedAt: at } : {}),
      ...(flags.round ? { round: 1 } : {}),
    };
    return door === 'ingress' ? aDataset(state, row) : aPackage(state, row);
  });

/** What the table of acts lets an operator do. */
function possible(operation: Operation): ActName[] {
  const may = (requester: Requester) =>
    acts.filter((act) => whoMay(act, operation.door, operation.state).includes(requester));
  return may('operator')
    .filter((act) => whyNotNow(act, operation) === undefined)
    .map(({ name }) => name);
}

/** These the round decides about too. */
const ofRounds: readonly ActName[] = ['extend', 'resend'];

/** This one what the project asks, and what is known of the files: see `act-steps.test.ts`. */
const ofEvidence: ActName = 'withoutEvidence';

describe('the steps of an operation in whatever state', () => {
  test('are all that the table lets people do, and nothing that would be refused', () => {
    fc.assert(
      fc.property(operations, fc.boolean(), (operation, hasRound) => {
        const round = hasRound && operation.door === 'export' ? { round: openRound() } : {};
        const { next } = explainOperation(explained(operation, round));
        const listed = next.flatMap(({ act }) => act ?? []);
        for (const name of listed) expect(() => refuseUnlessMay(actOf(name), operation, 'operator')).not.toThrow();
        const wanted = possible(operation).filter(
          (name) => name !== ofEvidence && (!ofRounds.includes(name) || hasRound),
        );
        expect(listed.toSorted()).toEqual(wanted.toSorted());
      }),
      { numRuns: 400 },
    );
  });

  test('begin with a command that can be run as it stands, and destroy nothing where nobody has to act', () => {
    fc.assert(
      fc.property(operations, (operation) => {
        const { next, owner, sentence, waitsFor } = explainOperation(explained(operation));
        const [first] = next;
        expect(first?.command[0]).toMatch(/^(?:sallyport|az)$/);
        expect(first?.command.join(' ')).not.toMatch(/[<>…]/);
        if (owner === null || owner === 'system') expect(first?.command[1]).toBe('wait');
        expect(sentence).not.toBe('');
        expect(waitsFor).not.toBe('');
      }),
      { numRuns: 400 },
    );
  });

  test('carry the same reason in command and request', () => {
    fc.assert(
      fc.property(operations, (operation) => {
        for (const { act, command, request } of explainOperation(explained(operation)).next) {
          if (act === null) continue;
          expect(command.at(-1)).toBe(request?.body?.['reason']);
          expect(request?.path).toBe(
            `/api/ops/${operation.door === 'ingress' ? 'datasets' : 'exports'}/heart-study/${operation.id}/${actOf(act).path}`,
          );
        }
      }),
      { numRuns: 100 },
    );
  });
});
