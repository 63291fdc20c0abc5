import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { answerQuestion } from '../../../src/use-cases/review/answer-question.ts';
import { ofForm } from '../page-fields.ts';
import { aReview, hiddenField, type RunningApp, type SeededReview, signInAs, startApp } from '../running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

type Approver = 'ada' | 'ben' | 'cleo';

const roundOf = async ({ operation }: SeededReview) => (await app.ports.decisions.read(operation.id)).rounds[0]?.value;

async function says(person: Approver, review: SeededReview, fields: Record<string, string>) {
  const link = review.links[person];
  const { visitor, page } = await signInAs(app, person, link);
  const form = {
    ...{ antiForgery: hiddenField(page.html, 'antiForgery'), digest: hiddenField(page.html, 'digest') },
    ...{ choice: 'approve', lookedAt: 'yes', deidentified: 'yes', reason: '', ...fields },
  };
  return { visitor, form, link, page: await visitor.post(`${app.url}${link}`, form, app.url) };
}

async function sees(person: Approver, review: SeededReview): Promise<string> {
  return (await signInAs(app, person, review.links[person])).page.html;
}

async function asked(): Promise<SeededReview> {
  const review = await aReview(app);
  await says('ada', review, { choice: 'ask', reason: 'Why is site 4 missing?' });
  return review;
}

const minePath = ({ operation: { project, id } }: SeededReview) => `/api/mine/exports/${project}/${id}`;

async function answers(review: SeededReview, reply: string, question = '1') {
  const { visitor, page } = await signInAs(app, 'rui', minePath(review));
  const form = { antiForgery: hiddenField(page.html, 'antiForgery'), ...ofForm('answer-1', { question, reply }) };
  return { page, answered: await visitor.post(`${app.url}${minePath(review)}/answer`, form, app.url) };
}

describe('an approver who asks', () => {
  it('keeps the review open, sees the question, and can decide', async () => {
    const review = await aReview(app);
    const { page } = await says('ada', review, { choice: 'ask', reason: 'Why is <b>site 4</b> missing?' });
    expect(page.html).toContain('May this package leave?');
    expect(page.html).toContain('Why is &lt;b&gt;site 4&lt;/b&gt; missing?');
    expect(page.html).toContain('It is not answered yet. The release waits for it until');
    expect(page.html).toMatch(/<textarea id="reason"[^>]*><\/textarea>/);
    expect(app.woken).toContain(review.operation.id);
    const decided = await says('ada', review, {});
    expect(decided.page.html).toContain('You approved this package.');
    expect((await roundOf(review))?.status).toBe('open');
    await says('ben', review, {});
    expect((await roundOf(review))?.status).toBe('approved');
  });

  it('asks once by two clicks, and nothing without words or files', async () => {
    const review = await asked();
    const again = await says('ada', review, { choice: 'ask', reason: 'Why is site 4 missing?' });
    expect(again.page.status).toBe(200);
    expect((await roundOf(review))?.questions).toHaveLength(1);
    const empty = await says('ada', review, { choice: 'ask', reason: '' });
    expect(empty.page.status).toBe(400);
    expect(empty.page.html).toContain('Write what you ask, or tick Question beside a file');
  });

  it('asks about files by their number, and notes them no more', async () => {
    const review = await aReview(app);
    const files = { remark1: 'Which sites?', question1: 'yes', seen1: 'yes', remark2: 'Fine' };
    const { page } = await says('ada', review, { choice: 'ask', reason: '', ...files });
    expect((await roundOf(review))?.questions).toMatchObject([{ text: '', remarks: { files: 1 } }]);
    expect(page.html).toContain('tables/summary.csv</bdi>: <span dir="auto">File 1 (a question): Which sites?</span>');
    expect(page.html).toMatch(/name="remark1" value=""/);
    expect(page.html).toMatch(/name="remark2" value="Fine"/);
    expect(page.html).toMatch(/name="seen1" value="yes"[^>]* checked/);
  });

  it('comes too late once the others have approved it, and is told so', async () => {
    const review = await aReview(app);
    await says('ben', review, {});
    const { visitor, form } = await says('cleo', review, { choice: 'ask', reason: '' });
    await says('ada', review, {});
    const late = await visitor.post(`${app.url}${review.links.cleo}`, { ...form, reason: 'And why?' }, app.url);
    expect(late.status).toBe(409);
    expect(late.html).toContain('Nothing was asked. This round is closed: the package was approved by the others');
    expect((await roundOf(review))?.questions).toBeUndefined();
  });
});

describe('other approvers', () => {
  it('see nothing of a question before they have decided or it is answered, and never who asked', async () => {
    const review = await asked();
    expect(await sees('ben', review)).not.toContain('site 4');
    const { page } = await says('ben', review, {});
    expect(page.html).toContain('Why is site 4 missing?');
    expect(page.html).toContain('<b>An approver</b> asked');
    expect(page.html).not.toContain(findPerson(app.azure.directory, 'ada').name);
    expect(await sees('cleo', review)).not.toContain('site 4');
    await answers(review, 'It closed in May.');
    const seen = await sees('cleo', review);
    expect(seen).toContain('Why is site 4 missing?');
    expect(seen).toContain('It closed in May.');
    expect(seen).toContain('<b>An approver</b> asked');
  });
});

describe('a researcher', () => {
  it('reads the question at their page without its author, and answers it once', async () => {
    const review = await asked();
    const { page, answered } = await answers(review, 'It closed in <May>.');
    expect(page.html).toContain('Why is site 4 missing?');
    expect(page.html).not.toContain(findPerson(app.azure.directory, 'ada').name);
    expect(answered.html).toContain('It closed in &lt;May&gt;.');
    expect(answered.html).not.toContain('Send the answer');
    const other = await answers(review, 'Or in June.');
    expect(other.answered.status).toBe(409);
    expect(other.answered.html).toContain('was answered already');
    expect((await roundOf(review))?.questions).toMatchObject([{ answer: { text: 'It closed in <May>.' } }]);
  });

  it('is told where files are named, and not their names', async () => {
    const review = await aReview(app);
    await says('ada', review, { choice: 'ask', reason: '', remark1: 'Which sites?', question1: 'yes' });
    const { page } = await signInAs(app, 'rui', minePath(review));
    expect(page.html).toContain(`notices/heart-study/${review.operation.id}-question-1-1.txt`);
    expect(page.html).not.toContain('summary.csv');
    expect(page.html).not.toContain('Which sites?');
  });

  it('gets an empty answer, and one that nobody asked for, back with a sentence', async () => {
    const review = await asked();
    expect((await answers(review, ' ')).answered.html).toContain('Write an answer.');
    const { answered } = await answers(review, 'To what?', '7');
    expect(answered.html).toContain('There is no question 7');
    expect(answered.html).toContain('Why is site 4 missing?');
  });

  it('answers nothing once the package was withdrawn', async () => {
    const { operation } = await asked();
    const workflows = { start: async () => undefined, wake: async () => undefined };
    const withdrawn = {
      ...operation,
      withdrawal: { at: operation.since, by: 'x', part: 'researcher' as const, reason: '' },
    };
    const answer = answerQuestion(app.ports, workflows, { operation: withdrawn, number: 1, text: 'So', by: 'x' });
    await expect(answer).rejects.toThrow('Nobody waits for an answer');
  });
});
