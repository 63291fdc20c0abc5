import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Watched } from './awake.ts';
import type { Ledger, Survivor } from './ledger.ts';
import { recheckTests, searchTests, type TestLimits } from './search-tests.ts';
import { type TestFiles, UnitTests } from './unit-tests.ts';
import { weave } from './weave.ts';

const unseen: Survivor = { why: 'unseen', reason: 'none of 9 seeds answers otherwise here' };
const [asked, loose, far] = ['gate.ts open: a → always', 'gate.ts open: b → never', 'gate.ts open: c → >'];
const ledger: Ledger = {
  killers: { 'gate.ts open: d → always': { seed: 1, property: 'it holds' } },
  survivors: { [asked]: unseen, [loose]: unseen, [far]: unseen },
};

/** Files of tests that answer as written, and remember what they were run with. */
class Written implements TestFiles {
  readonly runs: string[] = [];
  readonly saw: Readonly<Record<string, Watched>> = {
    'test/quick.test.ts': { differed: [asked, loose], asked: 10 },
    'test/gate.test.ts': { differed: [asked, loose], asked: 20 },
  };

  async files() {
    return [...Object.keys(this.saw), 'test/broken.test.ts'];
  }

  async run(file: string, mutant?: string, most?: number) {
    if (mutant !== undefined) this.runs.push(`${file} ${mutant} ${most}`);
    const fails = file.includes('broken') || (file.includes('quick') && mutant === asked);
    const milliseconds = file.includes('quick') ? 1 : 100;
    return { file, failed: fails ? 'opens for a' : undefined, saw: this.saw[file], milliseconds };
  }
}

describe('a search among tests', () => {
  const tests = new Written();
  const kept: Ledger[] = [];
  const heard = { tell: () => undefined, keep: (known: Ledger) => void kept.push(structuredClone(known)) };
  const every = () => true;
  const search = async (until: number, { isWanted = every, isAmong = every }: Partial<TestLimits> = {}) =>
    await searchTests(tests, ledger, { mostTries: 5, until, isWanted, isAmong }, heard);

  test('names the test that fails with a mutant, and says of the others how they were met', async () => {
    const found = await search(Number.POSITIVE_INFINITY);
    expect(found.ledger.killers).toBe(ledger.killers);
    expect(found.ledger.survivors).toEqual({
      [asked]: { why: 'tests', reason: 'test/quick.test.ts: opens for a' },
      [loose]: {
        why: 'unseen',
        reason: 'no seed kills it; in 2 files of tests it answers otherwise, in the 2 that were tried no test failed',
      },
      [far]: { why: 'unseen', reason: 'no seed kills it, and in no file of tests does it answer otherwise' },
    });
    expect(found.unsound).toEqual(['test/broken.test.ts fails without any mutant: opens for a. Mend that first']);
  });

  test('tries the tests of the guard itself first, then the quickest, and no condition may be asked for ever', () => {
    expect(tests.runs).toEqual([
      `test/gate.test.ts ${asked} 1060`,
      `test/gate.test.ts ${loose} 1060`,
      `test/quick.test.ts ${asked} 1030`,
      `test/quick.test.ts ${loose} 1030`,
    ]);
  });

  test('hands out each find at once, so that nothing is lost when it is ended early', () => {
    expect(kept.map(({ survivors }) => survivors[asked]?.why)).toEqual(['tests']);
    expect(kept[0]?.survivors[loose]?.why).toBe('unseen');
  });

  test('leaves alone what is not wanted', async () => {
    const found = await search(Number.POSITIVE_INFINITY, { isWanted: (mutant) => mutant === far });
    expect(found.ledger.survivors[asked]).toEqual(unseen);
    expect(found.ledger.survivors[far]?.reason).toContain('in no file of tests');
  });

  test('looks in no other files than those it is given', async () => {
    const { ledger: known } = await search(Number.POSITIVE_INFINITY, { isAmong: (file) => file.includes('gate') });
    expect(known.survivors[asked]?.reason).toContain('in 1 files of tests it answers otherwise');
  });

  test('keeps what is known when its time is over', async () => {
    expect((await search(0)).ledger.survivors).toEqual(ledger.survivors);
  });
});

test('what a test noticed is tried with it again, and is unseen where it lives now', async () => {
  const noticed = (file: string): Survivor => ({ why: 'tests', reason: `${file}: opens for a` });
  const survivors = { [asked]: noticed('test/quick.test.ts'), [loose]: noticed('test/gate.test.ts'), [far]: unseen };
  const lines: string[] = [];
  const heard = { tell: (line: string) => void lines.push(line), keep: () => undefined };
  const known = await recheckTests(new Written(), { ...ledger, survivors }, (mutant) => mutant !== far, heard);
  expect(known.survivors).toEqual({
    ...survivors,
    [loose]: { why: 'unseen', reason: 'no seed kills it, and test/gate.test.ts does not notice it any more' },
  });
  expect(lines).toEqual(['2 mutants that a test noticed', `${loose}: test/gate.test.ts does not notice it any more`]);
});

describe('the tests of a guard', () => {
  const root = resolve(import.meta.dirname, '../../..');
  const guards = [{ file: 'src/domain/operation/blob-name.ts', why: 'as an example' }];
  const own = 'test/domain/operation/blob-name.test.ts';
  const other = 'test/domain/base/size-class.test.ts';
  let tests: UnitTests;
  beforeAll(async () => {
    const woven = weave(root, guards);
    tests = await UnitTests.begin({ root, tests: [own, other], woven, mostSeconds: 60 });
  });
  afterAll(async () => await tests[Symbol.asyncDispose]());

  test('are never those of another weaving, whose conditions had other numbers', async () => {
    const two = weave(root, [{ file: 'src/domain/base/size-class.ts', why: 'it comes first' }, ...guards]);
    await expect(tests.run('test/gone.test.ts')).rejects.toThrow('none of the files of tests');
    await using others = await UnitTests.begin({ root, tests: [own], woven: two, mostSeconds: 60 });
    const { saw } = await others.run(own);
    expect(saw?.differed.filter((id) => !id.startsWith('domain/operation/blob-name.ts'))).toEqual([]);
    expect(saw?.differed).toEqual((await tests.run(own)).saw?.differed);
  });

  test('pass without a mutant, and name those that would have answered otherwise', async () => {
    expect((await tests.run(other)).saw?.differed).toEqual([]);
    const { failed, saw } = await tests.run(own);
    expect(failed).toBeUndefined();
    expect(saw?.differed.length).toBeGreaterThan(10);
    const ended = await tests.run(own, saw?.differed[0], 3 * (saw?.asked ?? 0));
    expect(ended.failed).toBeDefined();
  });
});
