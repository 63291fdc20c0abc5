import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { readOverview } from '../../src/features/desk/dashboard/overview.ts';
import { anEvent, anOperation } from '../contract/samples.ts';
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

  it('are listed as the query says, and a query that says something else is refused by name', async () => {
    const upload = await anUpload({ state: 'deleting' });
    const { body } = await ask(app, 'rita', 'GET', 'ops/datasets?state=deleting&kind=open&sort=oldest&limit=5');
    expect(body).toMatchObject({ items: [{ id: upload.id }], broken: [], continuation: null });
    const refused = await ask(app, 'rita', 'GET', 'ops/datasets?state=released&colour=red');
    expect(refused).toMatchObject({ status: 400, body: { type: 'urn:sallyport:bad-request' } });
    expect(refused.body.problems.map(({ path }: { path: string }) => path)).toEqual(['state', 'colour']);
  });

  it('give each receipt as a file, and say which there are when asked for another', async () => {
    const { id } = await anUpload({ state: 'available' });
    await app.ports.manifests.writeReceipt(`${id}-deletion`, 'head.body.signature');
    const path = `ops/datasets/heart-study/${id}/receipts`;
    const answer = await fetch(`${app.url}/api/${path}/deletion`, {
      headers: { authorization: `Bearer ${await app.token('rita')}` },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jose']);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${id}-deletion.jws"`);
    expect(await answer.text()).toBe('head.body.signature');
    const other = await ask(app, 'rita', 'GET', `${path}/release`);
    expect(other).toMatchObject({ status: 404, body: { detail: expect.stringContaining('it has deletion') } });
    expect((await ask(app, 'rita', 'GET', `ops/exports/heart-study/${id}/receipts/deletion`)).status).toBe(404);
    expect((await ask(app, 'rita', 'GET', `${path}/..%2Fother`)).status).toBe(400);
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

describe('explaining', () => {
  const failure = { state: 'deleting', message: 'There is currently a lease on the blob', publicMessage: 'x', at: '' };

  it('tells what an operation waits for, and looks whether what made it fail is still so', async () => {
    const upload = await anUpload({ state: 'failed', failure: { ...failure, at: new Date().toISOString() } });
    const path = `ops/datasets/heart-study/${upload.id}/explain`;
    const { azurite, credential } = app.azure.storage;
    const ingress = new BlobServiceClient(`${azurite.blob}/public`, credential).getContainerClient('ingress');
    const blob = ingress.getBlockBlobClient(`heart-study/${upload.name}/a.csv`);
    await blob.upload('a', 1);
    await blob.getBlobLeaseClient().acquireLease(-1);
    const leased = await ask(app, 'rita', 'GET', path);
    expect(leased).toMatchObject({ status: 200, body: { state: 'failed', owner: 'owner' } });
    expect(leased.body.next[0]).toMatchObject({
      command: expect.arrayContaining(['az', 'break', blob.name]),
      who: { part: 'owner', people: [{ email: 'olga@example.org' }] },
    });
    await blob.getBlobLeaseClient().breakLease(0);
    const mended = await ask(app, 'rita', 'GET', path);
    expect(mended.body.next[0].command.slice(0, 3)).toEqual(['sallyport', 'retry', upload.id]);
    const { method, path: route, body } = mended.body.next[0].request;
    expect((await ask(app, 'otto', method, route.replace('/api/', ''), { body })).status).toBe(202);
    expect((await ask(app, 'ada', 'GET', path)).status).toBe(403);
  });

  it('names the secret that is gone, and what recovers it', async () => {
    const message =
      'Could not read the secret channel-none: A secret was not found in this key vault. (404 SecretNotFound)';
    const at = new Date().toISOString();
    const recoveryId = `${app.azure.vaultUrl}/deletedsecrets/channel-none`;
    const upload = await anUpload({ state: 'deleting', trouble: { since: at, times: 1, lastAt: at, message } });
    const { body } = await ask(app, 'rita', 'GET', `ops/datasets/heart-study/${upload.id}/explain`);
    const next = [
      { who: { part: 'administrator' }, command: ['az', 'keyvault', 'secret', 'recover', '--id', recoveryId] },
    ];
    expect(body).toMatchObject({ owner: 'administrator', lastError: { cause: expect.stringContaining('vault') } });
    expect(body.next.slice(0, 1)).toMatchObject(next);
  });

  it('shows an operator who is a researcher of the project no name and no error of a package', async () => {
    const project = await aProject(app);
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto');
    if (otto === undefined) throw new Error('otto is gone');
    const { name, email, oid } = otto;
    const review = await aReview(app, { operation: { state: 'failed', failure: { ...failure, state: 'returning' } } });
    const path = `ops/exports/heart-study/${review.operation.id}/explain`;
    expect((await ask(app, 'otto', 'GET', path)).body.lastError).not.toBeNull();
    const researchers = [...project.people.researchers, { name, email, oid }];
    await aProject(app, { people: { ...project.people, researchers } });
    const { body } = await ask(app, 'otto', 'GET', path);
    expect(body).toMatchObject({ state: 'failed', lastError: null, runs: [], next: [] });
    expect(JSON.stringify(body)).not.toContain(review.operation.name);
    expect((await ask(app, 'otto', 'GET', 'ops/projects/heart-study/explain')).status).toBe(403);
    await aProject(app);
  });

  it('tells of a project who can lift its hold', async () => {
    await aProject(app);
    const reason = 'An incident';
    await ask(app, 'otto', 'POST', 'ops/projects/heart-study/hold', { body: { reason } });
    const { body } = await ask(app, 'rita', 'GET', 'ops/projects/heart-study/explain');
    expect(body).toMatchObject({ about: { kind: 'project' }, state: 'held', owner: 'operator' });
    const [{ command }] = body.next;
    expect(command.slice(0, 5)).toEqual(['sallyport', 'hold', 'lift', 'heart-study', '--hold']);
    const headers = { 'if-match': `"${command[5]}"` };
    const lifted = await ask(app, 'otto', 'POST', 'ops/projects/heart-study/hold/lift', { body: { reason }, headers });
    expect(lifted.status).toBe(200);
    expect((await ask(app, 'rita', 'GET', 'ops/projects/heart-study/explain')).body).toMatchObject({ owner: null });
    expect((await ask(app, 'rita', 'GET', 'ops/projects/no-such/explain')).status).toBe(404);
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

describe('the audit', () => {
  const read = async (query: string, headers: Record<string, string> = {}) => {
    const authorization = `Bearer ${await app.token('rita')}`;
    const answer = await fetch(`${app.url}/api/ops/audit?${query}`, { headers: { authorization, ...headers } });
    return { answer, text: await answer.text() };
  };
  const kinds = (text: string) =>
    text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line).kind ?? 'goes on');

  it('is given as lines of JSON or as CSV, and goes on where an answer stopped, under the same filters', async () => {
    const project = 'told-study';
    const events = ['one.a', 'one.b', 'two'].map((kind) => anEvent(kind, { project, kind }));
    await app.ports.audit.append(project, events);
    const whole = await read(`project=${project}`);
    expect(whole.answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(kinds(whole.text)).toEqual(['two', 'one.b', 'one.a']);
    const csv = await read(`project=${project}&kind=one&sort=oldest`, { accept: 'text/csv' });
    expect(csv.answer.headers.get('content-disposition')).toBe('attachment; filename="audit.csv"');
    expect(csv.text.split('\r\n').map((row) => row.split(',')[3])).toEqual(['kind', 'one.a', 'one.b', undefined]);
    const first = await read(`project=${project}&limit=2`);
    expect(kinds(first.text)).toEqual(['two', 'one.b', 'goes on']);
    const { continuation } = JSON.parse(first.text.split('\n').at(-2) ?? '');
    expect(kinds((await read(`project=${project}&continuation=${continuation}`)).text)).toEqual(['one.a']);
    expect((await read(`project=${project}&kind=one&continuation=${continuation}`)).text).toContain('other filters');
    expect((await read('continuation=made-up')).answer.status).toBe(400);
    expect((await read('project=nobody-knows')).answer.status).toBe(404);
    expect((await ask(app, 'rui', 'GET', 'ops/audit')).status).toBe(403);
  });
});
