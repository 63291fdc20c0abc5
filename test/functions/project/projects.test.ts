import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { mostBytesOfCopy } from '../../../src/domain/transfer/copy-bounds.ts';
import { definition } from '../../domain/sample.ts';
import { ask, auditOf } from '../ask.ts';
import { planningApp } from '../planning-app.ts';
import { aProject, aReview, hiddenField, type RunningApp, signInAs } from '../running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await planningApp();
});
afterAll(() => app.stop());

describe('projects', () => {
  it('are confirmed, read, changed with the ETag that was read, and every change is audited with its author', async () => {
    const definition = { ...(await aProject(app)), id: 'lung-study', title: 'Lung study' };
    const created = await ask(app, 'otto', 'PUT', 'ops/projects/lung-study', {
      headers: { 'if-none-match': '*', 'x-sallyport-reason': 'a new study' },
      body: definition,
    });
    expect(created).toMatchObject({
      status: 202,
      body: { pending: { changes: [{ kind: 'second-operator' }, {}, {}] } },
    });
    const confirm = `ops/projects/lung-study/changes/${created.body.pending.id}/confirm`;
    expect((await ask(app, 'olivia', 'POST', confirm, { body: { reason: 'looked at it' } })).status).toBe(200);
    const read = await ask(app, 'rita', 'GET', 'ops/projects/lung-study');
    expect(read.body).toMatchObject({ definition, problems: [] });
    const etag = read.headers.get('etag') ?? '';
    const changed = { ...definition, title: 'Lungs' };
    const put = await ask(app, 'otto', 'PUT', 'ops/projects/lung-study', {
      headers: { 'if-match': etag },
      body: changed,
    });
    expect(put.status).toBe(200);
    const stale = await ask(app, 'otto', 'PUT', 'ops/projects/lung-study', {
      headers: { 'if-match': etag },
      body: definition,
    });
    expect(stale).toMatchObject({ status: 412, body: { type: 'urn:sallyport:precondition-failed' } });
    const oidOf = (person: string) => findPerson(app.azure.directory, person).oid;
    const events = (await auditOf(app, 'lung-study')).filter(({ kind }) => kind === 'project.changed');
    expect(events.map(({ actor, data }) => [actor, data['etag'] === undefined])).toEqual([
      [oidOf('olivia'), false],
      [oidOf('otto'), false],
    ]);
    expect((await ask(app, 'rita', 'GET', 'ops/projects')).body.items).toContainEqual(
      expect.objectContaining({ id: 'lung-study', title: 'Lungs', held: false }),
    );
  });

  it('are not created twice, and not written without saying what is replaced', async () => {
    const definition = await aProject(app);
    const put = (headers: Record<string, string>) =>
      ask(app, 'otto', 'PUT', 'ops/projects/heart-study', { headers, body: definition });
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
    const answer = await ask(app, 'otto', 'PUT', 'ops/projects/heart-study', { headers: { 'if-match': '"x"' }, body });
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
    const { body } = await ask(app, 'rita', 'GET', 'ops/projects/bone-study/versions');
    expect(body.items).toHaveLength(2);
    expect(body.items).toContainEqual({ hash: first.hash, at: expect.any(String), inForce: false });
    expect(body.items).toContainEqual({ hash: second.hash, at: expect.any(String), inForce: true });
    expect((await ask(app, 'rita', 'GET', `ops/projects/bone-study/versions/${first.hash}`)).body).toEqual(definition);
    const version = (hash: string) => ask(app, 'rita', 'GET', `ops/projects/bone-study/versions/${hash}`);
    expect((await version('0'.repeat(64))).status).toBe(404);
    expect((await version('..%2Fheart-study')).status).toBe(400);
    expect((await ask(app, 'rita', 'GET', 'ops/projects/no-such-study/versions')).status).toBe(404);
    expect((await ask(app, 'ada', 'GET', 'ops/projects/bone-study/versions')).status).toBe(403);
  });

  it('stay readable when newer rules refuse them, stop nothing else, and are mended with the ETag of what stands there', async () => {
    await aProject(app);
    const { azurite, credential } = app.azure.storage;
    const raw = JSON.stringify({ ...(await aProject(app)), id: 'skin-study', colour: 'red' });
    const control = new BlobServiceClient(`${azurite.blob}/control`, credential);
    await control.getContainerClient('projects').getBlockBlobClient('skin-study.json').upload(raw, raw.length);
    const shown = await ask(app, 'rita', 'GET', 'ops/projects/skin-study');
    expect(shown).toMatchObject({ status: 200, body: { definition: null, raw, problems: [{ path: 'colour' }] } });
    const listed = await ask(app, 'rita', 'GET', 'ops/projects');
    expect(listed.body.items).toContainEqual(expect.objectContaining({ id: 'heart-study' }));
    expect(listed.body.broken).toContainEqual(expect.objectContaining({ id: 'skin-study' }));
    const asBroken = await ask(app, 'rita', 'GET', 'ops/projects?state=broken');
    expect(asBroken.body).toMatchObject({ items: [], broken: [{ id: 'skin-study' }] });
    const stopped = { status: 409, body: { type: 'urn:sallyport:broken-definition', problems: [{ path: 'colour' }] } };
    expect(await ask(app, 'rita', 'GET', 'ops/compute/skin-study/plan')).toMatchObject(stopped);
    expect((await ask(app, 'rita', 'GET', 'ops/compute/heart-study/plan')).status).toBe(200);
    const told = await ask(app, 'rita', 'GET', 'ops/projects/skin-study/explain');
    expect(told).toMatchObject({ status: 200, body: { state: 'broken', owner: 'operator' } });
    expect(told.body.lastError.message).toContain('colour');
    expect((await ask(app, 'rita', 'GET', 'ops/compute/heart-study/explain')).body).toMatchObject({
      about: { kind: 'compute' },
      state: 'as-defined',
      owner: null,
    });
    const { visitor } = await signInAs(app, 'rita', '/api/ops');
    const page = await visitor.get(`${app.url}/api/ops`);
    expect(page.html).toContain('skin-study');
    const { colour: _, ...mended } = JSON.parse(raw);
    const headers = { 'if-match': shown.headers.get('etag') ?? '' };
    const why = { 'x-sallyport-reason': 'newer%20rules' };
    const asked = await ask(app, 'otto', 'PUT', 'ops/projects/skin-study', {
      headers: { ...headers, ...why },
      body: mended,
    });
    expect(asked.body.pending.changes).toMatchObject([{ kind: 'second-operator' }]);
    const confirm = `ops/projects/skin-study/changes/${asked.body.pending.id}/confirm`;
    expect((await ask(app, 'olivia', 'POST', confirm, { body: { reason: 'looked at it' } })).status).toBe(200);
    expect((await ask(app, 'rita', 'GET', 'ops/compute/skin-study/plan')).status).toBe(200);
  });

  it('are refused under another address, as broken JSON, and to readers', async () => {
    const definition = await aProject(app);
    const headers = { 'if-match': '"x"' };
    const other = await ask(app, 'otto', 'PUT', 'ops/projects/other-study', { headers, body: definition });
    expect(other).toMatchObject({ status: 400, body: { problems: [{ path: 'id', value: 'heart-study' }] } });
    const broken = await ask(app, 'otto', 'PUT', 'ops/projects/heart-study', { headers, body: '{"id":' });
    expect(broken).toMatchObject({ status: 400, body: { type: 'urn:sallyport:bad-request' } });
    expect((await ask(app, 'rita', 'PUT', 'ops/projects/heart-study', { headers, body: definition })).status).toBe(403);
    expect((await ask(app, 'rita', 'GET', 'ops/projects/no-such-study')).status).toBe(404);
  });

  const machine = { size: 'Standard_D4s_v5', image: 'ubuntu-24-04', power: { mode: 'off' } };
  const putComputes = async (project: string, compute: object) => {
    const definition = { ...(await aProject(app)), id: project, title: project, compute };
    return await ask(app, 'otto', 'PUT', `ops/projects/${project}`, {
      headers: { 'if-none-match': '*' },
      body: definition,
    });
  };

  it('amend the rounds of packages in review and wake them, when a change is put', async () => {
    const review = await aReview(app);
    const { body, headers } = await ask(app, 'rita', 'GET', 'ops/projects/heart-study');
    const { people } = body.definition;
    const approvers = people.approvers.slice(0, 2);
    const changed = { ...body.definition, people: { ...people, approvers } };
    const checked = await ask(app, 'otto', 'POST', 'ops/projects/heart-study/check', { body: changed });
    const put = await ask(app, 'otto', 'PUT', 'ops/projects/heart-study', {
      headers: { 'if-match': headers.get('etag') ?? '', 'x-sallyport-endings': checked.body.endings },
      body: changed,
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
    expect((await ask(app, 'rita', 'GET', 'ops/projects/liver-study')).status).toBe(404);
    expect(await auditOf(app, 'liver-study')).toEqual([]);
    const again = await ask(app, 'otto', 'PUT', 'ops/projects/kidney-study', {
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
            message: 'must be an image of this deployment: ubuntu-24-04',
          },
        ],
      },
    });
  });

  it.each(['ingress', 'egress'])(
    'are refused more bytes in %s than a copy passes, and told how many do',
    async (door) => {
      const answer = await ask(app, 'otto', 'PUT', 'ops/projects/endless-study', {
        headers: { 'if-none-match': '*' },
        body: { ...definition(), id: 'endless-study', [door]: { maxBytes: mostBytesOfCopy + 1 } },
      });
      expect(answer).toMatchObject({
        status: 400,
        body: {
          problems: [{ path: `${door}.maxBytes`, message: expect.stringContaining('2160000000000 bytes pass') }],
        },
      });
    },
  );

  it.each([
    [
      'a malware scan at a door where nobody scans',
      { malwareScan: 'required' },
      { rule: 'scanned-door', path: 'egress.malwareScan' },
      'does not scan the container exports for malware',
    ],
    [
      'an approval that waits for files to be opened where there is no reading room',
      { disclosure: { viewing: 'required' } },
      { rule: 'reading-room', path: 'egress.disclosure.viewing' },
      "choose 'shown'",
    ],
  ])('are refused %s', async (_what, egress, problem, words) => {
    const body = { ...definition(), id: 'wanting-study', egress };
    const headers = { 'if-none-match': '*' };
    const answer = await ask(app, 'otto', 'PUT', 'ops/projects/wanting-study', { headers, body });
    expect(answer).toMatchObject({
      status: 400,
      body: { problems: [{ ...problem, value: 'required', message: expect.stringContaining(words) }] },
    });
    expect((await ask(app, 'rita', 'GET', 'ops/projects/wanting-study')).status).toBe(404);
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

describe('the list of projects', () => {
  const idsOf = async (query: string) => {
    const { body } = await ask(app, 'rita', 'GET', `ops/projects?${query}`);
    return body.items.map(({ id }: Project) => id);
  };

  it('is narrowed by what they are and who takes part, and given in parts', async () => {
    await aProject(app);
    await aProject(app, { id: 'eye-study', starts: '2039-01-01' });
    await aProject(app, { id: 'ear-study', ends: '2021-01-01' });
    expect(await idsOf('state=planned')).toEqual(['eye-study']);
    expect(await idsOf('state=ended')).toEqual(['ear-study']);
    expect(await idsOf('state=open')).toContain('heart-study');
    expect(await idsOf('state=held')).toEqual([]);
    const { email } = findPerson(app.azure.directory, 'rui');
    expect(await idsOf(`person=${email.toUpperCase()}&state=ended`)).toEqual(['ear-study']);
    expect(await idsOf('person=nobody@example.org')).toEqual([]);
    const all = await idsOf('');
    const first = await ask(app, 'rita', 'GET', 'ops/projects?limit=2');
    expect(first.body.items.map(({ id }: Project) => id)).toEqual(all.slice(0, 2));
    expect(await idsOf(`limit=2&continuation=${first.body.continuation}`)).toEqual(all.slice(2, 4));
  });

  it('names the parameter that it does not take', async () => {
    const { status, body } = await ask(app, 'rita', 'GET', 'ops/projects?state=happy');
    expect({ status, path: body.problems[0].path }).toEqual({ status: 400, path: 'state' });
  });
});
