import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import { auditOf } from '../../../functions/ask.ts';
import { pageFields } from '../../../functions/page-fields.ts';
import { aProject, aReview, opened, type RunningApp, signInAs, startApp } from '../../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const many = '/api/ops/desk/many';
const rejected = (name: string) =>
  opened(app, { id: app.ports.random.operationId('ingress'), state: 'rejected', name });
const rowsOf = (operations: readonly Operation[]) => operations.map(({ project, id }) => `${project}/${id}`).join(' ');

type Visitor = Awaited<ReturnType<typeof signInAs>>['visitor'];

/** The boxes of one name are sent as often as they are ticked. */
async function choose(visitor: Visitor, html: string, rows: string, act = 'discard') {
  const fields = { ...pageFields(html, `${many}/choose`, { act, rows }), 'look.state': '' };
  return await visitor.post(`${app.url}${many}/choose`, fields, app.url);
}

const confirm = (visitor: Visitor, html: string, typed: Record<string, string>) =>
  visitor.post(`${app.url}${many}/confirm`, pageFields(html, `${many}/confirm`, typed), app.url);
const stateOf = async (key: Operation) => (await app.ports.register.get(key))?.value.state;

it('several are chosen, shown with their digest, and discarded; one that cannot be is named before', async () => {
  const [one, two] = [await rejected('first'), await rejected('second')];
  const moving = await opened(app, { state: 'copying', name: 'third' });
  const { visitor, page } = await signInAs(app, 'otto', `${many}?project=heart-study`);
  for (const name of ['first', 'second', 'third']) expect(page.html).toContain(name);
  const shown = await choose(visitor, page.html, rowsOf([one, two, moving]));
  expect(shown.html).toContain('2 datasets and packages; of 1 other it cannot be asked now');
  expect(shown.html).toMatch(/Digest: [0-9a-f]{64}/);
  expect(shown.html).toMatch(/is copying: .{1,10}discard.{1,10} is not possible/);
  expect(await stateOf(one)).toBe('rejected');
  const done = await confirm(visitor, shown.html, { reason: 'They come anew' });
  expect(done.html).toContain('2 done, 0 refused.');
  for (const operation of [one, two]) expect(await stateOf(operation)).toBe('discarding');
  const again = await confirm(visitor, shown.html, { reason: 'They come anew' });
  expect(again.html).toContain('2 done, 0 refused.');
  const lines = await auditOf(app, 'heart-study');
  expect(lines.filter(({ data }) => data['event'] === 'discard')).toHaveLength(2);
  expect((await confirm(visitor, shown.html, { reason: 'For another reason' })).status).toBe(422);
});

it('what is refused comes back as the page with fresh rows, and with what was typed', async () => {
  const [one, two] = [await rejected('fourth'), await rejected('fifth')];
  const { visitor, page } = await signInAs(app, 'otto', many);
  expect((await choose(visitor, page.html, '')).html).toContain('Choose at least one');
  const shown = await choose(visitor, page.html, rowsOf([one, two]));
  expect((await confirm(visitor, shown.html, {})).html).toContain('Say why');
  const stored = await app.ports.register.get(two);
  if (stored === undefined) throw new Error('it is there');
  await app.ports.register.update({ ...stored, value: { ...stored.value, revision: 7, state: 'discarding' } });
  const refused = await confirm(visitor, shown.html, { reason: 'They come anew' });
  expect(refused.status).toBe(412);
  expect(refused.html).toContain(`The dataset ${two.id} is discarding by now`);
  expect(refused.html).toContain('>They come anew</textarea>');
  expect(await stateOf(one)).toBe('rejected');
  expect((await confirm(visitor, refused.html, { reason: 'They come anew' })).html).toContain('1 done, 0 refused.');
});

it('all on the page are chosen by a link, and a filter narrows what they are', async () => {
  const one = await rejected('sixth');
  const { visitor } = await signInAs(app, 'otto', '/api/ops?state=rejected');
  const { html } = await visitor.get(`${app.url}${many}?state=rejected&all=yes`);
  expect(html).toContain(
    `value="heart-study/${one.id}" aria-label="sixth, dataset ${one.id.slice(-6)} of heart-study" checked`,
  );
  expect(html).not.toContain('third');
  expect((await visitor.get(`${app.url}/api/ops?state=rejected`)).html).toContain(`href="${many}?state=rejected"`);
});

it('gives several packages more time, and whoever only reads has nothing to press', async () => {
  const tomorrow = new Date(app.ports.clock.now().getTime() + 86_400_000).toISOString();
  const reviews = [
    await aReview(app, { round: { deadline: tomorrow } }),
    await aReview(app, { round: { deadline: tomorrow } }),
  ];
  const { visitor, page } = await signInAs(app, 'otto', many);
  const shown = await choose(visitor, page.html, rowsOf(reviews.map(({ operation }) => operation)), 'extend');
  expect((await confirm(visitor, shown.html, { reason: 'Holiday' })).html).toContain('Say how many business days');
  const done = await confirm(visitor, shown.html, { reason: 'Holiday', businessDays: '5' });
  expect(done.html).toContain('2 done, 0 refused.');
  const reader = await signInAs(app, 'rita', many);
  expect(reader.page.html).not.toMatch(/checkbox|formaction="(?![^"]*\/look["#?])/);
});
