import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anInspectedReview, openFiles, type SeenFiles } from '../functions/inspected-review.ts';
import { aReview, type RunningApp, type SeededReview, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  const room = { readingRoomUrl: 'https://room.example.org' };
  [app, browser] = await Promise.all([startApp(undefined, room), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const files: SeenFiles = {
  'tables/by-age.csv': { findings: [{ rule: 'small-count', severity: 'block', count: 7 }] },
  'tables/by-site.csv': { findings: [{ rule: 'long-text', severity: 'review', count: 1 }] },
  'tables/by-year.csv': {},
  'weights/model.bin': { type: 'other', notChecked: ['type'] },
};

async function openAs(person: string, { links }: SeededReview): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}${links.ada}?choice=approve`);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signInAs(page, person);
  return page;
}

const ada = ({ round }: SeededReview) => round.approvers.find(({ email }) => email.startsWith('ada'))?.oid ?? '';

async function approve(page: Page): Promise<void> {
  await page.getByLabel('I have looked at the files.').check();
  await page.getByLabel('Personal information has been removed.').check();
  await page.getByRole('button', { name: 'Approve the release' }).click();
}

describe('the review of an inspected package in a browser', () => {
  it('says what was found and what an approval needs, and leads to the room for the files that are left', async () => {
    const disclosure = { viewing: 'required' as const, allowedTypes: ['table' as const] };
    const review = await anInspectedReview(app, files, { disclosure, thresholds: { minCount: 5 } });
    await openFiles(app, review, ada(review), 1, 2, 3);
    const page = await openAs('ada', review);
    const found = page.locator('#found');
    expect(await found.getByText('should not leave').count()).toBe(1);
    await expectAccessible(page);
    await approve(page);
    // The browser holds the form back while its reason is missing.
    const why = page.getByLabel('Reason or remark');
    expect(await page.getByRole('alert').count()).toBe(0);
    await why.fill('Totals of whole hospitals; the model was looked into by hand.');
    await page.getByRole('button', { name: 'Approve the release' }).click();
    expect(await page.getByRole('alert').textContent()).toContain('1 of the 4 files that you are to open is left');
    expect(await page.getByLabel('I have looked at the files.').isChecked()).toBe(true);
    expect(await why.inputValue()).toContain('Totals of whole hospitals');
    const room = page.getByRole('link', { name: 'Open the files in the reading room' });
    expect(await room.getAttribute('href')).toBe(`https://room.example.org/api/read/${review.operation.id}?round=1`);
    await expectAccessible(page);
    await openFiles(app, review, ada(review), 4);
    await approve(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('You approved this package.');
    expect(await page.locator('#found').textContent()).toContain('4 of 4 to open');
    await expectAccessible(page);
  });

  it.each<[string, (app: RunningApp) => Promise<SeededReview>]>([
    ['there is no evidence', (of) => anInspectedReview(of, files, { missing: { missing: 'late' } })],
    ['something else stands there', (of) => anInspectedReview(of, files, { instead: '{}' })],
    ['there was no reading room', (of) => aReview(of)],
  ])('says so where %s', async (_, seed) => {
    const page = await openAs('ada', await seed(app));
    expect(await page.getByRole('heading', { name: 'What was found in the files' }).count()).toBe(1);
    await expectAccessible(page);
  });
});
