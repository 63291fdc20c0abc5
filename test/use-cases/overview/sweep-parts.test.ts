import { readFileSync } from 'node:fs';
import { setImmediate as nextTurn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addedParts } from '../../../src/app/added.ts';
import { storagePorts } from '../../../src/azure/storage-ports.ts';
import { messageOf } from '../../../src/domain/base/errors.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { runParts } from '../../../src/use-cases/overview/run-parts.ts';
import { beginSweep, type SweepPart, sweepParts, sweepSeconds } from '../../../src/use-cases/overview/sweep-parts.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { MemoryWorld } from '../../memory/world.ts';
import { fullWorld } from '../full-world.ts';
import { SlowPorts } from '../slow-ports.ts';

const stages = sweepParts(addedParts);
const parts = stages.flat();
const names = parts.map(([what]) => what);
/** A mail server may take so long for a mail that was begun. */
const longestStep = 60;

const idle = { start: async () => undefined, wake: async () => undefined };

test('the shares of all parts together are what a sweep has, and the host gives a minute more', () => {
  expect(parts.reduce((sum, [, seconds]) => sum + seconds, 0)).toBeLessThanOrEqual(sweepSeconds);
  for (const [what, seconds] of parts) expect(seconds, what).toBeGreaterThan(0);
  const [, minutes] = /"functionTimeout": "00:(\d\d):00"/.exec(readFileSync('host.json', 'utf8')) ?? [];
  expect(sweepSeconds + longestStep).toBeLessThan(Number(minutes) * 60);
});

test('parts have names of their own that can be written one behind the other', () => {
  expect(new Set(names).size).toBe(names.length);
  expect(names.join(', ').split(', ')).toEqual(names);
});

test('holds and take-backs come first, then what is owed with the looks that are due; mails come behind the doors', () => {
  const [first = [], , mails = []] = stages;
  expect(first.slice(0, 3).map(([what]) => what)).toEqual(['the holds', 'the projects', 'what is owed']);
  expect(first.map(([what]) => what)).toContain('the names at the doors');
  for (const [what] of mails) expect(names.indexOf(what)).toBeGreaterThan(names.indexOf('the names at the doors'));
});

describe('a part with more to do than its share lasts', () => {
  /** Parts that are not cut, as the table says why, and one that is a single call. */
  const whole = ['the holds', 'the projects', 'the absences'];
  /** Done once an hour, a day or a deployment, or where something went wrong, so that there may be nothing to do. */
  const seldom = [
    'the code',
    'the incidents',
    'the witnessed log',
    'the verification of what is new',
    'the second copy',
  ];
  /** Eight steps at the same time, of up to five calls each. */
  const callsOfSteps = 40;
  /** The step of one project: its doors, operations and receipt. */
  const callsOfClosing = 200;

  test('begins nothing behind its end, whichever part of the table it is', { timeout: 120_000 }, async () => {
    const world = await fullWorld();
    const slow = new SlowPorts({ ...world.ports, ...storagePorts(world.storage.ofApp()) });
    const sweeping = beginSweep(
      slow.ports,
      { start: async () => slow.call(), wake: async () => slow.call() },
      sweepSettings,
    );
    for (const [what, seconds, run] of parts) {
      slow.cost = (seconds * 1000) / 10;
      sweeping.share = startTimeSlice(slow.ports.clock, whole.includes(what) ? 1e6 : seconds);
      slow.calls.length = 0;
      await run(sweeping);
      const late = slow.calls.filter((at) => at > sweeping.share.end.getTime());
      const isClosing = what === 'the projects that are closed';
      expect(late.length, what).toBeLessThanOrEqual(isClosing ? callsOfClosing : callsOfSteps);
      // The same again, without an end, and when nothing is known any more that was asked before: there was more to do.
      slow.cost = 0;
      slow.pass(60_000);
      slow.calls.length = 0;
      sweeping.share = startTimeSlice(slow.ports.clock, 1e6);
      await run(sweeping);
      if (![...whole, ...seldom].includes(what)) expect(slow.calls.length, what).toBeGreaterThan(callsOfSteps);
    }
    const told = await Promise.resolve()
      .then(() => sweeping.failures.throwAny())
      .catch((error: unknown) => error);
    const problems = told instanceof AggregateError ? told.errors.map(messageOf) : [];
    expect(problems.filter((one) => !one.endsWith('Not tried: mails before it took too long'))).toEqual([]);
  });
});

