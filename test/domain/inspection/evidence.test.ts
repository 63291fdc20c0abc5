import { expect, test } from 'vitest';
import { fileDetail } from '../../../src/domain/inspection/evidence.ts';
import { aCoverage } from '../../inspector/a-coverage.ts';

test('what stands beside the evidence of a file is read as it is written now, and as it was before coverage', () => {
  const places = [{ rule: 'small-count', places: [{ row: 7 }] }];
  expect(fileDetail.parse({ places, coverage: aCoverage() })).toEqual({ places, coverage: aCoverage() });
  expect(fileDetail.parse(places)).toEqual({ places });
  expect(fileDetail.safeParse({ places, name: 'a.csv' }).success).toBe(false);
});
