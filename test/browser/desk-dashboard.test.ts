import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newPendingChange } from '../../src/domain/definition/pending-change.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { aHold } from '../contract/holds-contract.ts';
import { anEvent, anOperation } from '../contract/samples.ts';
import { aProject, aReview, opened, type RunningApp, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
  await anOrdinaryDay();
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const ago = (hours: number) => new Date(app.ports.clock.now().getTime() - hours * 3_600_000).toISOString();

/** Twenty operations, some of which wait for people, a hold, a change that waits, a mail that reached nobody, and what ended. */
async function anOrdinaryDay(): Promise<void> {
  const { register, holds, changes, audit, clock } = app.ports;
  const project = await aProject(app);
  const names = ['cohort-2026', 'mri-scans', 'blood-panels', 'questionnaires', 'sleep-diaries', 'genotypes'];
  for (const [at, name] of names.entries())
    await opened(app, { state: 'copying', name, since: ago(at), source: aSize(at) });
  for (let at = 0; at < 6; at += 1)
    await opened(app, { door: 'export', state: 'freezing', name: `plots-${at}`, since: ago(at) });
  for (const due of [-30, 20, 90, 200])
    await aReview(app, { round: { deadline: ago(-due) }, operation: { since: ago(20), name: `tables-${due + 30}` } });
  const failure = {
    at: ago(5),
    state: 'copying',
    message: 'Data Factory answered 500 five times',
    publicMessage: 'Away',
  } as const;
  for (const name of ['echo-films', 'ecg']) await opened(app, { state: 'failed', failure, name, since: ago(5) });
  for (const name of ['letters', 'drafts']) await opened(app, { state: 'rejected', name, since: ago(50) });
  const unbroken = 'x'.repeat(1000);
  await opened(app, {
    state: 'failed',
    failure: { ...failure, message: unbroken },
    name: `\u202e${unbroken.slice(0, 200)}`,
  });
  const untold = anOperation({ state: 'failed', name: 'holter', failure });
  const about = { kind: 'telling', project: project.id, operation: untold.id, revision: 1, about: 'failed' } as const;
  await register.open(untold, [{ ...about, since: ago(3), times: 3, message: 'the mail server is away' }]);
  await holds.put(aHold({ project: 'heart-study', since: ago(8 * 24), reason: unbroken }), null);
  const by = { oid: 'o', name: 'Otto Operator', emails: ['otto@example.org'] };
  const words = {
    path: 'egress.maxFiles',
    kind: 'second-operator',
    words: 'Most files of a package: 100 becomes 200',
  } as const;
  const standing = await app.ports.projects.get(project.id);
  const parts = {
    id: 'chg_1',
    by,
    reason: 'Larger',
    against: standing?.hash ?? null,
    changes: [words],
    definition: project,
  };
  await changes.put(newPendingChange(parts, clock.now()), null);
  const drift = anEvent('drift', { kind: 'compute.drift-found', at: ago(1), data: { drift: 'dsvm-rui is off' } });
  await audit.append('heart-study', [drift]);
  for (const name of ['old-1', 'old-2', 'old-3']) await ended(await opened(app, { state: 'deleting', name }));
}

const aSize = (at: number) => ({
  count: 12 * (at + 1),
  bytes: 3_400_000 * (at + 1),
  digest: 'd'.repeat(64),
  listedAt: ago(at),
});

async function ended(operation: Operation): Promise<void> {
  const stored = await app.ports.register.get(operation);
  if (stored === undefined) throw new Error('the operation was not written');
  await app.ports.register.move({ ...stored, value: { ...stored.value, state: 'available' } }, []);
}

async function open(person: string, path = '/api/ops'): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await signInAs(page, person);
  return page;
}

const height = (page: Page) => page.evaluate('document.documentElement.scrollHeight');

describe('the dashboard', () => {
  test('is short on a telephone and accessible, folded and unfolded', async () => {
    const page = await open('otto');
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await height(page)).toBeLessThan(3000);
    await expectAccessible(page);
    await page.evaluate('for (const one of document.querySelectorAll("details")) one.open = true');
    await expectAccessible(page);
  });

  test('sweeps by its form, with keys alone, and says what was found', async () => {
    const page = await open('otto');
    await page.locator('summary', { hasText: 'Sweep now' }).press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').textContent()).toMatch(/failed/);
    await expectAccessible(page);
  });

  test('is filtered by a form, says so, and leads back to everything', async () => {
    const page = await open('rita');
    await page.locator('summary', { hasText: 'Filter' }).click();
    await page.getByLabel('State').selectOption('failed');
    await page.getByLabel('Person').fill('ada');
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    expect(new URL(page.url()).search).toBe('?state=failed&person=ada');
    expect(await page.locator('td.what').allTextContents()).toHaveLength(4);
    await expectAccessible(page);
    await page.goto(`${app.url}/api/ops?person=${'y'.repeat(200)}&project=${'z'.repeat(64)}`);
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Show everything' }).click();
    expect(new URL(page.url()).search).toBe('');
    expect(await page.getByText('Sweep now').count()).toBe(0);
  });
});
