import { findPerson } from '../../local/azure/directory.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import type { NamedPeople } from '../../src/domain/lifecycle/namings.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { incidents } from '../../src/features/releases/incidents/descriptions.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { askRecipients } from '../../src/use-cases/notification/ask-recipients.ts';
import { tellNamed } from '../../src/use-cases/people/namings.ts';
import { aHold } from '../contract/holds-contract.ts';
import { someRefused } from '../contract/refused-contract.ts';
import { operationId } from '../contract/samples.ts';
import { ask } from './ask.ts';
import { aProject, aReview, opened, type RunningApp } from './running-app.ts';

/** A page on which something can be typed, and somebody who may. */
export interface Place {
  readonly person: string;
  readonly path: string;
}

const desk = '/api/ops/desk';
const at = '2026-01-01T00:00:00.000Z';
const told = { toldSince: at };

/** Every page that is one form, with all of its forms that a seeded app can have at once. The dashboard comes last, since its sweep finds that nothing of this lies there. */
export async function placesWithForms(app: RunningApp): Promise<readonly Place[]> {
  const { id } = await aProject(app);
  await seedPeople(app, id);
  const { operation, round } = await aReview(app, { operation: told });
  await askQuestion(app, operation.id, round.deadline);
  const failure = { state: 'copying', message: 'Away', publicMessage: 'Away', at } as const;
  const failed = await opened(app, { id: operationId('ingress'), state: 'failed', failure });
  const rejected = await opened(app, { name: 'cohort', state: 'rejected' });
  await opened(app, { name: 'made', state: 'available', version: 1 });
  const back = await opened(app, { door: 'export', name: 'back', state: 'returned', startedAt: at, ...told });
  const incident = await anIncident(app);
  await askNils(app);
  const { oid } = findPerson(app.azure.directory, 'ada');
  await tellNamed(app.ports, {
    project: id,
    id: back.id,
    digest: 'd',
    by: oid,
    reason: 'Found outside',
    people: named(oid),
  });
  const otto = (path: string): Place => ({ person: 'otto', path });
  return [
    ...['olga', 'rui', 'ada'].map((person) => ({ person, path: '/api/mine' })),
    { person: 'olga', path: `/api/mine/datasets/${id}/${rejected.id}` },
    { person: 'rui', path: `/api/mine/exports/${id}/${operation.id}` },
    { person: 'rui', path: `/api/mine/exports/${id}/${back.id}` },
    otto(`${desk}/projects`),
    otto(`${desk}/projects/${id}?person=${oid}&edit=people`),
    otto(`${desk}/projects?new=people`),
    otto(`${desk}/people?person=${oid}`),
    otto(`${desk}/holds`),
    ...['audit', 'audit/verify', 'incidents', 'releases', 'search', 'trace'].map((page) => otto(`${desk}/${page}`)),
    otto(`${desk}/incidents/${incident}`),
    { person: 'nils', path: '/api/received' },
    otto('/api/ops/charts'),
    otto(`${desk}/many`),
    otto(`${desk}/datasets/${id}/${failed.id}`),
    otto(`${desk}/exports/${id}/${operation.id}`),
    otto('/api/ops'),
  ];
}

/** Somebody whom a trace names. */
function named(oid: string): NamedPeople {
  return { decided: [oid], submitted: [], opened: [] };
}

async function seedPeople(app: RunningApp, project: string): Promise<void> {
  const { ports, azure } = app;
  const { oid } = findPerson(azure.directory, 'ada');
  const ada = { oid, name: 'Ada', email: 'ada@example.org' };
  await ports.people.put({
    ...{ ...ada, since: '2026-01-01T08:00:00.000Z', seenOn: '2026-03-01' },
    ...{ origin: 'sign-in' as const, clearedAt: null },
  });
  await ports.absences.put({ ...ada, id: 'one', by: oid, reason: 'ill', at, from: '2039-01-01', to: '2039-01-02' });
  await ports.holds.put(aHold({ project }), null);
  for (const door of ['ingress', 'export'] as const)
    await ports.refused.put({ value: someRefused(project, door), etag: null });
  await seedMachine(app);
}

/** A machine that is off, in a project of its own. */
async function seedMachine(app: RunningApp): Promise<void> {
  const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'ubuntu', power: { mode: 'manual' } };
  await aProject(app, { id: 'machine-study', compute: computeDefinition.parse({ virtualMachines: [machine] }) });
  const computes = [{ kind: 'machine' as const, name: 'dsvm-1', state: 'deallocated' }];
  const nothing = { steps: [], waiting: [], alerts: [], notes: [], open: [] };
  await app.ports.looks.write('machine-study', { at, computes, idle: [], ...nothing });
}

/** Its hold is on a project in which nothing else lies. */
async function anIncident(app: RunningApp): Promise<string> {
  const { id } = await aProject(app, { id: 'incident-study' });
  const body = { severity: 'high', reason: 'Found outside', scope: { projects: [id] } };
  const opened = await ask(app, 'otto', 'POST', 'ops/incidents', { body });
  return incidents.openIncident.answers[200].parse(opened.body).incident.id;
}

/** A release of which a recipient is asked to accept the terms. */
async function askNils(app: RunningApp): Promise<void> {
  const { people } = await aProject(app, { id: 'received-study' });
  const { name, email } = findPerson(app.azure.directory, 'nils');
  await aProject(app, {
    id: 'received-study',
    people: { ...people, recipients: [{ name, email, organisation: 'The registry' }] },
    release: { recipients: ['The registry'], terms: 'Cite us.' },
  });
  const files = { digest: 'd'.repeat(64), count: 3, bytes: 2048 };
  await opened(app, { project: 'received-study', door: 'export', name: 'tables', state: 'released', package: files });
  const failures = new Failures();
  const settings = { publicBaseUrl: app.url, ticks: { tell: 1, link: 1 } };
  await askRecipients(app.ports, settings, { failures, share: startTimeSlice(app.ports.clock, 60) });
  failures.throwAny();
}

async function askQuestion({ ports }: RunningApp, exportId: string, until: string): Promise<void> {
  const [stored] = (await ports.decisions.read(exportId)).rounds;
  if (stored === undefined) throw new Error('no round was opened');
  const by = stored.value.approvers[0]?.oid ?? '';
  const questions = [{ number: 1, by, askedSince: at, at, text: 'Why?', until }];
  await ports.decisions.updateRound({ ...stored, value: { ...stored.value, questions, revision: 2 } });
}
