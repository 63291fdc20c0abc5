import { closureName } from '../../src/domain/definition/closure.ts';
import { closedProject, type Played } from './play-records.ts';
import { type Cases, forge, ofKept, ofNamed, signedAnew } from './tamper.ts';

const receipt = closureName(closedProject, 'keep');

/** What is done to the records of a project that was closed. */
export const closureTamperings: Record<string, (played: Played) => Cases> = {
  'receipt of a closed project': ({ kept }) =>
    ofNamed(({ receipts }) => receipts, receipt, forge, `${kept.id}-release`),
  'receipt of a closed project, signed anew': () => ({
    removed: signedAnew(receipt, () => ({ operations: [] })),
    cut: signedAnew(receipt, () => ({ chain: { count: 0, hash: 'f'.repeat(64) } })),
    altered: signedAnew(receipt, ({ operations }) => ({
      operations: [operations].flat().map((one) => Object.assign({}, one, { state: 'revoked' })),
    })),
    swapped: signedAnew(receipt, () => ({ project: 'heart-study' })),
  }),
  'certificate of destruction, signed anew': () => ({
    removed: signedAnew(receipt, () => ({ destruction: undefined })),
    cut: signedAnew(receipt, ({ operations }) => ({
      destruction: undefined,
      operations: [operations].flat().map((one) => Object.assign({}, one, { digest: undefined, destroyed: undefined })),
    })),
    altered: signedAnew(receipt, ({ destruction }) => ({
      destruction: Object.assign({}, destruction, { outcome: 'all-gone' }),
    })),
    swapped: signedAnew(receipt, ({ operations }) => ({
      operations: [operations].flat().map((one) => Object.assign({}, one, { digest: 'e'.repeat(64) })),
    })),
  }),
  'receipt of a clearing at the closing': ({ kept }) =>
    ofNamed(({ receipts }) => receipts, `${kept.id}-clearing-review`, forge, `${kept.id}-release`),
  'row of what a closed project released': ({ kept, other }) =>
    ofKept(
      ({ rows }) => rows,
      kept,
      (text) => text.replace('"state":"released"', '"state":"revoked"'),
      other,
    ),
  'definition that closed a project': () =>
    ofNamed(
      ({ definitions }) => definitions,
      closedProject,
      (text) => text.replace('"closed":{"releases":"keep"},', ''),
      'lung-study',
    ),
};
