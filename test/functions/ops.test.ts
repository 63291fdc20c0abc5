import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseChainLine } from '../../src/domain/chain-line.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { projectSchema } from '../../src/domain/project.ts';
import { readOverview } from '../../src/functions/overview.ts';
import type { Reconciler } from '../../src/reconcile/reconcile.ts';
import { anOperation, collect } from '../contract/samples.ts';
import { definition } from '../domain/sample.ts';
import { aLink, aProject, aReview, hiddenField, type RunningApp, signInAs, startApp } from './running-app.ts';

const plan = { project: 'heart-study', actions: [], waiting: [], alerts: [], digest: 'd1' };
const applied: string[] = [];
const reconciler: Reconciler = {
  planFor: async () => plan,
  applyPlan: async (_subject, digest): ReturnType<Reconciler['applyPlan']> => {
    if (digest !== plan.digest) return { outcome: 'moved', plan, applied: [], open: [] };
    applied.push(digest);
    return { outcome: 'settled', plan, applied: [], open: [] };
  },
  run: async () => [],
};

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(reconciler);
});
afterAll(() => app.stop());

async function ask(
  person: string,
  method: string,
  path: string,
  more: { headers?: Record<string, string>; body?: unknown } = {},
) {
  const response = await fetch(`${app.url}/api/${path}`, {
    method,
    headers: { authorization: `Bearer ${await app.token(person)}`, ...more.headers },
    ...(more.body === undefined ? {} : { body: typeof more.body === 'string' ? more.body : JSON.stringify(more.body) }),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const auditOf = async (chain: string) =>
  (await collect(app.ports.audit.lines(chain))).map((line) => parseChainLine(line).event);

describe('projects', () => {
  it('are created, read, changed with the ETag that was read, and every change is audited with its author', async () => {
    const definition = { ...(await aProject(app)), id: 'lung-study', title: 'Lung study' };
    const created = await ask('otto', 'PUT', 'ops/projects/lung-study', {
      headers: { 'if-none-match': '*' },
      body: definition,
    });
    expect(created.status).toBe(201);
    const read = await ask('rita', 'GET', 'ops/projects/lung-study');
    expect(read.body).toMatchObject({ definition, problems: [] });
    const etag = read.headers.get('etag') ?? '';
    const changed = { ...definition, title: 'Lungs' };
    const put = await ask('otto', 'PUT', 'ops/projects/lung-study', { headers: { 'if-match': etag }, body: changed });
    expect(put.status).toBe(200);
    const stale = await ask('otto', 'PUT', 'ops/projects/lung-study', {
      headers: { 'if-match': etag },
      body: definition,
    });
    expect(stale).toMatchObject({ status: 412, body: { type: 'urn:sallyport:precondition-failed' } });
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto')?.oid;
    const events = (await auditOf('lung-study')).filter(({ kind }) => kind === 'project.changed');
    expect(events.map(({ actor, data }) => [actor, data['etag'] === undefined])).toEqual([
      [otto, false],
      [otto, false],
    ]);
    expect((await ask('rita', 'GET', 'ops/projects')).body.items).toContainEqual(
      expect.objectContaining({ id: 'lung-study', title: 'Lungs' }),
    );
  });

  it('are not created twice, and not written without saying what is replaced', async () => {
    const definition = await aProject(app);
    const put = (headers: Record<string, string>) =>
      ask('otto', 'PUT', 'ops/projects/heart-study', { headers, body: definition });
    expect((await put({ 'if-none-match': '*' })).status).toBe(412);
    expect(await put({})).toMatchObject({ status: 428, body: { type: 'urn:sallyport:precondition-required' } });
    for (const match of ['*', 'abc', '"a", "b"', 'W/"a"']) expect((await put({ 'if-match': match })).status).toBe(400);
    expect((await put({ 'if-none-match': '"a"' })).status).toBe(400);
  });

  it('are refused with every problem: path, rule and value', async () => {
    const definition = await aProject(app);
    const body = {
      ...definition,
      ends: '2019-01-01',
      egress: { ...definition.egress, approval: { ...definition.egress.approval, quorum: 9 } },
    };
    const answer = await ask('otto', 'PUT', 'ops/projects/heart-study', { headers: { 'if-match': '"x"' }, body });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({ type: 'urn:sallyport:refused', title: 'The request is not right' });
    expect(answer.body.problems).toContainEqual(
      expect.objectContaining({
        path: 'egress.approval.quorum',
        value: '9',
        message: expect.stringContaining('cannot be reached'),
      }),
    );
    expect(answer.body.problems).toContainEqual(expect.objectContaining({ path: 'ends', value: '2019-01-01' }));
  });

  it('keep every definition that was accepted, under its hash and byte for byte', async () => {
    const definition = { ...(await aProject(app)), id: 'bone-study' };
    const first = await app.ports.projects.put(definition, null);
    const second = await app.ports.projects.put({ ...definition, title: 'Bones' }, first.etag);
    const { body } = await ask('rita', 'GET', 'ops/projects/bone-study/versions');
    expect(body.items).toHaveLength(2);
    expect(body.items).toContainEqual({ hash: first.hash, at: expect.any(String), inForce: false });
    expect(body.items).toContainEqual({ hash: second.hash, at: expect.any(String), inForce: true });
    expect((await ask('rita', 'GET', `ops/projects/bone-study/versions/${first.hash}`)).body).toEqual(definition);
    for (const hash of ['0'.repeat(64), '..%2Fheart-study'])
      expect((await ask('rita', 'GET', `ops/projects/bone-study/versions/${hash}`)).status).toBe(404);
    expect((await ask('rita', 'GET', 'ops/projects/no-such-study/versions')).status).toBe(404);
    expect((await ask('ada', 'GET', 'ops/projects/bone-study/versions')).status).toBe(403);
  });

  it('stay readable when newer rules refuse them, stop nothing else, and are mended with the ETag of what stands there', async () => {
    await aProject(app);
    const { azurite, credential } = app.azure.storage;
    const raw = JSON.stringify({ ...(await aProject(app)), id: 'skin-study', colour: 'red' });
    const control = new BlobServiceClient(`${azurite.blob}/control`, credential);
    await control.getContainerClient('projects').getBlockBlobClient('skin-study.json').upload(raw, raw.length);
    const shown = await ask('rita', 'GET', 'ops/projects/skin-study');
    expect(shown).toMatchObject({ status: 200, body: { definition: null, raw, problems: [{ path: 'colour' }] } });
    const listed = await ask('rita', 'GET', 'ops/projects');
    expect(listed.body.items).toContainEqual(expect.objectContaining({ id: 'heart-study' }));
    expect(listed.body.broken).toContainEqual(expect.objectContaining({ id: 'skin-study' }));
    const stopped = { status: 409, body: { type: 'urn:sallyport:broken-definition', problems: [{ path: 'colour' }] } };
    expect(await ask('rita', 'GET', 'ops/compute/skin-study/plan')).toMatchObject(stopped);
    expect((await ask('rita', 'GET', 'ops/compute/heart-study/plan')).status).toBe(200);
    const { visitor } = await signInAs(app, 'rita', '/api/ops');
    const page = await visitor.get(`${app.url}/api/ops`);
    expect(page.html).toContain('skin-study');
    const { colour: _, ...mended } = JSON.parse(raw);
    const headers = { 'if-match': shown.headers.get('etag') ?? '' };
    const why = { 'x-sallyport-reason': 'newer%20rules' };
    const asked = await ask('otto', 'PUT', 'ops/projects/skin-study', {
      headers: { ...headers, ...why },
      body: mended,
    });
    expect(asked.body.pending.changes).toMatchObject([{ kind: 'second-operator' }]);
    const confirm = `ops/projects/skin-study/changes/${asked.body.pending.id}/confirm`;
    expect((await ask('olivia', 'POST', confirm, { body: { reason: 'looked at it' } })).status).toBe(200);
    expect((await ask('rita', 'GET', 'ops/compute/skin-study/plan')).status).toBe(200);
  });

  it('are refused under another address, as broken JSON, and to readers', async () => {
    const definition = await aProject(app);
    const headers = { 'if-match': '"x"' };
    const other = await ask('otto', 'PUT', 'ops/projects/other-study', { headers, body: definition });
    expect(other).toMatchObject({ status: 400, body: { problems: [{ path: 'id', value: 'heart-study' }] } });
    const broken = await ask('otto', 'PUT', 'ops/projects/heart-study', { headers, body: '{"id":' });
    expect(broken).toMatchObject({ status: 400, body: { type: 'urn:sallyport:bad-request' } });
    expect((await ask('rita', 'PUT', 'ops/projects/heart-study', { headers, body: definition })).status).toBe(403);
    expect((await ask('rita', 'GET', 'ops/projects/no-such-study')).status).toBe(404);
  });

  const machine = { size: 'Standard_D4s_v5', image: 'ubuntu-data-science', power: { mode: 'off' } };
  const putComputes = async (project: string, compute: object) => {
    const definition = { ...(await aProject(app)), id: project, title: project, compute };
    return await ask('otto', 'PUT', `ops/projects/${project}`, { headers: { 'if-none-match': '*' }, body: definition });
  };

  it('amend the rounds of packages in review and wake them, when a change is put', async () => {
    const review = await aReview(app);
    const { body, headers } = await ask('rita', 'GET', 'ops/projects/heart-study');
    const { people } = body.definition;
    const approvers = people.approvers.slice(0, 2);
    const put = await ask('otto', 'PUT', 'ops/projects/heart-study', {
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: { ...body.definition, people: { ...people, approvers } },
    });
    expect(put.status).toBe(200);
    const { rounds } = await app.ports.decisions.read(review.operation.id);
    expect(rounds.map(({ value }) => value.approvers.length)).toEqual([2]);
    expect(app.woken).toContain(review.operation.id);
    await aProject(app);
  });

  it('are refused a compute name that another project has, with its id and nothing else of it', async () => {
    const compute = { virtualMachines: [{ ...machine, name: 'kidney-1' }] };
    const kidneys = projectSchema.parse({ ...(await aProject(app)), id: 'kidney-study', compute });
    const first = await app.ports.projects.put(kidneys, null);
    const second = await putComputes('liver-study', { virtualMachines: [{ ...machine, name: 'KIDNEY-1' }] });
    expect(second).toMatchObject({
      status: 400,
      body: {
        type: 'urn:sallyport:refused',
        detail: 'The definition breaks one rule; nothing was changed',
        problems: [
          {
            rule: 'name-of-one-project',
            path: 'compute.virtualMachines[0].name',
            value: 'KIDNEY-1',
            message: expect.stringContaining('the project kidney-study has it already'),
          },
        ],
      },
    });
    expect((await ask('rita', 'GET', 'ops/projects/liver-study')).status).toBe(404);
    expect(await auditOf('liver-study')).toEqual([]);
    const again = await ask('otto', 'PUT', 'ops/projects/kidney-study', {
      headers: { 'if-match': first.etag },
      body: kidneys,
    });
    expect(again.status).toBe(200);
  });

  it('are refused an image that the deployment does not know, and told which it has', async () => {
    const answer = await putComputes('lung-images', {
      virtualMachines: [{ ...machine, name: 'lung-1', image: 'windows-95' }],
    });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        problems: [
          {
            rule: 'known-image',
            path: 'compute.virtualMachines[0].image',
            value: 'windows-95',
            message: 'must be an image of this deployment: ubuntu-data-science',
          },
        ],
      },
    });
  });

  it('are refused a malware scan at a door where nobody scans', async () => {
    const body = { ...definition(), id: 'scan-study', egress: { malwareScan: 'required' } };
    const answer = await ask('otto', 'PUT', 'ops/projects/scan-study', { headers: { 'if-none-match': '*' }, body });
    expect(answer).toMatchObject({
      status: 400,
      body: {
        problems: [
          {
            rule: 'scanned-door',
            path: 'egress.malwareScan',
            value: 'required',
            message: expect.stringContaining('does not scan the container exports for malware'),
          },
        ],
      },
    });
    expect((await ask('rita', 'GET', 'ops/projects/scan-study')).status).toBe(404);
  });

  it('cannot be changed by a browser session without the anti-forgery token and our own Origin', async () => {
    const definition = await aProject(app);
    const { visitor, page } = await signInAs(app, 'otto', '/api/ops');
    const antiForgery = hiddenField(page.html, 'antiForgery');
    const path = `${app.url}/api/ops/sweep`;
    expect((await visitor.post(path, {}, app.url)).status).toBe(403);
    expect((await visitor.post(path, { antiForgery }, 'https://evil.example')).status).toBe(403);
    expect((await visitor.post(path, { antiForgery }, app.url)).status).toBe(200);
    expect(definition.title).toBe('Heart study');
  });
});

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
    const { body } = await ask('rita', 'GET', 'ops/datasets?project=heart-study');
    expect(body.items.map(({ id }: Operation) => id)).toContain(upload.id);
    expect(body.items.map(({ id }: Operation) => id)).not.toContain(review.operation.id);
    const shown = await ask('rita', 'GET', `ops/exports/heart-study/${review.operation.id}`);
    expect(shown.body).toMatchObject({ state: 'in-review', rounds: [{ number: 1, status: 'open' }], decisions: [] });
    expect(shown.body.explanation).toContain("waits for the approvers' decisions");
    expect((await ask('rita', 'GET', `ops/datasets/heart-study/${review.operation.id}`)).status).toBe(404);
    expect((await ask('rita', 'GET', 'ops/exports/heart-study/exp_none')).status).toBe(404);
  });

  it('let an operator discard a rejected upload, once, with a name in the audit', async () => {
    const upload = await anUpload({ state: 'rejected' });
    const path = `ops/datasets/heart-study/${upload.id}/discard`;
    expect((await ask('rita', 'POST', path)).status).toBe(403);
    const first = await ask('otto', 'POST', path);
    expect(first).toMatchObject({ status: 202, body: { state: 'discarding' } });
    expect((await ask('otto', 'POST', path)).status).toBe(409);
    expect(app.started).toContain(`${upload.id}-discard`);
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto')?.oid;
    const events = (await auditOf('heart-study')).filter(({ operation }) => operation === upload.id);
    expect(events.map(({ kind, actor }) => [kind, actor])).toEqual([['ingress.discarding', otto]]);
  });

  it('are not discarded in another state', async () => {
    const upload = await anUpload({ state: 'copying' });
    const answer = await ask('otto', 'POST', `ops/datasets/heart-study/${upload.id}/discard`);
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
    expect((await ask('rita', 'POST', path, { body })).status).toBe(403);
    for (const empty of [{}, { reason: '  ' }, { reason: 'x'.repeat(1001) }])
      expect((await ask('otto', 'POST', path, { body: empty })).status).toBe(400);
    expect(await ask('otto', 'POST', path, { body })).toMatchObject({ status: 202, body: { state: 'copying' } });
    expect(app.started).toContain(upload.id);
    const stop = `ops/datasets/heart-study/${upload.id}/stop`;
    expect((await ask('rita', 'POST', stop, { body })).status).toBe(403);
    expect(await ask('otto', 'POST', stop, { body })).toMatchObject({ status: 202, body: { state: 'failed' } });
    const otto = app.azure.directory.persons.find(({ id }) => id === 'otto')?.oid;
    const events = (await auditOf('heart-study')).filter(({ operation }) => operation === upload.id);
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
      expect(await ask('otto', 'POST', `ops/datasets/heart-study/${path}`, { body })).toMatchObject(illegal);
    const missing = ['ing_none', moving.id.replace('ing_', 'exp_')].flatMap((id) => [`${id}/retry`, `${id}/stop`]);
    for (const path of missing) {
      expect((await ask('otto', 'POST', `ops/datasets/heart-study/${path}`, { body })).status).toBe(404);
      expect((await ask('otto', 'POST', `ops/exports/heart-study/${path}`, { body })).status).toBe(404);
    }
    expect((await ask('otto', 'POST', `ops/exports/heart-study/${moving.id}/stop`, { body })).status).toBe(404);
  });

  it('works for packages too', async () => {
    const { operation } = await aReview(app);
    const path = `ops/exports/heart-study/${operation.id}`;
    expect(await ask('otto', 'POST', `${path}/stop`, { body })).toMatchObject({
      status: 202,
      body: { state: 'failed' },
    });
    expect(app.woken).toContain(operation.id);
    expect(await ask('otto', 'POST', `${path}/retry`, { body })).toMatchObject({
      status: 202,
      body: { state: 'in-review' },
    });
  });
});

