import { afterAll, beforeAll, expect, test } from 'vitest';
import { signByReceiptKey } from '../../src/activities/lifecycle/receipts.ts';
import { traceSchema } from '../../src/features/releases/domain/trace.ts';
import { ask } from './ask.ts';
import { pageFields } from './page-fields.ts';
import { aProject, aReview, opened, type RunningApp, signInAs, startApp } from './running-app.ts';

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

test('an approver reads how much left, what it comes to with the package, and that it may have to wait then', async () => {
  const { egress } = await aProject(app);
  const now = app.ports.clock.now().toISOString();
  const take = { exportId: 'exp_earlier', round: 1, at: now, bytes: 4e7, files: 2, person: '', datasets: [] };
  await app.ports.takes.change('heart-study', await app.ports.takes.of('heart-study'), { added: [take], removed: [] });
  const read = async (packages: number) => {
    const limits = [{ name: 'week', of: 'project' as const, days: 7, hard: { packages, bytes: 1e8 } }];
    const { links } = await aReview(app, { project: { egress: { ...egress, limits } } });
    return (await signInAs(app, 'ada', links.ada)).page.html;
  };
  const fitting = await read(2);
  expect(fitting).toContain(
    'week: 1 package of 2 packages and 40 MB of 100 MB in the last 7 days; with this one 2 packages',
  );
  expect(fitting).not.toContain('Once approved it waits');
  expect(await read(1)).toContain('Once approved it waits until');
});
