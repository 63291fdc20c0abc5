import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { type Description, isChange } from '../../../src/api/description.ts';
import { api } from '../../../src/app/api.ts';
import { note } from '../../../src/domain/audit/audit-event.ts';
import { newPendingChange } from '../../../src/domain/definition/pending-change.ts';
import type { SignedIn } from '../../../src/ports/sign-in.ts';
import type { Route } from '../../../src/web/handler.ts';
import { anIncident } from '../ask-route.ts';
import { aLink, aReview, type RunningApp, startApp } from '../running-app.ts';
import { seedShape } from '../shapes.ts';
import { Matrix, type Place, projectOfAll, type Sent } from './matrix.ts';

let app: RunningApp;
let matrix: Matrix;
/** What addresses name, by the door they are about. */
let usual: Readonly<Record<'ingress' | 'export', Place>>;
let links: ReadonlyMap<string, string>;
let change = '';

/** Accounts of their own that have somebody else's address, as the directory writes those of guests. */
const like = {
  'an operator like a researcher': ['rui', ['Ops.Operator']],
  'an approver like a researcher': ['rui', []],
  'an approver like somebody suspended': ['lars', []],
  'an approver like another': ['ben', []],
  'a researcher like somebody suspended': ['lars', []],
  'an owner like somebody suspended': ['lars', []],
  'somebody like a researcher': ['rui', []],
  'somebody like an owner': ['olga', []],
  'somebody like an approver': ['ben', []],
  'an approver like nobody': [undefined, []],
} as const;
type Like = keyof typeof like;
const likes = Object.keys(like).filter((name): name is Like => name in like);

function accountOf(name: Like): SignedIn {
  const [person, roles] = like[name];
  const oid = `00000000-0000-4000-8000-00000000000${likes.indexOf(name)}`;
  const email = person === undefined ? 'own@guests.example.org' : findPerson(app.azure.directory, person).email;
  const emails = [`${email.replace('@', '_')}#EXT#@tenant.onmicrosoft.com`];
  return { oid, name, emails, roles, groups: 'no-claim', contexts: [] };
}

/** Their entry in a definition, under an address that tells nothing. */
function entryOf(name: Like) {
  const { oid } = accountOf(name);
  return { oid, name, email: `${oid.slice(-1)}@guests.example.org` };
}

beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory', groupsClaim: { on: false } });
  matrix = new Matrix(app, Object.fromEntries(likes.map((name) => [name, accountOf(name)])));
  const { people, suspended, release } = await projectOfAll(app);
  const approvers = likes.filter((name) => name.startsWith('an approver'));
  const { operation } = await aReview(app, {
    project: {
      release,
      suspended: [...suspended, suspendedAs('lars')],
      people: {
        ...people,
        approvers: [...people.approvers, ...approvers.map((name) => ({ ...entryOf(name), independent: true }))],
        researchers: [...people.researchers, entryOf('a researcher like somebody suspended')],
        dataOwners: [...people.dataOwners, entryOf('an owner like somebody suspended')],
      },
    },
  });
  const made = approvers.map(async (name) => {
    const link = await aLink(app, operation, 1, accountOf(name).oid);
    return [name, link.split('/').at(-1) ?? ''] as const;
  });
  links = new Map(await Promise.all(made));
  const { id } = await seedShape(app, { door: 'ingress', row: { state: 'rejected' } });
  const oid = findPerson(app.azure.directory, 'rana').oid;
  const of = {
    project: 'heart-study',
    held: 'heart-study',
    act: 'withdraw',
    hash: '0'.repeat(64),
    oid,
    incident: anIncident,
    naming: '0a1b2c3d4e5f6071',
  };
  const line = { severity: 'low', projects: 'heart-study', awareAt: '2026-03-01T10:00:00.000Z', reason };
  const begun = { id: `${anIncident}.0`, at: app.ports.clock.now(), kind: 'incident.opened', data: line } as const;
  await app.ports.audit.append('_incidents', [note('_incidents', begun)]);
  usual = { ingress: { ...of, id }, export: { ...of, id: operation.id } };
  change = await changeOf('otto');
});
afterAll(() => app.stop());

