import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withRole } from '../../src/domain/operation/manifest.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { anEntry, anOperation } from '../contract/samples.ts';
import { wholeAnswer } from './ask-route.ts';
import { aReview, hiddenField, type RunningApp, type SeededReview, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

const file = (path: string, md5: string) => anEntry(path, { md5 });
const by = { oid: 'r', name: 'Rui Researcher' };
const at = '2026-11-24T10:00:00.000Z';

/** Ben asks for changes, with a remark about the first file. */
async function sendBack(review: SeededReview): Promise<void> {
  const link = review.links.ben;
  const { visitor, page } = await signInAs(app, 'ben', link);
  const antiForgery = hiddenField(page.html, 'antiForgery');
  await visitor.post(`${app.url}${link}/files`, { antiForgery, remark1: 'Round it to tens.' }, app.url);
  const fields = { antiForgery, digest: review.round.digest, choice: 'changes', reason: 'Small cells in one table.' };
  await visitor.post(app.url + link, fields, app.url);
  await become(review, { state: 'returned' });
}

async function become({ operation: { project, id } }: SeededReview, change: Partial<Operation>): Promise<void> {
  const stored = await app.ports.register.get({ project, id });
  if (stored === undefined) throw new Error('the package is gone');
  await app.ports.register.update({ ...stored, value: { ...stored.value, ...change } });
}

const pageOf = async (review: SeededReview) => (await signInAs(app, 'ada', review.links.ada)).page.html;

describe('the page of a package that goes on with an earlier one', () => {
  it('shows what was said before, by name, the answer, and what is the same, changed, new and gone', async () => {
    const earlier = await aReview(app, { files: [file('a.csv', 'm1'), file('b.csv', 'm2'), file('old.csv', 'm3')] });
    await sendBack(earlier);
    const submission = { purpose: 'Table 2', answer: 'Rounded to tens.', continues: earlier.operation.id, by, at };
    const files = [file('a.csv', 'm9'), file('b.csv', 'm2'), file('new.csv', 'm4')];
    const html = await pageOf(await aReview(app, { files, operation: { submission } }));
    expect(html).toContain('What was said before');
    expect(html).toContain('<blockquote dir="auto">Rounded to tens.</blockquote>');
    expect(html).toContain('Small cells in one table.');
    expect(html).toMatch(/a\.csv<\/bdi>: <span dir="auto">File 1: Round it to tens\./);
    expect(html).toContain('1 the same, 1 changed, 1 new, 1 gone');
    expect(html).toMatch(/1 file is gone<\/summary><ul><li><bdi[^>]*>old\.csv/);
    const tagged = [...html.matchAll(/>([\w.]+)<\/bdi> <span class="tag">(same|changed|new)</g)];
    expect(tagged.map(([, name, tag]) => `${name} ${tag}`)).toEqual(['a.csv changed', 'b.csv same', 'new.csv new']);
  });

  it('shows context apart, and compares none of it', async () => {
    const context = (name: string, size: number) => withRole({ ...file(`_context/${name}`, 'm1'), size });
    const earlier = await aReview(app, {
      files: [context('counts.csv', 1), context('old.csv', 1), file('a.csv', 'm1')],
    });
    await sendBack(earlier);
    const submission = { purpose: 'Table 2', continues: earlier.operation.id, by, at };
    const files = [context('counts.csv', 2), context('new.csv', 2), file('a.csv', 'm1')];
    const review = await aReview(app, { files, operation: { submission } });
    const html = await pageOf(review);
    expect(html).toContain('1 the same, 0 changed, 0 new, 0 gone');
    expect(html).toMatch(/1 file, \d+ bytes?, and shows you 2 files beside, which are never released\./);
    const [leaving = '', shown = ''] = html
      .slice(html.indexOf('id="files"'))
      .split('<h3>Context: shown to you, never released</h3>');
    expect(leaving).toContain('3 files.');
    expect(leaving).toContain('a.csv');
    expect(leaving).not.toContain('_context/');
    expect(shown).toContain('_context/counts.csv');
    const { body } = await wholeAnswer(app, 'exportFiles', { person: 'olivia', params: { id: review.operation.id } });
    expect(String(body)).toContain('"md5":null,"role":"context"');
  });

  it('goes back through all packages of the conversation, and never in a circle', async () => {
    const first = await aReview(app);
    await sendBack(first);
    const second = await aReview(app);
    const third = await aReview(app);
    const continues = (id: string) => ({ submission: { purpose: 'x', continues: id, by, at } });
    await become(second, { ...continues(first.operation.id), state: 'returned' });
    await become(first, continues(second.operation.id));
    await become(third, continues(second.operation.id));
    const html = await pageOf(third);
    expect(html).toContain('goes on with 2 earlier ones that went back');
    expect(html).toContain('None was given.');
    expect(html).toContain('Nobody decided about it.');
  });

  it('is not made one by its name', async () => {
    const earlier = await aReview(app);
    await sendBack(earlier);
    const html = await pageOf(await aReview(app, { operation: { name: earlier.operation.name } }));
    expect(html).not.toContain('What was said before');
  });
});

describe('other packages of the project', () => {
  it('stand on the page with their state, and with a link where people were asked', async () => {
    const denied = await aReview(app);
    await become(denied, { state: 'returned' });
    const html = await pageOf(await aReview(app));
    expect(html).toMatch(
      new RegExp(`href="/api/review-package/heart-study/${denied.operation.id}">[^]*?<span class="tag">returned`),
    );
  });

  it('mark the files that went out before with the same content, whatever their name', async () => {
    const released = await aReview(app, { files: [file('x.csv', 'out-1'), file('y.csv', 'out-2')] });
    await become(released, { state: 'released' });
    const html = await pageOf(await aReview(app, { files: [file('renamed.csv', 'out-1'), file('y.csv', 'out-3')] }));
    expect(html).toContain(`renamed.csv</bdi> <span class="soft small">released before with ${released.operation.id}`);
    expect(html).not.toMatch(/y\.csv<\/bdi> <span class="soft small">released before/);
  });
});

describe('the page of a review that is over', () => {
  it('shows who said what, by the number of a file only, and nothing while the round is open', async () => {
    const review = await aReview(app, { files: [file('secret-name.csv', 'm1')] });
    await sendBack(review);
    const over = await pageOf(review);
    expect(over).toContain('Small cells in one table.');
    expect(over).toContain('File 1: Round it to tens.');
    expect(over).not.toContain('secret-name');
    const open = await aReview(app);
    const { visitor, page } = await signInAs(app, 'ben', open.links.ben);
    const fields = { antiForgery: hiddenField(page.html, 'antiForgery'), digest: open.round.digest, choice: 'approve' };
    await visitor.post(app.url + open.links.ben, { ...fields, lookedAt: 'yes', deidentified: 'yes' }, app.url);
    expect((await visitor.get(app.url + open.links.ben)).html).not.toContain('What was decided');
  });

  it('says which versions of datasets the package was made from, or that nobody said', async () => {
    expect(await pageOf(await aReview(app))).toContain('Nobody said which data.');
    const submission = { purpose: 'x', madeFrom: [{ id: 'ing_1', name: 'cohort', version: 7 }], by, at };
    expect(await pageOf(await aReview(app, { operation: { submission } }))).toMatch(
      /cohort<\/bdi> <span class="nowrap">v7/,
    );
    const retracted = anOperation({
      ...{ door: 'ingress', state: 'retracting', version: 7, name: 'cohort' },
      retraction: { closedAt: at, by: by.oid, reason: 'x', retainedUntil: at, restorableUntil: at },
    });
    await app.ports.register.open({ ...retracted, state: 'receiving' }, []);
    const stored = await app.ports.register.get(retracted);
    await app.ports.register.update({ value: retracted, etag: stored?.etag ?? '' });
    const gone = { ...submission, madeFrom: [{ id: retracted.id, name: 'cohort', version: 7 }] };
    expect(await pageOf(await aReview(app, { operation: { submission: gone } }))).toContain('Retracted since');
    const unknown = { purpose: 'x', madeFrom: 'unknown', by, at } as const;
    expect(await pageOf(await aReview(app, { operation: { submission: unknown } }))).toContain('that this is unknown');
  });
});
