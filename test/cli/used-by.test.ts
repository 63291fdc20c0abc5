import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import { aProject, opened, type RunningApp, startApp } from '../functions/running-app.ts';
import { quietSurroundings } from './surroundings.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

async function type(words: readonly string[], change: Partial<Surroundings> = {}) {
  const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token('otto') };
  const { surroundings, written } = quietSurroundings({ environment, now: () => new Date(), ...change });
  await run(words, surroundings);
  return written();
}

test('used-by lists every package over all parts of the list, and a retraction counts them', async () => {
  const { id } = await opened(app, { name: 'cohort', state: 'available', version: 1 });
  const by = { oid: 'r', name: 'Rui' };
  const submission = { purpose: 'x', madeFrom: [{ id, name: 'cohort', version: 1 }], by, at: '2030-01-01' };
  for (let number = 0; number < 201; number += 1)
    await opened(app, { door: 'export', name: `tables-${number}`, state: 'released', submission });
  expect((await type(['used-by', id])).out.match(/ released /g)).toHaveLength(201);
  const words = ['retract', id, '--reason', 'Consent was withdrawn'];
  const refused = await type(words, { question: async () => 'no' });
  expect(refused.err).toMatch(/201 packages were made from it: .* and 191 more\./);
});
