import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromWireTime, toStatusTime, toTimeSpan, toWireTime } from '../../../local/host/durable/timestamps.ts';

test('fractions lose their trailing zeros', () => {
  expect(['.120', '.100', '.000', '.007'].map((part) => toWireTime(Date.parse(`2026-01-01T00:00:10${part}Z`)))).toEqual(
    ['2026-01-01T00:00:10.12Z', '2026-01-01T00:00:10.1Z', '2026-01-01T00:00:10Z', '2026-01-01T00:00:10.007Z'],
  );
});

test('any time comes back from its wire form', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), (time) => {
      expect(fromWireTime(toWireTime(time))).toBe(time);
    }),
  );
});

test('status times have whole seconds, cut off', () => {
  expect(toStatusTime(Date.parse('2026-01-01T00:00:10.999Z'))).toBe('2026-01-01T00:00:10Z');
});

test('time spans have the .NET form', () => {
  expect([toTimeSpan(3 * 86_400_000), toTimeSpan(90_061_000), toTimeSpan(600), toTimeSpan(5000)]).toEqual([
    '3.00:00:00',
    '1.01:01:01',
    '00:00:00.6000000',
    '00:00:05',
  ]);
});
