import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson, readDirectory } from '../../local/azure/directory.ts';
import { textOf } from '../../local/people/approver.ts';
import { ask as say } from './ask.ts';
import { anInspectedReview, openFiles } from './inspected-review.ts';
import { pageFields } from './page-fields.ts';
import { hiddenField, type RunningApp, type SeededReview, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { readingRoomUrl: 'https://room.example.org' });
});
afterAll(() => app.stop());

const block = { findings: [{ rule: 'small-count', severity: 'block' as const, count: 1 }] };
const model = { type: 'other' as const, notChecked: ['type' as const] };

/** Answers by the link of a mail, or by the package. */
async function answer(
  review: SeededReview,
  fields: Record<string, string> = {},
  path = review.links.ada,
): Promise<{ readonly status: number; readonly text: string; readonly html: string }> {
  const { visitor, page } = await signInAs(app, 'ada', path);
  const shown = { antiForgery: hiddenField(page.html, 'antiForgery'), digest: hiddenField(page.html, 'digest') };
  const form = { ...shown, choice: 'approve', lookedAt: 'yes', deidentified: 'yes', reason: '', ...fields };
  const { status, html } = await visitor.post(app.url + path, form, app.url);
  return { status, html, text: textOf(html) };
}

const ofPackage = ({ round, operation }: SeededReview) => `/api/review-package/${round.project}/${operation.id}`;
const decisionsOf = async ({ operation }: SeededReview) => (await app.ports.decisions.read(operation.id)).decisions;
const { oid } = findPerson(readDirectory(), 'ada');

describe('an approval over what was found', () => {
  it.each([
    ['the link of a mail', undefined],
    ['the page of the package', ofPackage],
  ])('wants a written reason, by %s', async (_, path) => {
    const review = await anInspectedReview(app, { 'a.csv': block, 'model.bin': model });
    const refused = await answer(review, {}, path?.(review));
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('1 file holds what should not leave; 1 file was not looked at whole');
    expect(await decisionsOf(review)).toEqual([]);
    const taken = await answer(review, { reason: 'The cell is a total of wards.' }, path?.(review));
    expect(taken.text).toContain('You approved this package.');
    expect(await decisionsOf(review)).toMatchObject([{ choice: 'approve', reason: 'The cell is a total of wards.' }]);
  });

  it('wants none for clean files of allowed types', async () => {
    const clean = await anInspectedReview(app, { 'a.csv': {}, 'b.png': { type: 'png' } });
    expect((await answer(clean)).text).toContain('You approved this package.');
  });

  it('is taken over missing evidence with a reason only, and a denial as ever', async () => {
    const review = await anInspectedReview(app, { 'a.csv': {} }, { missing: { missing: 'late' } });
    expect((await answer(review)).text).toContain('there was no evidence within 30 minutes');
    expect((await answer(review, { choice: 'deny', reason: 'A name is in it.' })).text).toContain('You denied');
  });
});

describe('a project in which files must be opened', () => {
  const disclosure = { viewing: 'required' as const };

  it('takes an approval once all of them were opened in this round by its approver', async () => {
    const review = await anInspectedReview(
      app,
      { 'a.txt': { type: 'text' }, 'b.png': { type: 'png' } },
      { disclosure },
    );
    const ben = review.round.approvers[1]?.oid ?? '';
    await openFiles(app, review, ben, 1, 2);
    await openFiles(app, review, oid, 2);
    const refused = await answer(review);
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('1 of the 2 files that you are to open is left');
    expect(refused.html).toContain(
      `<a href="https://room.example.org/api/read/${review.operation.id}?round=1">Open the files in the reading room</a>`,
    );
    expect(await decisionsOf(review)).toEqual([]);
    await openFiles(app, { ...review, round: { ...review.round, number: 2 } }, oid, 1);
    expect((await answer(review)).status).toBe(409);
    await openFiles(app, review, oid, 1);
    expect((await answer(review)).text).toContain('You approved this package.');
  });

  it('takes none when something else stands where its evidence was', async () => {
    const review = await anInspectedReview(app, { 'a.csv': {} }, { disclosure, instead: '{"files":[]}' });
    expect((await answer(review)).text).toContain('is not the evidence of this round');
    expect(await decisionsOf(review)).toEqual([]);
  });

  it('takes other answers whatever was opened, and no approval where there was no evidence, whatever its reason', async () => {
    const files = { 'a.csv': {} };
    const denied = await anInspectedReview(app, files, { disclosure });
    expect((await answer(denied, { choice: 'deny', reason: 'Row 7' })).text).toContain('You denied this package.');
    const unseen = await anInspectedReview(app, files, { disclosure, missing: { missing: 'unreadable' } });
    expect((await answer(unseen, { reason: 'I opened it by hand.' })).text).toContain('The package waits for it');
    expect((await answer(unseen, { choice: 'deny', reason: 'Row 7' })).text).toContain('You denied this package.');
  });
});

describe('a package of which nothing is known', () => {
  const disclosure = { viewing: 'required' as const };
  const reason = 'The room is away';

  it('goes on once two operators ask for it, and not for one, for other files or where it is known', async () => {
    const { round, operation } = await anInspectedReview(
      app,
      { 'a.csv': {} },
      { disclosure, missing: { missing: 'unreadable' } },
    );
    const path = `ops/exports/heart-study/${operation.id}`;
    const { digest } = round;
    const desk = await signInAs(app, 'otto', `/api/ops/desk/exports/heart-study/${operation.id}`);
    expect(desk.page.html).toContain('Let its review go on without evidence');
    const byForm = pageFields(desk.page.html, '/without-evidence', { reason });
    const letGo = async (person: string, body: object) =>
      await say(app, person, 'POST', `${path}/without-evidence`, { body });
    expect(await letGo('rita', { digest, reason })).toMatchObject({ status: 403 });
    expect(await letGo('otto', { digest: 'e'.repeat(64), reason })).toMatchObject({ status: 412 });
    const asked = await desk.visitor.post(
      `${app.url}/api/ops/desk/exports/heart-study/${operation.id}/without-evidence`,
      byForm,
      app.url,
    );
    expect(asked.html).toContain('Once two operators have');
    expect(asked.html).toContain('asked for it at');
    expect(await letGo('otto', { digest, reason })).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('Another operator') },
    });
    expect(await letGo('olivia', { digest, reason })).toMatchObject({ status: 202 });
    const { body } = await say(app, 'otto', 'GET', path);
    expect(body).toMatchObject({ rounds: [{ status: 'superseded' }, { withoutEvidence: { reason } }] });
    expect(await letGo('otto', { digest, reason })).toMatchObject({ status: 409 });
    const after = await desk.visitor.get(`${app.url}/api/ops/desk/exports/heart-study/${operation.id}`);
    expect(after.html).not.toContain('Let its review go on without evidence');
  });
});
