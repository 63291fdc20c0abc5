import { play } from './play.ts';
import type { Scenario } from './scenario.ts';
import type { HostSettings, ScaledTimers, Side } from './side.ts';

/** What stands for 6 and 3 days in scenarios about long timers, in milliseconds. */
const scaledTimers: ScaledTimers = { maximumTimer: 6000, longTimerInterval: 3000 };

/** Starts a side, once for each way in which scenarios want their host to be set. */
export type StartSide = (settings: HostSettings) => Promise<Side>;

function settingsFor({ timers, version }: Scenario): HostSettings {
  return {
    ...(timers === 'scaled' ? { timers: scaledTimers } : {}),
    ...(version === undefined ? {} : { defaultVersion: version }),
  };
}

/** What became of a scenario: its outcome, or why it did not come to its end. */
export type Played = { scenario: Scenario; outcome: unknown } | { scenario: Scenario; failure: string };

/** One of the two hosts on stage: starts the processes that the scenarios need, once each, and plays on them. */
export class Stage {
  readonly #start: StartSide;
  readonly #sides = new Map<string, Promise<Side>>();

  constructor(start: StartSide) {
    this.#start = start;
  }

  #side(scenario: Scenario): Promise<Side> {
    const settings = settingsFor(scenario);
    const key = JSON.stringify(settings);
    const started = this.#sides.get(key) ?? this.#start(settings);
    this.#sides.set(key, started);
    return started;
  }

  /** Plays one scenario and brings what happened into the form that is compared. */
  async play(scenario: Scenario): Promise<Played> {
    try {
      return { scenario, outcome: await play(await this.#side(scenario), scenario) };
    } catch (error) {
      return { scenario, failure: causes(error) };
    }
  }

  /** Plays all: `atOnce` at the same time, then those that want to be alone. */
  async playAll(scenarios: readonly Scenario[], atOnce: number): Promise<Played[]> {
    const done: Played[] = [];
    const queue = scenarios.filter((scenario) => !scenario.alone);
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) done.push(await this.play(next));
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    for (const scenario of scenarios) if (scenario.alone) done.push(await this.play(scenario));
    return done;
  }

  /** Ends every process. */
  async close(): Promise<void> {
    for (const side of this.#sides.values()) await (await side).kill();
  }
}

function causes(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause === undefined ? error.message : `${error.message}\n${causes(error.cause)}`;
}
