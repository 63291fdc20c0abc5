import { globSync } from 'node:fs';
import { relative } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { type Inputs, inputsNow, isListed, keepGreen, root } from './inputs.ts';

/** Says which tests are unchanged since the last green run, and keeps what a green run depended on. */
export default class UnchangedReporter implements Reporter {
  #inputs: Inputs | undefined;
  #isWhole = false;

  onInit({ config }: Vitest): void {
    // A run of some files or names says nothing of the others.
    this.#isWhole = config.testNamePattern === undefined && process.env['TEST_RUN'] === 'whole' && isListed();
    this.#inputs = this.#isWhole ? inputsNow() : undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    if (!this.#isWhole || this.#inputs === undefined) return;
    const ran = new Set(modules.map(({ moduleId }) => relative(root, moduleId)));
    const left = globSync('test/**/*.test.ts', { cwd: root }).filter((file) => !ran.has(file));
    const folders = Map.groupBy(left, (file) => file.split('/').slice(0, 2).join('/'));
    if (folders.size > 0) console.log('');
    for (const [folder, files] of [...folders].toSorted())
      console.log(`unchanged: ${folder}${files.length === 1 ? '' : ` (${files.length} files)`}`);
    if (reason === 'passed' && errors.length === 0 && (process.exitCode ?? 0) === 0) keepGreen(this.#inputs);
  }
}
