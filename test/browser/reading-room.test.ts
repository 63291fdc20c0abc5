import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { Visitor } from '../../local/people/visitor.ts';
import { comparePaths } from '../../src/domain/base/path-order.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/review/inspection.ts';
import { chunk, png } from '../inspector/hostile/make/image.ts';
import { pdf } from '../inspector/hostile/make/pdf.ts';
import { sheetData, workbookParts } from '../inspector/hostile/make/workbook.ts';
import { zip } from '../inspector/hostile/make/zip.ts';
import { namesIn, startTestRoom, type TestRoom } from '../inspector/running-room.ts';
import { eventually } from '../local/azure/running-azure.ts';
import { writePng } from '../pictures/png.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, titleOf } from './open-browser.ts';

/** Where pictures of the pages go, for people who change them; nowhere without the setting. */
const pictures = process.env['ROOM_PICTURES'];

const evil = 'https://evil.example/';
const script = `<script>document.title='taken over';fetch('${evil}')</script>`;
const wide = Array.from({ length: 30 }, (_, column) => `measure ${column}`).join(',');
const cells = [
  { cell_type: 'markdown', source: ['# Survival\n', script], metadata: {} },
  {
    cell_type: 'code',
    source: ['fit = model.fit(x)'],
    outputs: [{ output_type: 'stream', text: ['1'] }],
    metadata: {},
  },
];

/** The figure of a paper: bars that grow. */
function bars(): Buffer {
  const [width, height] = [320, 200];
  const points = Uint8Array.from({ length: width * height }, (_, at) => {
    const [x, y] = [at % width, Math.floor(at / width)];
    return x % 40 < 28 && height - y < 20 + Math.floor(x / 40) * 22 ? 1 : 0;
  });
  return writePng({ width, height, palette: Uint8Array.from([255, 255, 255, 11, 90, 122]), points });
}

const recorded = (name: string) => readFileSync(join(import.meta.dirname, '../inspector/outputs/first', name));

/** What lies in the package, by path. Some of it wants to run, or to have something fetched. */
const files: Readonly<Record<string, string | Uint8Array>> = {
  'figures/ages.csv': 'age group,patients,mean\n60-64,41,12.1\n65-69,4,11.9\n70-74,38,12.4\n',
  'figures/bars.png': bars(),
  'figures/plot.svg': recorded('wards-241.svg'),
  [`hostile/${script.replaceAll('/', ':')}.csv`]: `"<img src=x onerror=alert(1)>",n\n"</td></table>${script}",12\n`,
  'hostile/bomb.zip': zip([{ name: `../${script}`, content: Buffer.alloc(8_000_000) }]),
  'hostile/drawing.svg': `<svg xmlns="http://www.w3.org/2000/svg" onload="fetch('${evil}')">${script}<image href="${evil}a.png"/></svg>\n`,
  'hostile/page.html': `<!doctype html><html><link rel="stylesheet" href="${evil}a.css"><img src="${evil}a.png">${script}</html>\n`,
  'hostile/two.png': png([chunk('tEXt', `Comment\0"><img src="${evil}b.png">${script}`)], { after: script }),
  'model.onnx': '\u0008\u0008\u0012\u0007pytorch',
  'notebook.ipynb': JSON.stringify({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 }),
  'notes.md': '# Results\nThe mean fell from 12.4 to 11.9.\n',
  'report.pdf': pdf({ catalog: `/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>` }),
  'tables.xlsx': zip(
    workbookParts([
      {
        name: 'Table 1',
        xml: sheetData([
          ['group', 'mean'],
          ['a', '1.5'],
        ]),
      },
      {
        name: 'raw',
        state: 'hidden',
        xml: sheetData([
          ['group', 'mean'],
          ['b', '1.7'],
        ]),
      },
    ]),
  ),
  'wide.csv': `${wide}\n${wide.replaceAll('measure ', '1.')}\n`,
};
const numberOf = (start: string): number =>
  Object.keys(files)
    .sort(comparePaths)
    .findIndex((path) => path.startsWith(start)) + 1;

