import { describe, expect, it } from 'vitest';
import { differencesOf } from '../../../src/domain/definition/definition-change.ts';
import { expiryClosing } from '../../../src/domain/project/expiry-closing.ts';
import { sampleProject } from '../sample.ts';

const entry = (until: string) => ({ kind: 'DPIA', reference: `D-${until}`, until });
const now = new Date('2026-03-10T10:00:00Z');

describe('a project whose governance is over', () => {
  it.each([
    ['2026-01-31', 1, '2026-03-01'],
    ['2026-02-28', 12, '2027-03-01'],
    ['2025-11-30', 3, '2026-03-01'],
    ['2026-03-09', 6, '2026-09-10'],
  ])('until %s is closed %i months after that day', (until, closeAfterLapse, day) => {
    const project = sampleProject({ governance: [entry('2030-01-01'), entry(until)], closeAfterLapse });
    expect(expiryClosing(project, now)).toEqual({ until, day });
  });

  it('is not closed by itself unless its definition says so, while nothing is over, and twice', () => {
    const governance = [entry('2026-01-31')];
    expect(expiryClosing(sampleProject({ governance }), now)).toBeUndefined();
    expect(
      expiryClosing(sampleProject({ governance: [entry('2026-03-10')], closeAfterLapse: 1 }), now),
    ).toBeUndefined();
    const closed = sampleProject({ governance, closeAfterLapse: 1, closed: { releases: 'keep' } });
    expect(expiryClosing(closed, now)).toBeUndefined();
  });

  it('says so only with a second operator; later and never go at once', () => {
    const kinds = (before: number | undefined, after: number | undefined) => {
      const of = (months: number | undefined) => sampleProject(months === undefined ? {} : { closeAfterLapse: months });
      return differencesOf(of(before), of(after)).map(({ kind }) => kind);
    };
    expect([kinds(undefined, 6), kinds(6, 3)]).toEqual([['second-operator'], ['second-operator']]);
    expect([kinds(3, 6), kinds(6, undefined)]).toEqual([['stricter'], ['stricter']]);
  });
});
