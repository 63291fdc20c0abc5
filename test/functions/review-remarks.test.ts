import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../../src/domain/review/remarks.ts';
import { anEntry } from '../contract/samples.ts';
import { ask, auditOf } from './ask.ts';
import { aReview, hiddenField, type RunningApp, type SeededReview, signInAs, startApp } from './running-app.ts';

const DAY = 86_400_000;
let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => anEntry(`part-${String(index + 1).padStart(5, '0')}.csv`));

type Person = 'ada' | 'ben' | 'cleo';

/** A signed-in approver at the page of their link. */
async function at(review: SeededReview, person: Person) {
  const link = review.links[person];
  const { visitor, page } = await signInAs(app, person, link);
  const antiForgery = hiddenField(page.html, 'antiForgery');
  return {
    page,
    save: async (fields: Record<string, string>) =>
      await visitor.post(`${app.url}${link}/files`, { antiForgery, ...fields }, app.url),
    decide: async (fields: Record<string, string>) => {
      const ticks = { lookedAt: 'yes', deidentified: 'yes', digest: review.round.digest };
      return await visitor.post(app.url + link, { antiForgery, ...ticks, ...fields }, app.url);
    },
  };
}

const typedIn = (html: string, field: string) => new RegExp(`name="${field}" value="([^"]*)"`).exec(html)?.[1];
const isTicked = (html: string, field: string) => new RegExp(`name="${field}"[^>]* checked>`).test(html);

