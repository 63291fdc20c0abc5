import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { note } from '../../../src/domain/audit/audit-event.ts';
import { closedEventId, closureName } from '../../../src/domain/definition/closure.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { ask, auditOf } from '../ask.ts';
import { aProject, type RunningApp, signInAs, startApp } from '../running-app.ts';

let app: RunningApp;
let project: Project;
let drawn = 0;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
beforeEach(async () => {
  drawn += 1;
  project = await aProject(app, { id: `study-${drawn}` });
});
afterAll(() => app.stop());

const stored = async () => {
  const found = await app.ports.projects.get(project.id);
  if (found === undefined) throw new Error('there is no project');
  return found;
};
const path = () => `ops/projects/${project.id}`;

/** Puts a change as somebody who saw what it stops. */
async function put(change: object, person = 'otto') {
  const { value, etag } = await stored();
  const body = { ...value, ...change };
  const { endings } = (await ask(app, person, 'POST', `${path()}/check`, { body })).body;
  const headers = { 'if-match': etag, 'x-sallyport-endings': endings ?? '', 'x-sallyport-reason': 'It%20is%20over' };
  const answer = await ask(app, person, 'PUT', path(), { headers, body });
  expect(answer.status).toBe(200);
}

async function goBack(person = 'otto', headers: Record<string, string> = {}) {
  const { etag } = await stored();
  const body = { reason: 'mistyped' };
  return await ask(app, person, 'POST', `${path()}/go-back`, { headers: { 'if-match': etag, ...headers }, body });
}

it('lets whoever mistyped the last day go back alone, once', async () => {
  await put({ ends: '2026-01-31', title: 'Heart and lung' });
  const shown = (await ask(app, 'rita', 'GET', path())).body.goingBack;
  expect(shown).toMatchObject({ changes: [`Last day: 2026-01-31 becomes ${project.ends}`] });
  const back = await goBack();
  expect(back).toMatchObject({ status: 200, body: { pending: null, goingBack: null } });
  expect((await stored()).value).toMatchObject({ ends: project.ends, title: 'Heart and lung' });
  const changed = (await auditOf(app, project.id)).filter(({ kind }) => kind === 'project.changed');
  expect(changed.at(-1)?.data).toMatchObject({ reason: 'mistyped', wentBack: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await goBack()).toMatchObject({ status: 409, body: { type: 'urn:sallyport:illegal-move' } });
  await put({ ends: '2026-01-31' });
  expect((await goBack()).status).toBe(200);
});

it('undoes only the change in force: what somebody changed since stays, a suspension too', async () => {
  await put({ ends: '2026-01-31' });
  const oid = project.people.approvers[0]?.oid;
  await ask(app, 'olivia', 'POST', `${path()}/people/${oid}/suspend`, { body: { reason: 'left' } });
  expect((await goBack()).status).toBe(409);
  expect((await stored()).value).toMatchObject({ ends: '2026-01-31', suspended: [{ oid }] });
});

it('keeps everything but the days, hibernation and closing as the change made it', async () => {
  const { people, egress } = project;
  const change = { people: { ...people, researchers: [] }, egress: { ...egress, maxFiles: 3 }, tier: 'high' as const };
  await put({ ...change, hibernated: true, ends: '2026-01-31' });
  expect((await goBack()).status).toBe(200);
  expect((await stored()).value).toEqual({ ...project, ...change });
});

it('is refused to a colleague, to whoever takes part, after a day, and where nothing was stopped', async () => {
  await put({ title: 'Hearts' });
  expect((await goBack()).status).toBe(409);
  await put({ ends: '2026-01-31' });
  expect(await goBack('olivia')).toMatchObject({ status: 403, body: { type: 'urn:sallyport:forbidden' } });
  expect((await auditOf(app, project.id)).at(-1)).toMatchObject({ kind: 'project.change-refused' });
  expect((await goBack('rita')).status).toBe(403);
  expect((await goBack('otto', { 'if-match': '"another"' })).status).toBe(412);
  expect((await ask(app, 'otto', 'POST', `${path()}/go-back`, { body: { reason: 'why' } })).status).toBe(428);
  const { page } = await signInAs(app, 'otto', `/api/ops/desk/projects/${project.id}`);
  expect(page.html).toContain('Go back on your change');
  expect((await signInAs(app, 'olivia', `/api/ops/desk/projects/${project.id}`)).page.html).not.toContain('Go back on');
  app.later(24 * 60 * 60 * 1000);
  expect((await goBack()).status).toBe(409);
});

it('opens a project that its operator closed, until its closing has come to its end', async () => {
  const close = async () => {
    const headers = { 'if-match': (await stored()).etag };
    const body = { reason: 'The study is over', releases: 'keep' };
    const { pending } = (await ask(app, 'otto', 'POST', `${path()}/close`, { headers, body })).body;
    const confirm = `${path()}/changes/${pending.id}/confirm`;
    expect((await ask(app, 'olivia', 'POST', confirm, { body: { reason: 'seen' } })).status).toBe(200);
  };
  await close();
  expect((await goBack('olivia')).status).toBe(403);
  expect((await goBack()).status).toBe(200);
  expect((await stored()).value).toEqual(project);
  await close();
  const id = closedEventId(closureName(project.id, 'keep'));
  await app.ports.audit.append(project.id, [
    note(project.id, { id, at: app.ports.clock.now(), kind: 'project.closed', data: {} }),
  ]);
  expect(await goBack()).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('has come to its end') },
  });
});
