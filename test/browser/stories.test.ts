import { createHash } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OpsClient } from '../../local/people/operator.ts';
import { putSampleProject } from '../../local/sample/sample.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { World } from '../activities/world.ts';
import { type RunningApp, startApp } from '../functions/running-app.ts';
import { memoryGround } from '../memory/ground.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

/** The flows, in memory; the app answers browsers on the same ports. */
const world = new World(memoryGround('public'));
let app: RunningApp;
let browser: OpenBrowser;
let project: string;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { appPorts: world.ports }), openBrowser()]);
  project = await putSampleProject(new OpsClient(app.azure, app.url));
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Signed in and at their page, on a phone. Signing in is no click of a story. */
async function openAs(person: string, path = '/api/mine'): Promise<Page> {
  const page = await (await browser.window()).newPage();
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto(app.url + path);
  await signInAs(page, person);
  return page;
}

/** Clicks, and counts it. */
function clicking() {
  const clicks = { count: 0 };
  const click = async (target: Locator) => {
    await target.click();
    clicks.count += 1;
  };
  return { clicks, click };
}

const button = (page: Page, name: string) => page.getByRole('button', { name });
const numberOf = ({ id }: OperationKey) => id.slice(-6);

async function inReview(name: string, files: Record<string, string>): Promise<OperationKey> {
  for (const [path, content] of Object.entries(files))
    await world.put('exports', `${project}/${name}/${path}`, content);
  await world.put('exports', `${project}/${name}/_COMPLETE`, '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', `${project}/${name}/_COMPLETE`);
  await world.run('export', key, { enough: async () => (await world.operation(key)).round !== undefined });
  return key;
}

test('a researcher is asked and answers, corrects a package that went back, and says what changed, in six clicks', async () => {
  const first = await inReview('table', { 'small.csv': 'n,3', 'same.csv': 'n,90' });
  const ada = await openAs('ada', `/api/review-package/${project}/${first.id}`);
  await ada.getByLabel('Reason or remark').fill('Is the first row a site?');
  await button(ada, 'Ask the researchers').click();

  const { clicks, click } = clicking();
  const rui = await openAs('rui');
  await click(rui.getByRole('link', { name: `Package ${numberOf(first)}` }));
  expect(await rui.locator('#questions').textContent()).toContain('Is the first row a site?');
  await rui.locator('#questions').getByRole('textbox', { name: 'Answer' }).fill('Yes, the smallest.');
  await click(button(rui, 'Send the answer'));
  await ada.reload();
  expect(await ada.locator('#questions').textContent()).toContain('Yes, the smallest.');
  await ada.getByLabel('Reason or remark').fill('Row 1 shows three people.');
  await button(ada, 'Deny and return the package').click();
  await world.run('export', first);

  await rui.goto(`${app.url}/api/mine`);
  await click(rui.getByRole('link', { name: `Package ${numberOf(first)}` }));
  expect(await rui.locator('dl').textContent()).toContain('Row 1 shows three people.');
  await click(button(rui, 'I send a corrected one'));
  expect(await rui.locator('ol').textContent()).toContain('the next package under its name goes on');
  await world.pass();
  const next = await inReview('table', { 'small.csv': 'n,10', 'same.csv': 'n,90' });
  await rui.goto(`${app.url}/api/mine`);
  await click(rui.getByRole('link', { name: `Package ${numberOf(next)}` }));
  await rui.getByLabel('Answer to what its approvers wrote').fill('Rounded to tens.');
  await click(button(rui, 'Save'));
  expect(clicks.count).toBe(6);

  await ada.goto(`${app.url}/api/review-package/${project}/${next.id}`);
  const said = await ada.locator('#before').textContent();
  for (const text of ['Yes, the smallest.', 'Row 1 shows three people.', 'Rounded to tens.', '1 the same, 1 changed'])
    expect(said).toContain(text);
});

test('an owner finds a wrong checksum before anything is copied, and sends it right, in four clicks', async () => {
  const sum = (text: string) => createHash('md5').update(text).digest('hex');
  const upload = async (files: Record<string, string>) => {
    for (const [path, content] of Object.entries(files)) await world.put('ingress', `${project}/labs/${path}`, content);
    await world.put('ingress', `${project}/labs/_COMPLETE`, '');
    const key = await world.open('ingress', `${project}/labs/_COMPLETE`);
    return { key, ...(await world.run('ingress', key)) };
  };
  const { clicks, click } = clicking();
  const olga = await openAs('olga');
  await click(olga.getByText('Say what you expect of an upload'));
  await olga.getByLabel('Dataset').fill('labs');
  await olga.getByLabel('MD5 of each file').fill(`${sum('1,2')}  a.csv\n${sum('3,4')}  deep/b.csv`);
  await click(button(olga, 'Note it'));
  expect(await olga.getByRole('status').textContent()).toContain('Noted of labs v1');
  const wrong = await upload({ 'a.csv': '1,2', 'deep/b.csv': '3,5' });
  expect(wrong.state).toBe('rejected');
  await olga.goto(`${app.url}/api/mine`);
  const row = await olga.getByRole('row', { name: 'labs' }).textContent();
  expect(row).toContain('You: discard it, then send it again');
  expect(row).toContain(`deep/b.csv: Its MD5 is another than was expected: ${sum('3,5')}`);
  await click(olga.getByRole('link', { name: 'labs' }));
  expect(await olga.getByRole('region', { name: 'Files' }).textContent()).toContain(sum('3,5'));
  await click(button(olga, 'Discard it'));
  await world.run('discard', wrong.key);
  expect(clicks.count).toBe(4);
  expect((await upload({ 'a.csv': '1,2', 'deep/b.csv': '3,4' })).state).toBe('available');
});
