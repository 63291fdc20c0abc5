import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import type { Project } from '../../src/domain/project.ts';
import { fresh } from '../contract/samples.ts';
import { aProject, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
let id: string;
let standing: Project;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());
beforeEach(async () => {
  id = fresh('study');
  standing = await aProject(app, { id });
});

async function ask(person: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/api/ops/projects/${path}`, {
    method,
    headers: { authorization: `Bearer ${await app.token(person)}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const wish = { reason: 'The study is over', releases: 'keep' };
const etag = async () => ({ 'if-match': (await app.ports.projects.find(id))?.etag ?? '' });
const close = async (person: string, body: unknown = wish) =>
  await ask(person, 'POST', `${id}/close`, body, await etag());
const confirm = (person: string, change: string) =>
  ask(person, 'POST', `${id}/changes/${change}/confirm`, { reason: 'looked at it' });

describe('closing a project', () => {
  it('waits for a second operator, is then in force for good, and is shown with how far it has come', async () => {
    const asked = await close('otto');
    expect(asked).toMatchObject({
      status: 202,
      body: { pending: { changes: [{ words: 'Closed for good, with what was released: nothing becomes keep' }] } },
    });
    expect((await ask('rita', 'GET', id)).body).toMatchObject({ closing: null, pending: { reason: wish.reason } });
    const { id: change } = asked.body.pending;
    expect(await confirm('otto', change)).toMatchObject({ status: 403 });
    expect(await confirm('olivia', change)).toMatchObject({
      status: 200,
      body: {
        hash: asked.body.pending.hash,
        definition: { closed: { releases: 'keep' } },
        closing: { releases: 'keep', waits: { moving: 0, clearing: 0, operator: [] }, receipt: null },
      },
    });
    const { page } = await signInAs(app, 'rita', '/api/ops');
    expect(page.html).toContain('<h2>Closing</h2>');
    expect(page.html).toContain(`<td class="wide">${id}</td>`);
    const { items } = (await ask('rita', 'GET', '../projects')).body;
    expect(items.find((one: { id: string }) => one.id === id)).toMatchObject({ closed: { releases: 'keep' } });

    expect(await close('otto')).toMatchObject({ status: 409 });
    const reopened = await ask('otto', 'PUT', id, standing, await etag());
    expect(reopened).toMatchObject({
      status: 400,
      body: { problems: [{ rule: 'stays-closed', path: 'closed.releases' }] },
    });
    expect(await close('otto', { ...wish, releases: 'revoke' })).toMatchObject({ status: 202 });
  });

  it('is refused without the ETag that was read, without a reason or a choice, and to whoever takes part', async () => {
    expect(await ask('otto', 'POST', `${id}/close`, wish)).toMatchObject({ status: 428 });
    expect(await ask('otto', 'POST', `${id}/close`, wish, { 'if-none-match': '*' })).toMatchObject({ status: 400 });
    expect(await ask('otto', 'POST', `${id}/close`, wish, { 'if-match': '"other"' })).toMatchObject({ status: 412 });
    for (const body of [{ releases: 'keep' }, { reason: 'over' }, { ...wish, releases: 'burn' }])
      expect(await close('otto', body)).toMatchObject({ status: 400, body: { type: 'urn:sallyport:refused' } });
    expect(await close('rita')).toMatchObject({ status: 403 });
    const { name, email, oid } = findPerson(app.azure.directory, 'otto');
    id = fresh('own');
    await aProject(app, { id, people: { ...standing.people, dataOwners: [{ name, email, oid }] } });
    expect(await close('otto')).toMatchObject({ status: 403 });
    expect((await app.ports.projects.get(id))?.value.closed).toBeUndefined();
  });
});
