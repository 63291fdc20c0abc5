import { globSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter, TestModule, TestRunEndReason, Vitest } from 'vitest/node';
import { reachedFolder } from './kept.ts';
import { notReached } from './not-reached.ts';

const root = join(import.meta.dirname, '../..');

/** Ends a run of all tests with 1 when an answer or a refusal is described that none of them received, and names each. */
export default class ReachedReporter implements Reporter {
  #isFiltered = false;

  onInit({ config }: Vitest): void {
    this.#isFiltered = config.testNamePattern !== undefined;
    rmSync(reachedFolder, { recursive: true, force: true });
  }

  onTestRunEnd(modules: readonly TestModule[], _errors: readonly unknown[], reason: TestRunEndReason): void {
    if (reason !== 'passed' || this.#isFiltered || !isWhole(modules)) return;
    const missing = notReached();
    if (missing.length === 0) return;
    console.error(`\nNo test received what src/api describes as:\n${missing.join('\n')}`);
    process.exitCode = 1;
  }
}

function isWhole(modules: readonly TestModule[]): boolean {
  const ran = new Set(modules.map(({ moduleId }) => moduleId));
  return globSync('test/**/*.test.ts', { cwd: root }).every((file) => ran.has(join(root, file)));
}
