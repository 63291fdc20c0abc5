import { z } from 'zod';
import { doors } from '../../src/domain/base/door.ts';
import { acts } from '../../src/domain/lifecycle/acts.ts';
import { rowsFrom } from '../../src/domain/lifecycle/advance.ts';
import type { Verdict } from './simulate.ts';
import { unreached } from './unreached.ts';
import { faultKinds, oddities, tamperings } from './weather.ts';

/** What one schedule adds to the count of all, as it goes from a process to the next. */
export const schedulePlayed = z.strictObject({
  seed: z.number(),
  trace: z.string(),
  broken: z.array(z.string()),
  steps: z.number(),
  /** Of virtual time. */
  days: z.number(),
  /** What was met: faults, oddities, moves and acts, and which fault in which state, each with its kind in front. */
  met: z.array(z.string()),
});
export type SchedulePlayed = z.infer<typeof schedulePlayed>;

export function playedIn({ seed, trace, broken, world }: Verdict): SchedulePlayed {
  const days = (world.time.now().getTime() - Date.parse('2026-03-01T10:00:00Z')) / 86_400_000;
  const met = [
    ...[...world.faultsMet.keys()].map((kind) => `fault ${kind}`),
    ...[...world.weather.odd].map((kind) => `oddity ${kind}`),
    ...[...world.tampered].map((kind) => `tampering ${kind}`),
    ...[...world.lostEver].map((place) => `lost ${place}`),
    ...[...world.moves].map((move) => `move ${move}`),
    ...[...world.actsDone.keys()].map((act) => `act ${act}`),
    ...[...world.pairs].map((pair) => `pair ${pair}`),
  ];
  return { seed, trace, broken: [...broken], steps: world.trace.steps, days, met };
}

/** What people do besides: they ask and answer, type a purpose, go on with a package that came back, are away, and come back. */
const otherActs = [
  ...['type', 'continue', 'away', 'back', 'hold', 'hold twice', 'suspend', 'discard refused', 'flood', 'go back'],
  ...['close after a lapse', 'ask', 'answer'],
] as const;

/** Everything that must be met by some schedule of a whole run. */
function mustBeMet(): readonly string[] {
  const moves = doors.flatMap((door) =>
    rowsFrom(door).map(({ from, event, to }) => `move ${door} ${from} ${event} ${to}`),
  );
  return [
    ...faultKinds.map((kind) => `fault ${kind}`),
    ...oddities.map((kind) => `oddity ${kind}`),
    ...tamperings.map((kind) => `tampering ${kind}`),
    ...[...new Set(moves)].filter((move) => !(move in unreached)),
    ...[...acts.map(({ name }) => name), ...otherActs]
      .map((name) => `act ${name}`)
      .filter((act) => !(act in unreached)),
  ];
}

/** What a run has come to. */
export class Tally {
  readonly #steps: number[] = [];
  readonly #met = new Set<string>();
  readonly #metBy = new Map<number, readonly string[]>();
  readonly failed: SchedulePlayed[] = [];
  #days = 0;

  add(played: SchedulePlayed): void {
    this.#steps.push(played.steps);
    this.#days += played.days;
    for (const one of played.met) this.#met.add(one);
    if (played.broken.length === 0) this.#metBy.set(played.seed, played.met);
    if (played.broken.length > 0) this.failed.push(played);
  }

  /** What each schedule met that broke nothing, by its seed. */
  get metBy(): ReadonlyMap<number, readonly string[]> {
    return this.#metBy;
  }

  get count(): number {
    return this.#steps.length;
  }

  get medianSteps(): number {
    return this.#steps.toSorted((one, other) => one - other)[Math.floor(this.#steps.length / 2)] ?? 0;
  }

  get years(): number {
    return this.#days / 365.25;
  }

  /** What no schedule has met. */
  get missed(): readonly string[] {
    return mustBeMet().filter((one) => !this.#met.has(one));
  }

  /** How much of what must be met was met, such as `113 of 120`. */
  get coverage(): string {
    const all = mustBeMet().length;
    return `${all - this.missed.length} of ${all}`;
  }
}