describe('retracting a version', () => {
  const body = { reason: 'Consent was withdrawn' };

  it('is for operators, and the answer says what they have to do and until when it can be restored', async () => {
    const version = await anUpload({ state: 'available', version: 2 });
    const path = `ops/datasets/heart-study/${version.id}/retract`;
    expect((await ask('rita', 'POST', path, { body })).status).toBe(403);
    expect((await ask('otto', 'POST', path, { body: {} })).status).toBe(400);
    const answer = await ask('otto', 'POST', path, { body });
    expect(answer).toMatchObject({ status: 202, body: { state: 'retracting', retraction: { reason: body.reason } } });
    expect(answer.body.todo[0]).toContain(`"retracted": ["${version.name}/v2"]`);
    expect(answer.body.todo[1]).toContain('Copies that people made on machines');
    expect(answer.body.explanation).toContain('closed to people since');
    expect(app.started).toContain(`${version.id}-retract`);
    const { moving } = await readOverview({ ...app.ports, secondOperator: true, outageHours: 24 });
    const line = moving.find(({ id }) => id === version.id);
    expect(line?.waitsFor).toContain('closed to people since');
    expect(line?.until).toBe(answer.body.retraction.restorableUntil);
  });

  it('is refused for what is not available', async () => {
    const upload = await anUpload({ state: 'copying', version: 1 });
    const path = `ops/datasets/heart-study/${upload.id}/retract`;
    expect(await ask('otto', 'POST', path, { body })).toMatchObject({ status: 409 });
  });
});

