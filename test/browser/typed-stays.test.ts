import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { anEntry } from '../contract/samples.ts';
import { type Place, placesWithForms } from '../functions/places-with-forms.ts';
import { aReview, type RunningApp, startApp } from '../functions/running-app.ts';
import { type OpenBrowser, openBrowser, signInAs } from './open-browser.ts';

let app: RunningApp;
let browser: OpenBrowser;
let places: readonly Place[];
let review: Place;
beforeAll(async () => {
  [app, browser] = await Promise.all([startApp(undefined, { storage: 'memory' }), openBrowser()]);
  places = await placesWithForms(app);
  const { operation } = await aReview(app, { files: [anEntry('a.csv'), anEntry('b.csv')] });
  review = { person: 'ada', path: `/api/review-package/${operation.project}/${operation.id}` };
});
afterAll(async () => {
  await browser.close();
  await app.stop();
});

const described = Object.entries<Description>(api).filter(([, { kind }]) => kind === 'page');
/** Where every form of every page is sent. */
const formRoutes = described.filter(([, { methods }]) => methods.includes('POST'));
/** Those of computes at the desk are not there without any; a review is tried below by itself; nothing is typed to sign out. */
const ofOthers = /^(startOnDesk|applyOnDesk|signOut|(packageReview|review)(Decision|Files))$/;
/** Whether an address is one of a route. */
function fits(path: string, address: string): boolean {
  return new RegExp(`^/api/${path.replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(address);
}

const windows = new Map<string, Page>();

/** A page as somebody who has one window for all of them. */
async function open({ path, person }: Place): Promise<Page> {
  const before = windows.get(person);
  if (before !== undefined) {
    await before.goto(app.url + path);
    return before;
  }
  const page = await (await browser.window({ scripts: true })).newPage();
  windows.set(person, page);
  await page.goto(`${app.url}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await signInAs(page, person);
  return page;
}

/** Presses a button after the session is over, and signs in again. */
async function pressTooLate(page: Page, button: Locator, person: string): Promise<void> {
  await page.context().clearCookies({ name: '__Host-sallyport' });
  await press(page, button);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await press(page, page.locator(`button[value="${person}"]`));
  await page.context().clearCookies({ name: /draft/ });
}

/** Whether or not it can be seen: many stand in what is folded. */
async function press(page: Page, button: Locator): Promise<void> {
  await Promise.all([page.waitForNavigation(), button.evaluate((one) => one.click())]);
}

const typedSchema = z.record(z.string(), z.string());
type Typed = Readonly<z.infer<typeof typedSchema>>;

const fields = `[...document.querySelectorAll(':is(input, textarea, select):not([type=hidden])')]`;

/** Types into every field, but those that are called so, which get what stood there at first, and gives what stands in the others. Written as text, because it runs in the page. */
const typing = (but = /^$/, texts: Typed = {}, first: Typed = {}) => `(() => {
  const [typed, first] = [{}, ${JSON.stringify(first)}];
  for (const field of ${fields}) {
    if (${but}.test(field.name)) {
      if (field.type === 'checkbox' || field.type === 'radio') field.checked = first[field.name] === field.value;
      else field.value = first[field.name] ?? '';
      continue;
    }
    if (field.type === 'checkbox' || field.type === 'radio') { field.checked = true; typed[field.name] = field.value; continue; }
    if (field.tagName === 'SELECT') field.selectedIndex = field.options.length - 1;
    else field.value = { date: '2031-02-03', 'datetime-local': '2031-02-03T04:05', number: '7', email: 'x@example.org' }[field.type] ?? ${JSON.stringify(texts)}[field.name] ?? 'Typed «here» & there';
    typed[field.name] = field.value;
  }
  return typed;
})()`;

/** What stands in the fields of the page. */
const standing = `Object.fromEntries(${fields}
  .filter((field) => !['checkbox', 'radio'].includes(field.type) || field.checked).map((field) => [field.name, field.value]))`;

const type = async (page: Page, ...how: Parameters<typeof typing>) =>
  typedSchema.parse(await page.evaluate(typing(...how)));
/** Name and value of each button, the form that it sends, and where. */
const buttonsOf = (page: Page) =>
  page.locator('button[form="page-form"]:not([aria-hidden])').evaluateAll((all) =>
    all.map((one) => {
      const [name = '', value = '', address = ''] = ['name', 'value', 'formaction'].map(
        (of) => one.getAttribute(of) ?? '',
      );
      return { name, value, address, form: name === 'form' ? value : name.replace(/\.[^.]+$/, '') };
    }),
  );

/** What was typed, without the forms that are not possible any more. */
async function stillThere(page: Page, typed: Typed) {
  const forms = new Set((await buttonsOf(page)).map(({ form }) => form));
  return Object.fromEntries(Object.entries(typed).filter(([name]) => forms.has(name.slice(0, name.lastIndexOf('.')))));
}

/** Without these no answer of a review is taken. */
const needed = /^(reason|deidentified|question\d+)$/;

/** The names of the fields of a form. */
const ofForm = (form: string) => new RegExp(`^${form.replaceAll('.', '\\.')}\\.[^.]+$`);

describe('what is typed into a page', () => {
  // First, since nothing is done by a form whose session is over.
  it('stands there again when the session was over, whichever page it is', async () => {
    for (const place of places) {
      const page = await open(place);
      const typed = await type(page);
      // What is found is another page, so the search is pressed only where there is nothing else.
      const [find, button = find] = await page.locator('button[form="page-form"]').all();
      if (button === undefined) throw new Error(`${place.path} has no form`);
      await pressTooLate(page, button, place.person);
      expect(await page.evaluate(standing), place.path).toMatchObject(typed);
    }
  });

  it('stands there again whichever button is pressed', async () => {
    const met = new Set<string>();
    for (const place of places) {
      const page = await open(place);
      const first = typedSchema.parse(await page.evaluate(standing));
      for (const { name, value, form, address } of await buttonsOf(page)) {
        const button = page.locator(`button[form][name="${name}"][value="${value}"][formaction="${address}"]`);
        if ((await button.count()) === 0) await page.goto(app.url + place.path);
        const [one] = await button.all();
        if (one === undefined) continue;
        const typed = await type(page, ofForm(form), {}, first);
        await press(page, one);
        // What is found is another page; back on this one stands what was typed.
        if (form === 'find') await page.goto(app.url + place.path);
        expect(await page.evaluate(standing), `${place.path}: ${address}`).toMatchObject(await stillThere(page, typed));
        met.add(address.replace(/[?#].*/, ''));
      }
    }
    const missed = formRoutes.filter(([, { path }]) => ![...met].some((address) => fits(path, address)));
    expect(missed.map(([name]) => name).filter((name) => !ofOthers.test(name))).toEqual([]);
  });

  it('stands there again on the page of a review, whichever button is pressed or whose session is over, unless it is taken', async () => {
    const page = await open(review);
    const texts = { name: 'csv', type: 'csv' };
    const buttons = page.locator('main form button');
    const names = await buttons.evaluateAll((all) => all.map((one) => one.getAttribute('name')));
    expect(names).toContain('page');
    for (const [at, name] of names.entries()) {
      await page.goto(app.url + review.path);
      await page.evaluate(`document.querySelector('main form').noValidate = true`);
      const typed = await type(page, name === 'choice' ? needed : undefined, texts);
      await press(page, buttons.nth(at));
      expect(await page.evaluate(standing), `button ${at}`).toMatchObject(typed);
      const all = await type(page, undefined, texts);
      await pressTooLate(page, buttons.nth(at), review.person);
      expect(await page.evaluate(standing), `button ${at}, too late`).toMatchObject(all);
    }
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
