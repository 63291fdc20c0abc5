import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sourceManifest } from '../../../src/activities/transfer/places.ts';
import { anEntry, stream } from '../../contract/samples.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

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
  const summary = await app.ports.manifests.write(sourceManifest(operation.id), stream(files));
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
