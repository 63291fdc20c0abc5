import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkOf } from '../../../local/people/forms.ts';
import { sourceManifest } from '../../../src/activities/transfer/places.ts';
import { anEntry, stream } from '../../contract/samples.ts';
import { askRoute } from '../../functions/ask-route.ts';
import { ofForm } from '../../functions/page-fields.ts';
import { aProject, hiddenField, opened, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const hash = (text: string) => createHash('md5').update(text);

async function listed(name: string) {
  const operation = await opened(app, { name, state: 'copying' });
  const files = [anEntry('=odd, name.csv', { md5: hash('a').digest('base64') }), anEntry('b.csv', { md5: null })];
  const summary = await app.ports.manifests.write(sourceManifest(operation), stream(files));
  const stored = await app.ports.register.get(operation);
  if (stored === undefined) throw new Error('it is gone');
  const source = { ...summary, listedAt: operation.startedAt };
  return (await app.ports.register.update({ ...stored, value: { ...stored.value, source } })).value;
}

describe('the files of a dataset', () => {
  it('stand on the page of their owner with their MD5, and can be kept as CSV', async () => {
    const { project, id } = await listed('cohort');
    const place = `/api/mine/datasets/${project}/${id}`;
    const { visitor, page } = await signInAs(app, 'olga', place);
    expect(page.html).toContain(hash('a').digest('hex'));
    const csv = await visitor.get(`${app.url}${place}/files`);
    expect(csv.html).toBe(`path,bytes,md5\r\n"'=odd, name.csv",10,${hash('a').digest('hex')}\r\nb.csv,10,\r\n`);
  });

  it('are shown to nobody else', async () => {
    const { project, id } = await listed('others');
    const { page } = await signInAs(app, 'rui', `/api/mine/datasets/${project}/${id}/files`);
    expect(page.status).toBe(404);
  });
});

describe('what an owner expects', () => {
  const send = async (person: string, fields: Record<string, string>) => {
    const { visitor, page } = await signInAs(app, person, '/api/mine');
    const form = { antiForgery: hiddenField(page.html, 'antiForgery'), ...ofForm('expected-heart-study', fields) };
    return await visitor.post(`${app.url}/api/mine/expected/heart-study`, form, app.url);
  };

  it('is typed at their page, also for thousands of files', async () => {
    const sums = Array.from({ length: 5000 }, (_, number) => `${hash('a').copy().digest('hex')}  f/${number}.csv`).join(
      '\n',
    );
    const noted = await send('olga', { name: 'large', files: '5000', bytes: '', sums });
    expect(noted.status).toBe(200);
    expect(noted.html).toContain('Noted of large v1');
    const { expected } = (await app.ports.register.rememberedDoor('ingress', 'heart-study')).value;
    expect(expected).toMatchObject([{ name: 'large', version: 1, files: 5000 }]);
  });

  it('stands there again when the session was over, until it is sent', async () => {
    const { visitor, page } = await signInAs(app, 'olga', '/api/mine');
    const form = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      ...ofForm('expected-heart-study', { name: 'late', files: '', bytes: '7', sums: 'a b' }),
    };
    app.later(2 * 60 * 60 * 1000);
    const over = await visitor.post(`${app.url}/api/mine/expected/heart-study`, form, app.url);
    const asked = await visitor.get(linkOf(over.html, over.url, '/api/sign-in') ?? '');
    const again = await visitor.post(asked.url, { person: 'olga' }, asked.url);
    for (const kept of ['<details class="act" open>', 'value="late"', 'value="7"', '>a b</textarea>'])
      expect(again.html).toContain(kept);
    const anew = { ...form, antiForgery: hiddenField(again.html, 'antiForgery') };
    expect((await visitor.post(`${app.url}/api/mine/expected/heart-study`, anew, app.url)).status).toBe(400);
    expect((await visitor.get(`${app.url}/api/mine`)).html).not.toContain('Your session was over');
  });

  it('is refused in a sentence, and to whoever owns no data there', async () => {
    const refused = await send('olga', { name: 'large', files: 'many', bytes: '', sums: 'a line' });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain('Type a whole number');
    for (const kept of ['<details class="act" open>', 'value="large"', 'value="many"', '>a line</textarea>'])
      expect(refused.html).toContain(kept);
    expect((await send('rui', { name: 'large', files: '1', bytes: '', sums: '' })).status).toBe(404);
  });
});

describe('what an owner expects, said by a program', () => {
  const say = (person: string, body: object, params = {}) => askRoute(app, 'expectDataset', { person, body, params });

  it('is noted as at the page, once for each key', async () => {
    const body = { name: 'by-program', files: 1, bytes: 4_000_000_000, sums: `${hash('a').digest('hex')}  a.csv` };
    expect((await say('olga', body)).status).toBe(200);
    const { expected } = (await app.ports.register.rememberedDoor('ingress', 'heart-study')).value;
    const { name, files, bytes } = body;
    expect(expected?.at(-1)).toMatchObject({ name, files, bytes, version: 1, digest: expect.any(String) });
  });

  it.each<[string, string, object, object, number]>([
    ['nothing of it is a number', 'olga', { name: 'wrong', files: 'many' }, {}, 400],
    ['nothing is expected', 'olga', { name: 'wrong' }, {}, 400],
    ['they own no data there', 'rui', { name: 'wrong', files: 1 }, {}, 404],
    ['there is no such project', 'olga', { name: 'wrong', files: 1 }, { project: 'nowhere-study' }, 404],
  ])('is refused where %s', async (_why, person, body, params, status) => {
    expect((await say(person, body, params)).status).toBe(status);
  });

  it('comes too late once the upload is under way', async () => {
    await opened(app, { name: 'under-way', state: 'copying' });
    expect(await say('olga', { name: 'under-way', files: 1 })).toEqual({ status: 409, code: 'illegal-move' });
  });
});
