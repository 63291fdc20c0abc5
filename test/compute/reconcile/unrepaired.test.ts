import { expect, test } from 'vitest';
import type { ComputePlan } from '../../../src/compute/domain/plan.ts';
import type { ReconcileResult } from '../../../src/compute/reconcile/reconcile.ts';
import { describeUnrepaired, unrepairedOf } from '../../../src/compute/reconcile/unrepaired.ts';

const now = new Date('2026-06-05T12:00:00Z');
const since = '2026-06-05T10:00:00.000Z';
const action = { kind: 'start-machine', name: 'DSVM-1', reason: 'it is stopped' } as const;
const nothing: ComputePlan = {
  project: 'genomics',
  actions: [],
  waiting: [],
  alerts: [],
  idle: [],
  notes: [],
  digest: 'd',
};
const toStart: ComputePlan = { ...nothing, actions: [action] };
const failed = { compute: 'machine dsvm-1', reason: 'The last change failed.' };

function why(result: Partial<ReconcileResult>): readonly string[] {
  const open = [{ key: 'machine dsvm-1', since }];
  return unrepairedOf({ outcome: 'applied', plan: toStart, applied: [], open, ...result }, now).map((one) => one.why);
}

test.each<[string, Partial<ReconcileResult>, string | RegExp]>([
  ['a step that was refused', { applied: [{ action, error: 'Azure has no room' }] }, 'Azure has no room'],
  [
    'a step that was accepted',
    { applied: [{ action, error: undefined }] },
    /^Azure accepted .+: start machine DSVM-1: it is/,
  ],
  [
    'an accepted step after a failure',
    { plan: { ...toStart, alerts: [failed] } },
    /it is stopped\. The last change failed\.$/,
  ],
  ['a stopped plan', { outcome: 'stopped', plan: { ...toStart, stopped: 'It is too much.' } }, 'It is too much.'],
  ['the kill switch', { outcome: 'held' }, /^The kill switch is on, .+: start machine DSVM-1/],
  ['another run at work', { outcome: 'busy' }, /^Another run is at work .+: start machine DSVM-1/],
  [
    'a wait',
    { outcome: 'settled', plan: { ...nothing, waiting: [{ ...failed, reason: 'It starts.' }] } },
    'It starts.',
  ],
  [
    'what only a person can mend',
    { plan: { ...nothing, alerts: [{ ...failed, unmet: true }] } },
    'The last change failed.',
  ],
])('%s is the reason of a difference that stays', (_name, result, reason) => {
  expect(why(result)).toEqual([typeof reason === 'string' ? reason : expect.stringMatching(reason)]);
});

test('what is not open for longer than repairs take needs no reason', () => {
  expect(why({ open: [{ key: 'machine dsvm-1', since: '2026-06-05T11:45:00.000Z' }] })).toEqual([]);
});

test('what was asked for in vain three times is told, however short it is open', () => {
  const alerts = [{ ...failed, unmet: true as const, tries: 3 }];
  const open = [{ key: 'machine dsvm-1', since: '2026-06-05T11:45:00.000Z' }];
  expect(why({ open, plan: { ...toStart, alerts } })).toEqual([expect.stringContaining('The last change failed.')]);
});

test('people are told each reason once, with the computes and since when', () => {
  const stopped = { since, why: 'It is too much.' };
  expect(
    describeUnrepaired('genomics', [
      { ...stopped, key: 'cluster cpu' },
      { key: 'machine dsvm-1', since, why: 'Azure has no room' },
      { ...stopped, key: 'machine dsvm-2' },
    ]).split('\n'),
  ).toEqual([
    'The computes of genomics are not as its definition says, and runs do not mend it.',
    'cluster cpu, since 5 Jun 2026, 10:00 UTC; machine dsvm-2, since 5 Jun 2026, 10:00 UTC: It is too much.',
    'machine dsvm-1, since 5 Jun 2026, 10:00 UTC: Azure has no room',
  ]);
});