let room: TestRoom;
let browser: OpenBrowser;
let key: InspectionKey;
beforeAll(async () => {
  [room, browser] = await Promise.all([startTestRoom(), openBrowser()]);
  key = await room.freeze(files, { approvers: [findPerson(room.azure.directory, 'ada').oid] });
  await room.start();
  await eventually(async () => (await namesIn(room, 'evidence')).includes(inspectionPath(key)));
});
afterAll(async () => {
  await browser.close();
  await room.stop();
});

const addressOf = (start?: string) => `/api/read/${key.exportId}${start === undefined ? '' : `/${numberOf(start)}`}`;

/** Whatever pages asked for that hold all that they need. */
const askedFor: string[] = [];
/** What could be typed into any of them. */
const fields: string[] = [];

const visitor = new Visitor();
let bare: Page;
beforeAll(async () => {
  bare = await (await browser.window({ scripts: true })).newPage();
  bare.setDefaultTimeout(120_000);
  bare.on('request', (request) => askedFor.push(request.url()));
});

/** A page of the room as an approver gets it, without the header that forbids scripts: axe brings some, and whatever else could run would be seen. */
async function openBare(path: string): Promise<Page> {
  const asked = await visitor.get(room.url + path);
  const isShown = asked.url === room.url + path;
  const { html } = isShown ? asked : await visitor.post(asked.url, { person: 'ada' }, asked.url);
  await bare.setContent(html);
  fields.push(...(html.match(/<(textarea|select|input)\b(?![^>]*type="hidden")[^>]*>/g) ?? []));
  return bare;
}

const seen = (page: Page, name: string) => async (width: number, scheme: string) =>
  pictures === undefined
    ? undefined
    : page.screenshot({ path: `${pictures}/${name}-${width}-${scheme}.png`, fullPage: true });

describe('to a reader at a desk or on a telephone', () => {
  test('the room begins with what there is to open, and its help is the guide of approvers', async () => {
    const start = await openBare('/api/read');
    expect(await start.getByRole('link', { name: 'table-2', exact: true }).getAttribute('href')).toBe(addressOf());
    expect(await start.getByRole('link', { name: 'Decide about table-2' }).count()).toBe(1);
    await expectAccessible(start, seen(start, 'start'));
    await expectAccessible(await openBare('/api/help/approvers'));
  });

  test('the overview leads to the small count, and the file shows it at its cell', async () => {
    const overview = await openBare(addressOf());
    expect(await overview.getByText('need your eye').textContent()).toMatch(/of 14 files need your eye/);
    expect(await overview.getByRole('link', { name: 'figures/ages.csv' }).getAttribute('href')).toBe(
      addressOf('figures/ages'),
    );
    expect(await overview.getByRole('heading', { level: 1 }).textContent()).toContain('Package table-2');
    expect(await overview.getByRole('link', { name: 'Decide' }).getAttribute('href')).toBe(
      `https://gate.example.org/api/review-package/${key.project}/${key.exportId}#decide`,
    );
    expect(await overview.getByText('10 is the smallest count').count()).toBe(1);
    await expectAccessible(overview, seen(overview, 'overview'));
    const table = await openBare(addressOf('figures/ages'));
    expect(await table.locator('mark').allTextContents()).toEqual(['4']);
    expect(await table.getByRole('link', { name: 'row 3, column 2' }).count()).toBe(1);
    await expectAccessible(table, seen(table, 'table'));
  });

  test.each([
    ['bars', 320],
    ['plot', 576],
  ])('a picture stands in the page (%s)', async (name, width) => {
    const page = await openBare(addressOf(`figures/${name}`));
    await expect
      .poll(() => page.locator('main img').evaluate((image) => 'naturalWidth' in image && image.naturalWidth))
      .toBe(width);
    await expectAccessible(page, seen(page, `picture-${name}`));
  });

  test('the hidden sheet of a workbook is told apart, and can be read', async () => {
    const page = await openBare(`${addressOf('tables')}?part=2`);
    expect(await page.locator('details li', { hasText: 'hidden' }).textContent()).toBe('Sheet 2: raw hidden');
    expect(await page.getByText('1.7').count()).toBe(1);
    await expectAccessible(page, seen(page, 'workbook'));
  });

  test.each([
    ['hostile/<', '<img src=x onerror=alert(1)>'],
    ['hostile/bomb', '../<script>'],
    ['hostile/drawing', '<svg xmlns=', '?part=2'],
    ['hostile/page', '<!doctype html>', '?part=2'],
    ['hostile/two', 'Text in its metadata'],
    ['model', 'repeat the records that they were trained on'],
    ['notebook', 'fit = model.fit(x)'],
    ['notes', 'The mean fell from'],
    ['report', 'Another line'],
    ['wide', 'measure 29'],
  ])('%s… can be read, as text', async (start, text, part = '') => {
    const page = await openBare(`${addressOf(start)}${part}`);
    expect(await page.getByText(text).count()).toBeGreaterThan(0);
    expect(await page.locator('main script, main svg, main link, main iframe').count()).toBe(0);
    expect(await titleOf(page)).toContain('File');
    await expectAccessible(page, seen(page, start.replaceAll(/\W/g, '')));
  });
});