function suspendedAs(person: string) {
  const { oid, email } = findPerson(app.azure.directory, person);
  return { oid, email, since: '2026-03-01T10:00:00.000Z', by: findPerson(app.azure.directory, 'otto').oid, reason };
}

/** A change that waits for a second operator. */
async function changeOf(person: string): Promise<string> {
  const stored = await app.ports.projects.get('heart-study');
  if (stored === undefined) throw new Error('there is no project');
  const { oid, name, email } = findPerson(app.azure.directory, person);
  const by = { oid, name, emails: [email] };
  const definition = { ...stored.value, ends: '2041-12-31' };
  const asked = { id: 'chg_1', by, reason, against: stored.hash, changes: [], definition };
  await app.ports.changes.put(newPendingChange(asked, app.ports.clock.now()), null);
  return asked.id;
}

const described: readonly (readonly [string, Description])[] = Object.entries(api);
const changes = described.filter(([, route]) => {
  const isForm = route.kind === 'page' && route.methods[0] === 'POST' && route.looks !== true;
  return (isForm || isChange(route)) && route.group !== 'session';
});

function routeOf(name: string): Route {
  const route = app.served.routes.find((one) => one.name === name);
  if (route === undefined) throw new Error(`There is no route ${name}`);
  return route;
}

function placeOf({ path }: Pick<Route, 'path'>): Place {
  const place = usual[path.includes('datasets') ? 'ingress' : 'export'];
  return path.includes('changes') ? { ...place, id: change } : place;
}

const reason = 'so that it is asked for';

const aFile = { size: 5000, md5: 'a'.repeat(32), sha256: 'b'.repeat(64) };

/** What is sent where a reason is not enough to be looked at. */
const fitting: Readonly<Record<string, object | string>> = {
  closeProject: { reason, releases: 'keep' },
  markAway: { from: '2039-01-03', to: '2039-01-07', reason },
  restoreStores: { apply: false, reason, project: 'heart-study' },
  restoreCopy: { apply: false, reason },
  restoreHeads: { apply: false, reason },
  applyCompute: { digest: 'none' },
  startMachine: { machine: 'none', reason },
  takeBackExport: { to: 'returning', reason },
  extendExport: { businessDays: 1, reason },
  replyOnMine: 'form=named&named.reply=To+nobody',
  sayAway: 'form=away&away.from=2039-01-03&away.to=2039-01-07',
  trace: { files: [aFile], reason },
  traceNames: { signed: 'none', project: 'heart-study', id: 'exp_01K00000000000000000000XYZ', reason },
  traceOnDesk: `form=ask&once=1&ask.size=5000&ask.md5=${aFile.md5}&ask.sha256=${aFile.sha256}&ask.reason=why`,
  openIncident: { severity: 'low', scope: { projects: ['heart-study'] }, reason },
  openIncidentOnDesk: 'form=open&once=1&open.severity=low&open.projects=heart-study&open.reason=why',
  actOnIncident: { act: 'contain', reason },
  actOnIncidentOnDesk: 'form=contain&once=1&contain.reason=why',
  noteIncident: { note: 'a note' },
  liftHoldOnDesk: `form=lift&once=1&lift.etag=%22none%22&lift.reason=why`,
};

async function sentTo(route: Route): Promise<Sent> {
  const stored = await app.ports.projects.get('heart-study');
  const headers = {
    'x-sallyport-reason': 'why',
    'if-match': /(Project|goBackOnChange)$/.test(route.name) ? (stored?.etag ?? '') : '*',
  };
  const fits = route.name === 'putProject' ? stored?.value : (fitting[route.name] ?? { reason });
  if (typeof fits === 'string') return { headers, body: fits };
  return route.kind === 'page' ? { headers } : { headers, body: JSON.stringify(fits) };
}

