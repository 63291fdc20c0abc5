import { execFileSync } from 'node:child_process';
import { readCommandLine } from './command-line.ts';
import { documents } from './documents.ts';

/** So many lines a commit may add and remove. */
const most = 1500;

readCommandLine(
  `npm run commits

Holds every commit since this check was added to ${most} changed lines. Not counted: files that only moved, lines that only name a file,
recordings, snapshots, the lock file, pictures, what the tests of mutants write down, and documents that npm run docs writes.`,
  {},
);

const git = (...words: readonly string[]) =>
  execFileSync('git', words, { encoding: 'utf8', maxBuffer: 1 << 28 }).trimEnd();
const generated = new Set([...documents().keys(), 'package-lock.json', 'infra/wiring.json', 'infra/posture.json']);
/** The line of an import, or another that names a file of code. */
const namesFile = /^[+-](import |.*'[./\w-]+\.ts')/;
const made =
  /(^|\/)recorded\/|^test\/inspector\/outputs\/(?:recall\.json$|(?!scripts\/)\w+\/)|\.snapshot\.json$|^test\/simulation\/mutants\/\w+\.json$|\.(png|br)$/;

const isShallow = git('rev-parse', '--is-shallow-repository') === 'true';
if (isShallow) console.log('commits: the clone is shallow, so older commits are not looked at');
const begun = git('log', '--format=%H', '--diff-filter=A', '--', 'scripts/check-commits.ts').split('\n').at(-1) ?? '';
const since = begun === '' ? '' : git('rev-list', '--no-merges', `${begun}..HEAD`);
// The oldest commit of a shallow clone shows every file as new.
const oldest = git('rev-list', '--max-parents=0', 'HEAD').split('\n');
const commits = since.split('\n').filter((commit) => commit !== '' && !oldest.includes(commit));

const large = commits.map((commit) => ({ commit, lines: linesOf(commit) })).filter(({ lines }) => lines > most);
for (const { commit, lines } of large)
  console.error(
    `${git('log', '-1', '--format=%h %s', commit)}: ${lines} changed lines, and ${most} is the most. Split it.`,
  );
console.log(`commits: ${commits.length - large.length} of ${commits.length} have at most ${most} changed lines`);
process.exitCode = large.length === 0 ? 0 : 1;

/** Lines that a commit adds and removes in files that people write, but those that only name a file. */
function linesOf(commit: string): number {
  let file = '';
  let count = 0;
  for (const line of git('show', '-M', '--format=', '--unified=0', '--no-color', commit).split('\n')) {
    const header = /^diff --git a\/.* b\/(.*)$/.exec(line);
    if (header !== null) file = header[1] ?? '';
    else if (/^[+-](?!\+\+ |-- )/.test(line) && !generated.has(file) && !made.test(file) && !namesFile.test(line))
      count += 1;
  }
  return count;
}
