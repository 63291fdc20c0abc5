import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Tests start hundreds of processes on the same modules; Node keeps here what it has compiled of them.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['./test/build-once.ts'],
    // For what hangs, not for what is slow: no test may depend on how busy the machine is.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    expect: { poll: { timeout: 120_000 } },
    maxWorkers: 2,
    reporters: ['default', './scripts/closing-line.ts'],
  },
});
