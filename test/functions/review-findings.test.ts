import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../../local/people/approver.ts';
import type { FileEvidence } from '../../src/domain/inspection/evidence.ts';
import type { RoundEvidence } from '../../src/domain/inspection/round-evidence.ts';
import { lookedAtAll } from '../inspector/a-coverage.ts';
import { anInspectedReview, openFiles } from './inspected-review.ts';
import { aReview, hiddenField, type RunningApp, type SeededReview, signInAs, startApp } from './running-app.ts';

const room = 'https://room.example.org';
let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { readingRoomUrl: room });
});
afterAll(() => app.stop());

const finding = (severity: 'note' | 'review' | 'block'): Pick<FileEvidence, 'findings'> => ({
  findings: [{ rule: 'small-count', severity, count: 3 }],
});
const files = {
  'a.csv': {},
  'b.csv': finding('block'),
  'c.csv': finding('review'),
  'd.txt': { type: 'text' as const, notChecked: ['partly' as const] },
  'e.bin': { type: 'other' as const, notChecked: ['type' as const] },
};

async function seenBy(person: 'ada' | 'ben', review: SeededReview) {
  const { visitor, page } = await signInAs(app, person, review.links[person]);
  return { visitor, html: page.html, text: textOf(page.html) };
}

/** What the card about the content of the files says. */
function cardOf(html: string): string {
  return textOf(/<section class="card" id="found">.*?<\/section>/s.exec(html)?.[0] ?? '');
}

const oidOf = ({ round }: SeededReview, person: string) =>
  round.approvers.find(({ email }) => email.startsWith(person))?.oid ?? '';

describe('what the page of a review says of the content of the files', () => {
  it('is each verdict with its files, what was not looked at, types and the hash', async () => {
    const review = await anInspectedReview(app, files);
    const { html, text } = await seenBy('ada', review);
    const card = cardOf(html);
    for (const words of [
      'should not leave file 2',
      'to look at file 3',
      'not looked at 2 files: 4 and 5',
      'looked at, nothing found 1 file',
      'Only the first 64 MB were read. file 4',
      'No rule reads files of this type. file 5',
      'The type other is not among the allowed types: file 5',
      review.round.evidence !== undefined && 'hash' in review.round.evidence ? review.round.evidence.hash : '-',
    ])
      expect(card).toContain(words);
    expect(card).not.toContain('Looked at: ');
    expect(card).not.toMatch(/[a-e]\.(csv|txt|bin)|small-count/);
    expect(html).toMatch(/b\.csv<\/bdi>[^\n]*<span class="tag bad">should not leave<\/span>/);
    expect(html).not.toMatch(/a\.csv<\/bdi>[^\n]*nothing found/);
    expect(html).toContain(`href="${room}/api/read/${review.operation.id}?round=1"`);
    expect(text).toContain(
      'A reason is needed because 1 file holds what should not leave; 2 files were not looked at whole',
    );
    expect(html).toMatch(/<textarea id="reason"[^>]* required/);
  });

  it('is what of them was not looked at, and where numbers were taken for nothing', async () => {
    const coverage = { ...lookedAtAll, unknown: 'few' as const, passed: ['picture' as const] };
    const review = await anInspectedReview(app, { 'a.csv': {}, 'b.xlsx': { type: 'xlsx', coverage } });
    const card = cardOf((await seenBy('ada', review)).html);
    expect(card).toContain('In it a picture: file 2');
    expect(card).toContain('Columns that no rule could explain, so nobody checked whether they count people: file 2');
  });

  it('is that older evidence called a file clean, by the rules of its day', async () => {
    const review = await anInspectedReview(app, { 'a.csv': {}, 'b.csv': finding('note') }, { isOld: true });
    const card = cardOf((await seenBy('ada', review)).html);
    expect(card).toContain('clean (old rules) 1 file');
    expect(card).not.toContain('looked at, nothing found');
  });

  it('names the thresholds that are others now, and asks for no reason where there is no cause', async () => {
    const review = await anInspectedReview(app, { 'a.csv': {} }, { thresholds: { minCount: 5 } });
    const { html } = await seenBy('ada', review);
    expect(cardOf(html)).toContain('Looked at: 5 is the smallest count that may be told. The project has 10 now.');
    expect(html).not.toMatch(/<textarea id="reason"[^>]* required/);
    expect(html).toContain('A remark is optional.');
  });

  it.each<[string, RoundEvidence, string]>([
    ['none in time', { missing: 'late' }, 'There was no evidence within 30 minutes'],
    ['none that can be read', { missing: 'unreadable' }, 'There was no evidence that can be read'],
    ['that of other files', { missing: 'other-files' }, 'There was no evidence about these files'],
  ])('is that there is %s', async (_, missing, words) => {
    const review = await anInspectedReview(app, { 'a.csv': {} }, { missing });
    const { html, text } = await seenBy('ada', review);
    expect(cardOf(html)).toContain(words);
    expect(text).not.toContain('to open');
    expect(html).toMatch(/<textarea id="reason"[^>]* required/);
  });

  it('is that nothing looked into them where there is no reading room, and nothing is asked for', async () => {
    const { html } = await seenBy('ada', await aReview(app));
    expect(cardOf(html)).toContain('Nothing looked into the files');
    expect(html).not.toMatch(/<textarea id="reason"[^>]* required/);
  });

  it('is that something else stands there, and none of it', async () => {
    const review = await anInspectedReview(app, files, { instead: '{"files":[{"verdict":"clean"}]}' });
    const card = cardOf((await seenBy('ada', review)).html);
    expect(card).toContain('is not the one that this review names');
    expect(card).not.toContain('nothing found');
  });

  it('is that opening them cannot be asked for, where the project does and there is no evidence', async () => {
    const disclosure = { viewing: 'required' as const };
    const review = await anInspectedReview(app, { 'a.csv': {} }, { disclosure, missing: { missing: 'late' } });
    expect(cardOf((await seenBy('ada', review)).html)).toContain('so nobody can approve yet');
  });
});

