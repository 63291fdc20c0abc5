import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findPerson } from '../../local/azure/directory.ts';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { aHold } from '../contract/holds-contract.ts';
import { operationId } from '../contract/samples.ts';
import { aProject, aReview, opened, type RunningApp, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
let places: readonly string[];
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
  places = await placesWithForms();
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const desk = '/api/ops/desk';

/** Pages of the desk on which something can be typed. */
async function placesWithForms(): Promise<string[]> {
  const { id } = await aProject(app);
  const { oid } = findPerson(app.azure.directory, 'ada');
  await app.ports.people.put({
    ...{ oid, name: 'Ada', email: 'ada@example.org', since: '2026-01-01T08:00:00.000Z', seenOn: '2026-03-01' },
    ...{ origin: 'sign-in' as const, clearedAt: null },
  });
  await app.ports.holds.put(aHold({ project: id }), null);
  const at = '2026-01-01T00:00:00.000Z';
  const failure = { state: 'copying', message: 'Away', publicMessage: 'Away', at } as const;
  const failed = await opened(app, { id: operationId('ingress'), state: 'failed', failure });
  const { operation } = await aReview(app);
  return [
    '/api/ops',
    `${desk}/projects`,
    `${desk}/projects/${id}?person=${oid}`,
    `${desk}/people?person=${oid}`,
    `${desk}/holds`,
    `${desk}/datasets/${id}/${failed.id}`,
    `${desk}/exports/${id}/${operation.id}`,
  ];
}

/** Where forms of the desk are sent. Those of computes are not there without any. */
const formRoutes = Object.entries<Description>(api).flatMap(([name, { path, body }]) =>
  body instanceof z.ZodObject && 'once' in body.shape ? [{ name, path }] : [],
);
const ofComputes = ['startOnDesk', 'applyOnDesk'];

/** Whether an address is one of a route. */
function fits(path: string, address: string): boolean {
  return new RegExp(`^/api/${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address);
}

async function open(path: string): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await page.locator('button[value="otto"]').click();
  return page;
}

/** Types into every field of every form but one, and gives what stands there then. Written as text, because it runs in the page. */
const typeIntoAllBut = (form: string) => `(() => {
  const typed = {};
  for (const field of document.querySelectorAll('[form="page-form"]:is(input, textarea, select):not([type=hidden])')) {
    if (field.name.startsWith(${JSON.stringify(form)} + '.')) continue;
    if (field.type === 'checkbox' || field.type === 'radio') { field.checked = true; typed[field.name] = field.value; continue; }
    if (field.tagName === 'SELECT') field.selectedIndex = field.options.length - 1;
    else field.value = { date: '2031-02-03', 'datetime-local': '2031-02-03T04:05', number: '7', email: 'x@example.org' }[field.type] ?? 'Typed «here» & there';
    typed[field.name] = field.value;
  }
  return typed;
})()`;

/** What stands in the fields of the page. */
const standing = `Object.fromEntries([...document.querySelectorAll('[form="page-form"]:is(input, textarea, select)')]
  .filter((field) => !['checkbox', 'radio'].includes(field.type) || field.checked).map((field) => [field.name, field.value]))`;

const typedSchema = z.record(z.string(), z.string());
const buttonsOf = (page: Page) =>
  page
    .locator('button[form="page-form"]')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('value'), one.getAttribute('formaction')]));

describe('what is typed into a page of the desk', () => {
  it('stands there again whichever button is pressed', async () => {
    const met = new Set<string>();
    for (const place of places) {
      const page = await open(place);
      for (const [form, address] of await buttonsOf(page)) {
        await page.goto(app.url + place);
        const typed = typedSchema.parse(await page.evaluate(typeIntoAllBut(form ?? '')));
        const button = page.locator(`button[value="${form}"][formaction="${address}"]`);
        await Promise.all([page.waitForNavigation(), button.evaluate((one) => one.click())]);
        expect(await page.evaluate(standing), `${place}: ${address}`).toMatchObject(typed);
        met.add(address ?? '');
      }
      await page.context().close();
    }
    const missed = formRoutes.filter(({ path }) => ![...met].some((address) => fits(path, address)));
    expect(missed.map(({ name }) => name)).toEqual(ofComputes);
  });

  const ofProject = () => places.find((place) => place.includes('?person=')) ?? '';
  const typeInto = async (page: Page, text: string) => {
    await page
      .locator('details.act', { has: page.locator('#reason-hold') })
      .locator('summary')
      .click();
    await page.locator('#reason-hold').fill(text);
  };

  it('stands there again after another act is done', async () => {
    const page = await open(ofProject());
    await typeInto(page, 'For later');
    await page
      .locator('details.act', { has: page.locator('[id^="reason-suspend"]') })
      .locator('summary')
      .click();
    await page.locator('textarea[id^="reason-suspend"]').fill('She left');
    await page.getByRole('button', { name: 'Suspend', exact: true }).click();
    expect(await page.getByRole('status').textContent()).toContain('They count nowhere in this project');
    expect(await page.locator('#reason-hold').inputValue()).toBe('For later');
    await page.getByRole('button', { name: 'Set the hold' }).click();
    expect(await page.getByRole('status').textContent()).toContain('The project is on hold');
  });

  it('stands there again after the button back, and when Enter is pressed in a line, which does nothing', async () => {
    const page = await open(ofProject());
    await typeInto(page, 'Not yet');
    await page.locator('#until').first().press('Enter');
    expect(new URL(page.url()).search).toContain('person=');
    await page.getByRole('link', { name: 'Audit' }).click();
    await page.goBack();
    expect(await page.locator('#reason-hold').inputValue()).toBe('Not yet');
  });
});
