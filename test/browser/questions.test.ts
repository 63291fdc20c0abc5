import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aReview, type RunningApp, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function openAs(person: string, path: string, width: number): Promise<Page> {
  const page = await (await browser.window()).newPage();
  await page.setViewportSize({ width, height: 900 });
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await signInAs(page, person);
  return page;
}

const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();

it.each([1280, 390])('an approver asks, a researcher answers, and the approver approves (%i pixels)', async (width) => {
  const { operation, links } = await aReview(app);
  const page = await openAs('ada', links.ada, width);
  await page.getByLabel('Question about file 1').check();
  await page.getByLabel('Remark on file 1').fill('Which sites?');
  await page.getByLabel('Reason or remark').fill('Why is site 4 missing?');
  await page.getByRole('button', { name: 'Ask the researchers' }).click();
  expect(await heading(page)).toBe('May this package leave?');
  expect(await page.locator('#questions').textContent()).toContain('Why is site 4 missing?');
  expect(await page.locator('#questions').textContent()).toContain('Which sites?');
  expect(await page.locator('#questions').textContent()).toContain('It is not answered yet.');
  expect(await page.locator('#reason').inputValue()).toBe('');
  expect(await overflow(page)).toBeLessThanOrEqual(0);

  const other = await openAs('ben', links.ben, width);
  expect(await other.locator('#questions').count()).toBe(0);
  await other.getByLabel('I have looked at the files.').check();
  await other.getByLabel('Personal information has been removed.').check();
  await other.getByRole('button', { name: 'Approve the release' }).click();
  expect(await heading(other)).toBe('You approved this package.');
  expect(await other.locator('#questions').textContent()).toContain('An approver asked');

  const mine = await openAs('rui', `/api/mine/exports/${operation.project}/${operation.id}`, width);
  expect(await mine.locator('#questions').textContent()).toContain('Why is site 4 missing?');
  expect(await mine.locator('#questions').textContent()).not.toContain('Which sites?');
  expect(await overflow(mine)).toBeLessThanOrEqual(0);
  await mine.getByRole('textbox', { name: 'Answer' }).fill('It closed in May.');
  await mine.getByRole('button', { name: 'Send the answer' }).click();
  expect(await mine.locator('#questions').textContent()).toContain('It closed in May.');
  expect(await mine.getByRole('button', { name: 'Send the answer' }).count()).toBe(0);

  await page.reload();
  expect(await page.locator('#questions').textContent()).toContain('It closed in May.');
  await page.getByLabel('I have looked at the files.').check();
  await page.getByLabel('Personal information has been removed.').check();
  await page.getByRole('button', { name: 'Approve the release' }).click();
  expect(await heading(page)).toBe('You approved this package.');
  const { rounds } = await app.ports.decisions.read(operation.id);
  expect(rounds[0]?.value.status).toBe('approved');
});

it('keeps a question and an answer that were typed before the session was over', async () => {
  const { operation, links } = await aReview(app);
  const page = await openAs('ada', links.ada, 1280);
  await page.locator('#reason').fill('Why is site 4 missing?');
  await page.context().clearCookies();
  await page.getByRole('button', { name: 'Ask the researchers' }).click();
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator('button[value="ada"]').click();
  expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Ask a question');
  await page.getByRole('button', { name: 'Ask the researchers' }).click();
  expect(await page.locator('#questions').textContent()).toContain('Why is site 4 missing?');

  const mine = await openAs('rui', `/api/mine/exports/${operation.project}/${operation.id}`, 390);
  await mine.getByRole('textbox', { name: 'Answer' }).fill('It closed in May.');
  await mine.context().clearCookies();
  await mine.getByRole('button', { name: 'Send the answer' }).click();
  await mine.getByRole('link', { name: 'Sign in' }).click();
  await mine.locator('button[value="rui"]').click();
  expect(await mine.getByRole('textbox', { name: 'Answer' }).inputValue()).toBe('It closed in May.');
});
