import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { type Place, placesWithForms } from '../functions/places-with-forms.ts';
import { type RunningApp, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
let places: readonly Place[];
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
  places = await placesWithForms(app);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

/** Where every form of every page is sent. */
const formRoutes = Object.entries<Description>(api).filter(
  ([, { kind, methods }]) => kind === 'page' && methods.includes('POST'),
);
/** Those of computes at the desk are not there without any; the page of a review is one form of its own; nothing is typed to sign out. */
const ofOthers = /^(startOnDesk|applyOnDesk|signOut|(packageReview|review)(Decision|Files))$/;

/** Whether an address is one of a route. */
function fits(path: string, address: string): boolean {
  return new RegExp(`^/api/${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address);
}

async function open({ path, person }: Place): Promise<Page> {
  const page = await (await browser.window({ scripts: true })).newPage();
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await page.locator(`button[value="${person}"]`).click();
  return page;
}

/** Types into every field of every form but one, if any, and gives what stands there then. Written as text, because it runs in the page. */
const typeIntoAllBut = (form = 'none') => `(() => {
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
    .locator('button[form="page-form"]:not([aria-hidden])')
    .evaluateAll((all) => all.map((one) => [one.getAttribute('value'), one.getAttribute('formaction')]));

/** What was typed, without the forms that are not possible any more. */
async function stillThere(page: Page, typed: Readonly<Record<string, string>>) {
  const forms = new Set((await buttonsOf(page)).map(([form]) => form));
  return Object.fromEntries(Object.entries(typed).filter(([name]) => forms.has(name.slice(0, name.lastIndexOf('.')))));
}

describe('what is typed into a page', () => {
  // First, since nothing is done by a form whose session is over.
  it('stands there again when the session was over, whichever page it is', async () => {
    for (const place of places) {
      const page = await open(place);
      const typed = typedSchema.parse(await page.evaluate(typeIntoAllBut()));
      app.later(61 * 60_000);
      const [button] = await page.locator('button[form="page-form"]').all();
      if (button === undefined) throw new Error(`${place.path} has no form`);
      await Promise.all([page.waitForNavigation(), button.evaluate((one) => one.click())]);
      await page.getByRole('link', { name: 'Sign in' }).click();
      await page.locator(`button[value="${place.person}"]`).click();
      expect(await page.evaluate(standing), place.path).toMatchObject(typed);
      await page.context().close();
    }
  });

  it('stands there again whichever button is pressed', async () => {
    const met = new Set<string>();
    for (const place of places) {
      const page = await open(place);
      for (const [form, address] of await buttonsOf(page)) {
        await page.goto(app.url + place.path);
        const button = page.locator(`button[form][value="${form}"][formaction="${address}"]:not([aria-hidden])`);
        if ((await button.count()) === 0) continue;
        const typed = typedSchema.parse(await page.evaluate(typeIntoAllBut(form ?? '')));
        await Promise.all([page.waitForNavigation(), button.evaluate((one) => one.click())]);
        expect(await page.evaluate(standing), `${place.path}: ${address}`).toMatchObject(await stillThere(page, typed));
        met.add(address?.replace(/#.*/, '') ?? '');
      }
      await page.context().close();
    }
    const missed = formRoutes.filter(([, { path }]) => ![...met].some((address) => fits(path, address)));
    expect(missed.map(([name]) => name).filter((name) => !ofOthers.test(name))).toEqual([]);
  });

  const ofProject = () => {
    const place = places.find(({ path }) => path.includes('/projects/'));
    if (place === undefined) throw new Error('no page of a project has forms');
    return place;
  };
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
