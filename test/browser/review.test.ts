import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shortNumber } from '../../src/domain/door.ts';
import { anEntry } from '../contract/samples.ts';
import { usualDisclosure } from '../domain/sample.ts';
import { aProject, aReview, type RunningApp, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Opens a link as somebody who clicked it in a mail: sees the sign-in button, signs in, comes back. */
async function openAs(person: string, path: string): Promise<Page> {
  const page = await (await browser.window()).newPage();
  await page.goto(app.url + path);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator(`button[value="${person}"]`).click();
  return page;
}

/** Written as text, because it runs in the page. */
const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
const heading = (page: Page) => page.getByRole('heading', { level: 1 });
const decisionsOf = async (id: string) => (await app.ports.decisions.read(id)).decisions;

describe('the review in a browser without scripts', () => {
  it('takes an approval only with both ticks', async () => {
    const review = await aReview(app);
    const page = await openAs('ada', `${review.links.ada}?choice=approve`);
    expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Approve');
    const approve = page.getByRole('button', { name: 'Approve the release' });
    await approve.click();
    await page.getByLabel('I have looked at the files.').check();
    await approve.click();
    expect(await heading(page).textContent()).toBe('May this package leave?');
    expect(await decisionsOf(review.operation.id)).toEqual([]);
    await page.getByLabel('Personal information has been removed.').check();
    await approve.click();
    expect(await heading(page).textContent()).toBe('You approved this package.');
    expect(await decisionsOf(review.operation.id)).toMatchObject([
      { choice: 'approve', lookedAt: true, deidentified: true },
    ]);
  });

  it('takes a denial only with a reason, and shows the used link without file names', async () => {
    const review = await aReview(app);
    const page = await openAs('ben', `${review.links.ben}?choice=deny`);
    const deny = page.getByRole('button', { name: 'Deny and return the package' });
    await deny.click();
    expect(await decisionsOf(review.operation.id)).toEqual([]);
    await page.getByLabel('Reason (researchers read this outside)').fill('Row 7 shows a single person.');
    await deny.click();
    expect(await heading(page).textContent()).toBe('You denied this package.');
    expect(await decisionsOf(review.operation.id)).toMatchObject([
      { choice: 'deny', reason: 'Row 7 shows a single person.' },
    ]);
    await page.goto(app.url + review.links.ben);
    expect(await page.content()).not.toContain('summary.csv');
    expect(await page.locator('textarea').count()).toBe(0);
  });

  it('takes a wish for changes only with words', async () => {
    const review = await aReview(app);
    const page = await openAs('ben', `${review.links.ben}?choice=changes`);
    expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Ask for changes');
    const ask = page.getByRole('button', { name: 'Ask for changes and return the package' });
    await ask.click();
    expect(await decisionsOf(review.operation.id)).toEqual([]);
    await page.getByLabel('What to change').fill('Round table 2 to tens.');
    await ask.click();
    expect(await heading(page).textContent()).toBe('You asked for changes of this package.');
    expect(await decisionsOf(review.operation.id)).toMatchObject([
      { choice: 'changes', reason: 'Round table 2 to tens.' },
    ]);
  });

  it('shows file names with markup and foreign scripts as plain, isolated text', async () => {
    const names = ['<script>alert(1)</script>.csv', '"><img src=x onerror=alert(1)>.csv', 'تقرير-2026.csv'];
    const review = await aReview(app, { files: names.map((name) => anEntry(name)) });
    const page = await openAs('ada', review.links.ada);
    const shown = page.locator('#files table bdi');
    expect(await shown.allTextContents()).toEqual(names);
    expect(await page.locator('main script, main img').count()).toBe(0);
    expect(await styleOf(page, 'tbody tr:nth-child(3) bdi', 'direction')).toBe('rtl');
    expect(await styleOf(page, 'tbody tr:nth-child(3)', 'direction')).toBe('ltr');
  });

  it('keeps choice and reason when the session ends while somebody writes', async () => {
    const review = await aReview(app);
    const page = await openAs('cleo', `${review.links.cleo}?choice=deny`);
    await page.getByLabel('Reason (researchers read this outside)').fill('Not yet: table 2\nneeds rounding.');
    app.later(61 * 60_000);
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('Please sign in again');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="cleo"]').click();
    expect(await page.getByLabel('Reason (researchers read this outside)').inputValue()).toBe(
      'Not yet: table 2\nneeds rounding.',
    );
    expect(await page.locator('fieldset.chosen legend').textContent()).toBe('Deny');
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('You denied this package.');
  });

  it('says that remarks were not saved when the session ended, and keeps the reason that was kept before', async () => {
    const review = await aReview(app);
    const page = await openAs('cleo', `${review.links.cleo}?choice=deny`);
    await page.getByLabel('Remark on file 1').fill('Saved before.');
    await page.getByRole('button', { name: 'Save and show' }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.locator('#deny-reason').fill('Row 7.');
    app.later(61 * 60_000);
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="cleo"]').click();
    await page.getByRole('button', { name: 'Save and show' }).click();
    expect(await page.locator('#deny-reason').inputValue()).toBe('Row 7.');
    await page.getByLabel('Remark on file 1').fill('Too long for a cookie.');
    await page.context().clearCookies({ name: '__Host-sallyport' });
    await page.getByRole('button', { name: 'Save and show' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('was not saved');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="cleo"]').click();
    expect(await page.getByRole('alert').textContent()).toContain('was not saved');
    expect(await page.getByLabel('Remark on file 1').inputValue()).toBe('Saved before.');
    expect(await page.locator('#deny-reason').inputValue()).toBe('Row 7.');
    await page.getByRole('button', { name: 'Save and show' }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('sends a decision to a stronger sign-in where the project asks for one, and keeps what was written', async () => {
    const rules = {
      quorum: 2,
      independent: 1,
      onDeadline: 'return' as const,
      blind: true,
      disclosure: usualDisclosure,
      authContext: 'c1',
    };
    const { egress } = await aProject(app);
    const approval = { ...egress.approval, authContext: 'c1' };
    const review = await aReview(app, { project: { egress: { ...egress, approval } }, round: { rules } });
    const page = await (await browser.window()).newPage();
    await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(review.links.cleo)}`);
    await page.locator('button[value="cleo"]').click();
    await page.locator('#deny-reason').fill('Row 7 shows a single person.');
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('Please confirm your sign-in');
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.locator('button[value="cleo"]').click();
    await page.getByRole('button', { name: 'Confirm on the telephone' }).click();
    expect(await page.locator('#deny-reason').inputValue()).toBe('Row 7 shows a single person.');
    await page.getByRole('button', { name: 'Deny and return the package' }).click();
    expect(await heading(page).textContent()).toBe('You denied this package.');
  });

  it('has its style although nothing inline may run: the hash in the policy fits the style sheet', async () => {
    const review = await aReview(app);
    const page = await openAs('ada', review.links.ada);
    expect(await styleOf(page, '.card', 'borderRadius')).toBe('10px');
  });
});

describe('the dashboard in a browser', () => {
  it('goes to the sign-in, comes back, shows what waits for whom, and signs out', async () => {
    const review = await aReview(app);
    const page = await (await browser.window()).newPage();
    await page.goto(`${app.url}/api/ops`);
    await page.locator('button[value="rita"]').click();
    expect(await heading(page).textContent()).toBe('Operations');
    const row = page.locator('tr').filter({ hasText: shortNumber(review.operation.id) });
    expect(await row.textContent()).toContain(
      '0 of 2 approvals; not decided: Ada Approver, Ben Approver, Cleo Approver',
    );
    await page.getByRole('button', { name: 'Sign out' }).click();
    expect(await heading(page).textContent()).toBe('You are signed out');
  });

  it('fits a phone without scrolling sideways', async () => {
    await aReview(app, {
      operation: { name: 'a-rather-long-package-name-that-somebody-chose-without-thinking-of-phones' },
    });
    const page = await openAsReader();
    await page.setViewportSize({ width: 360, height: 800 });
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});

async function openAsReader(): Promise<Page> {
  const page = await (await browser.window()).newPage();
  await page.goto(`${app.url}/api/ops`);
  await page.locator('button[value="rita"]').click();
  return page;
}
