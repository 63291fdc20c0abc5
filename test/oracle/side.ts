import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { PlayTime } from './play-time.ts';

/** One episode as the orchestrator function saw it. */
const episode = z.object({
  request: z.looseObject({ instanceId: z.string(), history: z.array(z.looseObject({ EventType: z.number() })) }),
  result: z.unknown().optional(),
  error: z.string().optional(),
});
/** See {@link episode}. */
export type Episode = z.infer<typeof episode>;

/** One of the two hosts that play the scenarios: the real extension, or the local host. */
export interface Side {
  readonly name: 'real' | 'ours';
  readonly time: PlayTime;
  /** Below `/runtime/webhooks/durabletask/`, without the key. */
  durable(path: string, init?: RequestInit): Promise<Response>;
  /** The HTTP functions of the app, below `/api/`. */
  app(path: string, init?: RequestInit): Promise<Response>;
  /** What differs between the two sides wherever it stands in an answer, and what to write in its place. */
  readonly ownWords: readonly (readonly [word: string | RegExp, instead: string])[];
  /** Every episode that has been played so far. */
  episodes(): readonly Episode[];
  /** The end of the log, for a scenario that does not get on. */
  log(): string;
  kill(): Promise<void>;
}

/** Reads on in the journal that the app writes, each time it is called; a line that is still being written is left for the next time. */
export function episodeReader(journal: string): () => readonly Episode[] {
  const episodes: Episode[] = [];
  let read = 0;
  return () => {
    if (!existsSync(journal)) return episodes;
    const fresh = readFileSync(journal).subarray(read);
    const whole = fresh.subarray(0, fresh.lastIndexOf('\n') + 1);
    read += whole.length;
    const lines = whole.toString('utf8').split('\n');
    for (const line of lines) if (line !== '') episodes.push(episode.parse(JSON.parse(line)));
    return episodes;
  };
}

/** What is set otherwise on the host that a scenario plays on. */
export interface HostSettings {
  readonly timers?: ScaledTimers;
  readonly defaultVersion?: string;
}

/** Limits of durable timers in milliseconds, scaled down for the scenarios about long timers. */
export interface ScaledTimers {
  maximumTimer: number;
  longTimerInterval: number;
}
