import { join } from 'node:path';
import { type Browser, type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { unpackedOnce, unpackInto } from './unpacked-browser.ts';

export interface OpenBrowser {
  /** A window of its own: no cookies, no scripts unless a test brings its own, and the laptop's certificates are accepted. */
  window(options?: { readonly scripts: boolean }): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Without these the browser would weaken what is tested here: its package turns web security off. */
const browserArguments = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  // Pages of one site share a process, where each window had several of its own: a third less of a processor where windows are many.
  '--renderer-process-limit=1',
];

/** Starts a real browser: on Linux x64 the one of @sparticuz/chromium, elsewhere an installed Chrome. */
export async function openBrowser(): Promise<OpenBrowser> {
  const browser = process.platform === 'linux' && process.arch === 'x64' ? await fromPackage() : await installed();
  return {
    window: ({ scripts } = { scripts: false }) =>
      browser.newContext({ javaScriptEnabled: scripts, ignoreHTTPSErrors: true }),
    close: () => browser.close(),
  };
}

async function fromPackage(): Promise<Browser> {
  const folder = unpackedOnce();
  const executablePath = await unpackInto(folder);
  const env = { ...process.env, FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return await playwright.launch({ executablePath, args: browserArguments, env });
}

async function installed(): Promise<Browser> {
  try {
    return await playwright.launch({ channel: 'chrome' });
  } catch (error) {
    throw new Error('Browser tests need an installed Chrome on this system; on Linux x64 they bring their own.', {
      cause: error,
    });
  }
}

/** Chooses a person on the page of the sign-in, and waits for the page that was asked for: a click ends before that is there. */
export async function signInAs(page: Page, id: string): Promise<void> {
  const here = new URL(page.url()).origin;
  await page.locator(`button[value="${id}"]`).click();
  await page.waitForURL(({ origin, pathname }) => origin !== here && !pathname.startsWith('/api/sign-in'));
}

/** The title of a page once it is there: a click ends before the next page has one. */
export async function titleOf(page: Page): Promise<string> {
  return (await page.locator('head > title').textContent()) ?? '';
}
