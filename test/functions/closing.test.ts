import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { run } from '../../src/cli/run.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { closeProjects } from '../../src/use-cases/project/close-projects.ts';
import { quietSurroundings } from '../cli/surroundings.ts';
import { fresh } from '../contract/samples.ts';
import { aProject, opened, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
let id: string;
let standing: Project;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
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
    expect(page.html).toContain('<h2>Closing <span class="soft">(1)</span></h2>');
    expect(page.html).toContain(`href="/api/ops/desk/projects/${id}"`);
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

  it('ends with a certificate that the API, the page and the command show', async () => {
    const type = async (...words: string[]) => {
      const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token('otto') };
      const { surroundings, written } = quietSurroundings({ environment });
      return { code: await run(words, surroundings), ...written() };
    };
    const source = { digest: 'd'.repeat(64), count: 3, bytes: 12, listedAt: '2026-03-01T10:00:00.000Z' };
    const { name } = await opened(app, { project: id, state: 'discarded', source });
    const asked = await close('otto');
    await confirm('olivia', asked.body.pending.id);
    expect(await type('projects', 'certificate', id)).toMatchObject({
      code: 1,
      err: expect.stringContaining('has no certificate'),
    });
    const settings = {
      publicBaseUrl: app.url,
      datasetDays: 0,
      restorableDays: { ingress: 14, export: 37 },
      transferPollSeconds: 1,
    };
    const idle = { start: async () => {}, wake: async () => {} };
    const failures = new Failures();
    const share = startTimeSlice(app.ports.clock, 60);
    await closeProjects({ ports: app.ports, workflows: idle, settings, failures, share });
    failures.throwAny();
    const { closing } = (await ask('olivia', 'GET', id)).body;
    expect(closing).toMatchObject({
      waits: null,
      certificate: { operations: [{ name, digest: source.digest, files: 3 }], destruction: { outcome: 'all-gone' } },
    });
    const { page } = await signInAs(app, 'otto', `/api/ops/desk/projects/${id}`);
    expect(page.html).toContain('<h2>Certificate of destruction</h2>');
    expect(page.html).toContain(source.digest);
    const shown = await type('projects', 'certificate', id);
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toContain('Nothing else was found of it.');
    expect(shown.out).toContain('The audit: ');
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
