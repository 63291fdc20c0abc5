import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aProject, type RunningApp, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
  await aProject(app);
  const eve = { oid: '5a11f0a7-0000-4000-8000-0000000000e1', name: 'Eve Ny', email: 'eve@example.org' };
  const seen = { since: '2026-01-01T08:00:00.000Z', seenOn: '2026-01-01', origin: 'sign-in' as const, clearedAt: null };
  await app.ports.people.put({ ...eve, ...seen });
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function openAs(person: string, path: string, scripts = false): Promise<Page> {
  const page = await (await browser.window({ scripts })).newPage();
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await signInAs(page, person);
  return page;
}

const place = '/api/ops/desk/projects';
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

test('an operator adds an approver by form, in three clicks from the page of the project, without scripts', async () => {
  let clicks = 0;
  const click = async (target: Locator) => {
    await target.click();
    clicks += 1;
  };
  const otto = await openAs('otto', `${place}/heart-study`);
  await click(otto.getByRole('link', { name: 'people', exact: true }));
  const approvers = otto.getByRole('group', { name: 'Approver', exact: true });
  await approvers.getByLabel('Add somebody').fill('Eve Ny <eve@example.org>');
  await click(button(otto, 'Check').first());
  expect(await otto.getByRole('status').textContent()).toContain('Nothing is wrong with it');
  expect(await otto.locator('ul.said').first().textContent()).toContain('New approver: Eve Ny');
  await otto.locator('#reason-of-change').fill('Ada is often away');
  await click(button(otto, 'Put it in force'));
  expect(await otto.getByRole('status').textContent()).toContain('a second operator has to confirm it');
  expect(clicks).toBe(3);

  const olivia = await openAs('olivia', `${place}/heart-study`);
  await olivia.getByText('Confirm this change').click();
  await olivia.locator('#reason-confirm').fill('Seen');
  await button(olivia, 'Put it in force').first().click();
  expect((await app.ports.projects.get('heart-study'))?.value.people.approvers).toHaveLength(4);
});

test('the forms of a definition are accessible, also with something wrong and on each page of a new project', async () => {
  for (const path of [
    'heart-study?edit=people',
    'heart-study?edit=approval',
    '?new=about',
    '?new=people',
    '?new=doors',
  ])
    await expectAccessible(await openAs('otto', `${place}${path.startsWith('?') ? '' : '/'}${path}`, true));
  const page = await openAs('otto', `${place}/heart-study?edit=about`, true);
  await page.locator('#ends').fill('');
  await button(page, 'Check').first().click();
  expect(await page.getByRole('alert').textContent()).toContain('1 field below is not right');
  await expectAccessible(page);
});
