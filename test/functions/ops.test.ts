import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import { readOverview } from '../../src/functions/overview.ts';
import { anOperation } from '../contract/samples.ts';
import { aReader } from '../domain/sample.ts';
import { ask, auditOf } from './ask.ts';
import { aProject, aReview, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

async function anUpload(change: Partial<Operation>): Promise<Operation> {
  const operation = anOperation({ project: (await aProject(app)).id });
  await app.ports.register.open(operation, []);
  const stored = await app.ports.register.get({ project: operation.project, id: operation.id });
  if (stored === undefined) throw new Error('the operation was not written');
  return (await app.ports.register.update({ ...stored, value: { ...stored.value, ...change } })).value;
}

describe('datasets and exports', () => {
  it('are listed and shown with what they wait for, each at its own door', async () => {
    const upload = await anUpload({ state: 'copying' });
    const review = await aReview(app);
    const { body } = await ask(app, 'rita', 'GET', 'ops/datasets?project=heart-study');
    expect(body.items.map(({ id }: Operation) => id)).toContain(upload.id);
    expect(body.items.map(({ id }: Operation) => id)).not.toContain(review.operation.id);
    const shown = await ask(app, 'rita', 'GET', `ops/exports/heart-study/${review.operation.id}`);
    expect(shown.body).toMatchObject({ state: 'in-review', rounds: [{ number: 1, status: 'open' }], decisions: [] });
    expect(shown.body.explanation).toContain("waits for the approvers' decisions");
    expect((await ask(app, 'rita', 'GET', `ops/datasets/heart-study/${review.operation.id}`)).status).toBe(404);
    expect((await ask(app, 'rita', 'GET', 'ops/exports/heart-study/exp_none')).status).toBe(404);
  });

  it('let an operator discard a rejected upload, once, with a name in the audit', async () => {
    const upload = await anUpload({ state: 'rejected' });
    const path = `ops/datasets/heart-study/${upload.id}/discard`;
    expect((await ask(app, 'rita', 'POST', path)).status).toBe(403);
    const first = await ask(app, 'otto', 'POST', path);
    expect(first).toMatchObject({ status: 202, body: { state: 'discarding' } });
    expect((await ask(app, 'otto', 'POST', path)).status).toBe(409);
    expect(app.started).toContain(`${upload.id}-discard`);
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto')?.oid;
    const events = (await auditOf(app, 'heart-study')).filter(({ operation }) => operation === upload.id);
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([['ingress.discarding', otto]]);
  });

  it('are not discarded in another state', async () => {
    const upload = await anUpload({ state: 'copying' });
    const answer = await ask(app, 'otto', 'POST', `ops/datasets/heart-study/${upload.id}/discard`);
    expect(answer).toMatchObject({ status: 409, body: { type: 'urn:sallyport:illegal-move' } });
  });
});

describe('stopping and continuing', () => {
  const failure = {
    state: 'copying',
    message: 'the copy differs',
    publicMessage: 'the copy differs',
    at: '2026-03-01T10:00:00.000Z',
  };
  const body = { reason: 'the owner asked for it' };

  it('is for operators, needs a reason, and names a person and the reason in the audit', async () => {
    const upload = await anUpload({ state: 'failed', failure });
    const path = `ops/datasets/heart-study/${upload.id}/retry`;
    expect((await ask(app, 'rita', 'POST', path, { body })).status).toBe(403);
    for (const empty of [{}, { reason: '  ' }, { reason: 'x'.repeat(1001) }])
      expect((await ask(app, 'otto', 'POST', path, { body: empty })).status).toBe(400);
    expect(await ask(app, 'otto', 'POST', path, { body })).toMatchObject({ status: 202, body: { state: 'copying' } });
    expect(app.started).toContain(upload.id);
    const stop = `ops/datasets/heart-study/${upload.id}/stop`;
    expect((await ask(app, 'rita', 'POST', stop, { body })).status).toBe(403);
    expect(await ask(app, 'otto', 'POST', stop, { body })).toMatchObject({ status: 202, body: { state: 'failed' } });
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto')?.oid;
    const events = (await auditOf(app, 'heart-study')).filter(({ operation }) => operation === upload.id);
    expect(events).toMatchObject([
      { actor: otto, data: { event: 'retry', reason: body.reason } },
      { actor: otto, data: { event: 'fail', message: `Stopped by an operator: ${body.reason}` } },
    ]);
  });

  it('is refused in a state that does not fit, and of what is not there', async () => {
    const moving = await anUpload({ state: 'copying' });
    const rejected = await anUpload({ state: 'rejected' });
    const illegal = { status: 409, body: { type: 'urn:sallyport:illegal-move' } };
    const refused = [`${moving.id}/retry`, `${rejected.id}/retry`, `${rejected.id}/stop`];
    for (const path of refused)
      expect(await ask(app, 'otto', 'POST', `ops/datasets/heart-study/${path}`, { body })).toMatchObject(illegal);
    const missing = ['ing_none', moving.id.replace('ing_', 'exp_')].flatMap((id) => [`${id}/retry`, `${id}/stop`]);
    for (const path of missing) {
      expect((await ask(app, 'otto', 'POST', `ops/datasets/heart-study/${path}`, { body })).status).toBe(404);
      expect((await ask(app, 'otto', 'POST', `ops/exports/heart-study/${path}`, { body })).status).toBe(404);
    }
    expect((await ask(app, 'otto', 'POST', `ops/exports/heart-study/${moving.id}/stop`, { body })).status).toBe(404);
  });

  it('works for packages too', async () => {
    const { operation } = await aReview(app);
    const path = `ops/exports/heart-study/${operation.id}`;
    expect(await ask(app, 'otto', 'POST', `${path}/stop`, { body })).toMatchObject({
      status: 202,
      body: { state: 'failed' },
    });
    expect(app.woken).toContain(operation.id);
    expect(await ask(app, 'otto', 'POST', `${path}/retry`, { body })).toMatchObject({
      status: 202,
      body: { state: 'in-review' },
    });
  });
});

describe('taking back what was copied of a dataset', () => {
  const at = '2026-03-01T10:00:00.000Z';
  const copy = { step: 'ingress-copy', attempt: 1, parameters: {}, status: 'succeeded', intendedAt: at } as const;
  const copied = (state: string) => anUpload({ state, version: 3, transfers: [copy] });
  const body = { reason: 'the wrong files' };

  it.each([
    ['verifying', 'withdraw', 'withdrawing'],
    ['rejected', 'discard', 'discarding'],
  ])('which is %s: the answer to %s says which line closes it', async (state, act, after) => {
    const { id, name } = await copied(state);
    const answer = await ask(app, 'otto', 'POST', `ops/datasets/heart-study/${id}/${act}`, { body });
    expect(answer).toMatchObject({ status: 202, body: { state: after } });
    expect(answer.body.explanation).toContain(`datasets/heart-study/${name}/v3 is never published`);
    expect(answer.body.todo[0]).toContain(`"retracted": ["${name}/v3"]`);
  });

  it('tells its owner nothing but the state', async () => {
    const { id } = await copied('copying');
    const answer = await ask(app, 'olga', 'POST', `ops/datasets/heart-study/${id}/withdraw`, { body });
    expect(answer).toMatchObject({ status: 202, body: { id, state: 'withdrawing' } });
    expect(answer.body).not.toHaveProperty('todo');
  });
});

describe('retracting a version', () => {
  const body = { reason: 'Consent was withdrawn' };

  it('is for operators, and the answer says what they have to do and until when it can be restored', async () => {
    const version = await anUpload({ state: 'available', version: 2 });
    const path = `ops/datasets/heart-study/${version.id}/retract`;
    expect((await ask(app, 'rita', 'POST', path, { body })).status).toBe(403);
    expect((await ask(app, 'otto', 'POST', path, { body: {} })).status).toBe(400);
    const answer = await ask(app, 'otto', 'POST', path, { body });
    expect(answer).toMatchObject({ status: 202, body: { state: 'retracting', retraction: { reason: body.reason } } });
    expect(answer.body.todo[0]).toContain(`"retracted": ["${version.name}/v2"]`);
    expect(answer.body.todo[1]).toContain('Copies that people made on machines');
    expect(answer.body.explanation).toContain('closed to people since');
    expect(app.started).toContain(`${version.id}-retract`);
    const { moving } = await readOverview({ ...app.ports, secondOperator: true, outageHours: 24 }, aReader);
    const line = moving.find(({ id }) => id === version.id);
    expect(line?.waitsFor).toContain('closed to people since');
    expect(line?.until).toBe(answer.body.retraction.restorableUntil);
  });

  it('is refused for what is not available', async () => {
    const upload = await anUpload({ state: 'copying', version: 1 });
    const path = `ops/datasets/heart-study/${upload.id}/retract`;
    expect(await ask(app, 'otto', 'POST', path, { body })).toMatchObject({ status: 409 });
  });
});
