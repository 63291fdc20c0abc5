import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { askRecipients } from '../../src/use-cases/notification/ask-recipients.ts';
import { aProject, opened, type RunningApp, startApp } from '../functions/running-app.ts';
import { expectAccessible } from './accessibility.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

async function asked(): Promise<void> {
  const failures = new Failures();
  const settings = { publicBaseUrl: app.url, ticks: { tell: 1, link: 1 } };
  await askRecipients(app.ports, settings, { failures, share: startTimeSlice(app.ports.clock, 60) });
  failures.throwAny();
}

async function openAs(person: string, width: number): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.setViewportSize({ width, height: 800 });
  await page.goto(`${app.url}/api/received`);
  await signInAs(page, person);
  return page;
}

test('a recipient accepts terms and says that copies are deleted, on a phone', async () => {
  const { people } = await aProject(app);
  const { name, email } = findPerson(app.azure.directory, 'nils');
  const recipients = [{ name, email, organisation: 'The heart registry of the north' }];
  const terms = 'Cite us.\nPublish no cell below ten, and delete every copy in the end.';
  await aProject(app, { people: { ...people, recipients }, release: { recipients: ['The registry'], terms } });
  const files = { digest: 'd'.repeat(64), count: 3, bytes: 2048 };
  const sent = ['tables of the first paper', 'figures'].map((called) =>
    opened(app, { door: 'export', name: called, state: 'released', package: files }),
  );
  const [kept, back] = await Promise.all(sent);
  await asked();
  const stored = back && (await app.ports.register.get(back));
  if (kept === undefined || stored === undefined) throw new Error('there is no package');
  await app.ports.register.update({ ...stored, value: { ...stored.value, state: 'revoked' } });
  await asked();
  const page = await openAs('nils', 390);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'I accept these terms' }).click();
  expect(await page.getByText('you accepted its terms on').count()).toBe(1);
  await page.getByLabel('How, if you want to say so').fill('By our archive.');
  await page.getByRole('button', { name: 'I say that every copy of mine is deleted' }).click();
  expect(await page.getByText('you said that every copy of yours is deleted').count()).toBe(1);
  expect(await page.getByText('You have answered everything.').count()).toBe(1);
  await expectAccessible(page);
});
