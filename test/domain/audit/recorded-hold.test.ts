import { expect, test } from 'vitest';
import { note } from '../../../src/domain/audit/audit-event.ts';
import {
  applyHoldLine,
  holdData,
  holdIn,
  holdsDisagree,
  missingHolds,
  type RecordedHold,
} from '../../../src/domain/audit/recorded-hold.ts';
import type { Hold } from '../../../src/domain/operation/hold.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const first: Hold = {
  id: 'one',
  project: 'heart-study',
  since: '2026-03-01T10:00:00.000Z',
  until: '2026-03-01T11:00:00.000Z',
  by: 'o-1',
  name: 'Otto',
  reason: 'a leak',
  takeBack: false,
};
const { until: _until, ...endless } = first;
/** As an earlier version extended the first. */
const longer: Hold = { ...endless, id: 'two', by: 'o-2', name: 'Olga' };
/** Of today, set at the same moment as the first. */
const alone: Hold = { ...endless, id: 'four', owner: 'operator' };
const second: Hold = { ...alone, id: 'five', reason: 'another leak' };
const next: Hold = { ...endless, id: 'three', since: '2026-03-01T11:30:00.000Z' };

const line = (
  hold: Hold,
  what: 'set' | 'lift-intended' | 'lifted' | 'ended',
  data: Record<string, string | boolean> = {},
) => note(hold.project, { id: `hold.${hold.id}.${what}`, at: now, kind: `hold.${what}`, actor: hold.by, data });
const set = (hold: Hold) => line(hold, 'set', holdData(hold));
const ended = (hold: Hold, until: string) => line(hold, 'ended', { until });
const unreadablyLifted = line({ ...longer, id: `unreadable-${longer.since}` }, 'lifted');
const rowsOf = (row: Hold | Hold[] | undefined) => (row === undefined ? [] : [row].flat());
const tell = (...lines: ReturnType<typeof line>[]) => lines.reduce<readonly RecordedHold[]>(applyHoldLine, []);

test.each([
  ['a hold that stands', tell(set(longer)), longer],
  ['one that took the place of another', tell(set(first), set(longer)), longer],
  ['one whose line came before that of the one it took the place of', tell(set(longer), set(first)), longer],
  ['one that has ended and was not swept', tell(set(first)), first],
  ['one that has ended and is gone', tell(set(first), ended(first, first.until ?? '')), undefined],
  ['one that was to be lifted and stands', tell(set(longer), line(longer, 'lift-intended')), longer],
  ['one that was lifted', tell(set(longer), line(longer, 'lifted')), undefined],
  ['an extended one that was lifted', tell(set(first), set(longer), line(longer, 'lifted')), undefined],
  ['one whose line came after it was lifted', tell(set(longer), line(longer, 'lifted'), set(first)), undefined],
  ['one whose line came long after', tell(set(longer), line(longer, 'lifted'), set(next), set(first)), next],
  ['one after another was lifted', tell(set(longer), line(longer, 'lifted'), set(next)), next],
  ['one after another had ended that was never swept', tell(set(first), set(next)), next],
  ['none', tell(), undefined],
  ['two of one moment', tell(set(alone), set(second)), [second, alone]],
  ['two, of which the first was lifted', tell(set(alone), set(second), line(alone, 'lifted')), second],
  [
    'two, of which the line of one came after the other was lifted',
    tell(set(second), line(second, 'lifted'), set(alone)),
    alone,
  ],
  ['one beside one of an earlier version', tell(set(first), set(longer), set(alone)), [longer, alone]],
  [
    'one beside one of an earlier version that was lifted',
    tell(set(longer), set(alone), line(longer, 'lifted')),
    alone,
  ],
  [
    'one that was to be lifted before another was set',
    tell(set(alone), line(alone, 'lift-intended'), set(next)),
    [alone, next],
  ],
  ['one whose old row could not be read when it was lifted', tell(set(longer), unreadablyLifted), undefined],
])('%s agrees with the audit', (_, told, row) => {
  expect(holdsDisagree(told, rowsOf(row), now)).toEqual([]);
});

test.each([
  ['a row that nobody set', tell(), longer, 'does not tell'],
  ['a row that was lifted', tell(set(longer), line(longer, 'lifted')), longer, 'was lifted'],
  ['another end', tell(set(longer)), { ...longer, until: '2026-03-01T10:30:00.000Z' }, 'not as the audit tells'],
  ['another name', tell(set(longer)), { ...longer, name: 'Rita' }, 'not as the audit tells'],
  ['another person', tell(set(longer)), { ...longer, by: 'r-1' }, 'not as the audit tells'],
  ['a later beginning', tell(set(longer)), { ...longer, since: next.since }, 'not as the audit tells'],
  ['a row that is gone', tell(set(longer)), undefined, 'It is missing'],
  ['a row that is gone and was to be lifted', tell(set(longer), line(longer, 'lift-intended')), undefined, 'missing'],
  ['an end without a line', tell(set({ ...alone, until: first.since })), undefined, 'Its end is missing'],
  ['a row that is gone, of one that was made longer', tell(set(first), set(longer)), undefined, 'It is missing'],
  ['a row that is gone before another was set', tell(set(longer), set(next)), next, 'It is missing'],
  [
    'an end that nobody set, and that the sweep met',
    tell(set(longer), ended(longer, next.since)),
    undefined,
    'It is missing',
  ],
  ['the other row, of two', tell(set(alone), set(second)), alone, 'It is missing'],
  [
    'the row of one that was lifted beside another',
    tell(set(alone), set(second), line(alone, 'lifted')),
    [alone, second],
    'was lifted',
  ],
  ['another owner', tell(set(alone)), { ...alone, owner: 'malware' }, 'not as the audit tells'],
  ['a row that cannot be read', tell(set(alone)), { ...alone, unreadable: true }, 'cannot be read'],
] satisfies [string, readonly RecordedHold[], Hold | Hold[] | undefined, string][])(
  '%s does not',
  (_, told, row, why) => {
    expect(holdsDisagree(told, rowsOf(row), now).join('\n')).toContain(why);
  },
);

test('what is missing is the newest of those that extended each other, and its line has all of it', () => {
  const told = tell(
    set(first),
    set(longer),
    set(alone),
    line(alone, 'lift-intended'),
    set(second),
    line(second, 'lifted'),
  );
  expect(missingHolds(told, [], now).map(({ id }) => id)).toEqual(['two', 'four']);
  expect(missingHolds(told, [longer, alone], now)).toEqual([]);
  for (const hold of [first, longer, alone]) expect(holdIn(hold.project, set(hold))).toEqual(hold);
  expect(holdIn('heart-study', line(alone, 'lifted'))).toBeUndefined();
});
