import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { collect } from '../contract/samples.ts';
import { usualDisclosure } from '../domain/sample.ts';
import { aLink, aReview, type RunningApp, type SeededReview, signInAs, startApp } from './running-app.ts';

const DAY = 86_400_000;
let app: RunningApp;
let gone = 0;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());
afterEach(() => {
  app.later(-gone);
  gone = 0;
});

function daysPass(days: number): void {
  app.later(days * DAY);
  gone += days * DAY;
}

async function post(person: string, { operation }: SeededReview, act: 'extend' | 'resend', body: unknown) {
  const response = await fetch(`${app.url}/api/ops/exports/heart-study/${operation.id}/${act}`, {
    method: 'POST',
    // A token lasts an hour, and these tests wait for days.
    headers: { authorization: `Bearer ${await app.token(person, 30 * 86_400)}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const roundOf = async ({ operation }: SeededReview) => (await app.ports.decisions.read(operation.id)).rounds[0]?.value;
const eventsOf = async ({ operation }: SeededReview) =>
  (await collect(app.ports.audit.lines('heart-study')))
    .map((line) => parseChainLine(line).event)
    .filter((event) => event.operation === operation.id);
const oid = (id: string) => findPerson(app.azure.directory, id).oid;
const reason = 'They are on holiday';

describe('extending a review', () => {
  it('gives more time, wakes the package, and is audited with the caller and the reason', async () => {
    const review = await aReview(app);
    daysPass(10);
    const answer = await post('otto', review, 'extend', { businessDays: 7, reason });
    const deadline = (await roundOf(review))?.deadline ?? '';
    expect(Date.parse(deadline)).toBeGreaterThan(Date.parse(review.round.deadline));
    expect(answer).toMatchObject({ status: 202, body: { state: 'in-review', rounds: [{ deadline }] } });
    expect(answer.body.explanation).toContain(`goes back at its deadline, ${deadline}`);
    expect(await roundOf(review)).toMatchObject({ deadline, revision: 2 });
    expect((await eventsOf(review)).at(-1)).toMatchObject({
      kind: 'review.extended',
      actor: oid('otto'),
      data: { deadline, reason },
    });
    expect(app.woken).toContain(review.operation.id);
  });

  it('goes until the end of a day, but not further than a review that begins now', async () => {
    const review = await aReview(app);
    daysPass(10);
    const inDays = (days: number) => new Date(Date.now() + gone + days * DAY).toISOString().slice(0, 10);
    // A review of 14 days that begins now ends on a working day: two weeks, and a weekend at most.
    for (const until of [inDays(-1), inDays(2), inDays(17)])
      expect((await post('otto', review, 'extend', { until, reason })).status).toBe(400);
    expect((await post('otto', review, 'extend', { until: inDays(10), reason })).status).toBe(202);
  });

  it.each([
    ['nothing', {}],
    ['no reason', { businessDays: 1 }],
    ['an empty reason', { businessDays: 1, reason: '  ' }],
    ['no days', { businessDays: 0, reason }],
    ['half a day', { businessDays: 0.5, reason }],
    ['days and a day', { businessDays: 1, until: '2030-01-01', reason }],
    ['a day that is none', { until: '2030-02-31', reason }],
  ])('is refused for %s', async (_, body) => {
    const review = await aReview(app);
    expect((await post('otto', review, 'extend', body)).status).toBe(400);
    expect(await roundOf(review)).toEqual(review.round);
  });

  it('is refused to who only reads, to who takes part, and for a review that is over', async () => {
    const review = await aReview(app);
    daysPass(10);
    expect((await post('rita', review, 'extend', { businessDays: 7, reason })).status).toBe(403);
    expect((await post('ada', review, 'extend', { businessDays: 7, reason })).status).toBe(403);
    daysPass(5);
    const late = await post('otto', review, 'extend', { businessDays: 7, reason });
    expect(late).toMatchObject({ status: 409, body: { detail: expect.stringContaining('it is expired') } });
    const elsewhere = await aReview(app, { operation: { state: 'returned' } });
    expect((await post('otto', elsewhere, 'extend', { businessDays: 7, reason })).status).toBe(409);
  });

  it('is possible after the deadline where the project keeps its reviews open', async () => {
    const review = await aReview(app, {
      round: { rules: { quorum: 2, independent: 1, onDeadline: 'keep', blind: true, disclosure: usualDisclosure } },
    });
    daysPass(20);
    expect((await signInAs(app, 'ada', review.links.ada)).page.html).toContain('Your decision still counts');
    const answer = await post('otto', review, 'extend', { businessDays: 2, reason });
    expect(answer.status).toBe(202);
    expect(answer.body.explanation).toContain('decisions count after its deadline');
  });

  it('is refused to an operator who takes part in the project', async () => {
    const review = await aReview(app);
    const stored = await app.ports.projects.get('heart-study');
    if (stored === undefined) throw new Error('no project');
    const { name, email } = findPerson(app.azure.directory, 'otto');
    const dataOwners = [...stored.value.people.dataOwners, { name, email, oid: oid('otto') }];
    await app.ports.projects.put({ ...stored.value, people: { ...stored.value.people, dataOwners } }, stored.etag);
    const answer = await post('otto', review, 'extend', { businessDays: 7, reason });
    expect(answer).toMatchObject({ status: 403, body: { detail: expect.stringContaining('a data owner') } });
  });
});

describe('sending links anew', () => {
  it('kills the old link at once; its page says where the new one is, and takes no decision', async () => {
    const review = await aReview(app);
    const answer = await post('otto', review, 'resend', { approver: oid('ada').toUpperCase(), reason });
    expect(answer).toMatchObject({ status: 202, body: { rounds: [{ resent: { to: [oid('ada')] } }] } });
    const { page } = await signInAs(app, 'ada', review.links.ada);
    expect(page.html).toContain('This link no longer works: a new one was sent to you. It stands in the newest mail.');
    expect(page.html).not.toContain('tables/summary.csv');
    expect((await signInAs(app, 'ben', review.links.ben)).page.html).toContain('tables/summary.csv');
    expect((await eventsOf(review)).at(-1)).toMatchObject({
      kind: 'review.resent',
      actor: oid('otto'),
      data: { reason },
    });
    expect(app.woken).toContain(review.operation.id);
  });

  it('cannot be used to flood anybody', async () => {
    const review = await aReview(app);
    expect((await post('otto', review, 'resend', { reason })).status).toBe(202);
    const again = await post('otto', review, 'resend', { reason });
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('within the last hour') } });
    expect((await roundOf(review))?.revision).toBe(2);
  });

  it('is refused for who is not asked, with a body that is none, and to who only reads', async () => {
    const review = await aReview(app);
    expect((await post('otto', review, 'resend', { approver: oid('rui'), reason })).status).toBe(404);
    for (const body of [{}, { approver: 'ada', reason }, { reason, all: true }])
      expect((await post('otto', review, 'resend', body)).status).toBe(400);
    expect((await post('rita', review, 'resend', { reason })).status).toBe(403);
  });

  it('kills a link as well that was on its way in a mail with the round as it was', async () => {
    const review = await aReview(app);
    await post('otto', review, 'resend', { reason });
    const linkToken = await aLink(app, review.operation, 1, oid('ada'));
    expect((await signInAs(app, 'ada', linkToken)).page.html).toContain('no longer works');
  });
});
