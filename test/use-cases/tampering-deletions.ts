import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Played } from './play-records.ts';
import type { Records } from './records.ts';
import { at, type Cases, forge, ofKept, ofNamed, type Tampering } from './tamper.ts';

/** Changes the row of an operation as somebody does who writes into the table. */
function ofRow(key: OperationKey, change: (row: Record<string, unknown>) => unknown): Tampering {
  return ({ rows }) => {
    const row = at(
      rows.filter((one) => one.key === key.id),
      0,
    );
    row.text = JSON.stringify(change(JSON.parse(row.text)));
  };
}

type Transfer = Record<string, unknown>;

/** Changes the transfers of one step in a row. */
const ofTransfers = (key: OperationKey, step: string, change: (transfer: Transfer) => readonly Transfer[]): Tampering =>
  ofRow(key, ({ transfers, ...row }) => {
    const all: readonly Transfer[] = Array.isArray(transfers) ? transfers : [];
    return { ...row, transfers: all.flatMap((one) => (one['step'] === step ? change(one) : [one])) };
  });

const longAgo = '2026-01-01T00:00:00.000Z';
const receipts = (copy: Records) => copy.receipts;

/** What is done to the records of what was retracted, and of what was cleared after the end. */
export const deletionTamperings: Record<string, (played: Played) => Cases> = {
  'receipt of a retraction': ({ retracted, dataset }) =>
    ofNamed(receipts, `${retracted.id}-retraction`, forge, `${dataset.id}-deletion`),
  'dates of a retraction': ({ retracted, retracting }) => ({
    removed: ofRow(retracting, ({ retraction: _, ...row }) => row),
    cut: ofRow(retracted, ({ retraction: _, ...row }) => row),
    altered: ofRow(retracting, ({ retraction, ...row }) => {
      return { ...row, retraction: { ...Object(retraction), retainedUntil: longAgo, restorableUntil: longAgo } };
    }),
    swapped: ofRow(retracted, ({ retraction, ...row }) => {
      return { ...row, retraction: { ...Object(retraction), closedAt: longAgo } };
    }),
  }),
  'state of a retracted version': ({ retracted, retracting }) => ({
    cut: ofRow(retracting, ({ retraction: _, ...row }) => ({ ...row, state: 'available' })),
    altered: ofRow(retracted, (row) => ({ ...row, state: 'available' })),
    swapped: ofRow(retracted, (row) => ({ ...row, state: 'retracting' })),
  }),
  'receipt of a cleared frozen copy': ({ cleared, expired }) =>
    ofNamed(receipts, `${cleared.id}-clearing-review`, forge, `${expired.id}-clearing-review`),
  'receipt of cleared returned files': ({ expired }) =>
    ofNamed(receipts, `${expired.id}-clearing-returned`, forge, `${expired.id}-clearing-review`),
  'what was cleared': ({ released, cleared }) => ({
    cut: ofRow(cleared, (row) => ({ ...row, cleared: { review: longAgo, returned: longAgo } })),
    altered: ofRow(cleared, (row) => ({ ...row, cleared: { review: longAgo } })),
    swapped: ofRow(released, (row) => ({ ...row, cleared: { review: longAgo } })),
  }),
  'what was cleared, with its receipt': ({ cleared, expired }) => ({
    removed: (copy) => {
      delete copy.receipts[`${cleared.id}-clearing-review`];
      return ofRow(cleared, ({ cleared: _, ...row }) => row)(copy);
    },
    cut: (copy) => {
      delete copy.receipts[`${expired.id}-clearing-returned`];
      return ofRow(expired, ({ cleared: was, ...row }) => {
        const { returned: _, ...rest } = Object(was);
        return { ...row, cleared: rest };
      })(copy);
    },
  }),
  'run of a clearing': ({ cleared, expired }) => ({
    removed: ofTransfers(cleared, 'review-clear', () => []),
    cut: ofTransfers(expired, 'returned-clear', () => []),
    altered: ofTransfers(cleared, 'review-clear', (one) => [{ ...one, runId: 'another-run' }]),
    swapped: ofTransfers(expired, 'review-clear', (one) => [{ ...one, step: 'returned-clear', attempt: 2 }]),
  }),
  'register row of a cleared package': ({ cleared, other }) =>
    ofKept(
      ({ rows }) => rows,
      cleared,
      (text) => text.replace('"state":"released"', '"state":"releasing"'),
      other,
    ),
  'register row of a returned package that was cleared': ({ expired, other }) =>
    ofKept(
      ({ rows }) => rows,
      expired,
      (text) => text.replace('"state":"returned"', '"state":"returning"'),
      other,
    ),
};
