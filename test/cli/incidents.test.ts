import { afterAll, beforeAll, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { aProject, type RunningApp, startApp } from '../functions/running-app.ts';
import { quietSurroundings } from './surroundings.ts';

const reason = 'It was offered for sale';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

async function type(person: string, ...words: string[]) {
  const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token(person) };
  const { surroundings, written } = quietSurroundings({ environment });
  const code = await run(words, surroundings);
  return { code, ...written() };
}

test('an incident is opened, confirmed, worked on and closed by commands', async () => {
  const opened = await type(
    'otto',
    'incident',
    'open',
    '--severity',
    'high',
    '--projects',
    'heart-study',
    '--reason',
    reason,
  );
  expect(opened).toMatchObject({ code: 0, out: expect.stringContaining('On hold: heart-study') });
  const [, id = ''] = /^(inc_\w+) is open; severity high/.exec(opened.out) ?? [];
  const act = async (person: string, act: string, ...more: string[]) =>
    await type(person, 'incident', act, id, ...more, '--reason', 'so it is', '--yes');
  expect((await act('olivia', 'confirm')).out).toContain('Confirmed by Olivia');
  expect((await act('otto', 'aware', '--at', '2026-01-31T10:00:00Z')).out).toContain(
    'known since 2026-01-31T10:00:00.000Z',
  );
  await act('otto', 'contain');
  for (const clock of ['24-hours', '72-hours']) await act('otto', 'notify', clock);
  expect((await act('otto', 'exempt', 'month')).out).toContain('a second operator has to type the same');
  expect((await act('olivia', 'exempt', 'month')).out).toContain(`${id} is reported`);
  const noted = await type('otto', 'incident', 'note', id, '--text', 'evil\u001b[2J');
  expect(noted.out).toContain('Note by Otto Operator');
  expect(noted.out).not.toContain('\u001b');
  expect(await act('otto', 'close')).toMatchObject({ code: 0 });
  expect((await act('olivia', 'close')).out).toContain(`${id} is closed`);
  expect((await act('otto', 'contain')).code).toBe(1);
  expect((await type('rita', 'incident', 'show', id)).out).toContain('opened an incident of severity high');
  expect((await type('rita', 'incident', 'list')).out).toMatch(new RegExp(`\n${id} +closed +high`));
});