/** A part that takes steps of so many seconds, so many of them. */
interface Played {
  readonly stage: number;
  readonly seconds: number;
  readonly step: number;
  readonly steps: number;
}

const played = fc.record<Played>({
  stage: fc.integer({ min: 0, max: 2 }),
  seconds: fc.integer({ min: 1, max: 40 }),
  step: fc.integer({ min: 1, max: longestStep }),
  steps: fc.constantFrom(0, 1, 5, Number.POSITIVE_INFINITY),
});
const table = fc.array(played, { minLength: 1, maxLength: 12 });

/** Sweeps over such parts, one after the other: which were begun in which order, what each was given, and how long the sweep took. */
async function swept(all: readonly Played[], times: number) {
  const { ports } = new MemoryWorld(1);
  let now = 0;
  const clock = { now: () => new Date(now) };
  const begun: { readonly at: number; readonly given: number; readonly from: number }[] = [];
  const stages = [0, 1, 2].map((stage) =>
    all.flatMap((one, at): SweepPart[] => {
      const run: SweepPart[2] = async ({ share }) => {
        begun.push({ at, given: (share.end.getTime() - now) / 1000, from: now / 1000 });
        for (let left = one.steps; left > 0 && !share.isOver(); left -= 1) now += one.step * 1000;
      };
      return one.stage === stage ? [[`part ${at}`, one.seconds, run]] : [];
    }),
  );
  const sweeps = [];
  for (let time = 0; time < times; time += 1) {
    const from = now / 1000;
    begun.length = 0;
    const cut = await runParts(stages, beginSweep({ ...ports, clock }, idle, sweepSettings));
    sweeps.push({ from, cut, begun: [...begun], took: now / 1000 - from });
    now += 1000;
  }
  return sweeps;
}

describe('sweeps, whatever their parts take,', () => {
  test('end in time, and give every part that they begin its share', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (all) => {
        for (const { from, begun, took } of await swept(all, 3)) {
          expect(took).toBeLessThan(sweepSeconds + longestStep);
          for (const { at, given, from: started } of begun)
            expect(given).toBeGreaterThanOrEqual(Math.min(all[at]?.seconds ?? 0, sweepSeconds - (started - from)));
        }
      }),
      { seed: 26, numRuns: 200 },
    );
  });

  test('begin with the first stage in its order, and behind it with what was not begun or was cut last time', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (all) => {
        const sweeps = await swept(all, 4);
        for (const [number, { begun }] of sweeps.entries()) {
          const before = sweeps[number - 1]?.cut ?? [];
          const stagesBegun = begun.map(({ at }) => all[at]?.stage ?? 0);
          expect(stagesBegun).toEqual(stagesBegun.toSorted());
          for (const stage of [0, 1, 2]) {
            const theirs = begun.map(({ at }) => at).filter((at) => all[at]?.stage === stage);
            const placeOf = (at: number) => (before.includes(`part ${at}`) ? before.indexOf(`part ${at}`) : 99);
            expect(theirs).toEqual(
              theirs.toSorted((one, other) =>
                stage === 0 ? one - other : placeOf(one) - placeOf(other) || one - other,
              ),
            );
          }
        }
      }),
      { seed: 26, numRuns: 200 },
    );
  });

  test('leave out no part of the last stage for ever, also where each takes all that it gets', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (all) => {
        const endless = all.map((one) => ({ ...one, stage: 2, steps: Number.POSITIVE_INFINITY }));
        const sweeps = await swept(endless, endless.length);
        const met = new Set(sweeps.flatMap(({ begun }) => begun.map(({ at }) => at)));
        expect(met.size).toBe(endless.length);
      }),
      { seed: 26, numRuns: 200 },
    );
  });
});

test("two sweeps at once, the timer's and one that was asked for, find no fault in each other, whichever part of the table it is", {
  timeout: 120_000,
}, async () => {
  const world = await fullWorld();
  // As in two processes: what one knows the other has to read.
  const another = () => {
    const stores = storagePorts({ ...world.storage.ofApp(), auditWait: () => nextTurn() });
    return beginSweep({ ...world.ports, ...stores }, idle, sweepSettings);
  };
  for (const [what, , run] of parts) {
    const both = [another(), another()];
    for (const sweeping of both) sweeping.share = startTimeSlice(sweeping.ports.clock, 1e6);
    await Promise.all(both.map((sweeping) => run(sweeping)));
    for (const { failures } of both) expect(() => failures.throwAny(), what).not.toThrow();
  }
});
