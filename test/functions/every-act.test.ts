import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import type { Door } from '../../src/domain/base/door.ts';
import { acts, isForSenders, routeOfAct } from '../../src/domain/lifecycle/acts.ts';
import { rowsFrom } from '../../src/domain/lifecycle/advance.ts';
import { waysOutOfFailure } from '../../src/domain/lifecycle/failure-ways.ts';
import { isRevealed } from '../../src/domain/notification/outside-view.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { operationId } from '../contract/samples.ts';
import { aProject, type RunningApp, startApp } from './running-app.ts';
import { seedShape, shapes } from './shapes.ts';

/**
 * Who asks, by their id in the laptop's directory: operator, reader, owner, researcher, approver, somebody of another project, somebody of
 * none, and nobody.
 */
const people: readonly (string | undefined)[] = ['otto', 'rita', 'olga', 'rui', 'ada', 'lars', 'nils', undefined];
type Person = (typeof people)[number];

const at = '2026-03-01T10:00:00.000Z';
let app: RunningApp;
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

async function headersOf(person: Person): Promise<Record<string, string>> {
  if (person === undefined) return {};
  const token = tokens.get(person) ?? (await app.token(person));
  tokens.set(person, token);
  return { authorization: `Bearer ${token}` };
}

/** A body for any act; the strict ones know one field less. */
const bodies: Readonly<Record<string, object>> = {
  extend: { businessDays: 10 },
  resend: {},
  'without-evidence': { digest: 'd'.repeat(64) },
  'pass-limit': { digest: 'd'.repeat(64) },
};

async function ask(person: Person, route: string, id: string) {
  const path = route.replace('{project}', 'heart-study').replace('{id}', id);
  const more = bodies[route.split('/').at(-1) ?? ''] ?? { to: 'revoked' };
  const response = await fetch(`${app.url}/api/${path}`, {
    method: 'POST',
    headers: await headersOf(person),
    body: JSON.stringify({ reason: 'asked in every state', ...more }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** Who may do it by the rows of the table, and by the row of what failed. */
function allowed(act: (typeof acts)[number], operation: Operation): readonly string[] {
  const { door, state } = operation;
  const rows = rowsFrom(door, state).filter(({ event }) => event === act.event);
  // The project of these shapes asks nobody to open files and has no limits, so two operators have nothing to stand in for.
  if (act.name === 'withoutEvidence' || act.name === 'passLimit') return [];
  if (act.staysIn?.includes(state)) return changesSomething(operation) ? ['otto'] : [];
  const closed = Reflect.get(waysOutOfFailure(operation), act.path);
  if (state === 'failed' && closed !== undefined) return [];
  if (act.name === 'stop') return rows.length > 0 ? ['otto'] : [];
  const by = rows.map((row) => row.by);
  if (by.includes('owner')) return ['olga', 'otto'];
  if (by.includes('researcher')) return ['rui', 'otto'];
  return by.includes('operator') ? ['otto'] : [];
}

/** Whether an act that moves nothing has something to change: the rest of a scan, or a round that goes on. */
function changesSomething({ state, scan, withdrawal: taken, stop: ends }: Operation): boolean {
  return state === 'scanning' ? scan?.unscanned !== undefined : taken === undefined && ends === undefined;
}

/** Whether the senders of the door may ask for it in some state, so that their answer depends on the state. */
function isForSender(act: (typeof acts)[number], door: Door, person: Person): boolean {
  const sender = door === 'ingress' ? 'olga' : 'rui';
  const rows = rowsFrom(door).filter(({ event }) => event === act.event);
  return person === sender && rows.some(({ by }) => by === 'owner' || by === 'researcher');
}

function expected(act: (typeof acts)[number], operation: Operation, person: Person): number {
  if (person === undefined) return 401;
  const may = allowed(act, operation);
  // What is not revealed outside is not there for whoever sent it.
  if (person !== 'otto' && isForSender(act, operation.door, person) && !isRevealed(operation)) return 404;
  if (may.includes(person)) return 202;
  if (person !== 'otto' && !isForSender(act, operation.door, person)) return 403;
  return may.length > 0 ? 403 : 409;
}

describe('every act as every person', () => {
  it.each(shapes)('of the $door door, $title', async (shape) => {
    const { door } = shape;
    const untouched = await seedShape(app, shape);
    for (const act of acts.filter(({ doors }) => doors.includes(door))) {
      const answers = await Promise.all(
        people.map(async (person) => {
          const status = expected(act, untouched, person);
          const { id } = status === 202 ? await seedShape(app, shape) : untouched;
          return { person, status, answer: await ask(person, routeOfAct(act, door), id) };
        }),
      );
      const told = answers.map(({ person, answer }) => `${act.path} ${person}: ${answer.status}`);
      expect(told).toEqual(answers.map(({ person, status }) => `${act.path} ${person}: ${status}`));
      for (const { person, status, answer } of answers) {
        if (status === 409)
          expect(answer.body.detail).toMatch(/Possible now: [a-z-, ]+$|Nothing can be asked of it now$/);
        if (status === 202 && person !== 'otto') expect(JSON.stringify(answer.body)).not.toContain(untouched.name);
      }
    }
    const after = await app.ports.register.get(untouched);
    expect(after?.value).toEqual(untouched);
  });

  it('finds nothing of another door or project, and tells strangers nothing about that', async () => {
    for (const act of acts)
      for (const door of act.doors) {
        const other = operationId(door === 'ingress' ? 'export' : 'ingress');
        for (const id of [operationId(door), other, 'ing_none']) {
          expect((await ask('otto', routeOfAct(act, door), id)).status).toBe(404);
          expect((await ask('ada', routeOfAct(act, door), id)).status).toBe(403);
        }
        // Of a caller who lacks the role nothing that was sent is looked at.
        const ofStranger = isForSenders(act, door) ? 400 : 403;
        expect((await ask('ada', routeOfAct(act, door), '..%2F..')).status).toBe(ofStranger);
        expect((await ask('otto', routeOfAct(act, door), '..%2F..')).status).toBe(400);
      }
  });

  it('gives an operator who is a researcher of the project what researchers may, and no more', async () => {
    const { name, email, oid } = findPerson(app.azure.directory, 'olivia');
    const project = await aProject(app);
    const researchers = [...project.people.researchers, { name, email, oid }];
    await aProject(app, { people: { ...project.people, researchers } });
    const rejected = await seedShape(app, { door: 'export', row: { state: 'rejected', toldSince: at } });
    const dataset = await seedShape(app, { door: 'ingress', row: { state: 'rejected' } });
    const moving = await seedShape(app, { door: 'export', row: { state: 'checking' } });
    expect((await ask('olivia', 'ops/exports/{project}/{id}/stop', moving.id)).status).toBe(403);
    expect((await ask('olivia', 'ops/datasets/{project}/{id}/discard', dataset.id)).status).toBe(403);
    expect((await ask('olivia', 'ops/exports/{project}/{id}/discard', rejected.id)).status).toBe(202);
    await aProject(app);
  });

  it('lets nobody act who is suspended in the project', async () => {
    const { email, oid } = findPerson(app.azure.directory, 'rui');
    const suspended = [{ oid, email, since: at, by: findPerson(app.azure.directory, 'otto').oid, reason: 'left' }];
    await aProject(app, { suspended });
    const rejected = await seedShape(app, { door: 'export', row: { state: 'rejected' } });
    expect((await ask('rui', 'ops/exports/{project}/{id}/discard', rejected.id)).status).toBe(403);
    await aProject(app);
  });
});
