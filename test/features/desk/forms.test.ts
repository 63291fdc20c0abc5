import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import type { Visitor } from '../../../local/people/visitor.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { auditOf } from '../../functions/ask.ts';
import { pageFields } from '../../functions/page-fields.ts';
import { aProject, hiddenField, opened, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const failure = {
  state: 'copying',
  message: 'Data Factory was down',
  publicMessage: 'A service was down',
  at: '2026-01-01T00:00:00.000Z',
} as const;
const failed = () => opened(app, { id: app.ports.random.operationId('ingress'), state: 'failed', failure });
const pathOf = ({ id }: Operation) => `/api/ops/desk/datasets/heart-study/${id}`;
const retried = async ({ id }: Operation) =>
  (await auditOf(app, 'heart-study')).filter(({ operation, data }) => operation === id && data['event'] === 'retry');

async function open(operation: Operation, person = 'otto') {
  const { visitor, page } = await signInAs(app, person, pathOf(operation));
  return { visitor, html: page.html };
}

function send(visitor: Visitor, operation: Operation, html: string, reason: string) {
  return visitor.post(`${app.url}${pathOf(operation)}/retry`, pageFields(html, '/retry', { reason }), app.url);
}

describe('a form of the desk', () => {
  it('does what the API does, by whoever sent it and with the reason, and comes back to the page', async () => {
    const operation = await failed();
    const { visitor, html } = await open(operation);
    const answer = await send(visitor, operation, html, 'Data Factory is up again');
    expect(answer.url).toBe(`${app.url}${pathOf(operation)}?done=retry`);
    expect(answer.html).toContain('is copying since');
    const { oid } = findPerson(app.azure.directory, 'otto');
    expect(await retried(operation)).toMatchObject([{ actor: oid, data: { reason: 'Data Factory is up again' } }]);
  });

  it('is carried out once, however often it is sent', async () => {
    const operation = await failed();
    const { visitor, html } = await open(operation);
    await Promise.all([1, 2].map(() => send(visitor, operation, html, 'twice')));
    await send(visitor, operation, html, 'twice');
    expect(await retried(operation)).toHaveLength(1);
  });

  it('that is refused comes back with what was typed and with why', async () => {
    const operation = await failed();
    const { visitor, html } = await open(operation);
    const answer = await send(visitor, operation, html, '   ');
    expect(answer.status).toBe(400);
    expect(answer.html).toContain('role="alert" tabindex="-1" autofocus><p>Say why, in at most 1,000 characters');
    expect(answer.html).toMatch(/<details class="act" open><summary>Let it go on/);
    expect(await retried(operation)).toEqual([]);
  });

  it('says so where what it was about has moved on', async () => {
    const operation = await failed();
    const { visitor, html } = await open(operation);
    const other = await open(operation, 'olivia');
    await send(other.visitor, operation, other.html, 'I was first');
    const answer = await send(visitor, operation, html, 'so that it goes on');
    expect(answer.status).toBe(412);
    expect(answer.html).toContain('is copying by now');
  });

  it('keeps what was typed when the session is over', async () => {
    const operation = await failed();
    const { visitor, html } = await open(operation);
    app.later(2 * 60 * 60 * 1000);
    const answer = await send(visitor, operation, html, 'a long reason');
    expect(answer.status).toBe(401);
    const link = /href="(\/api\/sign-in[^"]+)"/.exec(answer.html)?.[1] ?? '';
    const asked = await visitor.get(app.url + link.replaceAll('&amp;', '&'));
    const again = await visitor.post(asked.url, { person: 'otto' }, asked.url);
    expect(again.html).toContain('What you typed is kept below');
    expect(again.html).toContain('>a long reason</textarea>');
    expect(await retried(operation)).toEqual([]);
    const opened = async () => (await visitor.get(`${app.url}${pathOf(operation)}`)).html;
    expect((await send(visitor, operation, again.html, ' ')).html).toContain('Say why');
    expect(await opened()).not.toContain('Your session was over');
  });

  it('is not there for whoever may only read, and not carried out for them', async () => {
    const operation = await failed();
    const { html } = await open(operation, 'rita');
    expect(html).toContain('is failed since');
    expect(html).not.toMatch(/formaction="(?![^"]*\/look["#?])/);
    const own = await open(operation);
    const { visitor, html: shown } = await open(operation, 'rita');
    const fields = {
      form: 'retry',
      once: hiddenField(own.html, 'once'),
      antiForgery: hiddenField(shown, 'antiForgery'),
    };
    const answer = await visitor.post(
      `${app.url}${pathOf(operation)}/retry`,
      { ...fields, 'retry.reason': 'may I' },
      app.url,
    );
    expect(answer.status).toBe(403);
    expect(await retried(operation)).toEqual([]);
  });
});
