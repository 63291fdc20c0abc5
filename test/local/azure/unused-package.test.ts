import { createRequire } from 'node:module';
import { expect, it } from 'vitest';

it.each([
  ['azurite', 'tedious'],
  ['@azure/identity', '@azure/msal-browser'],
])('%s finds a stand-in for %s, which says what to do should it ever be loaded', (user, name) => {
  const require = createRequire(createRequire(import.meta.url).resolve(user));

  expect(() => require(name)).toThrow('take its override out of package.json');
});
