import { TableClient } from '@azure/data-tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { writePendingLines } from '../../../../src/activities/operation/pending-lines.ts';
import { eventOf } from '../../../../src/activities/operation/record.ts';
import { operationRowKey } from '../../../../src/azure/operation/operation-row.ts';
import { parseChainLine } from '../../../../src/domain/audit/chain-line.ts';
import { pendingAfter } from '../../../../src/domain/notification/pending-work.ts';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import { anEvent, anOperation, collect } from '../../../contract/samples.ts';
import { aProject, type RunningApp, startApp } from '../../../functions/running-app.ts';
import { identityCredential } from '../../../local/azure/running-azure.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
  await aProject(app);
});
afterAll(() => app.stop());

const reason = 'the table was restored from yesterday';

async function ask(person: string, body: unknown) {
  const response = await fetch(`${app.url}/api/ops/restore`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await app.token(person)}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** An upload with its audit line, whose row is gone. */
async function lost(project: string): Promise<Operation> {
  const operation = anOperation({ project, revision: 0 });
  const data = { row: JSON.stringify(operation) };
  const line = eventOf(operation, { id: '0', kind: 'ingress.receiving', data }, operation.since);
  await app.ports.register.open(operation, pendingAfter(operation, line));
  await writePendingLines(app.ports, operation);
  const credential = identityCredential(app.azure, 'id-control');
  const table = new TableClient(app.azure.tableUrl('control'), 'register', credential);
  await table.deleteEntity(project, operationRowKey(operation.id) ?? '');
  return operation;
}

const eventsOf = async (project: string) =>
  (await collect(app.ports.audit.lines(project))).map((line) => parseChainLine(line).event);

test('the register is rebuilt by the digest of what was shown, and the audit tells who did it and why', async () => {
  const operation = await lost('heart-study');
  const shown = await ask('otto', { project: 'heart-study', apply: false, reason });
  const [{ digest, repairs }] = shown.body.projects;
  expect(repairs).toEqual([{ what: 'operation', key: operation.id, why: expect.stringContaining('It is missing') }]);
  expect(await app.ports.register.get(operation)).toBeUndefined();
  expect((await eventsOf('heart-study')).some(({ kind }) => kind.startsWith('register.'))).toBe(false);

  const another = await lost('heart-study');
  const refused = await ask('otto', { project: 'heart-study', apply: true, digest, reason });
  expect(refused).toMatchObject({ status: 409, body: { type: 'urn:sallyport:conflict' } });
  expect(await app.ports.register.get(operation)).toBeUndefined();

  const now = (await ask('otto', { project: 'heart-study', apply: false, reason })).body.projects[0].digest;
  const done = await ask('otto', { project: 'heart-study', apply: true, digest: now, reason });
  expect(done).toMatchObject({ status: 200, body: { written: 2, more: false } });
  expect((await app.ports.register.get(another))?.value).toEqual(another);
  const { oid } = findPerson(app.azure.directory, 'otto');
  expect((await eventsOf('heart-study')).slice(-2)).toMatchObject([
    { kind: 'restore.asked', actor: oid, data: { reason, digest: now, operation: 2 } },
    { kind: 'restore.done', actor: oid, data: { reason, digest: now, planned: 2, written: 2 } },
  ]);
});

test('one row is rebuilt alone, and a row is asked for with its project only', async () => {
  const [operation, other] = [await lost('heart-study'), await lost('heart-study')];
  const one = { project: 'heart-study', operation: operation.id, reason };
  const { digest, repairs } = (await ask('otto', { ...one, apply: false })).body.projects[0];
  expect(repairs).toMatchObject([{ what: 'operation', key: operation.id }]);
  expect(await ask('otto', { ...one, apply: true, digest })).toMatchObject({ status: 200, body: { written: 1 } });
  expect((await app.ports.register.get(operation))?.value).toEqual(operation);
  expect(await app.ports.register.get(other)).toBeUndefined();
  const unknown = await ask('otto', { ...one, operation: 'ing_01KYDNDPGGHQXYRNVMR8J2GR63', apply: false });
  expect(unknown.body.projects).toMatchObject([
    { repairs: [], problems: [expect.stringContaining('tells of no operation')] },
  ]);
  expect((await ask('otto', { operation: operation.id, apply: false, reason })).status).toBe(400);
});

test('a rebuild of all projects is shown project by project, and goes on where its time was over', async () => {
  for (const id of ['brain-study', 'lung-study']) await lost(id);
  const shown = await ask('otto', { apply: false, reason });
  const names = shown.body.projects.map(({ project }: { project: string }) => project);
  expect(names).toEqual(expect.arrayContaining(['brain-study', 'heart-study', 'lung-study']));
  expect(shown.body.continuation).toBeUndefined();
  const { now } = app.ports.clock;
  // Each look at the clock finds a minute gone.
  let minutes = 0;
  app.ports.clock.now = () => new Date(now().getTime() + 61_000 * minutes++);
  const seen: string[] = [];
  let continuation: string | undefined;
  do {
    const { body } = await ask('otto', { apply: false, reason, ...(continuation ? { continuation } : {}) });
    seen.push(...body.projects.map(({ project }: { project: string }) => project));
    continuation = body.continuation;
  } while (continuation !== undefined);
  app.ports.clock.now = now;
  expect(seen).toEqual(names);
});

test.each([
  ['a reader', 'rita', { apply: false, reason }, 403],
  ['nobody who says why', 'otto', { apply: false }, 400],
  ['nobody who writes all projects at once', 'otto', { apply: true, digest: 'd', reason }, 400],
  ['nobody who looked at no list', 'otto', { apply: true, project: 'heart-study', reason }, 400],
  ['a project that nobody knows', 'otto', { apply: false, project: 'hart-study', reason }, 404],
  ['a continuation that was made up', 'otto', { apply: false, continuation: 'made-up', reason }, 400],
])('not for %s', async (_what, person, body, status) => {
  expect((await ask(person, body)).status).toBe(status);
});

test('doors open once everything is verified, or two operators want it over what was found', async () => {
  await app.ports.audit.append('_system', [anEvent('begun', { project: '_system' })]);
  const marks = { project: '_system', stores: ['register'], reason };
  const plan = async () => (await ask('otto', { ...marks, apply: false })).body.projects[0];
  const { digest, repairs } = await plan();
  expect(repairs).toMatchObject([{ what: 'mark', key: 'table:register' }]);
  const first = await ask('otto', { ...marks, apply: true, digest });
  expect(first).toMatchObject({ status: 202, body: { found: { 'register row': expect.any(Number) } } });
  const again = { ...marks, apply: true, digest, first: first.body.waits };
  expect(await ask('otto', again)).toMatchObject({ status: 403 });
  expect(await plan()).toMatchObject({ repairs: [{ what: 'mark' }] });
  expect(await ask('olivia', again)).toMatchObject({ status: 200, body: { written: 1 } });
  expect(await plan()).toMatchObject({ repairs: [] });
  const { oid } = findPerson(app.azure.directory, 'otto');
  const [done] = (await eventsOf('_system')).slice(-1);
  expect(done).toMatchObject({ kind: 'restore.done', data: { secondOperator: oid, found: expect.any(Number) } });
  expect((await app.ports.sweepPlaces.read()).get('restored')).toBeDefined();
});

test('an operator does not rebuild a project in which they are a researcher', async () => {
  const { name, email, oid } = findPerson(app.azure.directory, 'otto');
  const { people } = await aProject(app);
  await aProject(app, { id: 'own-study', people: { ...people, researchers: [{ name, email, oid }] } });
  await lost('own-study');
  expect(await ask('otto', { project: 'own-study', apply: false, reason })).toMatchObject({
    status: 403,
    body: { detail: expect.stringContaining('You are a researcher of own-study') },
  });
});
