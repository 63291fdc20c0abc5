import { describe, expect, it } from 'vitest';
import { measureMove, measureStatus } from '../../../src/domain/telemetry/measurements.ts';
import { anOperation } from '../../contract/samples.ts';

const reviewed = anOperation({
  door: 'export',
  state: 'in-review',
  startedAt: '2026-11-01T10:00:00.000Z',
  since: '2026-11-01T11:00:00.000Z',
});
const about = { 'sallyport.door': 'export', 'sallyport.project': 'heart-study' };

describe('a move', () => {
  it('tells how long people waited for the decision, and for the answer', () => {
    const releasing = { ...reviewed, state: 'releasing', revision: 2, since: '2026-11-02T10:00:00.000Z' };
    expect(measureMove(reviewed, releasing)).toEqual([
      {
        metric: 'sallyport.review.turnaround',
        value: 86_400,
        attributes: { ...about, 'sallyport.outcome': 'releasing' },
      },
    ]);
    const released = { ...releasing, state: 'released', revision: 3, since: '2026-11-02T10:01:00.000Z' };
    expect(measureMove(releasing, released)).toEqual([
      { metric: 'sallyport.turnaround', value: 86_400, attributes: { ...about, 'sallyport.outcome': 'released' } },
    ]);
  });

  it('tells nothing of a review that ends otherwise, nor of findings', () => {
    expect(measureMove(reviewed, { ...reviewed, state: 'returning', revision: 2 })).toEqual([]);
    const released = { ...reviewed, state: 'released' };
    expect(measureMove(released, { ...released, round: 2 })).toEqual([]);
  });
});

describe('what stands', () => {
  it('is told by who must act next, with the oldest, also where nothing waits', () => {
    const waiting = anOperation({ state: 'failed', since: '2026-11-01T10:00:00.000Z' });
    const now = new Date('2026-11-01T12:00:00.000Z');
    const told = measureStatus(
      [reviewed, waiting, { ...waiting, since: now.toISOString() }],
      { untold: 2, givenUp: 1 },
      now,
    );
    const values = Object.fromEntries(
      told.map(({ metric, attributes, value }) => [[metric, ...Object.values(attributes)].join(' '), value]),
    );
    expect(values).toEqual({
      'sallyport.operations.waiting system': 0,
      'sallyport.operations.oldest system': 0,
      'sallyport.operations.waiting owner': 0,
      'sallyport.operations.oldest owner': 0,
      'sallyport.operations.waiting researcher': 0,
      'sallyport.operations.oldest researcher': 0,
      'sallyport.operations.waiting approvers': 1,
      'sallyport.operations.oldest approvers': 3600,
      'sallyport.operations.waiting operator': 2,
      'sallyport.operations.oldest operator': 7200,
      'sallyport.operations.untold false': 2,
      'sallyport.operations.untold true': 1,
      'sallyport.packages.uninspected heart-study': 0,
    });
  });
});
