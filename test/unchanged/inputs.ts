import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

const inputsSchema = z.object({
  /** The Node, the system and the variables that tests look at. */
  machine: z.string(),
  /** The SHA-1 of each file of the project, by its path. */
  files: z.record(z.string(), z.string()),
});

/** All that a run of tests depends on. */
export type Inputs = Readonly<z.infer<typeof inputsSchema>>;

export const root = resolve(import.meta.dirname, '../..');
const green = join(root, 'node_modules/.cache/green.json');

/** Variables that change what tests do; TEST_SEED does not, since each day draws by another one. */
const variables = ['TEST_WHOLE', 'KILLS', 'CLAMD_SOCKET', 'BICEP_PATH', 'AZURE_CONTRACT_BLOB_URL', 'CI'];

/** Whether git can say which files the project has; without it every run is one of all tests. */
export function isListed(folder = root): boolean {
  const { status } = spawnSync('git', ['rev-parse', '--git-dir'], { cwd: folder, stdio: 'ignore' });
  return status === 0;
}

/** The inputs as they are now. */
export function inputsNow(folder = root): Inputs {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const files = listed.split('\0').filter((path) => path !== '' && existsSync(join(folder, path)));
  const hashed = files.map((path) => [
    path,
    createHash('sha1')
      .update(readFileSync(join(folder, path)))
      .digest('hex'),
  ]);
  const values = variables.map((name) => `${name}=${process.env[name] ?? ''}`);
  return {
    machine: [process.version, process.platform, process.arch, ...values].join(' '),
    files: Object.fromEntries(hashed),
  };
}

/** Those of the last run of all tests on this machine that was green; undefined where there was none. */
export function inputsOfGreen(): Inputs | undefined {
  if (!existsSync(green)) return undefined;
  const read = inputsSchema.safeParse(JSON.parse(readFileSync(green, 'utf8')));
  return read.success ? read.data : undefined;
}

/** Keeps them after a run in which all tests were green or unchanged. */
export function keepGreen(inputs: Inputs): void {
  mkdirSync(dirname(green), { recursive: true });
  writeFileSync(green, JSON.stringify(inputs));
}

/** Paths of files that are new, gone or another. */
export function changedFiles(before: Inputs, now: Inputs): readonly string[] {
  const paths = new Set([...Object.keys(before.files), ...Object.keys(now.files)]);
  return [...paths].filter((path) => before.files[path] !== now.files[path]);
}
