import { describe, expect, it } from 'vitest';
import { desiredPower, powerDecider, powerTag } from '../../../src/compute/domain/power.ts';

const weekdays = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' } as const;

describe('wantedPower', () => {
  it.each([
    ['a minute before the start', '2026-06-05T05:59:59Z', false],
    ['at the start', '2026-06-05T06:00:00Z', true],
    ['during the day', '2026-06-05T12:00:00Z', true],
    ['at the stop', '2026-06-05T17:00:00Z', false],
    ['at the weekend', '2026-06-06T12:00:00Z', false],
    ['on Monday morning', '2026-06-08T06:30:00Z', true],
  ])('follows the schedule in local time %s', (_when, now, on) => {
    const conditions = { timeZone: 'Europe/Amsterdam', inactive: undefined, now: new Date(now) };
    expect(desiredPower(weekdays, conditions).on).toBe(on);
  });

  it.each([
    ['always-on', true],
    ['off', false],
    ['manual', undefined],
  ] as const)('knows what %s means', (mode, on) => {
    expect(desiredPower({ mode }, { timeZone: 'UTC', inactive: undefined, now: new Date('2026-06-05Z') }).on).toBe(on);
  });

  it.each([weekdays, { mode: 'always-on' }, { mode: 'manual' }] as const)(
    'turns everything off once the project is not active: $mode',
    (power) => {
      const midday = new Date('2026-06-05T12:00:00Z');
      expect(desiredPower(power, { timeZone: 'UTC', inactive: 'it is hibernated', now: midday })).toEqual({
        on: false,
        why: 'it is hibernated',
      });
    },
  );

  it('lets the stop win when both fall on the same second', () => {
    const power = { mode: 'schedule', start: '0 0 8 * * *', stop: '0 0 8 * * *' } as const;
    expect(
      desiredPower(power, { timeZone: 'UTC', inactive: undefined, now: new Date('2026-06-05T12:00:00Z') }).on,
    ).toBe(false);
  });
});

describe('powerTag', () => {
  it('shows the plan in one line', () => {
    expect(powerTag(weekdays, 'Europe/Amsterdam')).toBe('start 0 0 8 * * 1-5; stop 0 0 19 * * 1-5; Europe/Amsterdam');
    expect(powerTag({ mode: 'off' }, 'UTC')).toBe('off');
  });
});

describe('powerDecider', () => {
  it('says of each plan what wantedPower says, however often it is asked', () => {
    const conditions = { timeZone: 'Europe/Amsterdam', inactive: undefined, now: new Date('2026-06-05T12:00:00Z') };
    const powerOf = powerDecider(conditions);
    const plans = [
      { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 19 * * 1-5' },
      { mode: 'schedule', start: '0 0 20 * * *', stop: '0 0 6 * * *' },
      { mode: 'off' },
    ] as const;
    for (const power of [...plans, ...plans]) expect(powerOf(power)).toEqual(desiredPower(power, conditions));
  });
});
