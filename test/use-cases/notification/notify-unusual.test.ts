import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, daysLater } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { weekOf } from '../../../src/domain/overview/week.ts';
import type { Seen } from '../../../src/ports/overview.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { notifyUnusual } from '../../../src/use-cases/notification/notify-unusual.ts';
import { findUnusual } from '../../../src/use-cases/overview/find-unusual.ts';
import { Requests } from '../../bench/requests.ts';
import { person, sampleProject } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const settings = { publicBaseUrl: 'https://gate.example.org' };
const id = 'heart-study';
const operators = [person('Otto', 90), person('Orla', 91)];

/** A world in which so many files left in each of these weeks, the first of which ended just now. */
async function startWith(weeks: readonly number[], unusualTold = true, requests = new Requests()) {
  const world = new MemoryWorld(36, requests, { beginning: '2026-03-02T00:10:00.000Z' });
  const { people, egress } = sampleProject();
  await world.project({ egress: { ...egress, unusualTold }, people: { ...people, operators } });
  for (const [at, count] of weeks.entries()) {
    if (count === 0) continue;
    const week = weekOf(daysLater(world.time.now(), -7 * (at + 1)).toISOString());
    const size = { count, bytes: count };
    const ending = { key: week, week, of: 'export', end: 'released', milliseconds: 1, size, left: size } as const;
    await world.ports.weeks.count(id, [ending]);
  }
  return world;
}

/** What one sweep does about it, with what the one before saw. */
async function sweep(world: MemoryWorld, before: Seen['unusual'], mailer: Ports['mailer'] = world.ports.mailer) {
  const failures = new Failures();
  const share = startTimeSlice(world.time, 60);
  const unusual = await findUnusual(world.ports, before, share);
  await notifyUnusual({ ...world.ports, mailer }, settings, { unusual, failures, share });
  return unusual ?? before;
}

const quietYear = [60, ...Array.from({ length: 9 }, () => 10)];

/** The rule in other words: above 50 files, three times the middle of what is known, and six times the usual distance from it. */
function isUnusual([last = 0, ...before]: readonly number[]): boolean {
  const known = before.slice(0, before.findLastIndex((count) => count > 0) + 1);
  if (known.length < 8) return false;
  const middleOf = (all: readonly number[]) => {
    const sorted = all.toSorted((one, other) => one - other);
    return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? 0) + (sorted[Math.floor(sorted.length / 2)] ?? 0)) / 2;
  };
  const middle = middleOf(known);
  return last > Math.max(50, 3 * middle, middle + 6 * middleOf(known.map((count) => Math.abs(count - middle))));
}

test('of a week in which unusually much left each operator gets one mail, of a project that is too young or does not want it none', async () => {
  const counts = fc.array(fc.constantFrom(0, 10, 10, 40, 120), { minLength: 1, maxLength: 12 });
  const outcomes = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(20, 60, 400), counts, fc.boolean(), async (last, before, isOn) => {
      const weeks = [last, ...before];
      const world = await startWith(weeks, isOn);
      let seen: Seen['unusual'];
      for (let day = 0; day < 10; day += 1) {
        seen = await sweep(world, seen);
        // What was seen may be lost.
        if (day % 4 === 1) seen = undefined;
        seen = await sweep(world, seen);
        await world.time.pass(DAY);
      }
      const expected = isOn && isUnusual(weeks) ? operators.length : 0;
      outcomes.add(`${isOn} ${expected}`);
      const mails = world.inbox.mails.map(({ about, messageId }) => `${about} ${messageId}`);
      expect(mails.every((mail) => mail.startsWith('unusual '))).toBe(true);
      expect([new Set(mails).size, mails.length]).toEqual([expected, expected]);
    }),
    { seed: 36, numRuns: 60 },
  );
  expect(outcomes.size).toBe(3);
});

test('the mail says how much left, and the audit that people were told', async () => {
  const world = await startWith(quietYear);
  await sweep(world, undefined);
  expect(world.inbox.mails[0]).toMatchObject({ subject: '[heart-study] Unusually much left in week 2026-W09' });
  expect(world.inbox.mails[0]?.text).toContain('60 files with 60 bytes left');
  const lines = (await Array.fromAsync(world.ports.audit.lines(id))).filter((line) => line.includes('unusual-told'));
  expect(lines).toEqual([expect.stringContaining(`"files":60,"told":${operators.length}`)]);
});

test('whom the mail server does not take is tried again, and nobody twice', async () => {
  const world = await startWith(quietYear);
  const refusing = { send: () => Promise.reject(new Error('it is away')) };
  const seen = await sweep(world, undefined, refusing);
  expect(world.inbox.mails).toEqual([]);
  await sweep(world, seen);
  await sweep(world, seen);
  expect(world.inbox.mails).toHaveLength(operators.length);
});

test('a week that was judged is not asked about again', async () => {
  const requests = new Requests();
  for (const [weeks, isOn] of [
    [quietYear, true],
    [quietYear, false],
    [[], true],
  ] as const) {
    const world = await startWith(weeks, isOn, requests);
    const seen = await sweep(world, undefined);
    requests.count = 0;
    await sweep(world, seen);
    // Where a sweep stopped is read once for all its parts.
    expect(requests.count).toBeLessThanOrEqual(weeks.length > 0 && isOn ? 1 : 0);
  }
});
