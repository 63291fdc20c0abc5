import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aProject, aReview, opened, type RunningApp, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
  await aProject(app);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Goes to the page without a session: signs in, and comes back. */
async function openAs(person: string, path = '/api/mine', width = 1280): Promise<Page> {
  const page = await (await browser.window()).newPage();
  await page.setViewportSize({ width, height: 800 });
  await page.goto(app.url + path);
  await signInAs(page, person);
  return page;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

describe('the page of a person in a browser without scripts', () => {
  it('leads a researcher from the list to the purpose of a package, also on a phone', async () => {
    const sent = await opened(app, { door: 'export', name: 'results', state: 'inspecting' });
    const page = await openAs('rui', '/api/mine', 390);
    expect(await heading(page)).toBe('What is yours');
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('link', { name: `Package ${sent.id.slice(-6)}` }).click();
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await app.ports.register.get(sent))?.value.submission).toBeUndefined();
    await page.getByLabel('Purpose').fill('Table 2 of the paper');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.locator('blockquote').textContent()).toBe('Table 2 of the paper');
    expect(await page.getByRole('listitem').last().textContent()).toContain('typed its purpose: Table 2 of the paper');
  });

  it('finds a version beyond the newest on a phone, and what was typed and ticked stays', async () => {
    const oldest = await opened(app, { name: 'cohort-of-old', state: 'available', version: 1 });
    for (let number = 0; number < 51; number += 1)
      await opened(app, { name: `newer-${number}`, state: 'available', version: 1 });
    const sent = await opened(app, { door: 'export', name: 'of-old', state: 'inspecting' });
    const page = await openAs('rui', `/api/mine/exports/${sent.project}/${sent.id}`, 390);
    await page.getByLabel('Purpose').fill('Table 3');
    await page.getByLabel('newer-50').check();
    await page.getByLabel('Name of a dataset holds').fill('OF-OLD');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toContain('not saved yet');
    expect(await page.getByLabel('newer-50').isChecked()).toBe(true);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    await page.getByLabel('cohort-of-old').check();
    await page.getByRole('button', { name: 'Save' }).click();
    const { submission } = (await app.ports.register.get(sent))?.value ?? {};
    expect(submission).toMatchObject({ purpose: 'Table 3', madeFrom: [{ name: 'newer-50' }, { id: oldest.id }] });
  });

  it('leads an approver to the review, where a bar jumps to the form', async () => {
    const { operation } = await aReview(app);
    const page = await openAs('ada', '/api/mine', 390);
    await page.getByRole('link', { name: operation.name }).click();
    expect(await heading(page)).toBe('May this package leave?');
    await page.getByRole('link', { name: 'Decide', exact: true }).click();
    const top = await page.locator('#decide').boundingBox();
    expect(top?.y).toBeLessThan(800);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
  });

  it('puts the focus on what was refused', async () => {
    const sent = await opened(app, { door: 'export', name: 'refused', state: 'inspecting' });
    const page = await openAs('rui', `/api/mine/exports/${sent.project}/${sent.id}`);
    await page.getByLabel('Purpose').fill('   ');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByRole('alert').textContent()).toBe('Say why the package is sent');
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
  });

  it('keeps all that was typed about a package when the session ended, however long and in whatever letters', async () => {
    const earlier = await opened(app, { door: 'export', name: 'went-back', state: 'returned', round: 1 });
    const sent = await opened(app, { door: 'export', name: 'goes-on', state: 'inspecting' });
    const page = await openAs('rui', `/api/mine/exports/${sent.project}/${sent.id}`);
    const typed = { Purpose: '目\n'.repeat(300), Label: '標'.repeat(60), 'Answer to what': '答'.repeat(600) };
    for (const [label, text] of Object.entries(typed)) await page.getByLabel(label).fill(text);
    await page.getByLabel('It goes on with').selectOption(earlier.id);
    app.later(61 * 60_000);
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await heading(page)).toBe('Please sign in again');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="rui"]').click();
    expect(await page.getByRole('alert').textContent()).toContain('nothing was done');
    for (const [label, text] of Object.entries(typed)) expect(await page.getByLabel(label).inputValue()).toBe(text);
    expect(await page.getByLabel('It goes on with').inputValue()).toBe(earlier.id);
    await page.getByRole('button', { name: 'Save' }).click();
    expect((await app.ports.register.get(sent))?.value.submission).toMatchObject({
      label: typed.Label,
      answer: typed['Answer to what'],
      continues: earlier.id,
    });
    // A click ends before the page behind it is there, and one on its way cannot be asked for again.
    await page.waitForLoadState();
    await page.reload();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('keeps why a package is withdrawn when the session ended, and not over its purpose', async () => {
    const by = { oid: 'r', name: 'Rui' };
    const submission = { purpose: 'Table 2', by, at: '2026-11-24T10:00:00.000Z' };
    const sent = await opened(app, { door: 'export', name: 'withdrawn', state: 'inspecting', submission });
    const page = await openAs('rui', `/api/mine/exports/${sent.project}/${sent.id}`);
    await page.getByLabel('Reason').fill('The wrong table');
    app.later(61 * 60_000);
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="rui"]').click();
    expect(await page.getByLabel('Reason').inputValue()).toBe('The wrong table');
    expect(await page.getByLabel('Purpose').inputValue()).toBe('Table 2');
  });

  it('says that an absence was not noted when the session ended', async () => {
    const page = await openAs('ada');
    await page.getByLabel('Away from').fill('2040-02-01');
    await page.locator('#to').fill('2040-02-03');
    app.later(61 * 60_000);
    await page.getByRole('button', { name: 'I am away' }).click();
    expect(await heading(page)).toBe('Please sign in again');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="ada"]').click();
    expect(await heading(page)).toBe('What is yours');
  });

  it('can be read when it is printed in dark mode', async () => {
    const page = await openAs('olga');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });
});
