import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageManifest } from '../../../src/activities/transfer/places.ts';
import { summarize } from '../../../src/domain/operation/manifest.ts';
import { anEntry, collect, stream } from '../../contract/samples.ts';
import { aReview, hiddenField, type RunningApp, type SeededReview, signInAs, startApp } from '../running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

const md5 = 'XUFAKrxLKna5cZ2REBfFkg==';
const numbered = (count: number, extension = 'csv') =>
  Array.from({ length: count }, (_, index) =>
    anEntry(`part-${String(index + 1).padStart(5, '0')}.${extension}`, { md5 }),
  );

/** Signs in, opens the link and asks for other files. */
async function lookAt(review: SeededReview, fields: Record<string, string>, person: 'ada' | 'ben' = 'ada') {
  const { visitor, page } = await signInAs(app, person, review.links.ada);
  const antiForgery = hiddenField(page.html, 'antiForgery');
  return await visitor.post(`${app.url}${review.links.ada}/files`, { antiForgery, ...fields }, app.url);
}

/** The names in the table, in order. */
const namesOn = (html: string) =>
  [...html.matchAll(/<td class="num" data-label="No.">\d+<\/td><td class="wide"><bdi[^>]*>([^<]*)</g)].map(
    ([, name]) => name,
  );

describe('the files on the page of a review', () => {
  it('stand two hundred on a page, with number, MD5 and the total', async () => {
    const review = await aReview(app, { files: numbered(450) });
    const { page } = await signInAs(app, 'ada', review.links.ada);
    expect(namesOn(page.html)).toEqual(numbered(200).map(({ path }) => path));
    expect(page.html).toContain('450 files; page 1 of 3 shows 200.');
    expect(page.html).toContain(`<code class="soft">${md5}</code>`);
    const last = await lookAt(review, { page: '3' });
    expect(namesOn(last.html)).toEqual(
      numbered(450)
        .slice(400)
        .map(({ path }) => path),
    );
    expect(last.html).toContain('<td class="num" data-label="No.">401</td>');
  });

  it.each([
    ['part of their name, in whatever case', { name: 'PART-0010' }, 10, '10 of 240 files fit.'],
    ['their type, with or without a dot', { type: '.SVG' }, 40, '40 of 240 files fit.'],
    ['both', { name: '00002', type: 'svg' }, 1, '1 of 240 files fit.'],
    ['what none of them has', { name: '%_*' }, 0, '0 of 240 files fit.'],
  ])('are found by %s', async (_, fields, found, words) => {
    const files = [...numbered(200), ...numbered(40, 'svg')].toSorted((one, other) => (one.path < other.path ? -1 : 1));
    const review = await aReview(app, { files });
    const { html } = await lookAt(review, fields);
    expect(namesOn(html)).toHaveLength(found);
    expect(html).toContain(words);
  });

  it.each([
    ['beyond the last', '99', 3],
    ['that is none', 'x', 1],
    ['before the first', '0', 1],
  ])('are shown from the nearest page when a page is asked for %s', async (_, page, shown) => {
    const review = await aReview(app, { files: numbered(450) });
    expect((await lookAt(review, { page })).html).toContain(`page ${shown} of 3`);
  });

  it('keep the choice that was made, and what was filtered by stands in no address', async () => {
    const review = await aReview(app, { files: numbered(3) });
    const page = await lookAt(review, { name: 'part', chosen: 'deny' });
    expect(page.url).not.toContain('part');
    expect(page.html).toMatch(/<fieldset class="chosen"><legend>Deny/);
    expect(page.html).toContain('name="name" value="part"');
  });

  it('are not shown to somebody else, or for a form of another site', async () => {
    const review = await aReview(app, { files: numbered(3) });
    const other = await lookAt(review, {}, 'ben');
    expect(other.status).toBe(403);
    expect(other.html).not.toContain('part-00001');
    const { visitor, page } = await signInAs(app, 'ada', review.links.ada);
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const path = `${app.url}${review.links.ada}/files`;
    for (const [fields, origin] of [
      [{ antiForgery: 'x'.repeat(43) }, app.url],
      [{ antiForgery }, 'https://elsewhere.example.org'],
    ] as const) {
      const answer = await visitor.post(path, fields, origin);
      expect(answer.status).toBe(403);
      expect(answer.html).not.toContain('part-00001');
    }
  });
});

describe('the manifest', () => {
  it('comes as it is digested, to the approver of the link only, while they may decide', async () => {
    const review = await aReview(app, { files: numbered(450) });
    const { visitor } = await signInAs(app, 'ada', review.links.ada);
    const path = `${app.url}${review.links.ada}/manifest`;
    const { html } = await visitor.get(path);
    const entries = await collect(app.ports.manifests.read(packageManifest(review.operation.id)));
    expect(html).toBe(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
    expect((await summarize(entries)).digest).toBe(review.round.digest);
    const unknown = await fetch(path);
    expect(unknown.status).toBe(401);
    expect(await unknown.text()).not.toContain('part-00001');
    const ben = await signInAs(app, 'ben', review.links.ben);
    const other = await ben.visitor.get(path);
    expect(other.status).toBe(403);
    expect(other.html).not.toContain('part-00001');
  });

  it('and the files come at the address of the package too, to whoever is asked about it', async () => {
    const review = await aReview(app, { files: numbered(450) });
    const place = `/api/review-package/heart-study/${review.operation.id}`;
    const { visitor, page } = await signInAs(app, 'ada', place);
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const last = await visitor.post(`${app.url}${place}/files`, { antiForgery, page: '3' }, app.url);
    expect(last.html).toContain('page 3 of 3');
    expect((await visitor.get(`${app.url}${place}/manifest`)).html).toContain('part-00450');
    const unknown = await fetch(`${app.url}${place}/manifest`);
    expect(unknown.url).toContain('sign-in');
    expect(await unknown.text()).not.toContain('part-00001');
  });

  it('is cut off when it is not the one that the round is about', async () => {
    const review = await aReview(app, { files: numbered(3) });
    const { visitor } = await signInAs(app, 'ada', review.links.ada);
    await app.ports.manifests.write(packageManifest(review.operation.id), stream([anEntry('other.csv')]));
    await expect(visitor.get(`${app.url}${review.links.ada}/manifest`)).rejects.toThrow();
  });
});
