import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../../src/compute/reconcile/subject.ts';
import { daysLater } from '../../../src/domain/base/time.ts';
import { capacityAt } from '../../../src/domain/lifecycle/capacity.ts';
import { stateOfProject } from '../../../src/domain/overview/project-filter.ts';
import { expiredPartOf, isActive, whyNotRunning } from '../../../src/domain/project/project-time.ts';
import { sampleProject } from '../sample.ts';

const governance = [
  { kind: 'Ethics approval', reference: 'EK-1', until: '2027-06-30' },
  { kind: 'DPIA', reference: 'DP-1', until: '2026-06-30' },
];
const project = sampleProject({ starts: '2026-01-01', ends: '2027-12-31' });

describe('a project runs', () => {
  it.each([
    ['2025-12-31T23:59:59Z', 'not-begun'],
    ['2026-01-01T00:00:00Z', undefined],
    ['2027-12-31T23:59:59Z', undefined],
    ['2028-01-01T00:00:00Z', 'ended'],
  ])('between its days: at %s the reason against it is %s', (time, why) => {
    expect(whyNotRunning(project, new Date(time))).toBe(why);
  });

  it.each([
    ['2026-06-30T23:59:59Z', undefined],
    ['2026-07-01T00:00:00Z', 'lapsed'],
    ['2028-01-01T00:00:00Z', 'ended'],
  ])('up to the earliest last day of its governance: at %s the reason against it is %s', (time, why) => {
    expect(whyNotRunning({ ...project, governance }, new Date(time))).toBe(why);
  });

  it('no more once it is closed, whatever its days say', () => {
    const closed = { releases: 'keep' as const };
    expect(whyNotRunning({ ...project, governance, closed }, new Date('2026-08-01'))).toBe('closed');
  });
});

describe('what has lapsed', () => {
  it('is told with the earliest day first', () => {
    expect(expiredPartOf({ governance }, new Date('2027-07-01')).map(({ reference }) => reference)).toEqual([
      'DP-1',
      'EK-1',
    ]);
  });

  it('shuts both doors, switches computes off and is told of the project, all at the same instant', () => {
    const day = fc.integer({ min: -900, max: 900 }).map((days) => daysLater(new Date('2026-12-31'), days));
    const entry = day.map((date) => ({ kind: 'DPIA', reference: 'DP-1', until: date.toISOString().slice(0, 10) }));
    fc.assert(
      fc.property(fc.option(entry, { nil: undefined }), day, (one, now) => {
        const dated = one === undefined ? project : { ...project, governance: [one] };
        const runs = isActive(dated, now);
        for (const door of ['ingress', 'export'] as const)
          expect(capacityAt(door, dated, [], now).kind).toBe(runs ? 'room' : 'wait');
        expect(subjectOf(dated, now).active).toBe(runs);
        expect(stateOfProject(dated, now) === 'open').toBe(runs);
      }),
    );
  });
});
