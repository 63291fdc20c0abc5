import { describe, expect, it } from 'vitest';
import { newPendingChange, stillPending, unreadableChange } from '../../../src/domain/definition/pending-change.ts';
import { person, sampleProject } from '../sample.ts';

const now = new Date('2026-03-01T10:00:00.000Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);
const { oid, name, email } = person('Otto', 50);
const change = newPendingChange(
  {
    id: 'chg_1',
    by: { oid, name, emails: [email] },
    reason: 'why',
    against: 'h1',
    changes: [],
    definition: sampleProject(),
  },
  now,
);

describe('a change that waits', () => {
  it('waits for seven days and not at their end, and no longer than the definition that it was made against', () => {
    expect(stillPending(change, 'h1', new Date(days(7).getTime() - 1))).toBe('open');
    expect(stillPending(change, 'h1', days(7))).toBe('expired');
    expect(stillPending(change, change.hash, days(8))).toBe('done');
    expect(stillPending(change, 'h2', now)).toBe('stale');
    expect(stillPending(change, null, now)).toBe('stale');
  });

  it('whose row cannot be read stands in the way until somebody takes it back', () => {
    const row = unreadableChange({ project: 'heart-study', id: 'chg_7', askedAt: now.toISOString() });
    expect(row).toMatchObject({ id: 'chg_7', askedAt: now.toISOString(), unreadable: true });
    expect(stillPending(row, 'another', days(400))).toBe('open');
    const bare = unreadableChange({ project: 'heart-study', id: undefined, askedAt: 7 });
    expect(bare).toMatchObject({ id: 'chg_unreadable', askedAt: '1970-01-01T00:00:00.000Z' });
  });
});
