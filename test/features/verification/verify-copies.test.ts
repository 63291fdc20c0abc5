import { beforeAll, expect, test } from 'vitest';
import { reviewLocation, targetLocation } from '../../../src/activities/transfer/places.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { verifyCopies } from '../../../src/features/verification/verify-copies.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { WorkingWorld } from '../../use-cases/working-world.ts';

let working: WorkingWorld;
beforeAll(async () => {
  working = await WorkingWorld.begin();
});

const nowhere = { listing: { pages: async function* () {}, children: async function* () {} } };
const found = async (row: Operation) => (await verifyCopies(nowhere, row)).map(({ key }) => key);

test('a copy that nobody asked to be deleted lies where its step put it', async () => {
  const { world, dataset, inReview } = working;
  const [version, frozen] = [await world.operation(dataset), await world.operation(inReview)];
  expect((await verifyProofs(working.afresh)).findings).toEqual([]);
  const folders = [targetLocation(version, 'ingress-copy').folder, reviewLocation(frozen).folder];
  expect([await found(version), await found(frozen)]).toEqual([[`datasets/${folders[0]}/`], [`review/${folders[1]}/`]]);
  working.loseContainer('secure/review');
  const { findings } = await verifyProofs(working.afresh);
  expect(findings).toEqual([{ record: 'copy', key: `review/${folders[1]}/`, why: expect.stringContaining(frozen.id) }]);
});

test('what is being emptied, was never frozen or is no version any more may lie nowhere', async () => {
  const { world, dataset, inReview } = working;
  const [version, frozen] = [await world.operation(dataset), await world.operation(inReview)];
  const emptied = (step: 'review-clear' | 'export-discard' | 'returned-clear') => [
    ...frozen.transfers,
    ...frozen.transfers.map((one) => ({ ...one, step })),
  ];
  expect(await found({ ...version, state: 'retracted' })).toEqual([]);
  const { package: _, ...unfrozen } = frozen;
  expect(await found(unfrozen)).toEqual([]);
  for (const step of ['review-clear', 'export-discard'] as const)
    expect(await found({ ...frozen, transfers: emptied(step) })).toEqual([]);
  const returned: Operation = { ...frozen, state: 'returned' };
  expect(await found(returned)).toHaveLength(2);
  expect(await found({ ...returned, transfers: emptied('returned-clear') })).toHaveLength(1);
});
