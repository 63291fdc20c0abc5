import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { note } from '../../src/domain/audit/audit-event.ts';
import { aProject, type RunningApp, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

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

/** Opens a page of the desk as an operator who signs in first. */
async function open(path: string) {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(app.url + path);
  await page.locator('button[value="otto"]').click();
  return page;
}

test('the doctor is read on a phone and in the dark, its folded parts too', async () => {
  const page = await open('/api/ops/desk/doctor');
  await expectAccessible(page);
  await page.getByText(/^Settings: \d+ in order$/).click();
  await expectAccessible(page);
});

test('the access review is read on a phone and in the dark, with everybody unfolded', async () => {
  const oid = findPerson(app.azure.directory, 'olga').oid;
  await app.ports.signIns.put({ oid, at: app.ports.clock.now().toISOString(), groups: [] }, null);
  const page = await open('/api/ops/desk/access-review');
  await page.getByText(/without a difference$/).click();
  await expectAccessible(page);
});

test('a name is corrected and cleared, on a phone and in the dark', async () => {
  const oid = 'e0000000-0000-4000-8000-000000000002';
  await app.ports.people.put({
    oid,
    name: `Gesa ${'x'.repeat(90)}`,
    email: `${'x'.repeat(60)}@example.org`,
    since: '2026-01-01T08:00:00.000Z',
    seenOn: '2026-01-01',
    origin: 'sign-in',
    clearedAt: null,
  });
  const page = await open('/api/ops/desk/people');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Choose Gesa' }).click();
  await page.getByText('Clear name and address').click();
  await expectAccessible(page);
  await page.getByLabel('Name', { exact: true }).fill('Gesa Sand');
  await page.getByLabel('E-mail address').fill('sand@example.org');
  await page.getByLabel('Reason').first().fill('She married');
  await page.getByRole('button', { name: 'Correct it' }).click();
  expect(await page.getByRole('status').textContent()).toBe('The name was corrected.');
  await page.getByText('Clear name and address').click();
  await page.getByLabel('Reason').last().fill('She asked for it');
  await page.getByRole('button', { name: 'Clear it' }).click();
  expect(await page.getByRole('status').textContent()).toContain('were cleared');
  await expectAccessible(page);
});

test('SATRE is read on a phone and in the dark, narrowed to one status, and printed', async () => {
  const page = await open('/api/ops/desk/satre');
  await expectAccessible(page);
  await page.getByRole('link', { name: /^not ours: / }).click();
  await expectAccessible(page);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
  expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
});

test('the audit is narrowed by keyboard, read on a phone and in the dark, and verified', async () => {
  await app.ports.audit.append('heart-study', [
    note('heart-study', {
      id: 'asked',
      at: app.ports.clock.now(),
      kind: 'sweep.asked',
      data: { reason: `<b>${'x'.repeat(900)}</b>` },
    }),
  ]);
  const page = await open('/api/ops/desk/audit');
  await expectAccessible(page);
  await page.getByText(/^Narrow it/).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('No study');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Sallyport');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Show' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('project must be the id');
  expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
  expect(await page.locator('details.act [name="look.project"]').inputValue()).toBe('No study');
  expect(await page.locator('details.act [name="look.actor"]').inputValue()).toBe('control-plane');
  await expectAccessible(page);
  await page.locator('details.act [name="look.project"]').fill('heart-study');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('sweep.asked', { exact: true }).click();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Verify heart-study now' }).click();
  expect(await page.getByRole('status').first().textContent()).toContain('Everything agrees: 1 line in 1 chain');
  await expectAccessible(page);
});
