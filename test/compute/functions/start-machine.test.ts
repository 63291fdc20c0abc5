import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import type { Reconciler } from '../../../src/compute/reconcile/reconcile.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { ask, auditOf } from '../../functions/ask.ts';
import { type ComputingApp, startComputingApp } from '../../functions/computing-app.ts';
import { ofForm, pageFields } from '../../functions/page-fields.ts';
import { aProject, hiddenField, signInAs, startApp } from '../../functions/running-app.ts';

let computing: ComputingApp;
beforeAll(async () => {
  computing = await startComputingApp();
});
afterAll(() => computing.app.stop());

const size = 'Standard_D2s_v5';
let numbers = 0;

/** A project of its own with one machine that people start and stop, as the last run saw it. */
async function projectWith(change: Parameters<typeof aProject>[1] = {}, compute: object = {}) {
  numbers += 1;
  const id = `start-${numbers}x`;
  const machine = `work-${numbers}`;
  const virtualMachines = [{ name: machine, size, image: 'ubuntu-24-04', power: { mode: 'manual' } }];
  const tags = { 'sallyport-project': id, 'sallyport-power': 'manual', 'sallyport-image': 'ubuntu-24-04' };
  computing.machines.seed({ name: machine, size, tags, power: 'deallocated' });
  const definition = { id, compute: computeDefinition.parse({ virtualMachines, ...compute }) };
  await aProject(computing.app, definition);
  await computing.run();
  if (Object.keys(change).length > 0) await aProject(computing.app, { ...definition, ...change });
  return { id, machine };
}

async function open(person = 'rui') {
  return await signInAs(computing.app, person, '/api/mine');
}
type Opened = Awaited<ReturnType<typeof open>>;

function start({ visitor, page }: Opened, id: string, machine: string, fields: Record<string, string> = {}) {
  const form = ofForm(`start-${id}-${machine}`, { machine });
  const sent = { antiForgery: hiddenField(page.html, 'antiForgery'), ...form, ...fields };
  return visitor.post(`${computing.app.url}/api/mine/compute/${id}/start`, sent, computing.app.url);
}

async function powerOf(machine: string) {
  const [statuses, list] = [await computing.machines.port.statuses(), await computing.machines.port.list()];
  const { id = '' } = list.find(({ name }) => name === machine) ?? {};
  return new Map([...statuses].map(([key, value]) => [key.toLowerCase(), value.power])).get(id.toLowerCase());
}

describe('a researcher', () => {
  it('starts a machine that is off, and the audit says who and what came of it', async () => {
    const { id, machine } = await projectWith();
    const opened = await open();
    expect(opened.page.html).toContain('Machines that are off');
    expect(opened.page.html).toContain(`.machine" value="${machine}"`);
    const data = (await ask(computing.app, 'rui', 'GET', 'mine.json')).body;
    expect(data.projects.find((one: { id: string }) => one.id === id).machines).toEqual([{ name: machine }]);
    const started = await start(opened, id, machine.toUpperCase());
    expect(started.status).toBe(200);
    expect(started.html).toContain(`Machine ${machine} is being started`);
    expect(await powerOf(machine)).toBe('running');
    const { oid } = findPerson(computing.app.azure.directory, 'rui');
    const lines = (await auditOf(computing.app, id)).filter(({ kind }) => /^compute\.(start|in|out)/.test(kind));
    expect(lines.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['compute.start-asked', oid],
      ['compute.intent', 'control-plane'],
      ['compute.outcome', 'control-plane'],
    ]);
    await computing.run();
    expect(await powerOf(machine)).toBe('running');
    expect((await open()).page.html).not.toContain(`.machine" value="${machine}"`);
    const again = await start(opened, id, machine);
    expect(again.status).toBe(409);
    expect(again.html).toContain(`Machine ${machine} runs already.`);
  });

  it('starts nothing in a hold, and reads why', async () => {
    const { id, machine } = await projectWith();
    const opened = await open();
    await ask(computing.app, 'otto', 'POST', `ops/projects/${id}/hold`, { body: { reason: 'A leak' } });
    const refused = await start(opened, id, machine);
    expect(refused.status).toBe(409);
    expect(refused.html).toContain(`${id} is on hold`);
    expect(await powerOf(machine)).toBe('deallocated');
  });

  it.each([
    ['that is hibernated', { hibernated: true }, 'the project is hibernated'],
    ['that has ended', { starts: '2020-01-01', ends: '2020-02-01' }, 'has not begun or has ended'],
  ])('starts nothing in a project %s', async (_, change, why) => {
    const { id, machine } = await projectWith(change);
    const opened = await open();
    expect(opened.page.html).not.toContain(`.machine" value="${machine}"`);
    const refused = await start(opened, id, machine);
    expect(refused.html).toContain(why);
    expect(await powerOf(machine)).toBe('deallocated');
  });

  it('reads that Azure refused, and not in which words', async () => {
    const never = () => Promise.reject(new Error('this is not asked'));
    const startMachine: Reconciler['startMachine'] = async () => ({ outcome: 'failed', error: 'AllocationFailed' });
    const app = await startApp(
      { planFor: never, look: never, applyPlan: never, run: never, startMachine },
      { storage: 'memory' },
    );
    const machine = { name: 'work-0', size, image: 'ubuntu-24-04', power: { mode: 'manual' } };
    await aProject(app, { compute: computeDefinition.parse({ virtualMachines: [machine] }) });
    const { visitor, page } = await signInAs(app, 'rui', '/api/mine');
    const sent = {
      antiForgery: hiddenField(page.html, 'antiForgery'),
      ...ofForm('start-heart-study-work-0', { machine: machine.name }),
    };
    const failed = await visitor.post(`${app.url}/api/mine/compute/heart-study/start`, sent, app.url);
    await app.stop();
    expect(failed.status).toBe(409);
    expect(failed.html).toContain('Azure did not start machine work-0. The audit says why');
    expect(failed.html).not.toContain('AllocationFailed');
  });
});

