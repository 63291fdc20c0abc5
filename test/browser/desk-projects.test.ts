import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { aProject, type RunningApp, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
  await aProject(app);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const place = '/api/ops/desk/projects';
const oidOf = (person: string) => findPerson(app.azure.directory, person).oid;

async function open(path: string, person = 'otto'): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await signInAs(page, person);
  return page;
}

const hostile = ['<script>x</script>', '"><img src=x>', '\u202egnp', 'x'.repeat(150)].join(' ');

/** A project with 200 researchers and 50 machines, whose names try to be markup. */
async function aLargeProject(): Promise<Project> {
  const { people, compute } = await aProject(app, { id: 'large-study' });
  const oid = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  const many = Array.from({ length: 200 }, (_, index) => {
    return { name: `Researcher ${index}`, email: `r${index}@example.org`, oid: oid(index) };
  });
  const machines = Array.from({ length: 50 }, (_, index) => {
    const power = { mode: 'manual' } as const;
    return { name: `vm-${index}`, size: 'Standard_D4s_v5', image: 'ubuntu-24-04', power };
  });
  return await aProject(app, {
    id: 'large-study',
    title: hostile,
    people: { ...people, researchers: many },
    compute: { ...compute, virtualMachines: machines },
  });
}

test('the list of projects is accessible, with a broken form and one that was checked', async () => {
  await aLargeProject();
  const page = await open(`${place}?example=hospital`);
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Projects');
  await expectAccessible(page);
  await page.getByLabel('Definition (JSON)').fill('{');
  await page.getByRole('button', { name: 'Check' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('This is not JSON');
  await expectAccessible(page);
});

test('a project of 200 people and 50 machines, whose names try to be markup, is accessible to everybody who may look', async () => {
  const { id } = await aLargeProject();
  for (const person of ['otto', 'rita']) {
    const page = await open(`${place}/${id}`, person);
    await page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true })");
    await expectAccessible(page);
  }
});

test('by keyboard alone an operator holds a project and lifts the hold', async () => {
  const page = await open(`${place}/heart-study`);
  const press = async (name: string, reason: string, done: string) => {
    const form = page.locator('details.act', { has: page.locator('summary', { hasText: name }) });
    await form.locator('summary').focus();
    await page.keyboard.press('Enter');
    await form.locator('textarea').focus();
    await page.keyboard.type(reason);
    while ((await page.evaluate('document.activeElement.className')) !== 'button deny') {
      if ((await page.evaluate('document.activeElement.className')) === 'button') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(`**?done=${done}`);
  };
  await press('Hold this project', 'A leak is looked into', 'hold');
  expect(await page.getByRole('status').textContent()).toContain('on hold');
  await expectAccessible(page);
  await press('Lift the hold', 'Nothing leaked', 'lift-hold');
  expect(await page.getByRole('status').textContent()).toContain('The hold is lifted');
});

test('a weaker definition is checked, asked for and confirmed by a second operator', async () => {
  const page = await open(`${place}/heart-study`);
  await page.getByText('Change the definition as JSON').click();
  const field = page.getByLabel('Definition (JSON)');
  await field.fill((await field.inputValue()).replace('"maxFiles": 10000', '"maxFiles": 20000'));
  await page.locator('#reason-of-change').fill('Larger uploads');
  await page.getByRole('button', { name: 'Check' }).click();
  expect(await page.getByText('waits for a second operator').count()).toBeGreaterThan(0);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Put it in force' }).click();
  await expectAccessible(page);
  const second = await open(`${place}/heart-study`, 'olivia');
  await second.getByText('Confirm this change').click();
  await second.locator('#reason-confirm').fill('Seen');
  await second.getByRole('button', { name: 'Put it in force' }).first().click();
  expect(await second.getByRole('status').textContent()).toContain('The change is in force');
  await second.goto(`${app.url}${place}/heart-study?person=${oidOf('ada')}&history=yes`);
  await expectAccessible(second);
});
