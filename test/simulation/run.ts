import { type ChildProcess, fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Work } from './player.ts';
import { processFlags } from './process-flags.ts';
import { schedulePlayed, Tally } from './tally.ts';
import { losingFrom } from './weather.ts';

/** Which seeds to play, and how. */
export interface Run {
  readonly seeds: readonly number[];
  readonly processes?: number;
  /** How many of them, from the first on, are also played through the durable library. */
  readonly library?: number;
  /** Called now and then. */
  progress?(tally: Tally): void;
}

const player = fileURLToPath(new URL('player.ts', import.meta.url));

/** The seeds from 1 to this are known to hold, and are those that a test draws from. */
export const knownToHold = 2000;

/** Every so many seeds one is played twice. */
const twiceEvery = 100;

/** So few that all processes end together, and so many that none waits for the next. */
const atOnce = 8;

/** So many seeds one after the other. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

/** Plays schedules in as many processes as the machine has cores; whichever has played what it was given gets more. */
export async function playAll({
  seeds,
  processes = availableParallelism(),
  library = 0,
  progress,
}: Run): Promise<Tally> {
  const tally = new Tally();
  const count = seeds.length;
  const rest = seeds
    .map((seed, at) => ({
      seed,
      isTwice: seed % twiceEvery === 0,
      isThroughLibrary: at < library && seed < losingFrom,
    }))
    .values();
  const lanes = Array.from({ length: Math.min(processes, count) }, () =>
    playRest(rest, (played) => {
      tally.add(schedulePlayed.parse(played));
      if (tally.count % 500 === 0) progress?.(tally);
    }),
  );
  await Promise.all(lanes);
  if (tally.count < count) throw new Error(`Only ${tally.count} of ${count} schedules were played`);
  return tally;
}

/** Lets one process play from the rest until nothing is left. */
function playRest(rest: Iterator<Work[number]>, told: (played: unknown) => void): Promise<void> {
  const child = fork(player, { execArgv: [...processFlags] });
  let left = give(child, rest);
  return new Promise((resolve, reject) => {
    child.on('message', (played) => {
      told(played);
      left -= 1;
      if (left === 0) left = give(child, rest);
    });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a player ended with ${code}`))));
  });
}

/** Sends some of the rest to a process, and says goodbye when nothing is left. Gives how many it sent. */
function give(child: ChildProcess, rest: Iterator<Work[number]>): number {
  const items: Work = [];
  for (let next = rest.next(); !next.done; next = rest.next()) {
    items.push(next.value);
    if (items.length === atOnce) break;
  }
  if (items.length > 0) child.send(items);
  else child.disconnect();
  return items.length;
}
