import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { textOf } from '../../local/people/approver.ts';
import { formsOf, linkOf } from '../../local/people/forms.ts';
import type { Visitor } from '../../local/people/visitor.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { usualDisclosure } from '../domain/sample.ts';
import { aReview, hiddenField, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

/** A review whose project asks for the authentication context; the laptop's directory protects c1 and nothing else. */
function reviewAsking(authContext: string) {
  const approval = { quorum: 2, independent: 1, authContext };
  const { egress } = projectSchema.shape;
  const rules = {
    quorum: 2,
    independent: 1,
    onDeadline: 'return' as const,
    blind: true,
    disclosure: usualDisclosure,
    authContext,
  };
  return aReview(app, { project: { egress: egress.parse({ approval }) }, round: { rules } });
}

type Review = Awaited<ReturnType<typeof aReview>>;

/** Sends Ada's denial from a page that she has open. */
async function deny(visitor: Visitor, { links, round }: Review, html: string) {
  const form = { antiForgery: hiddenField(html, 'antiForgery'), digest: round.digest, choice: 'deny', reason: 'Row 7' };
  return await visitor.post(app.url + links.ada, form, app.url);
}

const decisionsOf = async ({ operation }: Review) => (await app.ports.decisions.read(operation.id)).decisions;

describe('a decision about a project that asks for an authentication context', () => {
  test('is not taken from a session without it: choice and text are kept over a sign-in that meets it', async () => {
    const review = await reviewAsking('c1');
    const { visitor, page } = await signInAs(app, 'ada', review.links.ada);
    const weak = await deny(visitor, review, page.html);
    expect(weak.status).toBe(401);
    expect(textOf(weak.html)).toContain('asks for a stronger sign-in, so nothing was recorded yet');
    expect(weak.html).not.toContain('summary.csv');
    expect(await decisionsOf(review)).toEqual([]);

    const asked = await visitor.get(linkOf(weak.html, app.url, '/api/sign-in') ?? '');
    expect(JSON.parse(new URL(asked.url).searchParams.get('claims') ?? '')).toEqual({
      id_token: { acrs: { essential: true, value: 'c1' } },
    });
    const policy = await visitor.post(asked.url, { person: 'ada' }, asked.url);
    const [form] = formsOf(policy.html, policy.url);
    const back = await visitor.post(form?.action ?? '', { ...form?.fields, factor: 'second' }, policy.url);
    expect(back.html).toMatch(/<fieldset class="chosen"><legend>Deny/);
    expect(back.html).toContain('Row 7');
    expect(await deny(visitor, review, back.html)).toMatchObject({ status: 200 });
    expect(await decisionsOf(review)).toMatchObject([{ choice: 'deny', reason: 'Row 7' }]);
  });

  test('is asked for already by the sign-in that the link begins', async () => {
    const review = await reviewAsking('c1');
    const first = await fetch(app.url + review.links.ada);
    expect(linkOf(await first.text(), app.url, '/api/sign-in')).toContain('&context=c1');
  });

  test('is not taken from a session that met another context', async () => {
    const review = await reviewAsking('c1');
    const { visitor, page } = await signInAs(app, 'ada', `${review.links.ada}`, 'c2');
    expect((await deny(visitor, review, page.html)).status).toBe(401);
    expect(await decisionsOf(review)).toEqual([]);
  });

  test('is taken from everybody when no policy protects the context, which is why the deployment looks', async () => {
    const review = await reviewAsking('c2');
    const { visitor, page } = await signInAs(app, 'ada', review.links.ada, 'c2');
    expect((await deny(visitor, review, page.html)).status).toBe(200);
    expect(await decisionsOf(review)).toHaveLength(1);
  });

  test('ends the sign-in with a sentence when the directory does not say that the context was met', async () => {
    const started = await fetch(`${app.url}/api/sign-in?returnTo=/api/ops&context=c1`, { redirect: 'manual' });
    const cookie = (started.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
    const authorize = new URL(started.headers.get('location') ?? '');
    authorize.searchParams.delete('claims');
    const body = new URLSearchParams({ person: 'ada' });
    const chosen = await fetch(authorize, { method: 'POST', body, redirect: 'manual' });
    const answer = await fetch(chosen.headers.get('location') ?? '', { headers: { cookie }, redirect: 'manual' });
    expect(answer.status).toBe(400);
    expect(textOf(await answer.text())).toContain('did not say that the authentication context c1 was met');
    expect(answer.headers.getSetCookie().some((line) => line.startsWith('__Host-sallyport='))).toBe(false);
  });

  test.each(['c0', 'c26', 'c1"', 'C1', ''])('a link cannot make the sign-in ask for %j', async (context) => {
    const query = new URLSearchParams({ returnTo: '/api/ops', context });
    const started = await fetch(`${app.url}/api/sign-in?${query}`, { redirect: 'manual' });
    expect(new URL(started.headers.get('location') ?? '').searchParams.has('claims')).toBe(false);
  });
});
