import { readFileSync } from 'node:fs';
import { z } from 'zod';

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
  /** Below `/runtime/webhooks/durabletask/`, without the key. */
  durable(path: string, init?: RequestInit): Promise<Response>;
  /** The HTTP functions of the app, below `/api/`. */
  app(path: string, init?: RequestInit): Promise<Response>;
  /** What differs between the two sides wherever it stands in an answer, and what to write in its place. */
  readonly ownWords: readonly (readonly [word: string | RegExp, instead: string])[];
  /** Every episode that has been played so far. */
  episodes(): Episode[];
  /** The end of the log, for a scenario that does not get on. */
  log(): string;
  kill(): Promise<void>;
}

/** Reads the journal that the app writes; a line that is still being written is left for the next time. */
export function readEpisodes(journal: string): Episode[] {
  let text: string;
  try {
    text = readFileSync(journal, 'utf8');
  } catch {
    return [];
  }
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return lines.filter((line) => line !== '').map((line) => episode.parse(JSON.parse(line)));
}

/** Limits of durable timers in milliseconds, scaled down for the scenarios about long timers. */
export interface ScaledTimers {
  maximumTimer: number;
  longTimerInterval: number;
}
