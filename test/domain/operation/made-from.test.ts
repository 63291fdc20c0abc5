import { describe, expect, test } from 'vitest';
import {
  chosenIds,
  madeFromText,
  mostMadeFrom,
  publishedVersion,
  retractedText,
  retractedVersion,
} from '../../../src/domain/operation/made-from.ts';
import { sampleOperation } from '../sample.ts';

const by = '00000000-0000-4000-8000-000000000050';
const retraction = { closedAt: '', by, reason: '', retainedUntil: '', restorableUntil: '' };

describe('the versions that a package may have been made from', () => {
  test('are those that were available once, also when they are or were retracted', () => {
    for (const state of ['available', 'retracting', 'retracted'])
      expect(publishedVersion(sampleOperation({ state, version: 2 }))).toEqual({
        id: 'ing_01K00000000000000000000000',
        name: 'cohort',
        version: 2,
      });
  });

  test('are told apart when they were retracted, with since when', () => {
    expect(retractedVersion(sampleOperation({ state: 'available', version: 2 }))).toBeUndefined();
    const [one] = ['retracting', 'retracted'].map((state) =>
      retractedVersion(sampleOperation({ state, version: 2, retraction: { ...retraction, closedAt: '2026-03-01' } })),
    );
    expect(one).toMatchObject({ name: 'cohort', version: 2, closedAt: '2026-03-01' });
    expect(retractedText(one === undefined ? [] : [one])).toBe(
      'Of the data that it was made from, this was retracted: cohort v2 (since 2026-03-01)',
    );
    expect(retractedText([])).toBeUndefined();
  });

  test('are none of an upload that never became one, nor of a package', () => {
    const never = { ...retraction, unpublished: 'withdrawn' } as const;
    for (const change of [
      { state: 'available' },
      { state: 'copying', version: 1 },
      { state: 'rejected', version: 1 },
      { state: 'retracting', version: 1, retraction: never },
      { state: 'available', version: 1, door: 'export' as const },
    ])
      expect(publishedVersion(sampleOperation(change))).toBeUndefined();
  });
});

describe('what is chosen', () => {
  test('is versions, each once, or that it is unknown', () => {
    expect(chosenIds(['ing_1', 'ing_2', 'ing_1'])).toEqual(['ing_1', 'ing_2']);
    expect(chosenIds(['unknown', 'unknown'])).toBeUndefined();
    expect(() => chosenIds(['unknown', 'ing_1'])).toThrow('and not both');
  });

  test('has an end', () => {
    const ids = Array.from({ length: mostMadeFrom + 1 }, (_, index) => `ing_${index}`);
    expect(chosenIds(ids.slice(1))).toHaveLength(mostMadeFrom);
    expect(() => chosenIds(ids)).toThrow(`at most ${mostMadeFrom} versions`);
  });

  test('is told by name and version', () => {
    const versions = [
      { id: 'ing_1', name: 'cohort', version: 2 },
      { id: 'ing_2', name: 'labs', version: 1 },
    ];
    expect(madeFromText(versions)).toBe('cohort v2, labs v1');
    expect(madeFromText('unknown')).toBe('unknown');
    expect(madeFromText(undefined)).toBe('');
  });
});
