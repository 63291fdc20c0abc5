import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { monthOf } from '../../src/compute/domain/usage/hours.ts';
import { type Outcome, weekOf } from '../../src/domain/overview/week.ts';
import { opened, type RunningApp, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function open(): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent('/api/ops/charts')}`);
  await page.locator('button[value="rita"]').click();
  return page;
}

/** Something of each kind ends in each of the newest weeks; one project has a name as long as a name can be. */
async function fill(): Promise<void> {
  const { clock, weeks, hours } = app.ports;
  const now = clock.now();
  const projects = ['heart-study', 'x'.repeat(32)];
  const month = { month: monthOf(now.toISOString()), machines: 9e8, instances: 5e7, missed: 7_200_000 };
  for (const [number, project] of projects.entries()) {
    const ends = [0, 1, 3].flatMap((before): Outcome[] => {
      const week = weekOf(new Date(now.getTime() - before * 7 * 86_400_000).toISOString());
      const size = { count: 1200, bytes: 5e9 };
      const key = (name: string) => `${name}.${week}.${number}`;
      return [
        { key: key('in'), week, of: 'ingress', end: 'available', milliseconds: 1, size },
        { key: key('out'), week, of: 'export', end: 'released', milliseconds: 1, size },
        { key: key('review'), week, of: 'reviews', end: 'denied', turnaround: (before + 1) * 9e7, differs: before > 0 },
        { key: key('drift'), week, of: 'drift', end: before > 0 ? 'found' : 'mended' },
      ];
    });
    await weeks.count(project, ends);
    await hours.write(project, { months: [month] }, undefined);
    await opened(app, { project, door: 'export', state: 'checking', since: '2026-01-01T00:00:00.000Z' });
    await opened(app, { project, state: 'rejected' });
  }
}

test('charts are accessible and fit onto a telephone, without figures and with them', async () => {
  const empty = await open();
  expect(await empty.locator('svg').count()).toBe(0);
  await expectAccessible(empty);
  await fill();
  const page = await open();
  expect(await page.getByRole('img').count()).toBe(6);
  await page.getByRole('img', { name: /^Half of 6 packages were decided within/ }).waitFor();
  await expectAccessible(page);
  for (const summary of await page.locator('summary').all()) await summary.press('Enter');
  expect(await page.getByRole('columnheader', { name: 'Nine of ten within' }).count()).toBe(1);
  await expectAccessible(page);
});

test('a project and a period are chosen with the keyboard alone', async () => {
  const page = await open();
  await page.getByRole('combobox', { name: 'Project' }).focus();
  await page.keyboard.type('heart');
  await page.keyboard.press('Tab');
  await page.keyboard.type('a year');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('img', { name: /^Half of 3 packages/ }).waitFor();
  expect(await page.locator('.lead').textContent()).toMatch(/^heart-study, from week \d{4}-W\d\d to week/);
  expect(await page.getByLabel('How far back').locator('option:checked').textContent()).toBe('a year');
});