describe('the rest of the ops API', () => {
  it('plans and applies computes by the digest that was shown', async () => {
    await aProject(app);
    expect((await ask('rita', 'GET', 'ops/compute/heart-study/plan')).body).toEqual(plan);
    expect((await ask('rita', 'POST', 'ops/compute/heart-study/apply', { body: { digest: 'd1' } })).status).toBe(403);
    expect(await ask('otto', 'POST', 'ops/compute/heart-study/apply', { body: { digest: 'old' } })).toMatchObject({
      status: 409,
      body: { type: 'urn:sallyport:conflict' },
    });
    expect((await ask('otto', 'POST', 'ops/compute/heart-study/apply', { body: {} })).status).toBe(400);
    expect((await ask('otto', 'POST', 'ops/compute/heart-study/apply', { body: { digest: 'd1' } })).status).toBe(200);
    expect(applied).toEqual(['d1']);
    expect((await ask('rita', 'GET', 'ops/compute/nowhere-study/plan')).status).toBe(404);
  });

  it('sweeps on demand and verifies every audit chain', async () => {
    expect((await ask('otto', 'POST', 'ops/sweep')).body).toMatchObject({ started: 0 });
    const { body } = await ask('rita', 'GET', 'ops/audit/verify');
    expect(body.chains.map(({ chain }: { chain: string }) => chain)).toEqual(
      expect.arrayContaining(['_system', 'heart-study']),
    );
    // The tests above wrote rows into the register past the audit.
    expect(body).toMatchObject({ ok: false, findings: expect.arrayContaining([expect.anything()]) });
    expect((await ask('rita', 'GET', 'ops/audit/verify?project=_system')).body).toMatchObject({ ok: true });
  });

  it('verifies no project that nobody knows, and goes on from no continuation that it did not give', async () => {
    expect((await ask('rita', 'GET', 'ops/audit/verify?project=hart-study')).status).toBe(404);
    expect((await ask('rita', 'GET', 'ops/audit/verify?continuation=made-up')).status).toBe(400);
  });

  it('publishes receipt keys without their private halves, and its health, to everyone', async () => {
    const keys = await fetch(`${app.url}/api/receipts/keys`);
    const text = await keys.text();
    expect(JSON.parse(text).keys[0]).toMatchObject({ kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA' });
    expect(text).not.toContain('"d"');
    const health = await fetch(`${app.url}/api/health`);
    expect(await health.json()).toEqual({
      status: 'ok',
      dependencies: { holds: 'ok', projects: 'ok', register: 'ok', audit: 'ok', vault: 'ok', directory: 'ok' },
    });
  });

  it('shows the dashboard to people with a role only', async () => {
    const review = await aReview(app);
    const { azurite, credential } = app.azure.storage;
    const publicAccount = new BlobServiceClient(`${azurite.blob}/public`, credential);
    await publicAccount.getContainerClient('ingress').getBlockBlobClient('loose.csv').upload('a', 1);
    const { page } = await signInAs(app, 'rita', '/api/ops');
    expect(page.status).toBe(200);
    expect(page.html).toContain(review.operation.id);
    expect(page.html).toContain('It lies outside any project folder');
    expect(page.html).toContain('0 of 2 approvals; not decided: Ada Approver, Ben Approver, Cleo Approver');
    const { page: refused } = await signInAs(app, 'ada', '/api/ops');
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('lacks the app role Ops.Reader');
  });

  it('tells nothing about an unexpected error, and keeps it for the log', async () => {
    const nowhere = await aLink(app, anOperation({ door: 'export', id: 'exp_LOST' }), 1, 'somebody');
    const response = await fetch(`${app.url}${nowhere}`);
    expect(response.status).toBe(500);
    const page = await response.text();
    expect(page).toContain('Something went wrong');
    expect(page).not.toContain('exp_LOST');
    expect(app.served.errors.map(String).join()).toContain('exp_LOST');
  });
});
