import type { Reporter, TestModule } from 'vitest/node';

/** Ends a test run with one plain line, 'N passed, N failed, N skipped', for people and machines that read only the last line. */
export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>): void {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const module of modules) {
      // What fails before or after tests, in a file or in a group of it, fails none of them.
      for (const group of [module, ...module.children.allSuites()]) if (group.errors().length > 0) counts.failed += 1;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        if (state === 'passed' || state === 'failed' || state === 'skipped') counts[state] += 1;
      }
    }
    console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  }
}
