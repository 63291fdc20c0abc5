import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Tests start hundreds of processes on the same modules; Node keeps here what it has compiled of them.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');

// What generators draw changes with the date; the closing line says how to draw the same again.
process.env['TEST_SEED'] ??= String(Math.floor(Date.now() / 86_400_000));

/**
 * Folders whose files change nothing of their process that another file could see, so that one process runs many of them. Six files stay
 * out: two use Azure's own library for managed identities, which keeps the first endpoint that it meets, the compiler of log queries
 * brings a runtime of its own that adds to JavaScript's, what is stuck starts a whole stack, and two measure memory, which a child counts
 * from that of its parent on.
 */
const together = [
  'test/{activities,azure,cli,compute,domain,features,functions,memory,orchestrators,pages,scripts,use-cases,web}/**/*.test.ts',
  'test/browser/!(stuck).test.ts',
  'test/inspector/**/!(hostile|limits).test.ts',
  'test/infra/**/!(kql).test.ts',
  'test/local/azure/**/!(faults|managed-identity).test.ts',
];

export default defineConfig({
  test: {
    // Which modules each file of tests loaded, and which files are others since the last green run: what is unchanged is not run again.
    experimental: { recordDependencies: true, vcsProvider: './test/unchanged/provider.ts' },
    globalSetup: ['./test/build-once.ts'],
    setupFiles: ['./test/seed.ts', './test/times/setup.ts', './test/answers/setup.ts'],
    // For what hangs, not for what is slow: no test may depend on how busy the machine is.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 4,
    reporters: [
      'default',
      './test/answers/reached-reporter.ts',
      './test/times/reporter.ts',
      './test/unchanged/reporter.ts',
      './scripts/closing-line.ts',
    ],
    projects: [
      { extends: true, test: { name: 'together', include: together, isolate: false } },
      { extends: true, test: { name: 'apart', include: ['test/**/*.test.ts'], exclude: together } },
    ],
  },
});
