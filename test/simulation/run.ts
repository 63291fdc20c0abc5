import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { schedulePlayed, Tally } from './tally.ts';

/** Which seeds to play, and how. */
export interface Run {
  readonly first: number;
  readonly count: number;
  readonly processes?: number;
  /** How many of them are also played through the durable library. */
  readonly library?: number;
  /** Called now and then. */
  progress?(tally: Tally): void;
}

const player = fileURLToPath(new URL('player.ts', import.meta.url));

/** Plays that many schedules in as many processes as the machine has cores. */
export async function playAll({
  first,
  count,
  processes = availableParallelism(),
  library = 0,
  progress,
}: Run): Promise<Tally> {
  const tally = new Tally();
  const last = first + count - 1;
  await Promise.all(
    Array.from(
      { length: Math.min(processes, count) },
      (_, at) =>
        new Promise<void>((resolve, reject) => {
          const child = fork(player, { execArgv: ['--max-semi-space-size=64'] });
          child.on('message', (message) => {
            tally.add(schedulePlayed.parse(message));
            if (tally.count % 500 === 0) progress?.(tally);
          });
          child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a player ended with ${code}`))));
          child.send({ first: first + at, last, step: processes, twiceEvery: 100, library: library / processes });
        }),
    ),
  );
  if (tally.count < count) throw new Error(`Only ${tally.count} of ${count} schedules were played`);
  return tally;
}