test('none of these pages has asked for anything else, or has a field in which something typed could be lost', () => {
  expect(fields).toEqual([]);
  expect(askedFor.filter((address) => !/^data:image\/(png|svg\+xml);base64,/.test(address))).toEqual([]);
});

describe('in the browser of an approver', () => {
  let context: BrowserContext;
  const requested = new Set<string>();
  const notExpected: string[] = [];

  async function openSignedIn(path: string): Promise<Page> {
    context = await browser.window({ scripts: true });
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(room.url + path);
    await page.locator('button[value="ada"]').click();
    context.on('request', (request) => requested.add(new URL(request.url()).origin));
    context.on('page', () => notExpected.push('a window'));
    page.on('dialog', () => notExpected.push('a dialog'));
    page.on('download', () => notExpected.push('a download'));
    return page;
  }

  test('"Seen, next" leads through every file that is to open, hostile ones too, and nothing runs or is fetched', async () => {
    const page = await openSignedIn(addressOf());
    expect(new URL(page.url()).pathname).toBe(addressOf());
    await page.getByRole('link', { name: 'Open the next one' }).click();
    const titles: string[] = [];
    while (new URL(page.url()).pathname !== addressOf()) {
      titles.push(await titleOf(page));
      await page.getByRole('button', { name: 'Seen, next' }).click();
    }
    expect(titles).toEqual(Object.keys(files).map((_, index) => `File ${index + 1} · Sallyport`));
    expect(await page.getByText('You have opened all of the 14 files to open').count()).toBe(1);
    expect([...requested].filter((origin) => origin !== 'null')).toEqual([new URL(room.url).origin]);
    expect(notExpected).toEqual([]);
    await context.close();
  });

  test('a file is saved where its project allows it, byte by byte', async () => {
    const other = await room.freeze({ 'bars.png': bars() }, { downloads: true });
    await eventually(async () => (await namesIn(room, 'evidence')).includes(inspectionPath(other)));
    const page = await openSignedIn(`/api/read/${other.exportId}/1`);
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save the file' }).click();
    const saved = await saving;
    expect(saved.suggestedFilename()).toBe('file-1.png');
    expect(readFileSync(await saved.path()).equals(bars())).toBe(true);
    await page.reload();
    expect(await page.getByText('You have opened all of the 1 file to open').count()).toBe(1);
    await context.close();
  });

  test('a picture is shown under the policy that forbids everything else', async () => {
    const page = await openSignedIn(addressOf('figures/bars'));
    const answer = await page.goto(room.url + addressOf('figures/bars'));
    expect(answer?.headers()['content-security-policy']).toMatch(
      /^default-src 'none';.*; img-src data:; sandbox allow-forms allow-same-origin$/,
    );
    const text = await page.goto(room.url + addressOf('notes'));
    expect(text?.headers()['content-security-policy']).not.toContain('img-src');
    await context.close();
  });
});
