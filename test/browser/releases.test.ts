import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { monthText } from '../../src/features/releases/period.ts';
import { type ReleasedWorld, startReleasedWorld } from '../features/releases/released-world.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let released: ReleasedWorld;
let browser: OpenBrowser;
let month: string;
beforeAll(async () => {
  [released, browser] = await Promise.all([startReleasedWorld(), openBrowser()]);
  await released.release('table');
  month = released.world.now().toISOString().slice(0, 7);
  // Somebody asks a month later.
  await released.world.pass(32 * 24 * 60 * 60 * 1000);
  await released.release('plot');
});
afterAll(async () => {
  await browser.close();
  await released.app.stop();
});

test('a governance lead says what left in a month, who approved it and by which rules, in four clicks, and prints a receipt', async () => {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${released.app.url}/api/ops`);
  await page.locator('button[value="rita"]').click();
  const clicks = { count: 0 };
  const click = async (target: Locator) => {
    await target.click();
    clicks.count += 1;
  };
  await click(page.getByRole('link', { name: 'Releases', exact: true }));
  expect(await page.getByRole('table').textContent()).toContain('plot');
  await click(page.getByRole('button', { name: monthText(month) }));
  const row = page.getByRole('row', { name: 'table' });
  const said = await row.textContent();
  for (const text of ['Ada', 'Ben', '2 approvals', '2 files', 'The registry of Bern']) expect(said).toContain(text);
  expect(await page.getByRole('table').textContent()).not.toContain('plot');
  await expectAccessible(page);
  const rules = await row.getByRole('link', { name: /^version / }).getAttribute('href');
  const { hash } = (await released.world.ports.projects.get('heart-study')) ?? {};
  expect(rules).toBe(`/api/ops/desk/projects/heart-study/versions/${hash}`);
  await click(row.getByRole('link', { name: 'release', exact: true }));
  expect(clicks.count).toBeLessThanOrEqual(4);
  expect(await page.getByRole('status').textContent()).toContain('Signature good');
  await expectAccessible(page);

  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['banner', 'navigation'] as const)
    expect(await page.getByRole(hidden).first().isVisible(), hidden).toBe(false);
  for (const shown of ['Signature good', 'Ada', 'The registry of Bern'])
    expect(await page.getByText(shown).first().isVisible(), shown).toBe(true);
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
});
