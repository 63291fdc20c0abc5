import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { asked, publicHolidays } from '../../scripts/public-holidays.ts';

describe('the holidays of a place and year', () => {
  test('hold the substitute day where one falls on a week-end', () => {
    expect(publicHolidays(['GB', 'ENG'], 2026).map(({ date }) => date)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-04',
      '2026-05-25',
      '2026-08-31',
      '2026-12-25',
      '2026-12-26',
      '2026-12-28',
    ]);
  });

  test('hold each day of a feast of several days once', () => {
    const dates = publicHolidays(['SA'], 2026).map(({ date }) => date);
    expect(dates).toEqual(expect.arrayContaining(['2026-03-19', '2026-03-20', '2026-03-21', '2026-03-22']));
    expect(new Set(dates).size).toBe(dates.length);
  });

  test.each([
    [['gb-eng', '2027'], { place: ['GB', 'ENG'], year: 2027 }],
    [['DE', '2026'], { place: ['DE'], year: 2026 }],
  ])('are asked for by %j', (words, wanted) => {
    expect(asked(words)).toEqual(wanted);
  });

  test.each([
    [[], 'Say which and when'],
    [['GB-ENG'], 'Say which and when'],
    [['GB-ENG', '27'], 'Say which and when'],
    [['XX', '2027'], "'XX' in XX is not known"],
    [['GB-XYZ', '2027'], 'ALD, ENG, NIR, SCT, WLS'],
  ])('are refused for %j', (words, why) => {
    expect(asked(words)).toMatchObject({ refusal: expect.stringContaining(why) });
  });
});

test('npm run holidays prints the list of dates alone, and their names beside it', () => {
  const run = (...words: string[]) =>
    spawnSync(process.execPath, ['scripts/holidays.ts', ...words], { encoding: 'utf8' });
  const { stdout, stderr, status } = run('GB-ENG', '2027');
  expect([status, JSON.parse(stdout).length, stderr.split('\n')[0]]).toEqual([0, 10, "2027-01-01  New Year's Day"]);
  expect(run('GB-ENG')).toMatchObject({ status: 1, stdout: '' });
});
