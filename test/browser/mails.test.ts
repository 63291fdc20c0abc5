import { readdirSync } from 'node:fs';
import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everyMail } from '../pages/notification/every-mail.ts';
import { partOf } from '../shares.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, titleOf } from './open-browser.ts';

let browser: OpenBrowser;
let context: BrowserContext;
beforeAll(async () => {
  browser = await openBrowser();
  context = await browser.window({ scripts: true });
});
afterAll(() => browser.close());

test('each mail has a sample here', () => {
  const none = ['deadline-event', 'letter', 'letter-document', 'naming'];
  const rooms = ['operation', 'project', 'review'].map((room) => `src/pages/notification/${room}`);
  const files = [...rooms, 'src/compute/mails']
    .flatMap((room) => readdirSync(room))
    .map((file) => file.replace(/\.ts$/, ''));
  expect(Object.keys(everyMail).sort()).toEqual(files.filter((file) => !none.includes(file)).sort());
});

describe.each(partOf(Object.entries(everyMail), 2))('the mail %s', (name, write) => {
  test('fits a phone and a desk, and axe finds nothing in it, in light and dark', async () => {
    const { html, text, subject } = await write();
    const page = await context.newPage();
    await page.setContent(html);
    const folder = process.env['MAIL_PICTURES'];
    await expectAccessible(page, async (width, scheme) => {
      if (folder !== undefined)
        await page.screenshot({ path: `${folder}/${name}-${width}-${scheme}.png`, fullPage: true });
    });
    expect(subject).toContain(await titleOf(page));
    await page.close();
    expect(html).not.toMatch(/<script|<img|<link|url\(/);
    expect(text.length).toBeGreaterThan(100);
  });
});
