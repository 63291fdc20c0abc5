import { expect, test } from 'vitest';
import type { EgressLimit } from '../../../src/domain/project/egress-limits.ts';
import { limitStandsText, limitText } from '../../../src/pages/base/limit-text.ts';

const week: EgressLimit = { name: 'week', of: 'person', days: 7, hard: { packages: 5, bytes: 1e8 } };

test('a limit is said in words, and how it stands for a package', () => {
  expect(limitText(week)).toBe('at most 5 packages and 100 MB in 7 days, of each person');
  expect(limitText({ name: 'day', of: 'project', days: 1, hard: { files: 1 } })).toBe('at most 1 file in 1 day');
  const soft = { packages: 2, files: 9 };
  expect(limitText({ name: 'day', of: 'project', days: 1, soft })).toBe(
    'one approver more above 2 packages and 9 files in 1 day',
  );
  expect(limitText({ ...week, soft: { packages: 2 } })).toBe(
    'at most 5 packages and 100 MB, with one approver more above 2 packages, in 7 days, of each person',
  );
  const taken = { packages: 3, files: 9, rows: 1100, bytes: 4e7 };
  const wanted = { packages: 1, files: 1, rows: 100, bytes: 1.2e7 };
  const counted = { taken, wanted };
  const look = {
    dataset: '',
    hard: counted,
    soft: counted,
    uncounted: 2,
    fits: true,
    fitsFrom: new Date(0),
    isOverSoft: false,
  };
  expect(limitStandsText({ ...look, limit: week })).toBe(
    '3 packages of 5 packages and 40 MB of 100 MB in the last 7 days; with this one 4 packages and 52 MB',
  );
  const limit = { ...week, hard: { packages: 5 }, soft: { packages: 2, files: 9 } };
  expect(limitStandsText({ ...look, limit, isOverSoft: true })).toBe(
    '3 packages of 5 packages and 9 files of 9 files in the last 7 days; with this one 4 packages and 10 files',
  );
  const half = { taken: { ...taken, packages: 1.5 }, wanted };
  expect(limitStandsText({ ...look, limit, hard: half })).toBe(
    '1.5 packages of 5 packages, 3 packages of 2 packages (soft) and 9 files of 9 files in the last 7 days; with this one 2.5 packages, 4 packages (soft) and 10 files',
  );
  const rows = { ...week, hard: { rows: 5000 } };
  expect(limitText(rows)).toBe('at most 5,000 rows in 7 days, of each person');
  expect(limitStandsText({ ...look, limit: rows })).toBe(
    '1,100 rows of 5,000 rows in the last 7 days; with this one 1,200 rows; the rows of 2 files were not counted',
  );
  expect(limitStandsText({ ...look, limit: rows, uncounted: 0 })).not.toContain('counted');
});