describe('an operator', () => {
  it('starts a machine by the API, with a reason, where it may run', async () => {
    const { id, machine } = await projectWith();
    const path = `ops/compute/${id}/start`;
    const body = { machine, reason: 'Asked for by mail' };
    expect((await ask(computing.app, 'rita', 'POST', path, { body })).status).toBe(403);
    expect((await ask(computing.app, 'otto', 'POST', path, { body: { machine } })).status).toBe(400);
    const unknown = { body: { ...body, machine: 'other' } };
    expect((await ask(computing.app, 'otto', 'POST', path, unknown)).status).toBe(404);
    const started = await ask(computing.app, 'otto', 'POST', path, { body });
    expect(started).toMatchObject({ status: 200, body: { project: id, machine } });
    expect(await powerOf(machine)).toBe('running');
    expect(await ask(computing.app, 'otto', 'POST', path, { body })).toMatchObject({ status: 409 });
    const asked = (await auditOf(computing.app, id)).filter(({ kind }) => kind === 'compute.start-asked');
    expect(asked[0]?.data).toEqual({ machine, reason: 'Asked for by mail' });
    expect((await ask(computing.app, 'otto', 'POST', 'ops/compute/no-study/start', { body })).status).toBe(404);
  });

  it('starts one at the desk, and reads there why it may not run', async () => {
    const { id, machine } = await projectWith();
    const place = `/api/ops/desk/compute/${id}`;
    const { visitor, page } = await signInAs(computing.app, 'otto', place);
    expect(page.html).toContain('Start a machine that is off');
    const send = ({ once = '', ...typed }: Record<string, string>) => {
      const fields = { ...pageFields(page.html, '/start', typed), once };
      return visitor.post(`${computing.app.url}${place}/start`, fields, computing.app.url);
    };
    const nothing = await send({ once: 'a', machine: '', reason: 'x' });
    expect([nothing.status, nothing.html.includes('Choose the machine')]).toEqual([400, true]);
    expect((await send({ once: 'b', machine: 'other', reason: 'x' })).status).toBe(404);
    const done = await send({ once: 'c', machine, reason: 'Asked for by mail' });
    expect(done.html).toContain('The machine is being started');
    expect(done.html).not.toContain('Start a machine that is off');
    const again = await send({ once: 'd', machine, reason: 'Again' });
    expect([again.status, again.html.includes('runs already')]).toEqual([409, true]);
    const reader = await signInAs(computing.app, 'rita', place);
    expect(reader.page.html).not.toContain('Start a machine that is off');
  });
});

describe('nothing is started', () => {
  it('by somebody else, by its name in another project, or by a name that is none', async () => {
    const [{ id, machine }, other] = [await projectWith(), await projectWith()];
    for (const person of ['olga', 'ada']) expect((await start(await open(person), id, machine)).status).toBe(404);
    const opened = await open();
    expect((await start(opened, id, other.machine)).status).toBe(404);
    expect((await start(opened, id, '')).status).toBe(404);
    expect((await start(opened, 'no-study', machine)).status).toBe(404);
    expect(await powerOf(machine)).toBe('deallocated');
    expect((await auditOf(computing.app, id)).filter(({ kind }) => kind === 'compute.start-asked')).toEqual([]);
  });

  it('without the token of the page, from another site, or after the session', async () => {
    const { id, machine } = await projectWith();
    const opened = await open();
    expect((await start(opened, id, machine, { antiForgery: 'x' })).status).toBe(403);
    const path = `${computing.app.url}/api/mine/compute/${id}/start`;
    const sent = { antiForgery: hiddenField(opened.page.html, 'antiForgery'), ...ofForm('start', { machine }) };
    expect((await opened.visitor.post(path, sent, 'https://evil.example.org')).status).toBe(403);
    computing.app.later(61 * 60_000);
    expect((await start(opened, id, machine)).status).toBe(401);
    expect(await powerOf(machine)).toBe('deallocated');
  });
});
