import { resolve } from 'node:path';
import { guards } from './guards.ts';
import type { Subject } from './job.ts';
import { type Ledger, readLedger, writeLedger } from './ledger.ts';
import { replayKillers, type Share } from './replay.ts';
import { searchKillers } from './search.ts';

const here = import.meta.dirname;
const subject: Subject = {
  root: resolve(here, '../../..'),
  guards,
  simulation: resolve(here, '../simulate.ts'),
  mostSeconds: 30,
};
/** So many seeds each mutant is tried with at most. */
const mostTries = 40;

/** Which seeds a search tries and for how long; with `anew` it forgets the killers that are known. */
export interface SearchOptions {
  readonly firstSeed: number;
  readonly lastSeed: number;
  readonly minutes: number;
  readonly processes: number;
  readonly anew: boolean;
}

/** Looks for seeds that kill the mutants of our guards, and writes down what it found. Gives whether every seed was sound. */
export async function searchMutants({
  firstSeed,
  lastSeed,
  minutes,
  processes,
  anew,
}: SearchOptions): Promise<boolean> {
  const known = readLedger(here);
  const seeds = Array.from({ length: lastSeed - firstSeed + 1 }, (_, index) => firstSeed + index);
  const limits = { seeds, mostTries, until: performance.now() + minutes * 60_000, processes };
  const found = await searchKillers(subject, anew ? { ...known, killers: {} } : known, limits, console.log);
  writeLedger(here, found.ledger);
  for (const line of [...summary(found.ledger), ...found.unsound]) console.log(line);
  return found.unsound.length === 0;
}

/** Runs the seeds that kill the mutants of our guards, and prints what is wrong. Gives whether nothing is. */
export async function replayMutants(processes: number, share?: Share): Promise<boolean> {
  const started = performance.now();
  const ledger = readLedger(here);
  const wrong = await replayKillers(subject, ledger, processes, share);
  for (const line of [...wrong, ...summary(ledger)]) console.log(line);
  console.log(`Replayed in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return wrong.length === 0;
}

/** How many mutants are killed, and how many live, by file for those that nobody sees. */
function summary({ killers, survivors }: Ledger): string[] {
  const living = Object.entries(survivors);
  const unseen = living.filter(([, { why }]) => why === 'unseen').map(([id]) => id.split(' ')[0] ?? id);
  const byFile = Map.groupBy(unseen, (file) => file);
  return [
    ...[...byFile].map(([file, ids]) => `${file}: ${ids.length} that the simulation does not see`),
    `${Object.keys(killers).length} mutants are killed, ${unseen.length} unseen, ${living.length - unseen.length} live for a reason`,
  ];
}
