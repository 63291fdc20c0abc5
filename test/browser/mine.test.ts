import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import { anOperation } from '../contract/samples.ts';
import { aProject, aReview, type RunningApp, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

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
  await page.locator(`button[value="${person}"]`).click();
  return page;
}

async function opened(change: Partial<Operation>): Promise<Operation> {
  const operation = anOperation({ revision: 0, startedAt: app.ports.clock.now().toISOString(), ...change });
  await app.ports.register.open({ ...operation, state: 'receiving' }, []);
  const stored = await app.ports.register.get(operation);
  if (stored === undefined) throw new Error('the operation was not written');
  return (await app.ports.register.update({ value: operation, etag: stored.etag })).value;
}

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const overflow = (page: Page) => page.evaluate('document.documentElement.scrollWidth - window.innerWidth');

describe('the page of a person in a browser without scripts', () => {
  it('leads a researcher from the list to the purpose of a package, also on a phone', async () => {
    const sent = await opened({ door: 'export', name: 'results', state: 'checking' });
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

  it('leads an approver to the review, where a bar jumps to the form on a phone', async () => {
    const { operation } = await aReview(app);
    const page = await openAs('ada', '/api/mine', 390);
    await page.getByRole('link', { name: `Decide about ${operation.id.slice(-6)}` }).click();
    expect(await heading(page)).toBe('May this package leave?');
    await page.getByRole('link', { name: 'Decide', exact: true }).click();
    const top = await page.locator('#decide').boundingBox();
    expect(top?.y).toBeLessThan(800);
    expect(await overflow(page)).toBeLessThanOrEqual(0);
    const wide = await openAs('ada', `/api/review/${operation.project}/${operation.id}`);
    expect(await wide.getByRole('link', { name: 'Decide', exact: true }).isVisible()).toBe(false);
  });

  it('puts the focus on what was refused', async () => {
    const sent = await opened({ door: 'export', name: 'refused', state: 'checking' });
    const page = await openAs('rui', `/api/mine/exports/${sent.project}/${sent.id}`);
    await page.getByLabel('Purpose').fill('   ');
    await page.getByRole('button', { name: 'Save' }).click();
    expect(await page.getByRole('alert').textContent()).toBe('Say why the package is sent.');
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
  });

  it('can be read when it is printed in dark mode', async () => {
    const page = await openAs('olga');
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });
});
