import { describe, expect, it } from 'vitest';
import { cellOf } from '../../../src/inspector/child/checks/cell.ts';
import { numberOf } from '../../../src/inspector/child/checks/number.ts';
import { plainText } from '../../../src/inspector/child/checks/plain-text.ts';

describe('plainText', () => {
  it.each([
    ['٣٤', '34'],
    ['７．５', '7.5'],
    ['𝟗', '9'],
    ['𝟢𝟣', '01'],
    ['१२', '12'],
    ['\u2212 3', '- 3'],
    ['1\u202f234', '1 234'],
    ['\ufeff7\u200b', '7'],
    ['≤9', '<=9'],
    ['7²', '7²'],
  ])('reads %j as %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('numberOf', () => {
  it.each([
    ['7', 7],
    ['-7', -7],
    ['1,234', 1234],
    ["12'345'678", 12_345_678],
    ['1 234', 1234],
    ['1.234.567', 1_234_567],
    ['1.234', 1.234],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['0,123', 0.123],
    ['3,5', 3.5],
    ['.5', 0.5],
    ['2.2e-16', 2.2e-16],
  ])('%s is %d', (text, value) => {
    expect(numberOf(text)).toBeCloseTo(value, 20);
  });

  it.each(['', '-', '1,23,4', '2024-01-02', '7.3.1961', '1,234,5', 'e5', '12 34', '9'.repeat(41)])(
    '%j is none',
    (text) => {
      expect(numberOf(text)).toBeUndefined();
    },
  );
});

describe('cellOf', () => {
  it.each(['<10', '< 5', '<=7', '*', '.', '-', 'redacted', '[REDACTED]', 'Suppressed', 'c', 'x', 'n/a', '<10 (<5%)'])(
    '%s is masked',
    (text) => {
      expect(cellOf(text).kind).toBe('masked');
    },
  );

  it.each([
    ['3 (2.1)', 3, 2.1, false],
    ['12 (30%)', 12, 30, true],
    ['12(30 %)', 12, 30, true],
    ['1,204 (30,5%)', 1204, 30.5, true],
    ['12 [30]', 12, 30, false],
    ['30% (12)', 12, 30, true],
    ['30.5% (n = 12)', 12, 30.5, true],
  ])('%s counts %d', (text, count, share, isSure) => {
    expect(cellOf(text)).toEqual({ kind: 'counted', count, share, isSure });
  });

  it.each([
    ['3/120 (2.5%)', 3, 2.5, true, 120],
    ['3/120', 3, undefined, false, 120],
    ['9/2.136', 9, undefined, false, 2136],
  ])('%s counts %d of others', (text, count, share, isSure, of) => {
    expect(cellOf(text)).toEqual({ kind: 'counted', count, share, isSure, of });
  });

  it.each(['4.00 (1.20)', '120/80', '0.12 (0.05)', '-3 (2.1)', '18 to 97', '5 (1-9)', 'seven'])(
    '%s counts nothing',
    (text) => {
      expect(cellOf(text).kind).toBe('text');
    },
  );

  it.each([
    ['7*', 7, false],
    ["'7", 7, false],
    ['30%', 30, true],
    ['0.31***', 0.31, false],
    ['7†', 7, false],
  ])('%s is a number', (text, value, isPercent) => {
    expect(cellOf(text)).toEqual({ kind: 'number', value, isPercent });
  });
});
