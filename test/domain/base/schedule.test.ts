import { describe, expect, it } from 'vitest';
import { lastOccurrence } from '../../../src/domain/base/schedule.ts';

const eight = '0 0 8 * * 1-5';

describe('lastOccurrence', () => {
  it('counts the very second itself', () => {
    const at = new Date('2026-06-05T06:00:00.400Z');
    expect(lastOccurrence('0 0 8 * * 1-5', 'Europe/Amsterdam', at)).toEqual(new Date('2026-06-05T06:00:00Z'));
  });

  it('goes back over a weekend', () => {
    const sunday = new Date('2026-06-07T12:00:00Z');
    expect(lastOccurrence('0 0 19 * * 1-5', 'UTC', sunday)).toEqual(new Date('2026-06-05T19:00:00Z'));
  });

  it('follows summer time', () => {
    const [winter, summer] = [new Date('2026-03-27T12:00:00Z'), new Date('2026-03-30T12:00:00Z')];
    expect(lastOccurrence(eight, 'Europe/Amsterdam', winter)?.toISOString()).toBe('2026-03-27T07:00:00.000Z');
    expect(lastOccurrence(eight, 'Europe/Amsterdam', summer)?.toISOString()).toBe('2026-03-30T06:00:00.000Z');
  });
});
