import { readFileSync, writeFileSync } from 'node:fs';
import type { OpenBrowser } from '../browser/open-browser.ts';
import { type Picture, schemes, widths } from './camera.ts';
import { fewerColours } from './fewer-colours.ts';

const style = `body{font:14px sans-serif;margin:16px;width:1200px;background:#fff;color:#111}h2{font-size:15px;margin:18px 0 6px}
.row{display:flex;gap:12px;align-items:flex-start}img{border:1px solid #999;display:block;object-fit:cover;object-position:top;height:300px}`;

/** Puts all pictures onto one sheet: one row for each subject, desk and telephone, light and dark. */
export async function writeSheet(browser: OpenBrowser, pictures: readonly Picture[], file: string): Promise<void> {
  const names = [...new Set(pictures.map(({ name }) => name))];
  const rows = names.map((name) => {
    const mine = pictures.filter((picture) => picture.name === name);
    const cells = widths.flatMap((width) =>
      schemes.map((scheme) =>
        image(
          mine.find((one) => one.width === width && one.scheme === scheme),
          width,
        ),
      ),
    );
    return `<h2>${name}</h2><div class="row">${cells.join('')}</div>`;
  });
  const window = await browser.window();
  const page = await window.newPage();
  await page.setViewportSize({ width: 1232, height: 800 });
  await page.setContent(`<!doctype html><html lang="en"><style>${style}</style><body>${rows.join('')}</body></html>`);
  writeFileSync(file, fewerColours(await page.screenshot({ fullPage: true })));
  await window.close();
}

function image(picture: Picture | undefined, width: number): string {
  if (picture === undefined) return '';
  const shown = width > 1000 ? 420 : 150;
  return `<img alt="" width="${shown}" src="data:image/png;base64,${readFileSync(picture.file).toString('base64')}">`;
}
