import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { filteredStates, fitsFilter, type OperationFilter } from '../../../src/domain/overview/operation-filter.ts';
import { summaryRowOf } from '../../../src/domain/overview/summary-row.ts';
import { anOperation } from '../../contract/samples.ts';

const at = { now: new Date('2026-11-26T10:00:00Z'), outageHours: 24 };
const outage = (since: string) => ({ since, times: 3, lastAt: since, message: 'storage is away' });
const operations = {
  receiving: anOperation(),
  moving: anOperation({ state: 'copying' }),
  rejected: anOperation({ state: 'rejected' }),
  available: anOperation({ state: 'available' }),
  troubled: anOperation({ state: 'copying', trouble: outage('2026-11-26T09:00:00.000Z') }),
  stalled: anOperation({ state: 'copying', trouble: outage('2026-11-25T09:00:00.000Z') }),
  held: anOperation({ state: 'copying', hold: 'on hold' }),
  early: anOperation({ state: 'copying', startedAt: '2026-11-23T23:59:59.999Z' }),
} satisfies Record<string, Operation>;

function chosen(wanted: Partial<OperationFilter>): string[] {
  const names = Object.entries(operations).filter(([, one]) =>
    fitsFilter(summaryRowOf(one), { sort: 'newest', ...wanted }, at),
  );
  return names.map(([name]) => name);
}

describe('operations are chosen', () => {
  it('by their state, and all of them without a filter', () => {
    expect(chosen({})).toEqual(Object.keys(operations));
    expect(chosen({ state: 'rejected' })).toEqual(['rejected']);
  });

  it('by what they are: open, ended, in need of somebody, in trouble, stalled', () => {
    expect(chosen({ kind: 'open' })).not.toContain('available');
    expect(chosen({ kind: 'ended' })).toEqual(['available']);
    expect(chosen({ kind: 'needs-somebody' })).toEqual(['receiving', 'rejected', 'stalled', 'held']);
    expect(chosen({ kind: 'in-trouble' })).toEqual(['troubled', 'stalled']);
    expect(chosen({ kind: 'stalled' })).toEqual(['stalled']);
  });

  it('by whose turn it is: an operator has to look at what is stalled', () => {
    expect(chosen({ waitsFor: 'owner' })).toEqual(['receiving']);
    expect(chosen({ waitsFor: 'operator' })).toEqual(['rejected', 'stalled', 'held']);
    expect(chosen({ waitsFor: 'system' })).toEqual(['moving', 'troubled', 'early']);
    expect(chosen({ waitsFor: 'approvers' })).toEqual([]);
  });

  it('by when they began: from since on, and before until', () => {
    expect(chosen({ until: '2026-11-24T00:00:00.000Z' })).toEqual(['early']);
    expect(chosen({ since: '2026-11-24T10:00:00.000Z' })).not.toContain('early');
    expect(chosen({ until: '2026-11-24T10:00:00.000Z' })).toEqual(['early']);
  });

  it('without what waits for nobody when those come first that wait longest', () => {
    expect(chosen({ sort: 'longest-waiting' })).not.toContain('available');
  });
});

it('the table of a door knows which states a filter can mean', () => {
  expect(filteredStates('ingress', { sort: 'newest' })).toBeUndefined();
  expect(filteredStates('ingress', { sort: 'newest', kind: 'ended' })).toEqual([
    'available',
    'discarded',
    'withdrawn',
    'retracted',
  ]);
  expect(filteredStates('export', { sort: 'newest', kind: 'ended', state: 'copying' })).toEqual(['copying']);
});

it('a brief names whoever did something to an operation once, and not the control plane', () => {
  const by = '5a11f0a7-0000-4000-8000-0000000000d4';
  const done = { by, reason: 'no need', at: '2026-11-24T10:00:00.000Z' };
  const row = summaryRowOf(
    anOperation({ withdrawal: { ...done, part: 'operator' }, stop: { by: 'control-plane', message: '', at: done.at } }),
  );
  expect(row.people).toEqual([by]);
  expect(
    summaryRowOf(anOperation({ stop: { by, message: '', at: done.at }, withdrawal: { ...done, part: 'owner' } }))
      .people,
  ).toEqual([by]);
});
