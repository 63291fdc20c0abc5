import { expect, test } from 'vitest';
import type { ComputePlan } from '../../../../src/compute/domain/plan.ts';
import { consequencesForComputes } from '../../../../src/features/impact/domain/computes.ts';

const plan: ComputePlan = {
  project: 'heart-study',
  actions: [],
  waiting: [],
  alerts: [],
  idle: [],
  notes: [],
  digest: 'd',
};
const ending = (deleteFrom: string) => ({
  ...plan,
  ending: { endedAt: '2026-06-01T00:00:00.000Z', deleteFrom, toldAt: null, definition: '' },
});
const said = (before: ComputePlan, after: ComputePlan) =>
  consequencesForComputes(before, after).map(({ sentence }) => sentence);

test('a definition by which computes will be deleted, on another day or no more, says so', () => {
  const july = ending('2026-07-01T00:00:00.000Z');
  expect(said(plan, july)).toEqual([expect.stringContaining('on 2026-07-01 at the earliest')]);
  expect(said(july, ending('2026-08-01T00:00:00.000Z'))).toEqual([expect.stringContaining('on 2026-08-01')]);
  expect(said(july, plan)).toEqual(['Its computes would not be deleted any more.']);
  expect([said(july, july), said(plan, plan)]).toEqual([[], []]);
});
