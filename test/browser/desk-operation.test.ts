import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { sourceManifest } from '../../src/activities/transfer/places.ts';
import { pendingNotificationOf } from '../../src/domain/notification/pending-work.ts';
import type { Operation, Transfer } from '../../src/domain/operation/operation.ts';
import { anEntry, anEvent, operationId, stream } from '../contract/samples.ts';
import { aProject, aReview, opened, type RunningApp, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
  await aProject(app);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const pathOf = ({ door, project, id }: Operation) =>
  `/api/ops/desk/${door === 'ingress' ? 'datasets' : 'exports'}/${project}/${id}`;

/** Axe is a script; pages have none of their own. */
async function openAs(person: string, operation: Operation, scripts = true): Promise<Page> {
  const page = await (await browser.window({ scripts })).newPage();
  await page.goto(app.url + pathOf(operation));
  await signInAs(page, person);
  return page;
}

const ago = (minutes: number) => new Date(app.ports.clock.now().getTime() - minutes * 60_000).toISOString();

/** A dataset that failed after two runs, with files, problems, mails, and a name that nobody breaks. */
async function aFailure(): Promise<Operation> {
  const id = operationId('ingress');
  const files = Array.from({ length: 320 }, (_none, index) =>
    anEntry(`data/${'long-'.repeat(index % 40)}${index}.csv`),
  );
  const sorted = files.toSorted((one, other) => (one.path < other.path ? -1 : 1));
  const source = { ...(await app.ports.manifests.write(sourceManifest({ id }), stream(sorted))), listedAt: ago(300) };
  const message = `There is currently a lease on the blob ${'x'.repeat(400)}`;
  const run = (attempt: number, begun: number): Transfer => ({
    step: 'ingress-copy',
    attempt,
    parameters: {},
    status: 'failed',
    runId: `run-${attempt}`,
    intendedAt: ago(begun),
    startedAt: ago(begun),
    closedAt: ago(begun - 40),
    message,
  });
  const failedAt = ago(60);
  const failure = { state: 'copying', message, publicMessage: 'It stopped', at: failedAt };
  const problem = { rule: 'extension', path: `${'y'.repeat(300)}.exe`, value: '.exe', message: 'Leave it out.' };
  const operation = await opened(app, {
    ...{ id, name: `${id}-${'n'.repeat(90)}`, state: 'failed', since: failedAt, startedAt: ago(320), revision: 5 },
    ...{ source, failure, transfers: [run(1, 200), run(2, 120)] },
    problems: [{ ...problem, publicMessage: 'A file has a type that is not allowed' }],
  });
  const moves = ['receiving', 'checking', 'copying', 'failed'].map((state, index) =>
    anEvent(`${id}.${index}.${state}`, {
      ...{
        operation: id,
        kind: `ingress.${state}`,
        at: state === 'failed' ? failedAt : ago([320, 300, 210][index] ?? 0),
      },
      data: { name: operation.name, from: 'x', event: 'x', message: failure.message },
    }),
  );
  const olga = findPerson(app.azure.directory, 'olga').oid;
  const mail = (kind: string, data: Record<string, string>) =>
    anEvent(`${id}.${kind}`, { operation: id, kind, at: ago(50), data: { step: 'failed-5', to: olga, ...data } });
  await app.ports.audit.append('heart-study', [
    ...moves,
    mail('mail.sent', {}),
    mail('mail.given-up', { reason: 'No such box' }),
  ]);
  const [stored, telling] = [await app.ports.register.get(operation), pendingNotificationOf(operation)];
  if (stored === undefined || telling === undefined) throw new Error('nobody is to be told');
  const pending = { ...telling, times: 3, lastAt: ago(5), message: 'The mail server is away' };
  return (await app.ports.register.move(stored, [pending])).value;
}

describe('the page of an operation in a browser', () => {
  test('is accessible when it failed, and when a form was refused', async () => {
    const page = await openAs('otto', await aFailure());
    await expectAccessible(page);
    await page.getByLabel('Reason').first().fill('   ');
    await page.getByRole('button', { name: 'Let it go on' }).click();
    await page.getByRole('alert').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
    await expectAccessible(page);
  });

  test('is accessible for a package in review, before and after a form', async () => {
    const { operation } = await aReview(app, { operation: { name: 'results' } });
    app.later(2 * 60 * 60 * 1000);
    const page = await openAs('otto', operation);
    await expectAccessible(page);
    await page.getByText('Send new links to its approvers').click();
    await page.getByLabel('Who gets them').selectOption({ label: findPerson(app.azure.directory, 'ben').name });
    await page.locator('#reason-resend').fill('The first mail was lost');
    await page.getByRole('button', { name: 'Send new links' }).click();
    expect(await page.getByRole('status').textContent()).toContain('New links are on their way.');
    await expectAccessible(page);
  });

  test('lets somebody retry by the keyboard alone, without scripts', async () => {
    const operation = await aFailure();
    const page = await openAs('otto', operation, false);
    const focused = () => page.evaluate('document.activeElement.id || document.activeElement.textContent.trim()');
    for (let tabs = 0; tabs < 30 && (await focused()) !== 'reason-retry'; tabs += 1) await page.keyboard.press('Tab');
    await page.keyboard.type('The lease is gone');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Let it go on');
    expect(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect((await app.ports.register.get(operation))?.value.state).toBe('copying');
  });

  test('is accessible for a reader, and for an operator who is a researcher of the project', async () => {
    const { people } = await aProject(app);
    const { name, email, oid } = findPerson(app.azure.directory, 'otto');
    await aProject(app, { id: 'own-study', people: { ...people, researchers: [{ name, email, oid }] } });
    const own = await opened(app, { door: 'export', project: 'own-study', state: 'checking' });
    await expectAccessible(await openAs('otto', own));
    const reader = await openAs('rita', await opened(app, { state: 'rejected' }));
    await expectAccessible(reader);
    expect(await reader.locator('main form[action^="/api/ops"]').count()).toBe(0);
  });
});
