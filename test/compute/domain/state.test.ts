import { expect, test } from 'vitest';
import { type JudgedSnapshot, stateOfComputes } from '../../../src/compute/domain/state.ts';

const now = new Date('2026-06-05T12:00:00Z');
const quiet: JudgedSnapshot = { steps: 0, waiting: [], alerts: [], open: [] };
const notice = { compute: 'machine dsvm-1', reason: 'it is kept' };
const old = [{ key: 'machine dsvm-1', since: '2026-06-05T11:29:00.000Z' }];
const fresh = [{ key: 'machine dsvm-1', since: '2026-06-05T11:31:00.000Z' }];

test.each<[string, Partial<JudgedSnapshot>, boolean, string]>([
  ['nothing to do', {}, false, 'as-defined'],
  ['nothing to do under a hold', {}, true, 'as-defined'],
  ['something that a person has to look at and that is there as defined', { alerts: [notice] }, false, 'as-defined'],
  ['a step', { steps: 1, open: fresh }, false, 'changing'],
  ['a step under a hold', { steps: 1, open: old, stopped: 'too many' }, true, 'held'],
  ['a compute that Azure changes', { waiting: [notice], open: fresh }, false, 'changing'],
  ['a difference for longer than repairs take', { steps: 1, open: old }, false, 'unmended'],
  ['what no step can bring about', { alerts: [{ ...notice, unmet: true }] }, false, 'unmended'],
  ['a plan that is left to people', { steps: 11, open: old, stopped: 'too many' }, false, 'stopped'],
])('computes with %s', (_what, part, held, state) => {
  expect(stateOfComputes({ ...quiet, ...part }, held, now)).toBe(state);
});
