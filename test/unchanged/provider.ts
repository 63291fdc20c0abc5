import { globSync } from 'node:fs';
import { join } from 'node:path';
import { affectedBy } from './affected.ts';
import { changedFiles, inputsNow, inputsOfGreen, isListed, root } from './inputs.ts';

/** Tells vitest which files changed since the last green run; a change of its own configuration has it run everything. */
export default {
  async findChangedFiles(): Promise<string[]> {
    const everything = [join(root, 'vitest.config.ts')];
    const before = isListed() ? inputsOfGreen() : undefined;
    if (before === undefined) return everything;
    const now = inputsNow();
    if (before.machine !== now.machine) return everything;
    const tests = globSync('test/**/*.test.ts', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
    const affected = affectedBy(changedFiles(before, now), tests);
    return affected === undefined ? everything : affected.map((path) => join(root, path));
  },
};
