import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCommandLine } from '../../../scripts/command-line.ts';
import { folderOf, halves, originsOf } from './origins.ts';

const usage = `npx node --import ./scripts/node-24.mjs test/inspector/released/restore.ts CLONES

Writes the files that people released beside the lists of their origins, from clones of their repositories in
CLONES/owner/name. A file whose SHA-256 is another than in its list is not written.`;

const [clones] = readCommandLine(usage, {}, 1).positionals;
if (clones === undefined) {
  console.error(`Say where the clones are.\n\n${usage}`);
  process.exitCode = 1;
} else restore(clones);

function restore(clones: string): void {
  for (const half of halves) {
    const origins = originsOf(half);
    const written = origins.filter(({ name, repository, commit, path, sha256 }) => {
      const bytes = blob(join(clones, repository), `${commit}:${path}`);
      const isSame = bytes !== undefined && createHash('sha256').update(bytes).digest('hex') === sha256;
      if (isSame) writeFileSync(join(folderOf(half), name), bytes);
      else console.error(`${name}: ${repository} has no such file at ${commit}. Fetch that commit into its clone.`);
      return isSame;
    });
    console.log(`${half}: ${written.length} of ${origins.length} files`);
    if (written.length < origins.length) process.exitCode = 1;
  }
}

/** The bytes of a file of a clone; undefined when the clone does not have it. */
function blob(clone: string, object: string): Buffer | undefined {
  try {
    return execFileSync('git', ['-C', clone, 'cat-file', 'blob', object], {
      maxBuffer: 1 << 24,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return undefined;
  }
}
