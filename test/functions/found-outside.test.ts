import { afterAll, beforeAll, expect, test } from 'vitest';
import { signByReceiptKey } from '../../src/activities/lifecycle/receipts.ts';
import { traceSchema } from '../../src/features/releases/domain/trace.ts';
import { ask } from './ask.ts';
import { pageFields } from './page-fields.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const reason = 'It was offered for sale';
const at = '2026-03-01T10:00:00.000Z';
const file = { size: '5000', md5: 'a'.repeat(32), sha256: 'b'.repeat(64) };

test('the page gives the first operator what the second needs, and the second the answer', async () => {
  const typed = async (person: string, more = {}) => {
    const { page, visitor } = await signInAs(app, person, '/api/ops/desk/trace');
    const fields = pageFields(page.html, '/trace', { ...file, reason, ...more });
    return await visitor.post(`${app.url}/api/ops/desk/trace`, fields, app.url);
  };
  const first = await typed('otto');
  expect(first).toMatchObject({ status: 200, html: expect.stringContaining('A second operator has to ask too') });
  const wish = /aria-label="What the second operator needs">([^<]+)</.exec(first.html)?.[1] ?? '';
  const second = await typed('olivia', { first: wish });
  expect(second).toMatchObject({ status: 200, html: expect.stringContaining('not found among 0 releases') });
  expect((await typed('otto', { size: '12' })).html).toContain('are not looked for');
});

test('a release that a trace names, and of which no row is left, has no people to show', async () => {
  const id = 'exp_01K00000000000000000000XYZ';
  const held = { project: 'heart-study', id, name: 'table', path: 'a.csv', leftAt: at, state: 'outside' } as const;
  const signed = await signByReceiptKey(app.ports, traceSchema, {
    ...{ kind: 'trace', digest: 'd', by: 'otto', confirmed: {}, at, ways: ['md5-and-size'] },
    searched: { releases: 1, files: 1, unread: [] },
    files: [{ file: 1, result: 'found', releases: [held] }],
  });
  const body = { signed, project: 'heart-study', id, reason };
  expect(await ask(app, 'otto', 'POST', 'ops/trace/release', { body })).toMatchObject({ status: 404 });
});

test('two operators let a package that waits for a limit pass it', async () => {
  const frozen = { digest: 'd'.repeat(64), count: 1, bytes: 1 };
  const { id } = await opened(app, {
    ...{ door: 'export', name: 'waits', state: 'releasing', package: frozen },
    limit: { waitsSince: at, names: ['week'] },
  });
  const pass = async (person: string) => {
    const body = { digest: frozen.digest, reason };
    return await ask(app, person, 'POST', `ops/exports/heart-study/${id}/pass-limit`, { body });
  };
  expect(await pass('otto')).toMatchObject({ status: 202 });
  expect(await pass('otto')).toMatchObject({ status: 403 });
  expect(await pass('olivia')).toMatchObject({ status: 202 });
  const stored = await app.ports.register.get({ project: 'heart-study', id });
  expect(stored?.value.limit).toMatchObject({ passed: { askedBy: expect.any(String), agreedBy: expect.any(String) } });
});
