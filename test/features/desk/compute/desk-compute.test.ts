import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { computeDefinition } from '../../../../src/domain/project/compute-definition.ts';
import { ask, auditOf } from '../../../functions/ask.ts';
import { type ComputingApp, startComputingApp } from '../../../functions/computing-app.ts';
import { pageFields } from '../../../functions/page-fields.ts';
import { aProject, hiddenField, signInAs } from '../../../functions/running-app.ts';

let computing: ComputingApp;
beforeAll(async () => {
  computing = await startComputingApp();
});
afterAll(() => computing.app.stop());

const size = 'Standard_D2s_v5';
const image = 'ubuntu-24-04';
const schedule = { mode: 'schedule', start: '0 0 8 * * 1-5', stop: '0 0 18 * * 1-5' };
const machine = (name: string, power: object = { mode: 'always-on' }) => ({ name, size, image, power });
const tags = (project: string) => ({
  'sallyport-project': project,
  'sallyport-power': 'always-on',
  'sallyport-image': image,
});

/** A project of its own, with these computes. */
let numbers = 0;
async function projectWith(compute: object, change: Parameters<typeof aProject>[1] = {}): Promise<string> {
  numbers += 1;
  const id = `study-${numbers}x`;
  await aProject(computing.app, { id, compute: computeDefinition.parse(compute), ...change });
  return id;
}

const pathOf = (project: string) => `/api/ops/desk/compute/${project}`;
const open = (path: string, person = 'otto') => signInAs(computing.app, person, path);
type Opened = Awaited<ReturnType<typeof open>>;

function apply({ visitor, page }: Opened, project: string, fields: Record<string, string> = {}) {
  const sent = pageFields(page.html, '/apply', { reason: 'It was read', ...fields });
  return visitor.post(`${computing.app.url}${pathOf(project)}/apply`, sent, computing.app.url);
}

const applied = async (project: string) =>
  (await auditOf(computing.app, project)).filter(({ kind }) => kind === 'compute.apply-asked');

beforeEach(() => {
  computing.isAzureAway = false;
});

