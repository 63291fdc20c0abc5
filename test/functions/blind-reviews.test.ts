import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDirectory } from '../../local/azure/directory.ts';
import { ask } from './ask.ts';
import {
  aProject,
  aReview,
  hiddenField,
  type RunningApp,
  type SeededReview,
  signInAs,
  startApp,
} from './running-app.ts';

/** Cleo decides, and reads what operators read. */
const directory = readDirectory();
const withReader = {
  ...directory,
  persons: directory.persons.map((one) => (one.id === 'cleo' ? { ...one, appRoles: ['Ops.Reader'] } : one)),
};

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory', directory: withReader });
});
afterAll(() => app.stop());

const words = 'Counts are above ten, says Ben.';

async function decideAs(person: 'ada' | 'ben', review: SeededReview, choice: string, reason: string): Promise<void> {
  const { visitor, page } = await signInAs(app, person, review.links[person]);
  const fields = { antiForgery: hiddenField(page.html, 'antiForgery'), digest: hiddenField(page.html, 'digest') };
  const form = { ...fields, choice, reason, lookedAt: 'yes', deidentified: 'yes' };
  await visitor.post(app.url + review.links[person], form, app.url);
}

/** Everything that Cleo can get: the page of her link, the answer about the package, the dashboard, and the audit of the package. */
async function seenByCleo(review: SeededReview) {
  const { visitor, page } = await signInAs(app, 'cleo', review.links.cleo);
  const { body } = await ask(app, 'cleo', 'GET', `ops/exports/heart-study/${review.operation.id}`);
  const dashboard = (await visitor.get(`${app.url}/api/ops`)).html;
  const explained = await ask(app, 'cleo', 'GET', `ops/exports/heart-study/${review.operation.id}/explain`);
  const headers = { authorization: `Bearer ${await app.token('cleo')}` };
  const answer = await fetch(`${app.url}/api/ops/audit?operation=${review.operation.id}`, { headers });
  return { page: page.html, body, dashboard, explained: explained.body, audit: await answer.text() };
}

/** The row of a package on the dashboard and, of the newest events, those that tell of its decisions. */
function onDashboard(html: string, id: string): string {
  const rows = html.match(/<(tr|li)>.*?<\/\1>/gs) ?? [];
  return rows.filter((row) => row.includes(id) || row.includes('decision.recorded')).join('\n');
}

/** A review under a project that is blind or not. */
async function aReviewThatIs(blind: boolean): Promise<SeededReview> {
  const { egress } = await aProject(app);
  return await aReview(app, { project: { egress: { ...egress, approval: { ...egress.approval, blind } } } });
}

describe('while a blind round is open', () => {
  it('nobody who decides in it sees a decision of others, by page, API or dashboard', async () => {
    const review = await aReviewThatIs(true);
    const before = await seenByCleo(review);
    await decideAs('ben', review, 'approve', words);
    const after = await seenByCleo(review);
    expect(after.body).toEqual({ ...before.body, explanation: after.body.explanation });
    expect(after.body.decisions).toEqual([]);
    expect(after.explained).toEqual({ ...before.explained, sentence: after.explained.sentence });
    expect(after.page).not.toMatch(/\d so far/);
    const line = onDashboard(after.dashboard, review.operation.id);
    expect(line).toContain('once the review is over');
    expect(line).not.toMatch(/not decided|decision\.recorded/);
    for (const seen of Object.values(after)) expect(JSON.stringify(seen)).not.toContain(words);
  });

  it('whoever decided sees their own decision only', async () => {
    const review = await aReviewThatIs(true);
    await decideAs('ben', review, 'approve', words);
    const own = { project: 'heart-study', exportId: review.operation.id, round: 1, choice: 'approve' } as const;
    const cleo = app.azure.directory.persons.find(({ id }) => id === 'cleo')?.oid ?? '';
    const stored = (await app.ports.decisions.read(review.operation.id)).rounds[0];
    if (stored === undefined) throw new Error('the round is gone');
    const said = { ...own, approver: cleo, name: 'Cleo', reason: 'mine', lookedAt: true, deidentified: true };
    const about = { digest: review.round.digest, askedSince: review.round.openedAt, at: review.round.openedAt };
    await app.ports.decisions.record({ ...said, ...about }, stored);
    const { body } = await ask(app, 'cleo', 'GET', `ops/exports/heart-study/${review.operation.id}`);
    expect(body.decisions.map(({ approver }: { approver: string }) => approver)).toEqual([cleo]);
  });

  it('no count holds a decision of it, whoever looks', async () => {
    const review = await aReviewThatIs(true);
    const countsFor = async (person: string) => {
      const { body: weeks } = await ask(app, person, 'GET', 'ops/projects/heart-study/weeks');
      const { body: released } = await ask(app, person, 'GET', 'ops/releases');
      const { visitor } = await signInAs(app, person, '/api/ops');
      const charts = (await visitor.get(`${app.url}/api/ops/charts`)).html;
      return {
        weeks: weeks.items,
        released: released.items,
        reviews: /id="disagreement"[\s\S]*?<\/section>/.exec(charts)?.[0],
      };
    };
    const people = ['rita', 'otto', 'cleo'];
    const before = await Promise.all(people.map(countsFor));
    for (const { reviews } of before) expect(reviews).toBeDefined();
    await decideAs('ben', review, 'approve', words);
    expect(await Promise.all(people.map(countsFor))).toEqual(before);
  });

  it('people who decide nowhere in it see everything', async () => {
    const review = await aReviewThatIs(true);
    await decideAs('ben', review, 'approve', words);
    const { body } = await ask(app, 'rita', 'GET', `ops/exports/heart-study/${review.operation.id}`);
    expect(body).toMatchObject({ decisions: [{ choice: 'approve', reason: words }], rounds: [{ revision: 2 }] });
    const { visitor } = await signInAs(app, 'rita', '/api/ops');
    const { html } = await visitor.get(`${app.url}/api/ops`);
    expect(onDashboard(html, review.operation.id)).toMatch(/1 of 2 approvals[\s\S]*decision\.recorded/);
  });
});

it('after a blind round is over, who decided in it sees all of it', async () => {
  const review = await aReviewThatIs(true);
  await decideAs('ben', review, 'deny', words);
  const key = { project: 'heart-study', id: review.operation.id };
  const stored = await app.ports.register.get(key);
  if (stored === undefined) throw new Error('the package is gone');
  await app.ports.register.update({ ...stored, value: { ...stored.value, state: 'denied' } });
  const { body, page, dashboard, audit } = await seenByCleo(review);
  expect(audit).toContain(words);
  expect(body).toMatchObject({ decisions: [{ choice: 'deny', reason: words }], rounds: [{ status: 'denied' }] });
  expect(page).toContain('the package was denied');
  expect(dashboard).toContain(words);
});

it('a round that is not blind shows what was decided so far', async () => {
  const review = await aReviewThatIs(false);
  await decideAs('ben', review, 'approve', words);
  const { body, page, dashboard } = await seenByCleo(review);
  expect(page).toContain('1 so far, 1 to go');
  expect(body).toMatchObject({ decisions: [{ reason: words }] });
  expect(onDashboard(dashboard, review.operation.id)).toContain('1 of 2 approvals');
});
