import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenBrowser, openBrowser } from '../browser/open-browser.ts';
import { takePictures } from './camera.ts';
import { writeSheet } from './sheet.ts';

let browser: OpenBrowser;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sallyport-pictures-'));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Width and height as a PNG's header has them. */
function sizeOf(file: string): readonly [number, number] {
  const bytes = readFileSync(file);
  return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
}

test('a mail is pictured at both widths in both schemes, and a long one is cut', async () => {
  const html =
    '<style>@media (prefers-color-scheme:dark){body{background:#000}}</style><p style="height:9000px">Long</p>';
  const pictures = await takePictures(browser, { name: 'mail-long', content: { kind: 'mail', html } }, folder);
  expect(pictures.map(({ file }) => file.slice(folder.length + 1)).sort()).toEqual([
    'mail-long-1280-dark.png',
    'mail-long-1280-light.png',
    'mail-long-390-dark.png',
    'mail-long-390-light.png',
  ]);
  for (const { file, width } of pictures) expect(sizeOf(file)).toEqual([width, 2700]);
  const [light, dark] = ['light', 'dark'].map((one) => readFileSync(join(folder, `mail-long-390-${one}.png`)));
  expect(dark?.equals(light ?? Buffer.alloc(0))).toBe(false);
  const report = join(folder, 'sheet.png');
  await writeSheet(browser, pictures, report);
  expect(sizeOf(report)[0]).toBe(1232);
});
