import { describe, expect, it } from 'vitest';
import type { Transfer } from '../../../../src/domain/operation/operation.ts';
import { timelineOf } from '../../../../src/features/explain/domain/timeline.ts';
import { anEvent, anOperation } from '../../../contract/samples.ts';

const time = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}:00.000Z`;
const nothing = { runs: [], tried: [] };
const operation = anOperation({ state: 'copying', since: time(9), startedAt: time(0) });
const moved = (state: string, minute: number) =>
  anEvent(`${operation.id}.${minute}`, { kind: `ingress.${state}`, at: time(minute), operation: operation.id });

describe('the timeline of an operation', () => {
  it('is its states one after the other, of which the last goes on', () => {
    const { entries, left } = timelineOf(operation, nothing, [
      moved('copying', 9),
      moved('receiving', 0),
      moved('checking', 5),
    ]);
    expect(entries.map(({ what, from, until }) => [what, from, until])).toEqual([
      ['receiving', time(0), time(5)],
      ['checking', time(5), time(9)],
      ['copying', time(9), undefined],
    ]);
    expect(left).toBe(0);
  });

  it('knows the present state before its line stands in the audit, and takes no other line for a state', () => {
    const others = [moved('withdrawal', 3), anEvent('x', { kind: 'ingress.failed', operation: 'another' })];
    const { entries } = timelineOf(operation, nothing, [moved('receiving', 0), ...others]);
    expect(entries.map(({ what, until }) => [what, until])).toEqual([
      ['receiving', time(9)],
      ['copying', undefined],
    ]);
  });

  it('has runs with what came of them, once, and whatever else was tried, in the order of time', () => {
    const run: Transfer = {
      step: 'ingress-copy',
      attempt: 2,
      parameters: {},
      status: 'failed',
      runId: 'run-2',
      intendedAt: time(10),
      startedAt: time(11),
      closedAt: time(12),
      message: 'It broke',
    };
    const runs = [{ step: 'ingress-copy', attempt: 2, status: 'failed', runId: 'run-2', url: 'https://adf.example' }];
    const tried = [
      { what: 'ingress-copy, attempt 2', at: time(12), result: 'failed: It broke' },
      { what: 'to resume it', at: time(20), result: 'it went on' },
    ];
    const { entries } = timelineOf({ ...operation, transfers: [run] }, { runs, tried }, []);
    expect(entries.slice(1)).toEqual([
      {
        ...{
          kind: 'run',
          what: 'The copy into the secure account (attempt 2)',
          from: time(11),
          until: time(12),
          isBad: true,
        },
        ...{ result: 'failed: It broke', url: 'https://adf.example' },
      },
      { kind: 'tried', what: 'to resume it', from: time(20), until: time(20), result: 'it went on' },
    ]);
  });

  it('leaves out the oldest of many and says how many', () => {
    const many = Array.from({ length: 500 }, (_none, index) => moved(index % 2 === 0 ? 'checking' : 'verifying', 8));
    const { entries, left } = timelineOf(operation, nothing, many);
    expect([entries.length, left, entries.at(-1)?.what]).toEqual([100, 401, 'copying']);
  });
});
