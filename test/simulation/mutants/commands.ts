import { matchesGlob, resolve } from 'node:path';
import { guards } from './guards.ts';
import type { Subject } from './job.ts';
import { type Ledger, readLedger, type Survivor, unnoticed, writeLedger } from './ledger.ts';
import { replayKillers, type Share } from './replay.ts';
import { searchKillers } from './search.ts';
import { recheckTests, searchTests } from './search-tests.ts';
import { UnitTests } from './unit-tests.ts';
import { weave } from './weave.ts';

const here = import.meta.dirname;
const subject: Subject = {
  root: resolve(here, '../../..'),
  guards,
  simulation: resolve(here, '../simulate.ts'),
  mostSeconds: 30,
};
/** So many seeds each mutant is tried with at most. */
const mostTries = 40;

/** Which seeds a search tries, for how long and in how many processes. */
export interface SearchOptions {
  readonly firstSeed: number;
  readonly lastSeed: number;
  readonly minutes: number;
  readonly processes: number;
}

/** Looks for seeds that kill the mutants of our guards, and writes down what it found. Gives whether every seed was sound. */
export async function searchMutants({ firstSeed, lastSeed, minutes, processes }: SearchOptions): Promise<boolean> {
  const known = readLedger(here);
  const seeds = Array.from({ length: lastSeed - firstSeed + 1 }, (_, index) => firstSeed + index);
  const limits = { seeds, mostTries, until: performance.now() + minutes * 60_000, processes };
  const found = await searchKillers(subject, known, limits, console.log);
  writeLedger(here, found.ledger);
  for (const line of [...summary(found.ledger), ...found.unsound]) console.log(line);
  return found.unsound.length === 0;
}

/** The tests whose subjects are the guards: quick ones, which start nothing. */
const unitTests = ['test/{domain,activities,use-cases,orchestrators}/**/*.test.ts'];
/** So many files of tests each mutant is tried with at most. */
const mostFiles = 12;

/** Of which guard, or which folder of them, a search among tests tries the mutants, all without one; in which files of tests it looks, all quick ones without a pattern. */
export interface TestSearchOptions {
  readonly minutes: number;
  readonly guard?: string | undefined;
  readonly among?: string | undefined;
  /** Whether those that a test noticed are tried again first. */
  readonly known: boolean;
}

/** Looks for tests that notice the mutants which no seed kills, and writes down what it found. Gives whether every test passes without them. */
export async function searchUnitTests({ minutes, guard, among, known }: TestSearchOptions): Promise<boolean> {
  const { root, mostSeconds } = subject;
  const woven = weave(root, guards);
  const files = among === undefined ? unitTests : [...unitTests, among];
  await using tests = await UnitTests.begin({ root, tests: files, woven, mostSeconds });
  const wanted = guard?.replace(/^src\//, '');
  const isWanted = (mutant: string) =>
    wanted === undefined || mutant.startsWith(`${wanted} `) || mutant.startsWith(`${wanted}/`);
  const isAmong = (file: string) => among === undefined || matchesGlob(file, among);
  const limits = { mostTries: mostFiles, until: performance.now() + minutes * 60_000, isWanted, isAmong };
  const heard = { tell: console.log, keep: (ledger: Ledger) => writeLedger(here, ledger) };
  const standing = readLedger(here);
  const ledger = known ? await recheckTests(tests, standing, isWanted, heard) : standing;
  const found = await searchTests(tests, ledger, limits, heard);
  writeLedger(here, found.ledger);
  for (const line of [...summary(found.ledger), ...found.unsound]) console.log(line);
  return found.unsound.length === 0;
}

/** Runs the seeds that kill the mutants of our guards, and prints what is wrong. Gives whether nothing is. */
export async function replayMutants(processes: number, slice: Share): Promise<boolean> {
  const started = performance.now();
  const ledger = readLedger(here);
  const wrong = [...(await replayKillers(subject, ledger, processes, slice)), ...unnoticed(ledger)];
  for (const line of wrong) console.log(line);
  console.log(
    `Replayed ${Object.keys(ledger.killers).length} mutants in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
  return wrong.length === 0;
}

/** How many mutants are killed, and which live that nobody sees. */
function summary({ killers, survivors }: Ledger): string[] {
  const living = Object.entries(survivors);
  const of = (wanted: Survivor['why']) => living.filter(([, { why }]) => why === wanted);
  const [byTests, unseen] = [of('tests'), of('unseen')];
  return [
    ...unseen.map(([id, { reason }]) => `${id}: ${reason}`),
    `${Object.keys(killers).length} mutants are killed by a seed, ${byTests.length} by a test, ${unseen.length} by nothing, ${living.length - unseen.length - byTests.length} live for a reason`,
  ];
}
