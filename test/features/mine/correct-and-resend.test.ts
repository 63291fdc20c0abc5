import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { ofForm } from '../../functions/page-fields.ts';
import {
  aProject,
  aReview,
  hiddenField,
  opened,
  type RunningApp,
  type SeededReview,
  signInAs,
  startApp,
} from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const told = { toldSince: '2026-03-01T09:00:00.000Z' };
const startedAt = '2026-01-01T09:00:00.000Z';
/** In review since its marker said why it is sent. */
const marked = () => aReview(app, { operation: { purpose: 'lapis from the marker', ...told } });
const pathOf = ({ project, id }: Operation) => `/api/mine/exports/${project}/${id}`;

async function send(operation: Operation, act: string, fields: Record<string, string>) {
  const { visitor, page } = await signInAs(app, 'rui', pathOf(operation));
  const form = { antiForgery: hiddenField(page.html, 'antiForgery'), ...ofForm(act, fields) };
  return await visitor.post(`${app.url}${pathOf(operation)}/${act}`, form, app.url);
}

const rowOf = async (operation: Operation) => (await app.ports.register.get(operation))?.value;

/** The page of an approver, and what sends its form as it was shown. */
async function openedBy(person: 'ada' | 'ben', { links, round }: SeededReview) {
  const link = app.url + links[person];
  const { visitor, page } = await signInAs(app, person, links[person]);
  const shown = { antiForgery: hiddenField(page.html, 'antiForgery'), saidAt: hiddenField(page.html, 'saidAt') };
  const approval = { ...shown, digest: round.digest, choice: 'approve', lookedAt: 'yes', deidentified: 'yes' };
  return { html: page.html, decide: () => visitor.post(link, approval, app.url), again: () => visitor.get(link) };
}

describe('a package whose marker says why it is sent', () => {
  it('takes everything else at its page until the first decision, and the purpose of the marker stays', async () => {
    const earlier = await opened(app, { door: 'export', name: 'back', state: 'returned', ...told, startedAt });
    const review = await marked();
    const { page } = await signInAs(app, 'rui', pathOf(review.operation));
    for (const field of ['label', 'continues', 'answer']) expect(page.html).toContain(`name="purpose.${field}"`);
    expect(page.html).not.toContain('lapis');
    const typed = { label: 'the figure', answer: 'Rounded to tens.', continues: earlier.id };
    const taken = await send(review.operation, 'purpose', typed);
    expect(taken.status).toBe(200);
    expect((await rowOf(review.operation))?.submission).toMatchObject({ purpose: '', ...typed });
    const { html, decide } = await openedBy('ada', review);
    expect(html).toContain('lapis from the marker');
    expect(html).toContain('<blockquote dir="auto">Rounded to tens.</blockquote>');
    await decide();
    const late = await send(review.operation, 'purpose', { label: 'another' });
    expect(late.status).toBe(409);
    expect(late.html).toContain('has decided by what was said');
    expect((await rowOf(review.operation))?.submission).toMatchObject(typed);
  });

  it('is not decided on by a page that does not show what was typed since', async () => {
    const review = await marked();
    const { decide, again } = await openedBy('ben', review);
    await send(review.operation, 'purpose', { answer: 'Counts below ten are gone.' });
    const refused = await decide();
    expect(refused.status).toBe(409);
    expect(refused.html).toContain('said more about the package since you opened the page');
    expect(refused.html).toContain('Counts below ten are gone.');
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toEqual([]);
    expect((await again()).html).toContain('Counts below ten are gone.');
    await (await openedBy('ben', review)).decide();
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toHaveLength(1);
  });

  it('may go on with what went back of the same quarter of an hour, whichever came first: their order is not told', async () => {
    const quarter = { state: 'returned', ...told, startedAt: '2026-11-24T10:00:00.001Z' };
    const other = await opened(app, { door: 'export', name: 'beside', ...quarter });
    const later = await opened(app, {
      door: 'export',
      name: 'later',
      ...quarter,
      startedAt: '2026-11-24T10:15:00.000Z',
    });
    const { operation } = await marked();
    const { page } = await signInAs(app, 'rui', pathOf(operation));
    expect(page.html).toContain(`<option value="${other.id}"`);
    expect(page.html).not.toContain(`<option value="${later.id}"`);
  });

  it('still wants a purpose where nobody is asked yet', async () => {
    const sent = await opened(app, { door: 'export', name: 'silent', state: 'in-review', ...told });
    const refused = await send(sent, 'purpose', { label: 'the table' });
    expect(refused.html).toContain('Say why the package is sent');
    expect((await rowOf(sent))?.submission).toBeUndefined();
  });
});

describe('a package that went back', () => {
  it('keeps its place in the conversation for a corrected one, and its page never tells what came', async () => {
    const back = await opened(app, { door: 'export', name: 'lapis', state: 'returned', ...told });
    const { html } = await send(back, 'correction', { name: '' });
    expect(html).toContain('A corrected one is awaited: the next package under its name goes on with it.');
    expect(html).not.toContain('lapis');
    const { corrections } = (await app.ports.register.rememberedDoor('export', back.project)).value;
    expect(corrections).toMatchObject([{ continues: back.id, name: 'lapis' }]);
    const named = await send(back, 'correction', { name: 'second try' });
    expect(named.html).toContain('under the name second try');
    expect((await send(back, 'correction', { name: 'a/b' })).html).toContain('Rename the package');
  });

  it('is the only one that offers it', async () => {
    const { operation } = await marked();
    const { page } = await signInAs(app, 'rui', pathOf(operation));
    expect(page.html).not.toContain('Send a corrected one');
    expect((await send(operation, 'correction', { name: '' })).status).toBe(409);
  });
});
