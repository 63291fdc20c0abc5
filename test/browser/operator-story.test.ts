import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OpsClient } from '../../local/people/operator.ts';
import { putSampleProject } from '../../local/sample/sample.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { World } from '../activities/world.ts';
import { type RunningApp, startApp } from '../functions/running-app.ts';
import { memoryGround } from '../memory/ground.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

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

const uploads = 120;

/** An upload whose check finds a name that may not be, and rests. */
async function refusedForItsName(at: number): Promise<OperationKey> {
  const name = `scans-${String(at).padStart(3, '0')}`;
  await world.put('ingress', `${project}/${name}/a.csv`, '1,2');
  await world.put('ingress', `${project}/${name}/A.csv`, '1,2');
  await world.put('ingress', `${project}/${name}/_COMPLETE`, '');
  const key = await world.open('ingress', `${project}/${name}/_COMPLETE`);
  expect((await world.run('ingress', key)).state).toBe('rejected');
  return key;
}

/** Opens what somebody clicks or chooses, and counts it. What is typed is no click. */
function counting(page: Page) {
  const clicks = { count: 0 };
  const click = async (target: Locator) => {
    // So many acts take their time.
    await target.click({ timeout: 120_000 });
    clicks.count += 1;
  };
  const select = async (label: string, value: string) => {
    await page.getByLabel(label).selectOption(value);
    clicks.count += 1;
  };
  return { clicks, click, select };
}

type Hand = ReturnType<typeof counting>;

/** From the dashboard to the page of a package of which somebody told the number. */
async function findsByNumber(page: Page, { click }: Hand, { id }: OperationKey): Promise<void> {
  await page.goto(`${app.url}/api/ops`);
  await page.getByRole('searchbox').fill(id.slice(-6));
  await click(page.getByRole('button', { name: 'Find' }));
  expect(new URL(page.url()).pathname.endsWith(id)).toBe(true);
}

async function discardsWhatIsRefused(page: Page, { click, select }: Hand): Promise<void> {
  await page.goto(`${app.url}/api/ops`);
  await click(page.getByRole('link', { name: 'Choose several of these' }));
  await click(page.getByText('Filter', { exact: true }));
  await select('State', 'rejected');
  await click(page.getByRole('button', { name: 'Show', exact: true }));
  await click(page.getByRole('link', { name: 'Choose all on this page' }));
  await expectAccessible(page);
  await select('What is asked of each', 'discard');
  await click(page.getByRole('button', { name: 'Show what will happen' }));
  expect(await page.getByText(/Digest: [0-9a-f]{64}/).count()).toBe(1);
  await expectAccessible(page);
  await page.getByLabel('Reason').fill('They come anew, with names that may be');
  await click(page.getByRole('button', { name: `Discard ${uploads}` }));
  expect(await page.getByRole('status').textContent()).toBe(`${uploads} done, 0 refused.`);
  await expectAccessible(page);
}

test('an operator finds a package by its number and discards 120 refused uploads, in nine clicks', async () => {
  await world.put('exports', `${project}/table/a.csv`, 'n,3');
  await world.put('exports', `${project}/table/_COMPLETE`, '', { purpose: 'Table 2' });
  const parcel = await world.open('export', `${project}/table/_COMPLETE`);
  const refused: OperationKey[] = [];
  for (let at = 1; at <= uploads; at += 1) refused.push(await refusedForItsName(at));
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}/api/ops`);
  await page.locator('button[value="otto"]').click();
  const hand = counting(page);
  await findsByNumber(page, hand, parcel);
  await discardsWhatIsRefused(page, hand);
  expect(hand.clicks.count).toBe(9);

  for (const key of refused) expect((await world.run('discard', key)).state).toBe('discarded');
  expect(await world.names('ingress', `${project}/scans-`)).toEqual([]);
});
