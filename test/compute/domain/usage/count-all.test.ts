import fc from 'fast-check';
import { expect, test } from 'vitest';
import { countAll } from '../../../../src/compute/domain/usage/count-all.ts';
import {
  countHours,
  hoursBy,
  type KeptHours,
  type LookClock,
  type ObservedHours,
  type Running,
} from '../../../../src/compute/domain/usage/hours.ts';

const minute = 60_000;
const projects = ['genomics', 'imaging', 'proteomics'];

interface Look {
  readonly minutes: number;
  /** Missing: the project was not looked at. */
  readonly running: readonly (Running | undefined)[];
  /** The clock is lost before it. */
  readonly isClockLost: boolean;
}

const running = fc.record({ there: fc.nat(2), machines: fc.nat(1), instances: fc.nat(1) });
const looks: fc.Arbitrary<Look[]> = fc.array(
  fc.record({
    minutes: fc.oneof({ arbitrary: fc.constant(5), weight: 5 }, fc.nat(40_000)),
    running: fc.tuple(...projects.map(() => fc.option(running, { nil: undefined, freq: 8 }))),
    isClockLost: fc.constant(false),
  }),
  { minLength: 1, maxLength: 30 },
);
const sometimesLost = looks.chain((all) =>
  fc.nat(all.length - 1).map((at) => all.map((look, number) => ({ ...look, isClockLost: number === at }))),
);

/** Plays looks, and gives what rows and clock say at the end beside what counting each look by itself gives. */
function play(all: readonly Look[]) {
  const rows = new Map<string, KeptHours>();
  const alone = new Map<string, ObservedHours>();
  let clock: LookClock | undefined;
  let writes = 0;
  let now = Date.parse('2026-10-30T10:00:00.000Z');
  for (const look of all) {
    now += look.minutes * minute;
    if (look.isClockLost) clock = undefined;
    const looked = new Map<string, Running>();
    for (const [at, project] of projects.entries()) {
      const shown = look.running[at];
      if (shown === undefined) continue;
      looked.set(project, shown);
      const before = alone.get(project);
      if (shown.there > 0 || before?.lookedAt !== undefined)
        alone.set(project, countHours(before, shown, new Date(now)));
    }
    const counted = countAll(clock, rows, looked, new Date(now));
    for (const { project, value } of counted.changed) rows.set(project, value);
    writes += counted.changed.length;
    clock = counted.clock;
  }
  return {
    told: projects.map((project) => said(clock, rows.get(project))),
    alone: projects.map((project) => alone.get(project)),
    writes,
  };
}

function said(clock: LookClock | undefined, row: KeptHours | undefined): ObservedHours | undefined {
  return row === undefined ? undefined : hoursBy(clock, row);
}

test('the clock and the rows that it does not take on say what each look by itself would', () => {
  fc.assert(
    fc.property(looks, (all) => {
      const { told, alone } = play(all);
      expect(told).toEqual(alone);
    }),
    { numRuns: 500 },
  );
});

test('no time is counted twice, nor as run that was missed, where the clock was lost', () => {
  const sumOf = (hours: ObservedHours | undefined, of: 'machines' | 'instances' | 'missed') =>
    (hours?.months ?? []).reduce((sum, month) => sum + month[of], 0);
  fc.assert(
    fc.property(sometimesLost, (all) => {
      const { told, alone } = play(all);
      for (const [at, hours] of told.entries())
        for (const of of ['machines', 'instances'] as const)
          expect(sumOf(hours, of)).toBeLessThanOrEqual(sumOf(alone[at], of));
    }),
  );
});

test('nothing is written of what runs as it ran, for whatever time', () => {
  const shown = { there: 3, machines: 2, instances: 0 };
  const look = { minutes: 5, running: projects.map(() => shown), isClockLost: false };
  expect(play([look]).writes).toBe(3);
  expect(play(Array.from({ length: 100 }, () => look)).writes).toBe(3);
  expect(play([look, { ...look, minutes: 90 }, { ...look, minutes: 6 }]).writes).toBe(3);
  expect(play([look, { ...look, running: [shown, { ...shown, machines: 1 }, shown] }]).writes).toBe(4);
});
