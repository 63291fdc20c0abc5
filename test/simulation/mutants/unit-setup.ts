import { afterAll, beforeAll, inject } from 'vitest';
import { knowSites, wake, watched } from './awake.ts';
import { Watchdog } from './watchdog.ts';

// What one file of tests sees of the guards: with the mutant awake that the search names, or with none.
knowSites(inject('sites'));

beforeAll(() => {
  wake(inject('mutant') ?? undefined, inject('most') ?? undefined);
  new Watchdog(inject('mostSeconds'));
});

// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted, and here it is none.
afterAll(({}, file) => {
  Object.assign(file.meta, { guards: watched() });
});
