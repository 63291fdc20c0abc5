import { basename } from 'node:path';
import type { Ledger, Survivor } from './ledger.ts';
import type { Ended, TestFiles } from './unit-tests.ts';

/** How many files of tests each mutant is tried with at most, until when (`performance.now`), of which guards, and in which files. */
export interface TestLimits {
  readonly mostTries: number;
  readonly until: number;
  readonly isWanted: (mutant: string) => boolean;
  readonly isAmong: (file: string) => boolean;
}

/** Who hears of a search: a line each time, and the ledger whenever a mutant was noticed, so that a search may be ended at any time. */
export interface Heard {
  tell(line: string): void;
  keep(ledger: Ledger): void;
}

/** What a search came to. `unsound` tells of files whose tests fail without any mutant; nothing was tried with them. */
export interface FoundByTests {
  readonly ledger: Ledger;
  readonly unsound: readonly string[];
}

/**
 * Looks for a test that each mutant does not survive which no seed kills. All files are run without mutants first, and a mutant is tried only
 * with those in which it would have answered otherwise: first the tests of its own guard, then the quickest. Every mutant is tried with its
 * first file before any with its second.
 */
export async function searchTests(
  tests: TestFiles,
  ledger: Ledger,
  { mostTries, until, isWanted, isAmong }: TestLimits,
  heard: Heard,
): Promise<FoundByTests> {
  const { sound, unsound } = await survey(tests, isAmong);
  const survivors: Record<string, Survivor> = { ...ledger.survivors };
  const open = Object.entries(survivors).flatMap(([id, { why }]) => (why === 'unseen' && isWanted(id) ? [id] : []));
  const met = new Map(open.map((id) => [id, filesFor(id, sound)]));
  heard.tell(`${open.length} mutants that no seed kills, ${sound.length} files of tests`);
  for (const [turn, id] of turnsOf(open, mostTries)) {
    if (performance.now() > until) break;
    const files = met.get(id) ?? [];
    const next = files[turn];
    if (survivors[id]?.why === 'tests') continue;
    if (next === undefined) {
      survivors[id] = { why: 'unseen', reason: unseenBy(files.length, Math.min(turn, files.length)) };
      continue;
    }
    const { failed } = await tests.run(next.file, id, 3 * next.asked + 1000);
    survivors[id] =
      failed === undefined
        ? { why: 'unseen', reason: unseenBy(files.length, turn + 1) }
        : { why: 'tests', reason: `${next.file}: ${failed}` };
    if (failed === undefined) continue;
    heard.tell(`${id}: ${next.file}`);
    heard.keep({ ...ledger, survivors });
  }
  return { ledger: { ...ledger, survivors }, unsound };
}

/** The first try of each, then the second of each, and so on. */
function turnsOf(ids: readonly string[], mostTries: number): [number, string][] {
  return Array.from({ length: mostTries }, (_, turn) => ids.map((id): [number, string] => [turn, id])).flat();
}

/** Tries each mutant again with the file of the test that noticed it. One that lives there now is unseen, until a search finds another test. */
export async function recheckTests(
  tests: TestFiles,
  ledger: Ledger,
  isWanted: (mutant: string) => boolean,
  heard: Heard,
): Promise<Ledger> {
  const survivors: Record<string, Survivor> = { ...ledger.survivors };
  const known = Object.entries(survivors).filter(([id, { why }]) => why === 'tests' && isWanted(id));
  heard.tell(`${known.length} mutants that a test noticed`);
  for (const [id, { reason }] of known) {
    const [file = ''] = reason.split(': ', 1);
    const { failed } = await tests.run(file, id);
    if (failed !== undefined) continue;
    survivors[id] = { why: 'unseen', reason: `no seed kills it, and ${file} does not notice it any more` };
    heard.tell(`${id}: ${file} does not notice it any more`);
    heard.keep({ ...ledger, survivors });
  }
  return { ...ledger, survivors };
}

/** A file whose tests pass: how often they ask conditions, and which mutants would have answered otherwise. */
interface SoundFile {
  readonly file: string;
  readonly asked: number;
  readonly differed: ReadonlySet<string>;
  readonly milliseconds: number;
}

async function survey(
  tests: TestFiles,
  isAmong: TestLimits['isAmong'],
): Promise<{ sound: SoundFile[]; unsound: string[] }> {
  const sound: SoundFile[] = [];
  const unsound: string[] = [];
  for (const file of (await tests.files()).filter(isAmong)) {
    const { failed, saw, milliseconds } = await tests.run(file);
    const { differed, asked } = saw ?? { differed: [], asked: 0 };
    if (failed === undefined) sound.push({ file, asked, differed: new Set(differed), milliseconds });
    else unsound.push(`${file} fails without any mutant: ${failed}. Mend that first`);
  }
  return { sound, unsound };
}

function filesFor(id: string, sound: readonly SoundFile[]): SoundFile[] {
  const own = `${basename(id.split(' ', 1).join(''), '.ts')}.test.ts`;
  const rank = ({ file }: Pick<Ended, 'file'>) => (basename(file) === own ? 0 : 1);
  return sound
    .filter(({ differed }) => differed.has(id))
    .sort((one, other) => rank(one) - rank(other) || one.milliseconds - other.milliseconds);
}

function unseenBy(met: number, tried: number): string {
  return met === 0
    ? 'no seed kills it, and in no file of tests does it answer otherwise'
    : `no seed kills it; in ${met} files of tests it answers otherwise, in the ${tried} that were tried no test failed`;
}