describe('who opened how many', () => {
  it('is told of the reader alone while a blind review is open, beside a tick that nobody sets, and of all once it is over', async () => {
    const review = await anInspectedReview(app, files);
    await openFiles(app, review, oidOf(review, 'ada'), 2, 3);
    await openFiles(app, review, oidOf(review, 'ben'), 4);
    const { visitor, html, text } = await seenBy('ada', review);
    expect(text).toContain('I have looked at the files. In the reading room you opened 2 of 5 to open.');
    expect(html).not.toMatch(/name="lookedAt"[^>]*checked/);
    expect(cardOf(html)).toContain('2 of 5 to open');
    expect(cardOf(html)).not.toContain('Ben');
    const shown = { antiForgery: hiddenField(html, 'antiForgery'), digest: hiddenField(html, 'digest') };
    const form = { ...shown, choice: 'approve', lookedAt: 'yes', deidentified: 'yes', reason: 'Seen by hand.' };
    const after = await visitor.post(app.url + review.links.ada, form, app.url);
    expect(cardOf(after.html)).toContain('2 of 5 to open');
    expect(cardOf(after.html)).not.toContain('Ben');

    const ben = await seenBy('ben', review);
    const deny = {
      antiForgery: hiddenField(ben.html, 'antiForgery'),
      digest: shown.digest,
      choice: 'deny',
      reason: 'x',
    };
    const over = await ben.visitor.post(app.url + review.links.ben, deny, app.url);
    expect(over.html).not.toContain('b.csv');
    for (const words of ['2 of 5 to open', '1 of 5 to open', '0 of 5 to open', 'should not leave file 2'])
      expect(cardOf(over.html)).toContain(words);
  });

  it('is told of everybody in a review that is not blind', async () => {
    const review = await anInspectedReview(app, files, { blind: false });
    await openFiles(app, review, oidOf(review, 'ben'), 4);
    expect(cardOf((await seenBy('ada', review)).html)).toContain('1 of 5 to open');
  });
});
