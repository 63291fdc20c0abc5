import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { affectedBy, lookedAt } from './affected.ts';
import { changedFiles, inputsNow, root } from './inputs.ts';

const bundled = {
  entryPoints: ['main', 'check', 'child/main'].map((name) => `src/inspector/${name}.ts`),
  bundle: true,
  write: false,
  metafile: true,
  splitting: true,
  outdir: 'out',
  logLevel: 'error',
  format: 'esm',
  platform: 'node',
  external: ['@azure/functions-core'],
} as const satisfies BuildOptions;

const tests = globSync('test/**/*.test.ts', { cwd: root });

// A machine with Node and npm alone has no git, and runs all tests each time.
const hasGit = spawnSync('git', ['--version']).status === 0;

describe.skipIf(!hasGit)('what a run of tests depends on', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unchanged-'));
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    for (const name of ['source.ts', 'fixture.csv', 'data.json', 'package-lock.json'])
      writeFileSync(join(folder, name), '1');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
    vi.unstubAllEnvs();
  });

  test.each(['source.ts', 'fixture.csv', 'data.json', 'package-lock.json'])('is another when %s is', (name) => {
    const before = inputsNow(folder);
    expect(changedFiles(before, inputsNow(folder))).toEqual([]);
    writeFileSync(join(folder, name), '2');
    expect(changedFiles(before, inputsNow(folder))).toEqual([name]);
  });

  test('is another when a file is new or gone', () => {
    const before = inputsNow(folder);
    rmSync(join(folder, 'data.json'));
    writeFileSync(join(folder, 'new.ts'), '1');
    expect(changedFiles(before, inputsNow(folder)).toSorted()).toEqual(['data.json', 'new.ts']);
  });

  test('is another with another Node, and with a variable that tests look at', () => {
    const { machine } = inputsNow(folder);
    expect(machine).toContain(process.version);
    vi.stubEnv('KILLS', 'every');
    expect(inputsNow(folder).machine).not.toBe(machine);
  });
});

describe('a file that changed', () => {
  test('counts itself, so that whoever imports it is run, and so do tests that look at it without importing it', () => {
    expect(affectedBy(['src/domain/base/csv.ts'], tests)).toEqual(
      expect.arrayContaining(['src/domain/base/csv.ts', 'test/journeys/demo.test.ts', 'test/registration.test.ts']),
    );
    expect(affectedBy(['local/host/main.ts'], tests)).toContain('test/host/life-cycle.test.ts');
    expect(affectedBy(['docs/words.md'], tests)).toEqual(
      expect.arrayContaining(['test/words.test.ts', 'test/readme.test.ts']),
    );
    expect(affectedBy(['docs/words.md'], tests)).not.toContain('test/journeys/demo.test.ts');
  });

  test('that the reading room is not made of leaves its tests alone', async () => {
    const { metafile } = await build({ ...bundled, external: [...bundled.external], absWorkingDir: root });
    const made = Object.keys(metafile.inputs).filter((path) => path.startsWith('src/'));
    expect(made.length).toBeGreaterThan(100);
    const looks = (path: string) => affectedBy([path], tests)?.includes('test/inspector/room.test.ts') ?? true;
    expect(made.filter((path) => !looks(path))).toEqual([]);
    expect(looks('src/domain/history/control.ts')).toBe(false);
  });

  test.each([
    ['test/cli/command.test.ts', 'local/commands/sallyport.ts'],
    ['test/simulation/mutants/search.test.ts', 'test/simulation/main.ts'],
    ['test/scripts/deploy/before-provision.test.ts', 'scripts/deploy.ts'],
    ['test/scripts/command-line.test.ts', 'local/demo/main.ts'],
  ])('of which the program is made that %s starts brings it back', async (starting, program) => {
    const { metafile } = await build({
      ...{ entryPoints: [program], absWorkingDir: root, outdir: 'out', write: false, metafile: true },
      ...{ bundle: true, packages: 'external', platform: 'node', format: 'esm', splitting: true, logLevel: 'error' },
    });
    const made = Object.keys(metafile.inputs).filter((path) => /^(src|local|scripts)\/.*\.ts$/.test(path));
    expect(made.length).toBeGreaterThan(10);
    expect(made.filter((path) => affectedBy([path], tests)?.includes(starting) === false)).toEqual([]);
  });

  test('beside tests counts for all of their folder', () => {
    const recorded = 'test/oracle/recorded/timer.json';
    const theirs = tests.filter((one) => one.startsWith('test/oracle/'));
    expect(affectedBy([recorded], tests)).toEqual(expect.arrayContaining([recorded, ...theirs]));
  });

  test.each(['package.json', 'package-lock.json', 'tsconfig.json', 'biome/deterministic.grit'])(
    'such as %s, of which nobody says who reads it, may change everything',
    (name) => expect(affectedBy([name], tests)).toBeUndefined(),
  );
});

test('each line of the table is about tests and paths that are there', () => {
  for (const [beginning, paths] of lookedAt) {
    expect(
      tests.some((one) => one.startsWith(beginning)),
      beginning,
    ).toBe(true);
    for (const path of paths) expect(existsSync(join(root, path)), path).toBe(true);
  }
});

test('each folder of tests that starts processes or reads files of the project stands in the table', () => {
  const reading = tests.filter((one) =>
    /node:child_process|startStack|startJourney|globSync|readFileSync\((?!join\(folder)/.test(
      readFileSync(join(root, one), 'utf8'),
    ),
  );
  expect(reading.length).toBeGreaterThan(20);
  const missing = reading.filter((one) => !lookedAt.some(([beginning]) => one.startsWith(beginning)));
  expect(missing).toEqual([]);
});
