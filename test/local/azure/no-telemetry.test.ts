import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

it('gives Azurite no telemetry library that could call anybody', () => {
  const require = createRequire(createRequire(import.meta.url).resolve('azurite/package.json'));

  expect(require.resolve('applicationinsights')).toMatch(/local.azure.no-telemetry.index\.cjs$/);
  expect(() => require('applicationinsights').start()).toThrow('sends no telemetry');
});
