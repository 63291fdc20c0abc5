import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../../src/cli/run.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { aProject, opened, type RunningApp, startApp } from '../../functions/running-app.ts';
import { quietSurroundings } from '../surroundings.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

async function type(...words: string[]) {
  const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token('otto') };
  const { surroundings, written } = quietSurroundings({ environment, now: () => new Date() });
  const code = await run(words, surroundings);
  return { code, ...written() };
}

const upload = (name: string, state: Operation['state']) =>
  opened(app, { id: app.ports.random.operationId('ingress'), name, state });
const discard = ['many', 'discard', '--reason', 'They come anew', '--yes'];

test('all that fits is shown and asked, each with its own line, and what cannot be asked is named', async () => {
  const [one, two] = [await upload('scan-1', 'rejected'), await upload('scan-2', 'rejected')];
  const moving = await upload('scan-3', 'copying');
  const { code, out } = await type(...discard, '--text', 'scan-');
  expect(code).toBe(0);
  expect(out).toContain('2 done, 0 refused.');
  for (const { id } of [one, two]) expect(out).toMatch(new RegExp(`${id} +heart-study +done`));
  for (const key of [one, two]) expect((await app.ports.register.get(key))?.value.state).toBe('discarding');
  expect((await app.ports.register.get(moving))?.value.state).toBe('copying');
  const again = await type(...discard, '--text', 'scan-3');
  expect(again.out).toContain("'discard' can be asked of none of them.");
});

test('it says what is missing, and does nothing where nothing fits', async () => {
  expect(await type(...discard)).toMatchObject({ code: 2, err: expect.stringContaining('which: --project') });
  const extend = await type('many', 'extend', '--state', 'in-review', '--reason', 'Holiday', '--yes');
  expect(extend).toMatchObject({ code: 2, err: expect.stringContaining('how much time') });
  expect(await type(...discard, '--text', 'none')).toMatchObject({ code: 1, err: expect.stringContaining('Nothing') });
});
