import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { OpenBrowser } from '../browser/open-browser.ts';
import { fewerColours } from './fewer-colours.ts';
import type { PageContent, Subject } from './subjects.ts';

/** The widths of a desk and of a telephone, and the height of what is seen at once; longer pages are cut after three of these. */
export const widths = [1280, 390] as const;
export const schemes = ['light', 'dark'] as const;
const height = 900;
const mostScreens = 3;

/** One picture: what it shows, how, and its file. */
export interface Picture {
  readonly name: string;
  readonly width: number;
  readonly scheme: string;
  readonly file: string;
}

/** Takes the four pictures of a subject, each in a window that nobody used before. */
export async function takePictures(browser: OpenBrowser, { name, content, glance }: Subject, folder: string) {
  const pictures: Picture[] = [];
  for (const scheme of schemes) {
    const window = await browser.window();
    try {
      const page = await window.newPage();
      await page.emulateMedia({ colorScheme: scheme });
      if (content.kind === 'mail') await page.setContent(content.html);
      else await visit(page, content);
      for (const width of widths) {
        const file = join(folder, `${name}-${width}-${scheme}.png`);
        await shoot(page, width, file);
        pictures.push({ name, width, scheme, file });
      }
      if (glance !== undefined && scheme === 'light') await shootGlance(page, join(folder, glance));
    } finally {
      await window.close();
    }
  }
  return pictures;
}

async function visit(page: Page, { url, as, send }: PageContent): Promise<void> {
  const start = new URL(url);
  const signIn = `${start.origin}/api/sign-in?returnTo=${encodeURIComponent(start.pathname + start.search)}`;
  await page.goto(as === undefined ? url : signIn);
  if (as !== undefined) await page.locator(`button[value="${as}"]`).click();
  if (send === undefined) return;
  await page.locator('#reason').fill(send.reason);
  await page.locator(`button[name="choice"][value="${send.choice}"]`).click();
}

async function shoot(page: Page, width: number, path: string): Promise<void> {
  await page.setViewportSize({ width, height });
  const whole = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width, height: Math.min(Math.max(whole, 200), mostScreens * height) });
  writeFileSync(path, fewerColours(await page.screenshot()));
}

async function shootGlance(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: widths[0], height });
  writeFileSync(path, fewerColours(await page.screenshot()));
}
