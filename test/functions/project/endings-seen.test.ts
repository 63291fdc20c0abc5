import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Project } from '../../../src/domain/project/project.ts';
import { ask, auditOf } from '../ask.ts';
import { aProject, type RunningApp, startApp } from '../running-app.ts';

let app: RunningApp;
let project: Project;
let etag: string;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
beforeEach(async () => {
  project = await aProject(app, { id: `study-${Math.floor(performance.now() * 1000)}` });
  etag = (await app.ports.projects.get(project.id))?.etag ?? '';
});
afterAll(() => app.stop());

const put = (body: object, endings?: string | null) =>
  ask(app, 'otto', 'PUT', `ops/projects/${project.id}`, {
    headers: { 'if-match': etag, ...(endings ? { 'x-sallyport-endings': endings } : {}) },
    body,
  });
const endingsOf = async (body: object): Promise<string | null> =>
  (await ask(app, 'otto', 'POST', `ops/projects/${project.id}/check`, { body })).body.endings;

it('does not stop a project by a mistyped last day that nobody looked at', async () => {
  const mistyped = { ...project, ends: '2026-01-31' };
  const answer = await put(mistyped);
  expect(answer).toMatchObject({ status: 428, body: { type: 'urn:sallyport:endings-unseen' } });
  expect(answer.body.problems).toContainEqual({
    rule: 'waits-at-door',
    path: null,
    value: 'export',
    message: expect.stringContaining('would wait at the door'),
  });
  expect((await app.ports.projects.get(project.id))?.value.ends).toBe(project.ends);
  expect(await auditOf(app, project.id)).toEqual([]);
  expect((await put(mistyped, await endingsOf(mistyped))).status).toBe(200);
});

it('asks for nothing where nothing is stopped or ended, also with what was shown of another change', async () => {
  const { approvers, researchers } = project.people;
  expect((await put({ ...project, title: 'Hearts' })).status).toBe(200);
  etag = (await app.ports.projects.get(project.id))?.etag ?? '';
  const fewer = { ...project, people: { ...project.people, approvers: approvers.slice(0, 2) } };
  const none = { ...fewer, people: { ...fewer.people, researchers: researchers.slice(1) } };
  const shown = await endingsOf(none);
  expect((await put(fewer, await endingsOf({ ...project, title: 'Lungs' }))).status).toBe(428);
  expect((await put(none, await endingsOf(fewer))).status).toBe(428);
  expect((await put(fewer, shown)).status).toBe(200);
});

it('holds for what waits for a second operator too, and comes after what says that somebody else was first or may not', async () => {
  const weaker = { ...project, tier: 'pilot', ends: '2026-01-31' };
  expect((await put(weaker)).status).toBe(428);
  expect(await app.ports.changes.get(project.id)).toBeUndefined();
  await aProject(app, { id: project.id, title: 'Put by another' });
  expect((await put(weaker)).status).toBe(412);
});
