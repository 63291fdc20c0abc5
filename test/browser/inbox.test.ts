import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anEntry } from '../contract/samples.ts';
import { anInspectedReview, openFiles } from '../functions/inspected-review.ts';
import { aReview, type RunningApp, type SeededReview, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs, titleOf } from './open-browser.ts';

/** Where pictures of the pages go, for people who change them; nowhere without the setting. */
const pictures = process.env['INBOX_PICTURES'];

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function openAs(person: string, path: string): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(app.url + path);
  await signInAs(page, person);
  return page;
}

const seen = (page: Page, name: string) => async (width: number, scheme: string) =>
  pictures === undefined
    ? undefined
    : page.screenshot({ path: `${pictures}/${name}-${width}-${scheme}.png`, fullPage: true });

const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent();
const clock = () => app.ports.clock.now().getTime();
const hours = (count: number) => new Date(clock() + count * 3_600_000).toISOString();

/** Ten packages of ten days; the last of them was looked into. */
async function tenReviews(): Promise<SeededReview[]> {
  const made: SeededReview[] = [];
  for (let number = 9; number >= 1; number -= 1) {
    const by = { oid: '5a11f0a7-0000-4000-8000-0000000000d2', name: 'Rui' };
    const submission = { purpose: `Table ${number} of the paper`, by, at: hours(-1) };
    made.push(
      await aReview(app, {
        operation: { name: `table-${number}`, since: hours(-24 * number), submission },
        round: { openedAt: hours(-24 * number), deadline: hours(20 * number) },
      }),
    );
  }
  const found = { findings: [{ rule: 'small-count', severity: 'review' as const, count: 2 }] };
  const inspected = await anInspectedReview(app, { 'a.csv': found, 'b.csv': found, 'c.bin': { notChecked: ['type'] } });
  await openFiles(app, inspected, inspected.round.approvers[0]?.oid ?? '', 1, 2);
  return [...made, inspected];
}

describe('an approver who has ten packages to decide about', () => {
  it('sees of each what it is and how urgent, and needs four clicks for it beside reading', async () => {
    const reviews = await tenReviews();
    let clicks = 0;
    const click = async (what: Locator) => {
      clicks += 1;
      await what.click();
    };
    const page = await openAs('ada', '/api/mine');
    expect(await titleOf(page)).toBe('(10) What is yours · Sallyport');
    const rows = page.locator('#waits tbody tr');
    expect(await rows.locator('td:first-child a bdi').allTextContents()).toEqual([
      ...Array.from({ length: 9 }, (_, at) => `table-${9 - at}`),
      reviews[9]?.operation.name,
    ]);
    expect(await rows.first().textContent()).toMatch(/Table 9 of the paper.*asked by Rui/s);
    expect(await rows.last().textContent()).toMatch(/2 to look at, 1 not looked at.*2 of 3/s);
    await expectAccessible(page, seen(page, 'inbox'));
    await click(rows.first().getByRole('link', { name: 'table-9' }));
    const titles: string[] = [];
    for (const _ of reviews) {
      await page.locator('#decide').waitFor();
      titles.push(await titleOf(page));
      await click(page.getByLabel('I have looked at the files.'));
      await click(page.getByLabel('Personal information has been removed.'));
      if ((await page.locator('#reason').getAttribute('required')) !== null)
        await page.locator('#reason').fill('Totals of whole hospitals.');
      await click(page.getByRole('button', { name: 'Approve the release' }));
      expect(await heading(page)).toBe('You approved this package.');
      const next = page.getByRole('link', { name: 'Next: package' });
      if (titles.length === 1) await expectAccessible(page, seen(page, 'decided'));
      if (titles.length < reviews.length) await click(next);
      else expect(await next.count()).toBe(0);
    }
    expect(titles).toEqual(reviews.map(({ operation: { name } }) => `${name}: review in Heart study · Sallyport`));
    expect(clicks).toBeLessThanOrEqual(4 * reviews.length);
    await click(page.getByRole('link', { name: 'What is yours' }));
    expect(await titleOf(page)).toBe('What is yours · Sallyport');
    const decided = await Promise.all(reviews.map(({ operation: { id } }) => app.ports.decisions.read(id)));
    expect(decided.map(({ decisions }) => decisions.map(({ choice }) => choice))).toEqual(
      reviews.map(() => ['approve']),
    );
  });

  it('comes by the keyboard to each answer within twelve stops, however many files there are', async () => {
    const files = Array.from({ length: 450 }, (_, at) => anEntry(`tables/part-${String(at).padStart(4, '0')}.csv`));
    const { operation } = await aReview(app, { files });
    const page = await openAs('ben', `/api/review-package/heart-study/${operation.id}`);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(page.url().replace(/#.*/, ''));
      const bar = await page.getByRole('link', { name: 'Decide', exact: true }).boundingBox();
      expect(bar?.y, `the bar at ${width} pixels`).toBeLessThan(800);
      await page.keyboard.press('Tab');
      expect(await focused(page)).toBe('Skip to the decision');
      await page.keyboard.press('Enter');
      const stops = ['Skip to the decision'];
      for (const answer of [
        'Approve the release',
        'Ask for changes and return the package',
        'Deny and return the package',
      ])
        while (stops.at(-1) !== answer && stops.length < 20) {
          await page.keyboard.press('Tab');
          stops.push(await focused(page));
        }
      expect(stops.at(-1)).toBe('Deny and return the package');
      expect(stops.length).toBeLessThanOrEqual(12);
    }
    await page.reload();
    await expectAccessible(page, seen(page, 'review'));
  });
});

/** The text of what has the focus. */
async function focused(page: Page): Promise<string> {
  return String(await page.evaluate('document.activeElement.textContent.trim()'));
}
