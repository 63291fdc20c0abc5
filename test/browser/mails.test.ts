import { readdirSync } from 'node:fs';
import axe from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyMail } from '../pages/mails/every-mail.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let browser: OpenBrowser;
let context: BrowserContext;
beforeAll(async () => {
  browser = await openBrowser();
  context = await browser.window({ scripts: true });
});
afterAll(() => browser.close());

const widths = [390, 1280];
const schemes = ['light', 'dark'] as const;

async function show(html: string, width: number, colorScheme: (typeof schemes)[number]): Promise<Page> {
  const page = await context.newPage();
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme });
  await page.setContent(html);
  return page;
}

/** Runs in the page, which has no scripts of its own. */
const findings = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;

test('each mail has a sample here', () => {
  const none = ['deadline-event', 'letter', 'letter-document', 'naming'];
  const files = readdirSync('src/pages/mails').map((file) => file.replace(/\.ts$/, ''));
  expect(Object.keys(everyMail).sort()).toEqual(files.filter((file) => !none.includes(file)).sort());
});

describe.each(Object.entries(everyMail))('the mail %s', (name, write) => {
  test('fits a phone and a desk, and axe finds nothing in it, in light and dark', async () => {
    const { html, text, subject } = await write();
    for (const width of widths)
      for (const scheme of schemes) {
        const page = await show(html, width, scheme);
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        await page.evaluate(axe.source);
        expect(await page.evaluate(findings)).toEqual([]);
        expect(subject).toContain(await page.title());
        const folder = process.env['MAIL_PICTURES'];
        if (folder !== undefined)
          await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png`, fullPage: true });
        await page.close();
      }
    expect(html).not.toMatch(/<script|<img|<link|url\(/);
    expect(text.length).toBeGreaterThan(100);
  });
});
