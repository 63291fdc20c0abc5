import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { findPerson, readDirectory } from '../../local/azure/directory.ts';
import type { Stack } from '../../local/stack/stack.ts';
import type { NextStep } from '../../src/features/explain/domain/explanation.ts';
import { byCommand } from '../journeys/by-command.ts';
import type { Hand } from '../journeys/lead-on.ts';
import type { OpenBrowser } from './open-browser.ts';
import { signInAs } from './open-browser.ts';

/** A form of the desk: its page, its name there, and what is filled in. */
interface FormOfStep {
  readonly path: string;
  readonly form: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What somebody sent by a form. */
export interface Sent {
  readonly person: string;
  readonly form: string;
  readonly reason: string;
}

/** Takes a step at the desk, as the person whom it names. What only Azure can do, and waiting, is done by its command all the same. Notes what was
 * sent. */
export function byForm(browser: OpenBrowser, sent: Sent[]): Hand {
  return async (stack, person, step) => {
    const wanted = formOf(step);
    if (wanted === undefined) return await byCommand(stack, person, step);
    const context = await browser.window();
    const page = await context.newPage();
    await signIn(page, stack, person, wanted.path);
    await send(page, wanted);
    sent.push({ person, form: wanted.form, reason: wanted.fields['reason'] ?? '' });
    await context.close();
  };
}

async function signIn(page: Page, { baseUrl }: Stack, person: string, path: string): Promise<void> {
  await page.goto(`${baseUrl}/api/sign-in?returnTo=${encodeURIComponent(path)}`);
  await signInAs(page, findPerson(readDirectory(), person).id);
  expect(page.url()).toBe(`${baseUrl}${path}`);
}

/** Opens the form where it is folded, types into it and sends it. Throws with the page's words when the page does not say that it was done. */
async function send(page: Page, { form, fields }: FormOfStep): Promise<void> {
  const button = page.locator(`button[name="form"][value="${form}"]`).last();
  const folded = page.locator('details.act:not([open])', { has: button });
  if ((await folded.count()) > 0) await folded.locator('> summary').first().click();
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`[name="${form}.${name}"]`);
    if (await field.evaluate((element) => element.tagName === 'SELECT')) await field.selectOption(value);
    else await field.fill(value);
  }
  await button.click();
  // An earlier version is checked first, and the page then has the form that puts it.
  const put = page.locator('button[formaction$="/put"]');
  if (form === 'check-version') await put.click();
  if (!new URL(page.url()).searchParams.has('done')) throw new Error(String(await page.locator('main').textContent()));
}

const ofOperation = /^\/api\/ops\/((?:datasets|exports)\/[^/]+\/[^/]+)\/([a-z-]+)$/;
const ofPerson = /^\/api\/ops\/projects\/([^/]+)\/people\/([^/]+)\/lift$/;
const ofChange = /^\/api\/ops\/projects\/([^/]+)\/changes\/[^/]+\/confirm$/;

/** The form that asks for what the request of a step asks for; undefined where there is none. */
function formOf({ request, command }: NextStep): FormOfStep | undefined {
  const [, group, verb, project = '', , hash = ''] = command;
  const reason = command.at(command.indexOf('--reason') + 1) ?? '';
  if (group === 'projects' && verb === 'put') return atProject(project, 'check-version', { hash, reason });
  if (group === 'hold' && verb === 'lift') return atProject(project, `lift-hold-${hash}`, { reason });
  if (request === null || request.method === 'GET') return undefined;
  const { path, body } = request;
  const fields = Object.fromEntries(Object.entries(body ?? {}).map(([name, value]) => [name, String(value)]));
  const [, operation, act = ''] = ofOperation.exec(path) ?? [];
  if (operation !== undefined) return { path: `/api/ops/desk/${operation}`, form: act, fields };
  const [, suspendedIn, oid] = ofPerson.exec(path) ?? [];
  if (suspendedIn !== undefined) {
    const { path: project, form } = atProject(suspendedIn, `lift-suspension-${oid}`, fields);
    return { path: `${project}?person=${oid}`, form, fields };
  }
  const [, changed] = ofChange.exec(path) ?? [];
  if (changed !== undefined) return atProject(changed, 'confirm', fields);
  throw new Error(`No form does what ${command.join(' ')} does`);
}

function atProject(project: string, form: string, fields: FormOfStep['fields']): FormOfStep {
  return { path: `/api/ops/desk/projects/${project}`, form, fields };
}
