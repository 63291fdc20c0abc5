import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { lookOutside } from '../../../src/use-cases/overview/look-outside.ts';
import { anOperation } from '../../contract/samples.ts';
import { MemoryWorld } from '../../memory/world.ts';

const sliceSeconds = 10;
const projects = ['a-study', 'b-study', 'c-study', 'd-study', 'e-study', 'f-study', 'g-study'];

/** A world whose projects take so many seconds each to look at, and what one sweep after the other looks at. */
async function startRounds(seconds: readonly number[]) {
  const world = new MemoryWorld(1);
  const known = projects.slice(0, seconds.length);
  let looked: string[] = [];
  let now = world.time.now().getTime();
  const clock = { now: () => new Date(now) };
  const { listing } = world.ports;
  const pages: typeof listing.pages = (place, prefix) => {
    const project = prefix.slice(0, -1);
    looked.push(project);
    now += 1000 * (seconds[known.indexOf(project)] ?? 0);
    return listing.pages(place, prefix);
  };
  const register = {
    ...world.ports.register,
    async *projects() {
      yield* known;
    },
  };
  const ports = { ...world.ports, register, clock, listing: { ...listing, pages } };
  const failing = async () => {
    looked = [];
    const failures = new Failures();
    const share = startTimeSlice(clock, sliceSeconds);
    expect(await lookOutside(ports, { failures, share })).toEqual([]);
    return failures;
  };
  const sweep = async () => {
    (await failing()).throwAny();
    return looked;
  };
  const nextDay = () => {
    now += DAY;
  };
  return { world, known, sweep, failing, nextDay };
}

test('each project is looked at once a day, and whole, however long all take', async () => {
  const durations = fc.array(fc.integer({ min: 0, max: 3 * sliceSeconds }), {
    minLength: 1,
    maxLength: projects.length,
  });
  await fc.assert(
    fc.asyncProperty(durations, async (seconds) => {
      const { known, sweep, nextDay } = await startRounds(seconds);
      for (let day = 0; day < 2; day += 1) {
        const looked: string[] = [];
        for (let sweeps = 0; sweeps <= known.length; sweeps += 1) looked.push(...(await sweep()));
        expect(looked).toEqual(known);
        expect(await sweep(), 'a round that has ended is not begun again on its day').toEqual([]);
        nextDay();
      }
    }),
    { numRuns: 50 },
  );
});

test('a project of which too much lies outside is told, and keeps no other waiting', async () => {
  const { world, sweep, failing } = await startRounds([0, 100, 0]);
  const open = anOperation({ door: 'export', project: 'b-study', state: 'denied' });
  await world.ports.register.restore(open, null);
  const failures = await failing();
  expect(() => failures.throwAny()).toThrow(
    `b-study: Too much lies outside to be looked at in one go: it ended at ${open.id}.`,
  );
  expect(await sweep()).toEqual(['c-study']);
});
