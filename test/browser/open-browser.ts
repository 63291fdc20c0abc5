import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium as playwright } from 'playwright-core';

export interface OpenBrowser {
  /** A window of its own: no cookies, no scripts unless a test brings its own, and the laptop's certificates are accepted. */
  window(options?: { readonly scripts: boolean }): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** Without these the browser would weaken what is tested here: its package turns web security off. */
const browserArguments = ['--no-sandbox', '--no-zygote', '--disable-gpu', '--disable-dev-shm-usage'];

/** Starts a real browser: on Linux x64 the one of @sparticuz/chromium, elsewhere an installed Chrome. */
export async function openBrowser(): Promise<OpenBrowser> {
  const { browser, folder } =
    process.platform === 'linux' && process.arch === 'x64' ? await fromPackage() : await installed();
  return {
    window: ({ scripts } = { scripts: false }) =>
      browser.newContext({ javaScriptEnabled: scripts, ignoreHTTPSErrors: true }),
    close: async () => {
      await browser.close();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * The package unpacks the browser, its libraries and a font into the temporary folder, and believes a file that another process is
 * still writing; so each process gives it a folder of its own. The variable makes it unpack the libraries too.
 */
async function fromPackage(): Promise<{ browser: Browser; folder: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-browser-'));
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    const executablePath = await chromium.executablePath();
    const env = { ...process.env, FONTCONFIG_FILE: writeFontConfig(folder) };
    return { browser: await playwright.launch({ executablePath, args: browserArguments, env }), folder };
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** The package's own configuration looks for its font in /tmp only, and a browser without any font ends at the first page. */
function writeFontConfig(folder: string): string {
  const file = join(folder, 'fonts.conf');
  const places = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(file, `<?xml version="1.0"?><fontconfig>${places}</fontconfig>`);
  return file;
}

async function installed(): Promise<{ browser: Browser; folder: undefined }> {
  try {
    return { browser: await playwright.launch({ channel: 'chrome' }), folder: undefined };
  } catch (error) {
    throw new Error('Browser tests need an installed Chrome on this system; on Linux x64 they bring their own.', {
      cause: error,
    });
  }
}
