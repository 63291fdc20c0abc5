import { z } from 'zod';

/** What people and tests can make the factory do wrong. All off at first; a change takes effect at once. */
export const knobsSchema = z.strictObject({
  /** Runs stay Queued while this is on. */
  holdRuns: z.boolean(),
  /** How long a run stays Queued at least. */
  queueMilliseconds: z.number().int().nonnegative(),
  /** A pause before each file of a copy. */
  millisecondsPerFile: z.number().int().nonnegative(),
  /** Fail the n-th Copy activity from now on (1 is the next) after its first file; 0 for none. */
  failCopy: z.number().int().nonnegative(),
  /** The next n Copy activities leave out their first file and still say that all went well. */
  leaveOutFile: z.number().int().nonnegative(),
  /** The next n createRun requests start two runs. */
  duplicateRuns: z.number().int().nonnegative(),
  /** A cancel is answered and shown as Canceling, but the run goes on to its end. */
  ignoreCancel: z.boolean(),
  /** queryPipelineRuns does not know a run for this long after its start. */
  queryLagMilliseconds: z.number().int().nonnegative(),
  /** queryActivityruns shows activity runs as they were this long ago: later ones not at all, those that have ended since as InProgress. */
  activityLagMilliseconds: z.number().int().nonnegative(),
  /** Parameters that are times come back in another spelling of the same instant. */
  spellTimes: z.enum(['as-given', 'offset', 'american']),
});
export type KnobValues = z.infer<typeof knobsSchema>;

/** The misbehaviour that one Copy activity has to show. */
export interface CopyMischief {
  readonly millisecondsPerFile: number;
  readonly failAfterFirst: boolean;
  readonly leaveOutFirst: boolean;
}

const off: KnobValues = {
  holdRuns: false,
  queueMilliseconds: 0,
  millisecondsPerFile: 0,
  failCopy: 0,
  leaveOutFile: 0,
  duplicateRuns: 0,
  ignoreCancel: false,
  queryLagMilliseconds: 0,
  activityLagMilliseconds: 0,
  spellTimes: 'as-given',
};

/** Holds the knobs and wakes whoever waits for a change. */
export class FactoryKnobs {
  #values: KnobValues = { ...off };
  #changed = Promise.withResolvers<void>();

  get values(): KnobValues {
    return this.#values;
  }

  set(change: Partial<KnobValues>): void {
    this.#values = knobsSchema.parse({ ...this.#values, ...change });
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  reset(): void {
    this.set(off);
  }

  /** Resolves at the next change. */
  changed(): Promise<void> {
    return this.#changed.promise;
  }

  /** Counts one Copy activity and says how it has to misbehave. */
  takeCopy(): CopyMischief {
    const { failCopy, leaveOutFile, millisecondsPerFile } = this.#values;
    this.set({ failCopy: Math.max(0, failCopy - 1), leaveOutFile: Math.max(0, leaveOutFile - 1) });
    return { millisecondsPerFile, failAfterFirst: failCopy === 1, leaveOutFirst: leaveOutFile > 0 };
  }

  /** How many runs the next createRun starts. */
  takeRuns(): number {
    const { duplicateRuns } = this.#values;
    this.set({ duplicateRuns: Math.max(0, duplicateRuns - 1) });
    return duplicateRuns > 0 ? 2 : 1;
  }
}
