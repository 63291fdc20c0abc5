import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const packages = join(import.meta.dirname, '../../node_modules');
const manifest = readFileSync(join(packages, '@sparticuz/chromium/package.json'), 'utf8');
const { version } = z.object({ version: z.string() }).parse(JSON.parse(manifest));

/**
 * The folder in which the browser of this version stands with its libraries and a font. Whoever comes first unpacks it beside and gives it
 * its name once it is whole, since the package believes a file that another process is still writing.
 */
export function unpackedOnce(): string {
  const folder = join(packages, '.cache', `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const fresh = mkdtempSync(`${folder}-`);
  execFileSync(process.execPath, [fileURLToPath(import.meta.url), fresh], { stdio: 'inherit' });
  // The package's own configuration looks for its font in /tmp only, and a browser without any font ends at the first page.
  const places = `<dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir>`;
  writeFileSync(join(fresh, 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${places}</fontconfig>`);
  try {
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Has the package unpack into the folder what is not there yet; gives the path of the browser. The variable makes it unpack the libraries too. */
export async function unpackInto(folder: string): Promise<string> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  process.env['AWS_LAMBDA_JS_RUNTIME'] = 'nodejs22.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

if (import.meta.main) await unpackInto(process.argv[2] ?? '');
