import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { mineAnswer } from '../../../src/features/mine/mine-schema.ts';
import { tellNamed } from '../../../src/use-cases/people/namings.ts';
import { wholeAnswer } from '../../functions/ask-route.ts';
import { pageFields } from '../../functions/page-fields.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

const reason = 'It was <b>offered</b> for sale';

let app: RunningApp;
let operation: Operation;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app, { title: 'Heart <b>study</b>' });
  operation = await opened(app, { door: 'export', name: 'tables', state: 'released' });
  await named('1');
});
afterAll(() => app.stop());

const oid = (person: string) => findPerson(app.azure.directory, person).oid;

async function named(digest: string): Promise<void> {
  const { project, id } = operation;
  const people = { decided: [oid('ada'), oid('ben')], submitted: [oid('rui')], opened: [oid('ada')] };
  await tellNamed(app.ports, { project, id, digest, by: oid('otto'), reason, people });
}

async function read(person: string) {
  const { body } = await wholeAnswer(app, 'mineData', { person });
  return mineAnswer.parse(JSON.parse(String(body))).named;
}

async function reply(person: string, text: string, naming?: string) {
  const { visitor, page } = await signInAs(app, person, '/api/mine');
  const form = naming ?? /\/api\/mine\/named\/(\w+)/.exec(page.html)?.[1] ?? '';
  const fields = pageFields(page.html, `/named/${form}`, { reply: text });
  return { before: page, after: await visitor.post(`${app.url}/api/mine/named/${form}`, fields, app.url) };
}

test('whoever is named reads why, and what they had to do with it; nobody else does', async () => {
  await named('1');
  const [one] = (await read('ada')) ?? [];
  expect(await read('ada')).toEqual([
    { ...one, project: 'heart-study', id: operation.id, reason, as: ['decided', 'opened'] },
  ]);
  expect(await read('rui')).toMatchObject([{ as: ['submitted'] }]);
  for (const person of ['cleo', 'olga', 'otto']) expect(await read(person)).toBeUndefined();
});

test('an answer is kept once, beside the audit, and its operators read it', async () => {
  const { before, after } = await reply('ada', 'I gave it to <nobody>');
  expect(before.html).toContain('It was &lt;b&gt;offered&lt;/b&gt; for sale');
  expect(after.html).toContain('Your answer is kept');
  expect(after.html).toContain('I gave it to &lt;nobody&gt;');
  const [one] = (await read('ada')) ?? [];
  expect(one).toMatchObject({ reply: 'I gave it to <nobody>', answered: expect.any(String) });
  expect((await reply('ada', 'more', one?.naming)).after.status).toBe(409);
  const chain = await Array.fromAsync(app.ports.audit.lines('_incidents'));
  expect(chain.filter((line) => line.includes('"trace.replied"'))).toHaveLength(1);
  expect(chain.join()).not.toContain('nobody');
});

test('an answer that is empty or too long, or of somebody who is not named, is none', async () => {
  const [one] = (await read('ben')) ?? [];
  const naming = one?.naming ?? '';
  expect((await reply('ben', '')).after.status).toBe(400);
  expect((await reply('ben', 'x'.repeat(601))).after.status).toBe(400);
  expect((await reply('cleo', 'I was asked', naming)).after.status).toBe(404);
  expect((await read('ben'))?.[0]).not.toHaveProperty('reply');
});