describe('the page of the computes of a project', () => {
  it('shows what is there, who works where, what runs when, and the plan with its reasons', async () => {
    const { oid, name } = findPerson(computing.app.azure.directory, 'rui');
    const project = await projectWith({
      timeZone: 'Europe/Amsterdam',
      virtualMachines: [machine('page-1'), machine('page-2', schedule)],
      clusters: [{ name: 'pagecpu', size, maxNodes: 4 }],
      instances: [{ name: 'page-ci', size, assignedTo: oid, power: { mode: 'off' } }],
    });
    computing.machines.seed({ name: 'page-1', size, tags: tags(project), power: 'deallocated' });
    const { page } = await open(pathOf(project), 'rita');
    expect(page.html).toContain('start machine page-1: it is deallocated and the definition says always on');
    expect(page.html).toMatch(/page-2.*not there.*starts \w{3} \d+ \w{3}, 08:00/s);
    expect(page.html).toContain('0 to 4 nodes, as work needs them');
    expect(page.html).toContain(name);
    expect(page.html).not.toContain(oid);
    expect(page.html).not.toMatch(/formaction="(?![^"]*\/look["#?])/);
  });

  it('tells how old the image of a machine is, which is nothing to do', async () => {
    const project = await projectWith({ virtualMachines: [machine('aged-1')] });
    computing.knobs.imageAgeDays = 200;
    await apply(await open(pathOf(project)), project);
    const { page } = await open(pathOf(project), 'rita');
    expect(page.html).toContain('Nothing is to be done.');
    expect(page.html).toMatch(/Good to know.*machine aged-1.*Its image is 200 days old: version 1\.0\.0/s);
    await computing.run();
    const { body } = await ask(computing.app, 'rita', 'GET', 'ops/compute');
    expect(JSON.stringify(body)).toContain('All of them are as defined. machine aged-1: Its image is 200 days old');
  });

  it('tells of a machine that is to be off how long it ran without anybody asking for it', async () => {
    const project = await projectWith({ virtualMachines: [machine('night-1', { mode: 'off' })] });
    const off = { 'sallyport-project': project, 'sallyport-power': 'off', 'sallyport-image': image };
    computing.machines.seed({ name: 'night-1', size, tags: off, power: 'deallocated' });
    await computing.run();
    computing.machines.seed({ name: 'night-1', size, tags: off, power: 'running' });
    const { page } = await open(pathOf(project), 'rita');
    expect(page.html).toMatch(/For somebody to look at.*machine night-1.*the control plane did not start it/s);
    const { body } = await ask(computing.app, 'rita', 'GET', `ops/compute/${project}/plan`);
    expect(body).toMatchObject({ alerts: [{ compute: 'machine night-1', unasked: { minutes: 0 } }] });
  });

  it('applies the plan that it showed, once, with the reason, and says what Azure refused', async () => {
    const project = await projectWith({
      virtualMachines: [machine('twice-1'), machine('twice-2')],
      maxActionsPerRun: 1,
    });
    await computing.run();
    const opened = await open(pathOf(project));
    expect(opened.page.html).toContain('Left to an operator: The plan has 2 actions, more than the 1');
    Object.assign(computing.knobs, { coresQuota: 0, hideQuotas: true });
    const answer = await apply(opened, project);
    Object.assign(computing.knobs, { coresQuota: 100, hideQuotas: false });
    expect(answer.status).toBe(200);
    expect(answer.html).toContain('0 steps begun, 2 refused by Azure');
    await apply(opened, project);
    const { oid } = findPerson(computing.app.azure.directory, 'otto');
    expect(await applied(project)).toMatchObject([{ actor: oid, data: { reason: 'It was read' } }]);
    expect((await apply(await open(pathOf(project)), project)).html).toContain('2 steps begun.');
  });

  it('applies no other plan than the one that was shown, shows the new one, and keeps what was typed', async () => {
    const project = await projectWith({ virtualMachines: [machine('moved-1')] });
    const before = await open(pathOf(project));
    await projectWith({ virtualMachines: [machine('moved-1', { mode: 'off' }), machine('moved-2')] }, { id: project });
    const answer = await apply(before, project, { reason: 'a long reason' });
    expect(answer.status).toBe(409);
    expect(answer.html).toContain('The plan is no longer the one with that digest; nothing was done.');
    expect(answer.html).toContain('create machine moved-2');
    expect(answer.html).toContain('>a long reason</textarea>');
    expect(hiddenField(answer.html, 'apply.digest')).not.toBe(hiddenField(before.page.html, 'apply.digest'));
  });

  it('says that a hold kept the plan from being done', async () => {
    const project = await projectWith({ virtualMachines: [machine('held-1')] });
    const set = await ask(computing.app, 'otto', 'POST', `ops/projects/${project}/hold`, {
      body: { reason: 'a leak' },
    });
    const answer = await apply(await open(pathOf(project)), project);
    expect(answer.html).toContain('A hold is on, so nothing was done.');
    const headers = { 'if-match': `"${set.body.hold.id}"` };
    await ask(computing.app, 'otto', 'POST', `ops/projects/${project}/hold/lift`, {
      body: { reason: 'none' },
      headers,
    });
  });

  it('says that a hibernated project is why a machine is switched off, and that none is to run', async () => {
    const project = await projectWith({ virtualMachines: [machine('sleeps-1')] }, { hibernated: true });
    computing.machines.seed({ name: 'sleeps-1', size, tags: tags(project), power: 'running' });
    const { page } = await open(pathOf(project));
    expect(page.html).toContain('deallocate machine sleeps-1: it is running and the project is hibernated');
    expect(page.html).toContain('hibernated: all are to be off');
    expect((await ask(computing.app, 'otto', 'GET', `ops/compute/${project}/explain`)).body).toMatchObject({
      sentence: expect.stringContaining('The project is hibernated, so no compute is to run'),
    });
    await computing.run();
    await computing.run();
    const { items } = (await ask(computing.app, 'otto', 'GET', 'ops/compute')).body as { items: unknown[] };
    expect(items).toContainEqual(
      expect.objectContaining({
        project,
        hibernated: true,
        text: 'The project is hibernated, so all of them are off.',
      }),
    );
  });

  it('shows how many of the hours of the month are used, and that what ran always is off once all are', async () => {
    const project = await projectWith({ virtualMachines: [machine('hours-1')], budgetHours: 1 });
    computing.machines.seed({ name: 'hours-1', size, tags: tags(project), power: 'running' });
    expect((await open(pathOf(project))).page.html).toContain('0 of 1 hours this month.');
    // A month begins, so that none ends meanwhile.
    const now = computing.app.ports.clock.now();
    computing.app.later(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - now.getTime());
    for (let snapshot = 0; snapshot < 14; snapshot += 1) {
      await computing.run();
      computing.app.later(5 * 60 * 1000);
    }
    const { page } = await open(pathOf(project));
    expect(page.html).toContain('1 of 1 hours this month. What is scheduled or always on is off until');
    expect(page.html).toContain('<span class="tag bad">used up</span>');
    expect((await ask(computing.app, 'otto', 'GET', `ops/compute/${project}/explain`)).body).toMatchObject({
      sentence: expect.stringContaining('1 of 1 hours this month.'),
    });
    expect((await ask(computing.app, 'otto', 'GET', `ops/compute/${project}/plan`)).body).toMatchObject({
      budget: { budgetHours: 1, usedHours: 1, level: 'used-up' },
    });
    expect((await open('/api/ops/desk/compute')).page.html).toContain('1 of 1 hours this month.');
  });

  it('shows what the last run saw, and when, while Azure does not answer', async () => {
    const project = await projectWith({ virtualMachines: [machine('away-1')] });
    await computing.run();
    computing.app.later(60 * 60 * 1000);
    computing.isAzureAway = true;
    const { page } = await open(pathOf(project));
    expect(page.status).toBe(200);
    expect(page.html).toContain(
      'Azure does not answer, so this is what the last run saw. Azure &lt;b&gt;is away&lt;/b&gt;',
    );
    expect(page.html).toMatch(/tag bad"><span class="nowrap" title="[^"]+">1 hour ago/);
    expect(page.html).toContain('away-1');
    const never = await projectWith({ virtualMachines: [machine('never-1')] });
    expect((await open(pathOf(never))).page.html).toContain('not looked at');
    expect((await ask(computing.app, 'rita', 'GET', `ops/compute/${never}`)).body).toMatchObject({
      plan: null,
      lookedAt: null,
      problem: 'Azure <b>is away</b>',
    });
  });

  it('tells in sentences what was found and mended', async () => {
    const project = await projectWith({ virtualMachines: [machine('told-1')] });
    await computing.run();
    computing.app.later(6 * 60 * 1000);
    await computing.run();
    const { page } = await open(pathOf(project));
    const history = page.html.split('What was found and mended').at(-1) ?? '';
    expect(history.match(/<li>/g)?.length).toBe(3);
    expect(history).toContain('told-1');
    expect(history).not.toContain('no words for');
  });

  it('refuses a form without a reason or a plan, and one of a reader', async () => {
    const project = await projectWith({ virtualMachines: [machine('refused-1')] });
    const opened = await open(pathOf(project));
    expect((await apply(opened, project, { reason: ' ' })).status).toBe(400);
    expect((await apply(opened, project, { digest: '' })).html).toContain('The form names no plan');
    const rita = await open(pathOf(project), 'rita');
    const antiForgery = hiddenField(rita.page.html, 'antiForgery');
    const fields = { ...pageFields(opened.page.html, '/apply', { reason: 'r' }), antiForgery };
    const url = `${computing.app.url}${pathOf(project)}/apply`;
    expect((await rita.visitor.post(url, fields, computing.app.url)).status).toBe(403);
    expect(await applied(project)).toEqual([]);
  });

  it('is not there for a researcher of the project, nor for a project that nobody knows', async () => {
    const { people } = await aProject(computing.app);
    const { name, email, oid } = findPerson(computing.app.azure.directory, 'otto');
    const own = { people: { ...people, researchers: [{ name, email, oid }] } };
    const project = await projectWith({ virtualMachines: [machine('own-1')] }, own);
    expect((await open(pathOf(project))).page.status).toBe(403);
    expect((await ask(computing.app, 'otto', 'GET', `ops/compute/${project}/plan`)).status).toBe(403);
    const list = (await open('/api/ops/desk/compute')).page.html;
    expect(list).toContain(`Not shown, because you are a researcher there: ${project}.`);
    expect((await open(pathOf('nobody'))).page.status).toBe(404);
  });
});

describe('the page of all computes', () => {
  it('shows first what needs somebody, as the last runs saw it, and does not ask Azure', async () => {
    const calm = await projectWith({ virtualMachines: [machine('calm-1', { mode: 'off' })] });
    const stopped = await projectWith({ virtualMachines: [machine('many-1'), machine('many-2')], maxActionsPerRun: 1 });
    const ended = await projectWith(
      { virtualMachines: [machine('ended-1')] },
      { ends: '2020-12-31', title: '<img src=x>' },
    );
    await aProject(computing.app, { id: 'without-computes' });
    await computing.run();
    const unseen = await projectWith({ virtualMachines: [machine('unseen-1')] });
    computing.isAzureAway = true;
    const { page } = await open('/api/ops/desk/compute');
    const rows = page.html.split('<tbody>')[1]?.split('</tr>') ?? [];
    const place = (project: string) => rows.findIndex((row) => row.includes(`/${project}"`));
    expect(rows[place(stopped)]).toContain('waits for an operator');
    expect(rows[place(unseen)]).toContain('No run has looked at them yet.');
    expect(rows[place(ended)]).toContain('not active');
    expect(place(stopped)).toBeLessThan(place(unseen));
    expect(place(unseen)).toBeLessThan(place(calm));
    expect(place('without-computes')).toBe(-1);
    expect(page.html).not.toContain('<img');
  });

  it('takes few requests of storage for fifty projects', async () => {
    const compute = { virtualMachines: [] as object[] };
    for (let count = 0; count < 50; count += 1)
      await projectWith({ ...compute, virtualMachines: [machine(`many-${count}x`)] });
    const { visitor } = await open('/api/ops/desk/compute');
    computing.app.requests.count = 0;
    const page = await visitor.get(`${computing.app.url}/api/ops/desk/compute`);
    expect(page.html.match(/<tr>/g)?.length).toBeGreaterThan(50);
    expect(computing.app.requests.count).toBeLessThanOrEqual(5);
  });
});
