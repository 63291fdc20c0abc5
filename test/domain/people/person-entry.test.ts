import { expect, test } from 'vitest';
import { clearedEntry, correctedEntry, isStaleEntry, seenEntry } from '../../../src/domain/people/person-entry.ts';

const oid = '5A11F0A7-0000-4000-8000-0000000000d4';
const ada = { oid, name: 'Ada', email: 'ada@example.org' };
const monday = new Date('2026-03-02T08:00:00.000Z');
const tuesday = new Date('2026-03-03T08:00:00.000Z');
const first = seenEntry(undefined, ada, 'sign-in', monday);

test('somebody who is seen first has an entry from then on, and a second look on the same day writes nothing', () => {
  expect(first).toEqual({
    ...{ oid: oid.toLowerCase(), name: 'Ada', email: 'ada@example.org', since: monday.toISOString() },
    ...{ seenOn: '2026-03-02', origin: 'sign-in', clearedAt: null },
  });
  expect(seenEntry(first, ada, 'sign-in', new Date('2026-03-02T23:00:00.000Z'))).toBeUndefined();
  expect(seenEntry(first, ada, 'sign-in', tuesday)).toEqual({ ...first, seenOn: '2026-03-03' });
});

test('a sign-in changes neither what a definition says nor what an operator corrected, and a definition changes both', () => {
  if (first === undefined) throw new Error('Nothing was seen');
  const defined = seenEntry(first, { ...ada, name: 'Ada Lovelace' }, 'definition', tuesday);
  expect(defined).toMatchObject({ name: 'Ada Lovelace', origin: 'definition', since: first.since });
  const corrected = correctedEntry(first, { name: 'Ada King', email: 'king@example.org' });
  for (const before of [defined, corrected])
    expect(seenEntry(before, ada, 'sign-in', tuesday)?.name ?? before?.name).toBe(before?.name);
  expect(seenEntry(corrected, ada, 'definition', tuesday)).toMatchObject({ name: 'Ada', origin: 'definition' });
});

test('a cleared entry holds nothing but the object id, until the person is seen again', () => {
  if (first === undefined) throw new Error('Nothing was seen');
  const cleared = clearedEntry(first, tuesday);
  expect(cleared).toMatchObject({ oid: oid.toLowerCase(), name: null, email: null, clearedAt: tuesday.toISOString() });
  const again = seenEntry(cleared, ada, 'sign-in', tuesday);
  expect(again).toMatchObject({ name: 'Ada', since: tuesday.toISOString(), clearedAt: null });
});

test.each([
  ['2026-03-02T23:00:00.000Z', false],
  ['2026-04-01T00:00:00.000Z', false],
  ['2026-04-02T00:00:00.000Z', true],
])('thirty days after the second of March, at %s, a name is kept too long: %s', (now, isOver) => {
  if (first === undefined) throw new Error('Nothing was seen');
  expect(isStaleEntry(first, 30, new Date(now))).toBe(isOver);
  expect(isStaleEntry(clearedEntry(first, tuesday), 30, new Date(now))).toBe(false);
});
