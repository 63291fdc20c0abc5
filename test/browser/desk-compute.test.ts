import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { type ComputingApp, startComputingApp } from '../functions/computing-app.ts';
import { aProject, type RunningApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let computing: ComputingApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [computing, browser] = await Promise.all([startComputingApp(), openBrowser()]);
  app = computing.app;
  await aProject(app);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Opens a page of the desk as an operator or reader. */
async function open(path: string, person = 'otto'): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await signInAs(page, person);
  return page;
}

const long = `a leak is looked into ${'w'.repeat(900)}`;

test('a hold is set and lifted by the keyboard alone, and the page is accessible all the time', async () => {
  const page = await open('/api/ops/desk/holds');
  await expectAccessible(page);
  await page.getByLabel('What is held').focus();
  await page.keyboard.type('heart');
  await page.keyboard.press('Tab');
  await page.getByLabel('Reason').focus();
  await page.keyboard.type('   ');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
  await expectAccessible(page);
  await page.getByLabel('Reason').fill(long);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('heart-study is on hold until somebody lifts it.').waitFor();
  await expectAccessible(page);
  await page.getByText('Lift the hold of heart-study').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('all is well');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('A hold of heart-study is over').waitFor();
  await expectAccessible(page);
});

test('the pages of computes are accessible, and a plan is applied by the keyboard alone', async () => {
  const size = 'Standard_D2s_v5';
  const image = 'ubuntu-24-04';
  const schedule = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 18 * * 1-5' };
  const compute = computeDefinition.parse({
    timeZone: 'Europe/Amsterdam',
    virtualMachines: [
      { name: 'dsvm-1', size, image, power: { mode: 'always-on' } },
      { name: 'dsvm-2', size, image, power: schedule },
    ],
    clusters: [{ name: 'cpu', size, maxNodes: 4 }],
    instances: [{ name: 'rui-ci', size, assignedTo: findPerson(app.azure.directory, 'rui').oid, power: schedule }],
    maxActionsPerRun: 1,
  });
  await aProject(app, { compute, title: `Heart ${'w'.repeat(180)}` });
  await aProject(app, {
    id: 'lungs',
    title: 'Lungs',
    compute: computeDefinition.parse({ virtualMachines: [{ name: 'lung-1', size, image, power: { mode: 'off' } }] }),
  });
  const tags = { 'sallyport-project': 'heart-study', 'sallyport-power': 'always-on', 'sallyport-image': image };
  computing.machines.seed({ name: 'dsvm-1', size, tags, power: 'deallocated' });
  computing.machines.seed({ name: 'old-1', size, tags, power: 'running' });
  await computing.run();
  const list = await open('/api/ops/desk/compute');
  await expectAccessible(list);
  const page = await open('/api/ops/desk/compute/heart-study');
  await expectAccessible(page);
  await page.getByLabel('Reason').first().focus();
  await page.keyboard.type('It was read');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText(/steps begun/).waitFor();
  await expectAccessible(page);
  computing.isAzureAway = true;
  app.later(60 * 60 * 1000 - 1);
  const away = await open('/api/ops/desk/compute/heart-study');
  await expectAccessible(away);
});