async function saidTo(name: Like, route: Route, place: Place = {}): Promise<string> {
  return (await matrix.ask(route, name, { ...placeOf(route), ...place }, await sentTo(route))).said;
}

/** What an operator may do also where they are a researcher, and what is about no project. */
const openToResearchers = {
  hold: ['holdProject', 'holdAll', 'setHoldOnDesk'],
  suspend: ['suspendPerson'],
  // The rows are asked for one by one, by the route of the act.
  'many rows': ['actOnMany'],
  // They show what is lost; over a doubt what they do wants two who take part in nothing.
  restore: ['restoreHeads', 'restoreCopy'],
  'about no project': ['sweepNow', 'sweepByForm', 'correctPerson', 'clearPerson', 'actOnPerson'],
};

describe('an operator whose guest account has the address of a researcher', () => {
  const open = Object.values(openToResearchers).flat();
  const closed = changes.map(([name]) => name).filter((name) => !open.includes(name));

  test.each(closed)('does nothing by %s', async (name) => {
    expect(await saidTo('an operator like a researcher', routeOf(name))).toMatch(/^40[34]/);
  });
});

describe('somebody whose guest account has the address of somebody else', () => {
  const ofParticipants = changes.filter(([, { access }]) => access === 'participant');
  const reviews = ofParticipants.filter(([, { group }]) => group === 'review').map(([name]) => name);
  const others = ofParticipants.filter(([, { group }]) => group !== 'review').map(([name]) => name);
  const refused = likes.filter((name) => name !== 'an approver like nobody');
  const approvers = refused.filter((name) => name.startsWith('an approver'));

  test.each(reviews.flatMap((route) => approvers.map((name) => ({ route, name }))))(
    '$name decides and notes nothing by $route',
    async ({ route, name }) => {
      const { said } = await matrix.ask(
        routeOf(route),
        name,
        { ...placeOf(routeOf(route)), handle: links.get(name) ?? '' },
        {
          body: `${await decision()}&remark1=Look`,
        },
      );
      expect(said).toBe('403');
      expect((await app.ports.decisions.read(usual.export['id'] ?? '')).decisions).toEqual([]);
      expect(
        await app.ports.remarks.drafts({ exportId: usual.export['id'] ?? '', round: 1, approver: accountOf(name).oid }),
      ).toEqual([]);
    },
  );

  test.each(others.flatMap((route) => refused.map((name) => ({ route, name }))))(
    '$name does nothing by $route',
    async ({ route, name }) => {
      const isOwn = ['sayAway', 'sayBack'].includes(route) && name.startsWith('an approver');
      if (!isOwn) expect(await saidTo(name, routeOf(route))).toMatch(/^40[34]/);
    },
  );

  test('is told why, and so is the audit', async () => {
    const lines: string[] = [];
    for await (const line of app.ports.audit.lines('heart-study')) lines.push(line);
    const told = lines.filter((line) => line.includes('decision.refused'));
    for (const rule of ['like-researcher', 'like-suspended', 'like-approver'])
      expect(told).toContainEqual(expect.stringContaining(rule));
  });

  test('is let in where nobody else has it', async () => {
    const name = 'an approver like nobody';
    const handle = links.get(name) ?? '';
    const { said } = await matrix.ask(routeOf('reviewDecision'), name, { handle }, { body: await decision() });
    expect(said).toBe('303');
    expect((await app.ports.decisions.read(usual.export['id'] ?? '')).decisions).toHaveLength(1);
  });
});

async function decision(): Promise<string> {
  const { rounds } = await app.ports.decisions.read(usual.export['id'] ?? '');
  return `choice=approve&lookedAt=yes&deidentified=yes&reason=&digest=${rounds[0]?.value.digest ?? ''}`;
}
