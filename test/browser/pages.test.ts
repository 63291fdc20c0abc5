import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { anEntry, anOperation } from '../contract/samples.ts';
import { aProject, aReview, opened, type RunningApp, type SeededReview, startApp } from '../functions/running-app.ts';
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

const windows = new Map<string | undefined, Page>();

/** A page as somebody who has one window for all of them, and signs in first; as nobody without a person. */
async function open(path: string, person?: string): Promise<Page> {
  const before = windows.get(person);
  const page = before ?? (await (await browser.window({ scripts: true })).newPage());
  windows.set(person, page);
  if (before !== undefined || person === undefined) await page.goto(app.url + path);
  else {
    await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
    await signInAs(page, person);
  }
  return page;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const reviewOf = ({ operation: { project, id } }: SeededReview) => `/api/review-package/${project}/${id}`;
const myPackage = ({ project, id }: Operation) => `/api/mine/exports/${project}/${id}`;
const file = (path: string, md5: string) => anEntry(path, { md5 });
const problem = { rule: 'extension', path: 'notes.docx', value: '.docx', message: 'use .csv', publicMessage: 'A type' };
const by = { oid: 'r', name: 'Rui Researcher' };
const at = '2026-11-24T10:00:00.000Z';

/** Ben notes something about the first file and asks for changes; the package is back then. */
async function sendBack(review: SeededReview): Promise<void> {
  const page = await open(reviewOf(review), 'ben');
  await page.getByLabel('Remark on file 1').fill('Round it to tens.');
  await page.getByRole('button', { name: 'Save and show' }).click();
  await page.locator('#reason').fill('Small cells in one table.');
  await page.locator('button[name="choice"][value="changes"]').click();
  const stored = await app.ports.register.get(review.operation);
  if (stored === undefined) throw new Error('the package is gone');
  await app.ports.register.update({ ...stored, value: { ...stored.value, state: 'returned' } });
}

test('what is hard to read is found, also when it is so in the dark only', async () => {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.setContent(`<!doctype html><html lang="en"><title>Pale</title><main><h1>Pale</h1></main>
<style>:root{color-scheme:light dark}@media (prefers-color-scheme:dark){body{background:#000}h1{color:#333}}</style></html>`);
  await expect(expectAccessible(page)).rejects.toThrow(/dark.*color-contrast/s);
});

describe('the page of a person', () => {
  test('is accessible to owners, researchers, approvers and operators', async () => {
    await opened(app, { name: 'cohort', state: 'rejected', problems: [problem] });
    await opened(app, { door: 'export', name: 'waits', state: 'checking' });
    await aReview(app);
    for (const person of ['olga', 'rui', 'ada', 'otto']) {
      const page = await open('/api/mine', person);
      expect(await heading(page)).toBe('What is yours');
      await expectAccessible(page);
    }
  });

  test('is accessible with machines that are off, and when one was not started', async () => {
    const names = ['dsvm-1', 'dsvm-long-name2'];
    const size = 'Standard_D2s_v5';
    const virtualMachines = names.map((name) => ({ name, size, image: 'ubuntu', power: { mode: 'manual' as const } }));
    await aProject(app, { id: 'machine-study', compute: computeDefinition.parse({ virtualMachines }) });
    const computes = names.map((name) => ({ kind: 'machine' as const, name, state: 'deallocated' }));
    const idle = [{ compute: 'machine dsvm-1', reason: 'it was idle', stoppedAt: at }];
    const nothing = { steps: [], waiting: [], alerts: [], notes: [], open: [] };
    await app.ports.looks.write('machine-study', { at, computes, idle, ...nothing });
    const page = await open('/api/mine', 'rui');
    await expectAccessible(page);
    await aProject(app, { id: 'machine-study' });
    await page.getByRole('button', { name: 'Start dsvm-1' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('names no such machine');
    await expectAccessible(page);
  });

  test('is accessible with an absence, and when one was refused', async () => {
    const page = await open('/api/mine', 'cleo');
    const away = page.getByRole('group', { name: 'My absence' });
    await away.locator('[name="away.from"]').fill('2040-02-03');
    await away.locator('[name="away.to"]').fill('2040-02-01');
    await away.getByRole('button').click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await expectAccessible(page);
    await away.locator('[name="away.from"]').fill('2040-02-01');
    await away.locator('[name="away.to"]').fill('2040-02-03');
    await away.getByRole('button').click();
    expect(await page.getByRole('alert').count()).toBe(0);
    await expectAccessible(page);
  });

  test('is accessible for a dataset with forms', async () => {
    const { project, id } = await opened(app, { name: 'scans', state: 'rejected', problems: [problem] });
    const page = await open(`/api/mine/datasets/${project}/${id}`, 'olga');
    expect(await page.getByRole('button', { name: 'Discard it' }).count()).toBe(1);
    await expectAccessible(page);
  });

  test('is accessible for a package with every field, and when its form was refused', async () => {
    await sendBack(await aReview(app));
    const page = await open(
      myPackage(await opened(app, { door: 'export', name: 'figures', state: 'inspecting' })),
      'rui',
    );
    await expectAccessible(page);
    await page.getByLabel('Answer to what its approvers wrote').fill('Rounded.');
    await page.getByLabel('Purpose').fill('   ');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await expectAccessible(page);
    await page.getByLabel('Purpose').fill('Table 2');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('blockquote').first().textContent()).toBe('Table 2');
    await expectAccessible(page);
  });
});

describe('the page of a review', () => {
  test('is accessible with files, remarks, what was said before and other packages, and when an answer was refused', async () => {
    const released = await aReview(app, { files: [file('x.csv', 'out-1')], operation: { state: 'released' } });
    const earlier = await aReview(app, { files: [file('a.csv', 'm1'), file('old.csv', 'm3')] });
    await sendBack(earlier);
    const submission = { purpose: 'Table 2', answer: 'Rounded.', continues: earlier.operation.id, by, at };
    const many = Array.from({ length: 200 }, (_, index) => file(`b${index}.csv`, `b${index}`));
    const files = [file('a.csv', 'm9'), ...many, file('renamed.csv', 'out-1')];
    const review = await aReview(app, { files, operation: { submission } });
    const page = await open(`${reviewOf(review)}?choice=deny`, 'ada');
    await page.getByLabel('Remark on file 1', { exact: true }).fill('Hm.');
    await page.getByRole('button', { name: 'Save and show' }).click();
    expect(await page.getByText('What was said before').count()).toBe(1);
    expect(await page.getByText(released.operation.id).count()).toBeGreaterThan(0);
    await expectAccessible(page);
    await page.locator('#reason').fill('   ');
    await page.locator('button[name="choice"][value="deny"]').click();
    expect(await page.getByRole('alert').count()).toBe(1);
    await expectAccessible(page);
  });

  test('is accessible before the sign-in, for somebody else, when it is over, and when there is none', async () => {
    const review = await aReview(app);
    await expectAccessible(await open(review.links.ada));
    await expectAccessible(await open(review.links.ada, 'ben'));
    await sendBack(review);
    const over = await open(reviewOf(review), 'ada');
    expect(await over.getByText('What was decided').count()).toBe(1);
    await expectAccessible(over);
    await expectAccessible(await open(`/api/review/${'A'.repeat(43)}`));
  });

  test('is accessible when the session ended', async () => {
    const review = await aReview(app);
    const page = await open(reviewOf(review), 'cleo');
    await page.context().clearCookies({ name: '__Host-sallyport' });
    windows.delete('cleo');
    await page.locator('#reason').fill('Row 7');
    await page.locator('button[name="choice"][value="deny"]').click();
    expect(await heading(page)).toBe('Please sign in again');
    await expectAccessible(page);
  });
});

describe('the dashboard and the pages of a few sentences', () => {
  test('are accessible', async () => {
    const project = 'heart-study';
    const since = app.ports.clock.now().toISOString();
    const stalled = anOperation({
      state: 'failed',
      project,
      failure: { at: since, state: 'copying', message: 'Away', publicMessage: 'Away' },
    });
    const { id: operation, revision } = stalled;
    const telling = { kind: 'telling', project, operation, revision, about: 'failed', since, times: 3 } as const;
    await app.ports.register.open(stalled, [{ ...telling, message: 'the mail server is away' }]);
    const finished = await app.ports.register.get(await opened(app, { state: 'deleting', name: 'cohort-done' }));
    if (finished === undefined) throw new Error('the operation was not written');
    await app.ports.register.move({ ...finished, value: { ...finished.value, state: 'available' } }, []);
    const page = await open('/api/ops', 'rita');
    expect(await page.getByText('Told nobody yet').count()).toBe(1);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(page)).toBe('You are signed out');
    await expectAccessible(page);
    await expectAccessible(await open('/api/sign-in/callback?code=x&state=y'));
    await expectAccessible(await open('/api/ops', 'rui'));
    await expectAccessible(await open('/api/help'));
    for (const guide of ['approvers', 'operators', 'accessibility'])
      await expectAccessible(await open(`/api/help/${guide}`));
    await expectAccessible(await open('/api/', 'otto'));
    await expectAccessible(await open('/api/mine/exports/heart-study/exp_01KA7Y0000000000000000000A', 'rui'));
  });
});

// Last, since these packages have no manifest to which later ones could be compared.
test('the pages of external readers are accessible, with what was released and taken back, and those of whoever is none', async () => {
  const release = { recipients: ['The heart registry of the north'], terms: 'Cite us.\nPublish no cell below ten.' };
  await aProject(app, { release });
  const files = { digest: 'd'.repeat(64), count: 3, bytes: 2048 };
  for (const state of ['released', 'revoked'])
    await opened(app, { door: 'export', name: `${'first-results-'.repeat(4)}${state}`, state, package: files });
  for (const person of ['eve', 'nils'])
    for (const path of ['/api/received', '/api/', '/api/help']) await expectAccessible(await open(path, person));
  await aProject(app);
});
