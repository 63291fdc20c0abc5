import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MailLimits,
  type MailPace,
  mayLeave,
  notPaused,
  pausedAt,
  restedPace,
} from '../../../src/domain/notification/mail-pace.ts';
import { queueOf, queueText } from '../../../src/domain/notification/mail-queue.ts';
import type { MailRank } from '../../../src/domain/notification/mail-rank.ts';

const start = Date.parse('2026-03-02T10:00:00Z');
const secondsIn = (seconds: number) => new Date(start + seconds * 1000);
const managed: MailLimits = { perMinute: 5, perHour: 10 };

/** The mails ask one after the other at that moment; gives those that leave. */
function asked(pace: MailPace, mails: readonly string[], rank: MailRank, seconds: number, limits = managed) {
  const left: string[] = [];
  let standing = pace;
  for (const mail of mails) {
    const { pace: then, until } = mayLeave(standing, { mail, rank }, secondsIn(seconds), limits);
    standing = then;
    if (until === undefined) left.push(mail);
  }
  return { left, pace: standing };
}

const named = (what: string, count: number) => Array.from({ length: count }, (_, at) => `${what}-${at}`);

describe('the pace of mails', () => {
  test('holds to the minute and to the hour', () => {
    const first = asked(restedPace, named('a', 7), 'decision', 0);
    expect(first.left).toHaveLength(5);
    expect(asked(first.pace, named('b', 2), 'decision', 59).left).toEqual([]);
    const second = asked(first.pace, named('c', 7), 'decision', 66);
    expect(second.left).toHaveLength(5);
    expect(asked(second.pace, named('d', 2), 'decision', 3599).left).toEqual([]);
    expect(asked(second.pace, named('e', 7), 'decision', 3606).left).toHaveLength(5);
  });

  test('tells each mail when to ask again, and then there is room', () => {
    const { pace } = asked(restedPace, named('a', 5), 'decision', 0);
    const { until } = mayLeave(pace, { mail: 'b', rank: 'decision' }, secondsIn(10), managed);
    expect(until).toEqual(secondsIn(65));
    expect(mayLeave(pace, { mail: 'b', rank: 'decision' }, secondsIn(65), managed)).not.toHaveProperty('until');
  });

  test('keeps some room in each window for what asks for a decision', () => {
    const news = asked(restedPace, named('n', 9), 'news', 0);
    expect(news.left).toHaveLength(4);
    const later = asked(news.pace, named('m', 9), 'news', 100);
    expect([...news.left, ...later.left]).toHaveLength(8);
    expect(asked(later.pace, named('d', 9), 'decision', 200).left).toHaveLength(2);
  });

  test('lets news wait for every decision that waits, as long as somebody still wants to send it', () => {
    const full = asked(restedPace, named('a', 5), 'decision', 0);
    const { pace } = asked(full.pace, named('d', 4), 'decision', 10);
    const { until } = mayLeave(pace, { mail: 'n', rank: 'news' }, secondsIn(66), managed);
    expect(until?.getTime()).toBeGreaterThan(secondsIn(66).getTime());
    const forgotten = 65 + 15 * 60 + 1;
    expect(mayLeave(pace, { mail: 'n', rank: 'news' }, secondsIn(forgotten), managed)).not.toHaveProperty('until');
  });

  test('pauses after a refusal for longer each time, and a mail that is taken ends that', () => {
    const once = pausedAt(restedPace, secondsIn(0));
    expect(mayLeave(once, { mail: 'a', rank: 'decision' }, secondsIn(59), {}).until).toEqual(secondsIn(60));
    // Others that were under way are refused as well.
    expect(pausedAt(once, secondsIn(1))).toEqual(once);
    const twice = pausedAt(once, secondsIn(60));
    expect(mayLeave(twice, { mail: 'a', rank: 'decision' }, secondsIn(61), {}).until).toEqual(secondsIn(360));
    expect(queueOf(twice, {}, secondsIn(61))).toEqual({
      limits: {},
      decisions: 0,
      news: 0,
      pausedUntil: secondsIn(360).toISOString(),
    });
    expect(mayLeave(notPaused(twice), { mail: 'a', rank: 'news' }, secondsIn(61), {})).not.toHaveProperty('until');
  });

  test('counts who waits, and since when, until they leave', () => {
    const full = asked(restedPace, named('a', 5), 'decision', 0);
    const decisions = asked(full.pace, named('d', 2), 'decision', 20).pace;
    const { pace } = asked(decisions, named('n', 3), 'news', 10);
    const queue = queueOf(pace, managed, secondsIn(30));
    expect(queue).toEqual({ limits: managed, decisions: 2, news: 3, since: secondsIn(10).toISOString() });
    expect(queueText(queue)).toBe(
      '5 mails wait to leave, 2 of them for a decision or an act, the oldest since 2026-03-02T10:00:10.000Z: the mail server takes 5 a minute and 10 an hour. What asks for a decision goes first, and nothing is lost.',
    );
    expect(queueText(queueOf(restedPace, managed, secondsIn(0)))).toBeUndefined();
    const left = asked(pace, named('d', 2), 'decision', 66).pace;
    expect(queueOf(left, managed, secondsIn(66))).toMatchObject({ decisions: 0, news: 3 });
  });

  test('never lets more go than the limits, loses none, and lets no news pass a decision', () => {
    const ask = fc.record({
      rank: fc.constantFrom<MailRank>('decision', 'news'),
      seconds: fc.integer({ min: 0, max: 900 }),
    });
    const limits = fc.record({ perMinute: fc.integer({ min: 1, max: 8 }), perHour: fc.integer({ min: 1, max: 20 }) });
    fc.assert(
      fc.property(fc.array(ask, { maxLength: 40 }), limits, (asks, most) => {
        let pace = restedPace;
        const open = new Map(asks.map(({ rank, seconds }, at) => [`m${at}`, { rank, at: seconds }]));
        const left: { readonly at: number; readonly rank: MailRank }[] = [];
        for (let round = 0; open.size > 0; round += 1) {
          expect(round).toBeLessThan(20_000);
          const next = [...open].reduce((one, other) => (other[1].at < one[1].at ? other : one));
          const [mail, { rank, at }] = next;
          const answer = mayLeave(pace, { mail, rank }, secondsIn(at), most);
          if (answer.until === undefined) {
            if (rank === 'news') {
              const room = Math.min(most.perMinute, most.perHour);
              const waiting = pace.waiting.filter((one) => one.mail !== mail && one.rank === 'decision').length;
              expect(waiting).toBeLessThan(room);
            }
            left.push({ at, rank });
            open.delete(mail);
          } else {
            const again = Math.ceil((answer.until.getTime() - start) / 1000);
            expect(again).toBeGreaterThan(at);
            open.set(mail, { rank, at: again });
          }
          pace = answer.pace;
        }
        for (const { at } of left) {
          expect(left.filter((one) => one.at > at - 60 && one.at <= at).length).toBeLessThanOrEqual(most.perMinute);
          expect(left.filter((one) => one.at > at - 3600 && one.at <= at).length).toBeLessThanOrEqual(most.perHour);
        }
        expect(left).toHaveLength(asks.length);
        expect(queueOf(pace, most, secondsIn(1e6))).toMatchObject({ decisions: 0, news: 0 });
      }),
      { numRuns: 60 },
    );
  });
});
