import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { plainText } from '../../local/people/forms.ts';
import type { VisitedPage, Visitor } from '../../local/people/visitor.ts';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { aProject, hiddenField, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
let otto: Visitor;
let antiForgery: string;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
  const { visitor, page } = await signInAs(app, 'otto', '/api/ops');
  [otto, antiForgery] = [visitor, hiddenField(page.html, 'antiForgery')];
});
afterAll(() => app.stop());

const routes = Object.entries<Description>(api).filter(([, { kind, group }]) => kind === 'page' && group !== 'session');
const pages = routes.filter(([, { methods }]) => methods.includes('GET'));
const forms = routes.filter(([, { methods }]) => methods.includes('POST'));

const fitting: Readonly<Record<string, string>> = {
  project: 'heart-study',
  id: 'exp_01KJPZ7Y80ZZZZZZZZZZZZZZZZ',
  held: 'heart-study',
  oid: '5a11f0a7-0000-4000-8000-0000000000d4',
  hash: 'a'.repeat(64),
};
const addressOf = ({ path }: Description, params = fitting) =>
  `${app.url}/api/${path.replaceAll(/\{(\w+)\}/g, (_, name) => params[name] ?? 'nothing')}`;

/** What nobody would type, for each parameter that a page takes, and for one that none takes. */
function badQuestions({ query = z.object({}) }: Description): string[] {
  const bad = Object.keys(query.shape).flatMap((name) => [
    `?${name}=one&${name}=two`,
    `?${name}=no%20such%20value`,
    `?${name}=${'9'.repeat(9000)}`,
  ]);
  return ['?unknown=1&unknown=1', ...bad];
}

const ofZod =
  /Invalid (input|option|string|key|email|ISO|UUID|URL)|Unrecognized key|Too (small|big)|expected (string|number|int|boolean|array|object)|received (undefined|null|string|number|boolean)/;

/** The paragraphs of what somebody is told. */
function told({ html }: VisitedPage): string[] {
  const main = /<main>.*<\/main>/s.exec(html)?.[0] ?? '';
  const note = /<div class="(?:note bad|card)"[^>]*>(.*?)<\/div>/s.exec(main)?.[1] ?? '';
  return [...note.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text = '']) => plainText(text));
}

function expectPlainWords(page: VisitedPage, { access }: Description, asked: string): void {
  const said = told(page);
  const clauses = said.flatMap((text) => text.split(/(?:; |\. )/));
  expect({ asked, ofZod: said.filter((text) => ofZod.test(text)) }).toEqual({ asked, ofZod: [] });
  const twice = clauses.filter((one, at) => clauses.some((other, before) => before < at && other.includes(one)));
  expect({ asked, twice }).toEqual({ asked, twice: [] });
  const isAtDesk = access === 'Ops.Reader';
  expect({ asked, navigation: page.html.includes('aria-label="Desk"') }).toEqual({ asked, navigation: isAtDesk });
}

describe('a page that is asked what it does not take', () => {
  it.each(pages)('%s says so once, in our words, with the pages beside it', async (_, route) => {
    const strange = Object.fromEntries(Object.keys(fitting).map((name) => [name, 'No!']));
    const nowhere = route.path.includes('{') ? [addressOf(route, strange)] : [];
    const addresses = [...badQuestions(route).map((query) => addressOf(route) + query), ...nowhere];
    for (const address of addresses) {
      const page = await otto.get(address);
      if (page.status >= 400) expectPlainWords(page, route, address);
    }
  });

  it.each(forms)('%s says so of what is typed into its form', async (name, route) => {
    const keys = Object.keys(z.object({}).loose().parse(bodyOf(route)));
    for (const value of ['', 'no such value', '9'.repeat(9000)]) {
      const fields = Object.fromEntries(keys.flatMap((key) => [`bad.${key}`, key].map((field) => [field, value])));
      const sent = { ...fields, antiForgery, form: 'bad', once: `${name}-${value.length}` };
      const page = await otto.post(addressOf(route), sent, app.url);
      if (page.status >= 400) expectPlainWords(page, route, `${name}: ${value.slice(0, 20)}`);
    }
  });
});

function bodyOf({ body }: Description): unknown {
  return body instanceof z.ZodObject ? body.shape : {};
}