describe('marks and remarks about files', () => {
  it('are saved by whatever button, and stand there when the page is opened again', async () => {
    const review = await aReview(app, { files: numbered(450) });
    const ada = await at(review, 'ada');
    const next = await ada.save({ seen3: 'yes', remark3: ' Round it. ', question7: 'yes', remark7: '', page: '2' });
    expect(next.html).toContain('page 2 of 3');
    await ada.save({ remark301: 'Single persons?', name: '00301' });
    const { html } = (await at(review, 'ada')).page;
    expect(typedIn(html, 'remark3')).toBe('Round it.');
    expect([isTicked(html, 'seen3'), isTicked(html, 'question3'), isTicked(html, 'question7')]).toEqual([
      true,
      false,
      true,
    ]);
    expect(html).toContain('Saved: notes about 3 files');
    expect(typedIn((await ada.save({ page: '2' })).html, 'remark301')).toBe('Single persons?');
  });

  it('are gone when they are taken back', async () => {
    const review = await aReview(app, { files: numbered(3) });
    const ada = await at(review, 'ada');
    await ada.save({ seen1: 'yes', remark1: 'Hm.', remark2: '', remark3: '' });
    const page = await ada.save({ remark1: '' });
    expect(isTicked(page.html, 'seen1')).toBe(false);
    expect(page.html).toContain('Nothing is noted yet');
  });

  it('are seen by nobody else', async () => {
    const review = await aReview(app, { files: numbered(3) });
    await (await at(review, 'ada')).save({ remark1: 'Only mine.' });
    expect((await at(review, 'ben')).page.html).not.toContain('Only mine.');
  });

  it('are kept as a draft for fourteen days', async () => {
    const review = await aReview(app, { files: numbered(3), round: { deadline: '2040-01-01T00:00:00.000Z' } });
    await (await at(review, 'ada')).save({ remark1: 'Not for ever.' });
    app.later(14 * DAY - 60_000);
    const before = (await at(review, 'ada')).page.html;
    app.later(2 * 60_000);
    const after = (await at(review, 'ada')).page.html;
    app.later(-14 * DAY - 60_000);
    expect(typedIn(before, 'remark1')).toBe('Not for ever.');
    expect(typedIn(after, 'remark1')).toBe('');
  });

  it.each([
    ['about a file that the package does not have', { remark4: 'x' }, 400, 'There is no file 4'],
    ['that are too long', { remark1: 'x'.repeat(301) }, 400, '300 are taken'],
    ['that make the form too large', { remark1: 'x', reason: 'ü'.repeat(100_000) }, 413, 'KB'],
  ])('are refused %s', async (_, fields, status, words) => {
    const review = await aReview(app, { files: numbered(3) });
    const answer = await (await at(review, 'ada')).save({ remark2: 'fine', ...fields });
    expect(answer.status).toBe(status);
    expect(answer.html).toContain(words);
    expect((await at(review, 'ada')).page.html).toContain('Nothing is noted yet');
  });

  it('go with the decision, which holds their digest, in the audit too, and cannot change after it', async () => {
    const review = await aReview(app, { files: numbered(450) });
    const ada = await at(review, 'ada');
    await ada.save({ seen1: 'yes', remark1: '', remark2: 'Round it.' });
    await ada.save({ page: '2', question201: 'yes', remark201: '' });
    await ada.decide({ choice: 'changes', reason: 'See the files.' });
    const [decision] = (await app.ports.decisions.read(review.operation.id)).decisions;
    const { digest, files } = decision?.remarks ?? { digest: '', files: 0 };
    const pages = await app.ports.remarks.kept(review.operation.id, digest);
    expect(summaryOf(pages)).toEqual({ digest, files: 3 });
    expect(files).toBe(3);
    expect(pages.map(({ page, remarks }) => [page, remarks.map(({ number }) => number)])).toEqual([
      [1, [1, 2]],
      [2, [201]],
    ]);
    const line = (await auditOf(app, 'heart-study')).find(
      ({ kind, operation }) => kind === 'decision.recorded' && operation === review.operation.id,
    );
    expect(line?.data).toMatchObject({ remarks: digest, remarkedFiles: 3 });
    await ada.save({ remark2: 'Another thing.' });
    expect(await app.ports.remarks.kept(review.operation.id, digest)).toEqual(pages);
    const of = { exportId: review.operation.id, round: 1, approver: decision?.approver ?? '' };
    expect(await app.ports.remarks.drafts(of)).toEqual([]);
  });

  it('that somebody changed behind a decision are found by the verification', async () => {
    const review = await aReview(app, { files: numbered(3) });
    const ada = await at(review, 'ada');
    await ada.save({ remark2: 'Round it.' });
    await ada.decide({ choice: 'changes', reason: 'See the file.' });
    const [decision] = (await app.ports.decisions.read(review.operation.id)).decisions;
    const digest = decision?.remarks?.digest ?? '';
    const found = async (): Promise<string[]> => {
      const { body } = await ask(app, 'rita', 'GET', 'ops/audit/verify?project=heart-study');
      const findings: { key: string; why: string }[] = body.findings;
      return findings.filter(({ key }) => key.startsWith(`${review.operation.id} round 1`)).map(({ why }) => why);
    };
    expect(await found()).toEqual([]);
    const forged = [{ page: 1, remarks: [{ number: 2, seen: false, question: false, text: 'All is well.' }] }];
    await app.ports.remarks.keep(review.operation.id, digest, forged);
    expect(await found()).toEqual([expect.stringContaining('Its remarks about 1 files have the digest')]);
  });

  it('go with the answer that is pressed, also where nothing was saved, and a whole page of them in any script', async () => {
    const review = await aReview(app, { files: numbered(200) });
    const typed = numbered(200).map((_, index) => [`remark${index + 1}`, '\u6f22'.repeat(300)] as const);
    const answer = await (await at(review, 'ada')).decide({
      choice: 'deny',
      reason: 'All.',
      ...Object.fromEntries(typed),
    });
    expect(answer.html).toContain('You denied this package.');
    const [decision] = (await app.ports.decisions.read(review.operation.id)).decisions;
    expect(decision?.remarks?.files).toBe(200);
  });

  it('are kept over an answer that is refused, and about no other package', async () => {
    const review = await aReview(app, { files: numbered(3) });
    const other = await aReview(app, { files: numbered(3) });
    const ada = await at(review, 'ada');
    const refused = await ada.decide({ choice: 'approve', lookedAt: 'no', remark2: 'Hm.' });
    expect(refused.status).toBe(400);
    expect(typedIn(refused.html, 'remark2')).toBe('Hm.');
    // A page of one package saves nothing about another, whoever sends it where.
    const remarksKey = hiddenField(ada.page.html, 'remarksKey');
    const sent = { method: 'POST', headers: { origin: app.url, 'content-type': 'application/x-www-form-urlencoded' } };
    for (const [link, key, saved] of [
      [other.links.ada, remarksKey, false],
      [review.links.ben, remarksKey, false],
      [review.links.ada, remarksKey.slice(0, -4), false],
      [review.links.ada, remarksKey, true],
    ] as const) {
      const body = new URLSearchParams({ remarksKey: key, remark1: 'By the key.', choice: 'deny', reason: 'x' });
      const over = await fetch(app.url + link, { ...sent, body });
      expect(over.status).toBe(401);
      expect(/is kept, and/.test(await over.text())).toBe(saved);
    }
    expect(typedIn((await at(review, 'ada')).page.html, 'remark1')).toBe('By the key.');
    expect((await at(other, 'ada')).page.html).toContain('Nothing is noted yet');
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toEqual([]);
  });

  it('are taken from a page of the version before, which saved them by a form of their own', async () => {
    const review = await aReview(app, { files: numbered(3) });
    const ada = await at(review, 'ada');
    const page = await ada.save({ choice: 'deny', remark1: 'Old.', page: '1' });
    expect(page.html).toMatch(/<fieldset class="chosen"><legend>Deny/);
    await ada.decide({ choice: 'deny', reason: 'Why.' });
    const [decision] = (await app.ports.decisions.read(review.operation.id)).decisions;
    expect(decision?.remarks?.files).toBe(1);
  });

  it('are not needed for a decision', async () => {
    const review = await aReview(app, { files: numbered(3) });
    await (await at(review, 'ben')).decide({ choice: 'approve', reason: '' });
    expect((await app.ports.decisions.read(review.operation.id)).decisions[0]).not.toHaveProperty('remarks');
  });
});
