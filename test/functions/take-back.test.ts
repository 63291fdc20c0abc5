import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { failureIn } from '../../src/domain/operation/operation.ts';
import { aProject, aReview, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());
beforeEach(() => {
  app.started.length = 0;
});

async function post(person: string, path: string, body: unknown) {
  const response = await fetch(`${app.url}/api/ops/exports/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await app.token(person)}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function packageIn(state: string, failedIn?: string) {
  const failure =
    failedIn === undefined ? {} : { failure: failureIn(failedIn, 'it differs', '2026-11-24T10:00:00.000Z') };
  const { operation } = await aReview(app, { operation: { state, ...failure } });
  return { ...operation, path: `${operation.project}/${operation.id}` };
}

const reason = 'a cell is too small';

describe('revoke', () => {
  it('empties what was released, and answers with the query that shows who downloaded', async () => {
    const { id, path } = await packageIn('released');
    const answer = await post('otto', `${path}/revoke`, { reason });
    const otto = app.azure.directory.persons.find((person) => person.id === 'otto')?.oid;
    expect(answer).toMatchObject({
      status: 202,
      body: { state: 'revoking', takeBack: { number: 1, from: 'released', to: 'revoked', by: otto, reason } },
    });
    expect(answer.body.explanation).toContain('waits for runs of the release to end');
    expect(answer.body.downloads).toMatch(
      new RegExp(`ObjectKey contains "/released/" and ObjectKey contains "/${id}/"`),
    );
    expect(app.started).toEqual([`${id}-revoke`]);
    expect(await post('otto', `${path}/revoke`, { reason })).toMatchObject({ status: 409 });
  });

  it.each(['in-review', 'releasing', 'returned', 'revoked'])('is refused for a package that is %s', async (state) => {
    const { path } = await packageIn(state);
    expect(await post('otto', `${path}/revoke`, { reason })).toMatchObject({ status: 409 });
    expect(app.started).toEqual([]);
  });

  it('wants a reason, and an operator who is no researcher of the project', async () => {
    const { path } = await packageIn('released');
    expect(await post('otto', `${path}/revoke`, {})).toMatchObject({ status: 400 });
    expect(await post('rita', `${path}/revoke`, { reason })).toMatchObject({ status: 403 });
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto');
    if (otto === undefined) throw new Error('there is no Otto');
    const project = await aProject(app);
    const { oid, name, email } = otto;
    await aProject(app, { people: { ...project.people, researchers: [{ oid, name, email }] } });
    expect(await post('otto', `${path}/revoke`, { reason })).toMatchObject({ status: 403 });
    expect(await post('otto', `${path}/take-back`, { to: 'returning', reason })).toMatchObject({ status: 403 });
    await aProject(app);
  });
});

describe('take-back', () => {
  it.each([
    ['in-review', 'releasing', undefined],
    ['returning', 'failed', 'releasing'],
    ['revoked', 'failed', 'releasing'],
  ])('to %s is possible for a package that is %s', async (to, state, failedIn) => {
    const { id, path } = await packageIn(state, failedIn);
    const answer = await post('otto', `${path}/take-back`, { to, reason });
    expect(answer).toMatchObject({ status: 202, body: { state: 'revoking', takeBack: { from: 'releasing', to } } });
    expect(app.started).toEqual([`${id}-revoke`]);
  });

  it.each([
    ['released', undefined],
    ['failed', 'returning'],
    ['failed', 'revoking'],
    ['in-review', undefined],
  ])('is refused for a package that is %s (in %s)', async (state, failedIn) => {
    const { path } = await packageIn(state, failedIn);
    expect(await post('otto', `${path}/take-back`, { to: 'returning', reason })).toMatchObject({ status: 409 });
  });

  it('wants to know where to, and asks nobody anew who was never asked', async () => {
    const { path } = await packageIn('releasing');
    expect(await post('otto', `${path}/take-back`, { to: 'released', reason })).toMatchObject({ status: 400 });
    const { operation } = await aReview(app, { operation: { state: 'releasing' } });
    const stored = await app.ports.register.get(operation);
    if (stored === undefined) throw new Error('the row is gone');
    const { round: _round, ...unasked } = stored.value;
    await app.ports.register.update({ value: unasked, etag: stored.etag });
    const answer = await post('otto', `${operation.project}/${operation.id}/take-back`, { to: 'in-review', reason });
    expect(answer).toMatchObject({ status: 400, body: { detail: expect.stringContaining('Nobody was asked') } });
  });
});

it('what failed while it was taken back is continued there', async () => {
  const { id, path } = await packageIn('failed', 'revoking');
  expect(await post('otto', `${path}/retry`, { reason })).toMatchObject({ status: 202, body: { state: 'revoking' } });
  expect(app.started).toEqual([`${id}-revoke`]);
});
