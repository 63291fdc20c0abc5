import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Arrival, judgeArrival } from '../../../src/domain/transfer/completeness.ts';

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 10, 0, second));

function arrival(changes: Partial<Arrival> = {}): Arrival {
  return {
    newestChange: at(0),
    count: 3,
    marker: false,
    requireMarker: false,
    uncommitted: 0,
    pageDate: at(60),
    quietSeconds: 120,
    startedAt: at(0),
    giveUpHours: 24,
    ...changes,
  };
}

describe('judgeArrival', () => {
  it('waits until the quiet period after the last change is over, and a second more', () => {
    expect(judgeArrival(arrival())).toMatchObject({ kind: 'wait', seconds: 61 });
  });

  it.each([
    ['still waits at exactly the quiet period, since storage tells whole seconds', 120, 'wait'],
    ['is complete one second later', 121, 'complete'],
  ])('%s', (_, second, kind) => {
    expect(judgeArrival(arrival({ pageDate: at(second) })).kind).toBe(kind);
  });

  it('is complete at once when the marker is there', () => {
    expect(judgeArrival(arrival({ marker: true }))).toEqual({ kind: 'complete' });
  });

  it('waits for a marker that is required however long nothing has changed, and looks less often then', () => {
    const required = { requireMarker: true };
    const missing = { kind: 'wait', missing: 'marker' };
    expect(judgeArrival(arrival({ ...required, pageDate: at(1) }))).toMatchObject({ ...missing, seconds: 120 });
    expect(judgeArrival(arrival({ ...required, pageDate: at(300) }))).toMatchObject({ ...missing, seconds: 300 });
    expect(judgeArrival(arrival({ ...required, pageDate: at(3600) }))).toMatchObject({ ...missing, seconds: 600 });
    expect(judgeArrival(arrival({ ...required, quietSeconds: 86_400 }))).toMatchObject({ ...missing, seconds: 600 });
    expect(judgeArrival(arrival({ ...required, marker: true }))).toEqual({ kind: 'complete' });
  });

  it('does not say that the marker is missing while files are still being uploaded, or none is there', () => {
    const uploading = judgeArrival(arrival({ requireMarker: true, uncommitted: 1 }));
    expect(uploading.kind).toBe('wait');
    expect(uploading).not.toHaveProperty('missing');
    expect(judgeArrival(arrival({ requireMarker: true, count: 0, newestChange: null }))).toEqual({ kind: 'empty' });
  });

  it('gives up on a marker that does not come within the hours of the project, and says where it belongs', () => {
    const late = { requireMarker: true, pageDate: at(24 * 3600) };
    expect(judgeArrival(arrival(late))).toMatchObject({
      kind: 'give-up',
      message: expect.stringContaining('did not come within 24 hours. Put it directly into the folder'),
    });
    expect(judgeArrival(arrival({ ...late, marker: true }))).toEqual({ kind: 'complete' });
  });

  it('waits for a file of which only blocks have arrived, marker or not', () => {
    const uncommitted = { uncommitted: 1, pageDate: at(1000) };
    expect(judgeArrival(arrival(uncommitted))).toMatchObject({ kind: 'wait', seconds: 120 });
    expect(judgeArrival(arrival({ ...uncommitted, marker: true })).kind).toBe('wait');
    expect(judgeArrival(arrival({ ...uncommitted, count: 0, newestChange: null })).kind).toBe('wait');
  });

  it.each([true, false])('finds nothing to take in without any file (marker: %s)', (marker) => {
    expect(judgeArrival(arrival({ count: 0, newestChange: null, marker }))).toEqual({ kind: 'empty' });
  });

  it('finds nothing to take in where the marker lies alone', () => {
    expect(judgeArrival(arrival({ count: 0, marker: true }))).toEqual({ kind: 'empty' });
  });

  it('gives up on an upload that still changes after the hours of the project', () => {
    const late = at(24 * 3600);
    expect(judgeArrival(arrival({ pageDate: late, newestChange: at(24 * 3600 - 5) }))).toMatchObject({
      kind: 'give-up',
      message: expect.stringContaining('after 24 hours'),
    });
  });

  it('takes a quiet upload in however old it is', () => {
    expect(judgeArrival(arrival({ pageDate: at(90 * 3600) })).kind).toBe('complete');
  });

  it('asks for another look at a time when a quiet upload is complete', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3600 }), fc.integer({ min: -5, max: 3600 }), (quietSeconds, age) => {
        const verdict = judgeArrival(arrival({ quietSeconds, pageDate: at(age) }));
        const later =
          verdict.kind === 'wait'
            ? judgeArrival(arrival({ quietSeconds, pageDate: at(age + verdict.seconds) }))
            : verdict;
        expect(later.kind).toBe('complete');
        if (verdict.kind === 'wait') expect(verdict.seconds).toBeGreaterThan(0);
      }),
    );
  });
});
