import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refused } from '../../../src/domain/base/errors.ts';
import { type Direction, inDirection, partOf } from '../../../src/domain/base/list-place.ts';
import { isIn, spanOf } from '../../../src/domain/operation/list-query.ts';

const asked = { project: 'heart-study' };
const items = fc.uniqueArray(fc.record({ value: fc.constantFrom('a', 'b', 'c'), id: fc.string({ maxLength: 3 }) }), {
  selector: ({ id }) => id,
});
const partWith = (direction: Direction, limit: number, continuation?: string) => {
  return { placeOfItem: (item: { value: string; id: string }) => item, direction, limit, asked, continuation };
};

describe('a list that is given in parts', () => {
  it('gives every item once, in order, whatever the size of a part; none is empty but of an empty list', () => {
    fc.assert(
      fc.property(
        items,
        fc.constantFrom<Direction[]>('up', 'down'),
        fc.integer({ min: 1, max: 4 }),
        (all, way, limit) => {
          const seen: typeof all = [];
          let continuation: string | undefined;
          do {
            const part = partOf(all, partWith(way, limit, continuation));
            if (all.length > 0) expect(part.items.length).toBeGreaterThan(0);
            seen.push(...part.items);
            continuation = part.continuation ?? undefined;
          } while (continuation !== undefined);
          expect(seen).toEqual(all.toSorted(inDirection(way)));
        },
      ),
    );
  });

  it('goes on behind its place though the item of that place is gone', () => {
    const all = ['1', '2', '3'].map((id) => ({ value: 'a', id }));
    const { continuation } = partOf(all, partWith('up', 2));
    const rest = all.filter(({ id }) => id !== '2');
    expect(partOf(rest, partWith('up', 2, continuation ?? undefined)).items).toEqual([{ value: 'a', id: '3' }]);
  });

  it('refuses a continuation that was made under other filters, or by nobody', () => {
    const all = ['1', '2'].map((id) => ({ value: 'a', id }));
    const { continuation } = partOf(all, partWith('up', 1));
    const other = { ...partWith('up', 1, continuation ?? ''), asked: { project: 'lung-study' } };
    expect(() => partOf(all, other)).toThrow('other filters');
    for (const made of ['', 'nonsense', Buffer.from('{"of":1}').toString('base64url')])
      expect(() => partOf(all, partWith('up', 1, made))).toThrow(Refused);
  });
});

describe('a span of time', () => {
  it('has the day in it that is named as its end', () => {
    const span = spanOf({ since: '2026-03-01', until: '2026-03-02' });
    expect(span).toEqual({ since: '2026-03-01T00:00:00.000Z', until: '2026-03-03T00:00:00.000Z' });
    expect(isIn(span, '2026-03-02T23:59:59.999Z')).toBe(true);
    expect(isIn(span, '2026-03-03T00:00:00.000Z')).toBe(false);
  });

  it('is in UTC whatever offset it is given in, and open where nothing is said', () => {
    expect(spanOf({ until: '2026-03-01T01:00:00+01:00' })).toEqual({ until: '2026-03-01T00:00:00.000Z' });
    expect(isIn({}, 'whenever')).toBe(true);
  });
});
