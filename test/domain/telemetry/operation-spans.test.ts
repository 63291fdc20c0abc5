import { describe, expect, it } from 'vitest';
import type { Operation, Transfer } from '../../../src/domain/operation/operation.ts';
import { spanOfRound, spansOfChange } from '../../../src/domain/telemetry/operation-spans.ts';
import { anOperation, aRound } from '../../contract/samples.ts';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const reviewed = anOperation({
  id: 'exp_1',
  door: 'export',
  state: 'in-review',
  revision: 3,
  startedAt: at(1),
  since: at(2),
});
const releasing: Operation = { ...reviewed, state: 'releasing', revision: 4, since: at(9) };
const release: Transfer = {
  step: 'export-release',
  attempt: 2,
  parameters: { operationId: 'exp_1', folder: 'secret-name' },
  status: 'started',
  runId: 'run-1',
  intendedAt: at(9),
};
const closed: Transfer = { ...release, status: 'failed', closedAt: at(10), message: 'secret-name differs' };
const names = (before: Operation, after: Operation) => spansOfChange(before, after).map(({ id }) => id);

describe('the spans of an operation', () => {
  it('are one for each state that was left, from its beginning on', () => {
    expect(spansOfChange(reviewed, releasing)).toEqual([
      {
        trace: 'exp_1',
        id: `exp_1/in-review/${at(2)}`,
        parent: 'exp_1',
        name: 'in-review',
        start: at(2),
        end: at(9),
        attributes: {
          'sallyport.operation': 'exp_1',
          'sallyport.door': 'export',
          'sallyport.project': 'heart-study',
          'sallyport.outcome': 'releasing',
        },
      },
    ]);
  });

  it('are none when only findings were written, and say of a state that it failed', () => {
    expect(spansOfChange(reviewed, { ...reviewed, round: 1 })).toEqual([]);
    const failed = { ...releasing, state: 'failed', revision: 5, since: at(11) };
    expect(spansOfChange(releasing, failed)).toMatchObject([{ id: `exp_1/releasing/${at(9)}`, failed: true }]);
  });

  it('are one for each transfer that was closed, in the state that it worked for, without its folder and message', () => {
    const before = { ...releasing, transfers: [{ ...closed, attempt: 1 }, release] };
    const after = { ...releasing, transfers: [{ ...closed, attempt: 1 }, closed] };
    const spans = spansOfChange(before, after);
    expect(spans).toMatchObject([
      {
        id: `exp_1/export-release/${at(9)}`,
        parent: `exp_1/releasing/${at(9)}`,
        start: at(9),
        end: at(10),
        failed: true,
      },
    ]);
    expect(spans[0]?.attributes).toMatchObject({ 'sallyport.run': 'run-1' });
    expect(spans[0]?.attributes).not.toHaveProperty('sallyport.attempt');
    expect(JSON.stringify(spans)).not.toContain('secret-name');
    expect(spansOfChange(after, after)).toEqual([]);
  });

  it('end with the whole, from its first event to its end, with the first end only', () => {
    const released = { ...releasing, state: 'released', revision: 5, since: at(12) };
    expect(spansOfChange(releasing, released)).toMatchObject([
      { id: `exp_1/releasing/${at(9)}` },
      { id: 'exp_1', name: 'export', start: at(1), end: at(12), attributes: { 'sallyport.outcome': 'released' } },
    ]);
    expect(spansOfChange(releasing, released)[1]).not.toHaveProperty('parent');
    const takeBack = { number: 1, from: 'released', to: 'revoked', by: 'o', reason: 'r', at: at(20) } as const;
    const revoking = { ...released, state: 'revoking', revision: 6, since: at(20), takeBack };
    expect(names(released, revoking)).toEqual([]);
    expect(names(revoking, { ...revoking, state: 'revoked', revision: 7, since: at(21) })).toEqual([
      `exp_1/revoking/${at(20)}`,
    ]);
  });

  it('of a package have rounded times, and there is none for what came and went within a quarter of an hour', () => {
    const early = { ...reviewed, state: 'inspecting', since: '2026-11-02T10:00:01.000Z' };
    const left = { ...early, state: 'in-review', revision: 4, since: '2026-11-02T10:14:59.000Z' };
    expect(spansOfChange(early, left)).toEqual([]);
    const later = { ...left, since: '2026-11-02T10:15:01.000Z' };
    expect(spansOfChange(early, later)).toMatchObject([{ start: at(2), end: '2026-11-02T10:15:00.000Z' }]);
    const dataset = (one: Operation, state: string): Operation => ({ ...one, id: 'ing_1', door: 'ingress', state });
    expect(spansOfChange(dataset(early, 'checking'), dataset(left, 'copying'))).toMatchObject([
      { id: 'ing_1/3', start: early.since },
    ]);
  });

  it('are none of a package before its freeze, but for the whole of one whose end is told', () => {
    const early = { ...reviewed, state: 'receiving' };
    const ended = { ...early, state: 'withdrawn', revision: 4, since: at(3), transfers: [closed] };
    expect(spansOfChange(early, ended)).toEqual([]);
    expect(names(early, { ...ended, toldSince: at(3) })).toEqual(['exp_1']);
    expect(spansOfChange({ ...early, state: 'freezing' }, { ...reviewed, revision: 4, since: at(3) })).toEqual([]);
  });

  it('have the whole of a dataset whose copy was never published, and none of a retraction later', () => {
    const times = { closedAt: at(5), by: 'o', reason: 'r', retainedUntil: at(6), restorableUntil: at(7) };
    const retracting = anOperation({ id: 'ing_1', state: 'retracting', retraction: times });
    const gone = { ...retracting, revision: 2, since: at(8) };
    expect(names(retracting, { ...gone, state: 'retracted' })).toEqual(['ing_1/1']);
    const retraction = { ...times, unpublished: 'withdrawn' as const };
    const after = { ...gone, retraction, state: 'withdrawn' };
    expect(names({ ...retracting, retraction }, after)).toEqual(['ing_1/1', 'ing_1']);
  });

  it('put what is cleared after the end under the whole', () => {
    const ended = { ...releasing, state: 'returned', revision: 6 };
    const step = { ...closed, step: 'review-clear' } as const;
    expect(spansOfChange(ended, { ...ended, transfers: [step] })).toMatchObject([{ parent: 'exp_1' }]);
  });
});

describe('the span of a round', () => {
  it('goes from its opening to its close, in the trace of its package', () => {
    const round = aRound({ exportId: 'exp_1', openedAt: at(2), revision: 4 });
    expect(spanOfRound(round)).toBeUndefined();
    expect(spanOfRound({ ...round, status: 'denied', closedAt: at(4) })).toEqual({
      trace: 'exp_1',
      id: 'exp_1/round-1/4',
      parent: 'exp_1',
      name: 'round',
      start: at(2),
      end: at(4),
      attributes: {
        'sallyport.operation': 'exp_1',
        'sallyport.project': 'heart-study',
        'sallyport.round': 1,
        'sallyport.outcome': 'denied',
      },
    });
  });
});
