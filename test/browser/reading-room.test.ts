import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Visitor } from '../../local/people/visitor.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/inspection.ts';
import { namesIn, startTestRoom, type TestRoom } from '../inspector/running-room.ts';
import { eventually } from '../local/azure/running-azure.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

/** Where pictures of the pages go, for people who change them; nowhere without the setting. */
const pictures = process.env['ROOM_PICTURES'];

let room: TestRoom;
let browser: OpenBrowser;
let key: InspectionKey;
const requested: string[] = [];
beforeAll(async () => {
  [room, browser] = await Promise.all([startTestRoom(), openBrowser()]);
  const wide = Array.from({ length: 30 }, (_, column) => `measure ${column}`).join(',');
  key = await room.freeze({
    'figures/ages.csv': 'age group,patients,mean\n60-64,41,12.1\n65-69,4,11.9\n70-74,38,12.4\n',
    'hostile/<script>location="https:evil.example"</script>.csv':
      '"<img src=x onerror=alert(1)>",n\n"</td></table><script>alert(1)</script>",12\n',
    'model.onnx': '\u0008\u0001\u0000\u0000weights of a model',
    'notes.md': '# Results\nThe mean fell from 12.4 to 11.9.\n',
    'wide.csv': `${wide}\n${wide.replaceAll('measure ', '1.')}\n`,
  });
  await room.start();
  await eventually(async () => (await namesIn(room, 'evidence')).includes(inspectionPath(key)));
});
afterAll(async () => {
  await browser.close();
  await room.stop();
});

/** A page of the room as an approver gets it, without the header that forbids scripts: axe brings some, and whatever else could run would be seen. */
async function openAsAda(path: string): Promise<Page> {
  const visitor = new Visitor();
  const asked = await visitor.get(room.url + path);
  const { html } = await visitor.post(asked.url, { person: 'ada' }, asked.url);
  const page = await (await browser.window({ scripts: true })).newPage();
  page.setDefaultTimeout(10_000);
  page.on('request', (request) => requested.push(request.url()));
  await page.setContent(html);
  return page;
}

const seen = (page: Page, name: string) => async (width: number, scheme: string) =>
  pictures === undefined
    ? undefined
    : page.screenshot({ path: `${pictures}/${name}-${width}-${scheme}.png`, fullPage: true });

test('the overview leads to the small count, and the file shows it at its cell', async () => {
  const overview = await openAsAda(`/api/read/${key.exportId}`);
  expect(await overview.getByText('need your eye').textContent()).toMatch(/of 5 files need your eye/);
  expect(await overview.getByRole('link', { name: 'figures/ages.csv' }).getAttribute('href')).toBe(
    `/api/read/${key.exportId}/1`,
  );
  await expectAccessible(overview, seen(overview, 'overview'));
  const table = await openAsAda(`/api/read/${key.exportId}/1`);
  expect(await table.locator('mark').allTextContents()).toEqual(['4']);
  await expectAccessible(table, seen(table, 'table'));
});

test.each([
  [2, 'hostile', '<img src=x onerror=alert(1)>'],
  [3, 'bytes', 'First bytes'],
  [4, 'text', 'The mean fell from'],
  [5, 'wide', 'measure 29'],
])('file %i can be read at a desk and on a telephone (%s)', async (number, name, text) => {
  const page = await openAsAda(`/api/read/${key.exportId}/${number}`);
  expect(await page.getByText(text).count()).toBeGreaterThan(0);
  expect(await page.locator('script, main img').count()).toBe(0);
  await expectAccessible(page, seen(page, name));
});

test('no page has asked for anything else', () => {
  expect(requested).toEqual([]);
});
