import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import type { Description } from '../../src/api/description.ts';
import type { ProblemCode } from '../../src/api/problems.ts';
import { problemsOf } from '../../src/api/problems-of.ts';
import { api } from '../../src/app/api.ts';
import { note } from '../../src/domain/audit/audit-event.ts';
import { BrokenDefinition } from '../../src/domain/base/errors.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { digestOfText } from '../../src/features/desk/project/definition-text.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { beginSession } from '../../src/web/session.ts';
import { type AskedRoute, anIncident, askRoute } from './ask-route.ts';
import { aProject, opened, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
/** Operations of a project, and of one in which the operator Otto is a researcher. */
const operations: Record<string, Operation> = {};
let cookie = '';

beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  const { people } = await aProject(app);
  const { name, email, oid } = findPerson(app.azure.directory, 'otto');
  const own = { ...people, researchers: [...people.researchers, { name, email, oid }] };
  await aProject(app, { id: 'own-study', people: own });
  for (const project of ['heart-study', 'own-study'])
    for (const door of ['ingress', 'export'] as const)
      operations[`${project} ${door}`] = await opened(app, { project, door, state: 'checking' });
  const line = { severity: 'low', projects: 'own-study', awareAt: '2026-03-01T10:00:00.000Z', reason: 'a leak' };
  const begun = { id: `${anIncident}.0`, at: app.ports.clock.now(), kind: 'incident.opened', data: line } as const;
  await app.ports.audit.append('_incidents', [note('_incidents', begun)]);
  const identity = { oid, name, emails: [email], roles: ['Ops.Operator'], groups: [], contexts: [] };
  const session = await beginSession(createCookieCipher(app.ports.secrets, app.ports.clock), identity, {
    on: true,
    projects: {},
  });
  cookie = `${session.name}=${session.value}`;
});
afterAll(() => app.stop());
afterEach(() => {
  vi.restoreAllMocks();
});

/** They look at something else first, or are open to those who send through the door; their own tests ask them as a researcher. */
const lookingFirst = [
  'putProject',
  'closeProject',
  'goBackOnChange',
  'confirmChange',
  'takeBackChange',
  'liftSuspension',
  'liftHoldOfAll',
  'discardExport',
  'discardRefusedExports',
  'withdrawExport',
  'restoreCopy',
  'restoreHeads',
];

const reason = 'so that it is asked for';
const bodies: Readonly<Record<string, object>> = {
  takeBackExport: { to: 'returning', reason },
  extendExport: { businessDays: 1, reason },
  applyCompute: { digest: 'none' },
  startMachine: { machine: 'none', reason },
  closeProject: { reason, releases: 'keep' },
  markAway: { from: '2039-01-03', to: '2039-01-07', reason },
  restoreCopy: { apply: false, reason },
  restoreHeads: { apply: false, reason },
  restoreStores: { apply: false, reason },
  trace: { files: [{ size: 5000, md5: 'a'.repeat(32), sha256: 'b'.repeat(64) }], reason },
  traceNames: { signed: 'none', project: 'own-study', id: 'exp_01K00000000000000000000XYZ', reason },
  withoutEvidenceExport: { digest: '0'.repeat(64), reason },
  passLimitExport: { digest: '0'.repeat(64), reason },
  openIncident: { severity: 'low', scope: { projects: ['own-study'] }, reason },
  actOnIncident: { act: 'contain', reason },
  noteIncident: { note: 'a note' },
  actOnMany: {
    act: 'retry',
    rows: [{ project: 'heart-study', id: 'exp_none', revision: 1 }],
    digest: '0'.repeat(64),
    reason,
  },
};

/** Asks the route in this process, about the operation of its door. */
const ask = (name: string, { project = 'heart-study', ...asked }: AskedRoute & { readonly project?: string } = {}) => {
  const of = name.includes('Export') ? 'export' : 'ingress';
  return askRoute(app, name, { params: { project, id: operations[`${project} ${of}`]?.id ?? '' }, ...asked });
};

const routes: readonly (readonly [string, Description])[] = Object.entries(api);
const refusing = (code: ProblemCode, kind: Description['kind'] = 'data') =>
  routes.filter(([, route]) => route.kind === kind && problemsOf(route).includes(code)).map(([name]) => name);
const forms = routes.filter(([, { kind, methods }]) => kind === 'page' && methods[0] === 'POST').map(([name]) => name);

/** The definition of the project breaks rules that came later, until the test ends. */
function breakDefinition(): void {
  const problems = [{ rule: 'unknown', path: 'colour', value: 'red', message: 'is not known' }];
  const [owner, researcher] = ['olga', 'rui'].map((id) => findPerson(app.azure.directory, id));
  const raw = JSON.stringify({ people: { dataOwners: [owner], researchers: [researcher] } });
  const broken = { id: 'heart-study', etag: '"1"', hash: '', problems, raw, since: '', before: [] };
  vi.spyOn(app.ports.projects, 'get').mockRejectedValue(new BrokenDefinition('heart-study', problems));
  vi.spyOn(app.ports.projects, 'find').mockResolvedValue(broken);
  vi.spyOn(app.ports.projects, 'list').mockImplementation(async function* () {
    yield broken;
  });
}

describe('every route for programs', () => {
  it.each(refusing('bad-request'))('%s takes no parameter that it does not know', async (name) => {
    expect(await ask(name, { person: 'otto', query: '?unknown=1' })).toEqual({ status: 400, code: 'bad-request' });
  });

  it.each(refusing('unauthenticated'))('%s is for nobody who is not signed in', async (name) => {
    expect(await ask(name, {})).toEqual({ status: 401, code: 'unauthenticated' });
  });

  it.each(refusing('role-missing'))('%s asks for the role that is described', async (name) => {
    const missing = { status: 403, code: 'role-missing' };
    expect(await ask(name, { person: 'ada' })).toEqual(missing);
    const described: Readonly<Record<string, Description>> = api;
    if (described[name]?.access !== 'Ops.Reader') expect(await ask(name, { person: 'rita' })).toEqual(missing);
  });

  it.each(refusing('forged-request'))('%s takes no change of a session from another site', async (name) => {
    expect(await ask(name, { headers: { cookie } })).toEqual({ status: 403, code: 'forged-request' });
  });

  it.each(refusing('too-large'))('%s reads no body that is too large', async (name) => {
    const headers = { 'idempotency-key': 'large', 'content-length': '9999999' };
    expect(await ask(name, { person: 'otto', headers })).toEqual({ status: 413, code: 'too-large' });
  });

  it.each(refusing('key-reused'))('%s is carried out once for a key', async (name) => {
    const headers = { 'idempotency-key': 'known' };
    const stands = (digest?: string) =>
      vi.spyOn(app.ports.requests, 'begin').mockImplementationOnce(async (asked) => {
        return { kind: 'stands', stored: { value: { ...asked, ...(digest ? { digest } : {}) }, etag: '' } };
      });
    stands('of another request');
    expect(await ask(name, { person: 'otto', headers })).toEqual({ status: 422, code: 'key-reused' });
    stands();
    expect(await ask(name, { person: 'otto', headers })).toEqual({ status: 409, code: 'conflict' });
  });

  it.each(refusing('precondition-failed').filter((name) => name.endsWith('Dataset') || name.endsWith('Export')))(
    '%s asks nothing of what has moved on',
    async (name) => {
      const asked = { person: 'otto', headers: { 'if-match': '"999"' }, body: bodies[name] ?? { reason } };
      expect(await ask(name, asked)).toEqual({ status: 412, code: 'precondition-failed' });
    },
  );

  it.each(refusing('forbidden').filter((name) => !lookingFirst.includes(name)))(
    '%s is for no operator who is a researcher of the project',
    async (name) => {
      const query = ['listDatasets', 'listExports', 'releases', 'askAudit'].includes(name) ? '?project=own-study' : '';
      const body = name === 'restoreStores' ? { ...bodies[name], project: 'own-study' } : (bodies[name] ?? { reason });
      const answer = await ask(name, { person: 'otto', project: 'own-study', query, body });
      expect(answer).toEqual({ status: 403, code: 'forbidden' });
    },
  );

  it.each(refusing('broken-definition'))('%s stands still where the definition is broken', async (name) => {
    breakDefinition();
    const body = name === 'restoreStores' ? { ...bodies[name], project: 'heart-study' } : (bodies[name] ?? { reason });
    const sender = name.includes('Export') ? 'rui' : 'olga';
    const person = /^(my|expect)/.test(name) ? sender : 'otto';
    const answer = await ask(name, { person, headers: { 'if-match': '"1"' }, body });
    expect(answer).toEqual({ status: 409, code: 'broken-definition' });
  });

  it.each(refusing('refused'))('%s says what to send', async (name) => {
    const answer = await ask(name, {
      person: 'otto',
      query: name.startsWith('list') ? '?continuation=none' : '',
      body: {},
    });
    expect(answer.status).toBeGreaterThanOrEqual(200);
    expect(['unauthenticated', 'role-missing']).not.toContain(answer.code);
  });
});

describe('every page', () => {
  it.each(refusing('bad-request', 'page'))('%s takes no parameter twice', async (name) => {
    expect((await ask(name, { person: 'otto', query: '?choice=deny&choice=approve' })).status).toBe(400);
  });

  it.each(refusing('unauthenticated', 'page'))('%s believes no token that is none', async (name) => {
    const headers = { authorization: 'Bearer nonsense', origin: app.url };
    expect((await ask(name, { headers })).status).toBe(401);
  });

  it.each(forms)('%s takes no form from another site, and none that is too large', async (name) => {
    expect((await ask(name, { headers: { cookie } })).status).toBe(403);
    const headers = { cookie, origin: app.url, 'content-length': '9999999' };
    expect((await ask(name, { headers })).status).toBe(413);
  });
});

describe('the desk', () => {
  const pages = routes
    .filter(([, { group, methods }]) => group === 'desk' && methods[0] === 'GET')
    .map(([name]) => name);
  const forms = { origin: () => ({ origin: app.url }), body: 'form=retry&once=1&retry.reason=why' };
  const nowhere = { project: 'no-such-study', params: { project: 'no-such-study', held: 'no-such-study' } };

  it.each(pages)('%s lets whoever is not signed in sign in, and refuses who lacks the role', async (name) => {
    expect((await ask(name)).status).toBe(303);
    expect((await ask(name, { person: 'ada' })).status).toBe(403);
  });

  it.each(['deskExport', 'exportMails', 'showComputes', 'deskCompute'])(
    '%s is not found where there is none',
    async (name) => {
      const asked = { ...nowhere, params: { ...nowhere.params, id: 'exp_none' } };
      expect((await ask(name, { person: 'rita', ...asked })).status).toBe(404);
    },
  );

  it.each(['actOnDataset', 'actOnExport', 'liftHoldOnDesk', 'applyOnDesk'])(
    '%s finds no form for what is not there',
    async (name) => {
      const asked = { ...nowhere, params: { ...nowhere.params, act: 'nonsense' } };
      const more = { headers: forms.origin(), body: `${forms.body}&digest=${'0'.repeat(64)}` };
      expect((await ask(name, { person: 'otto', ...asked, ...more })).status).toBe(404);
    },
  );

  it.each(['Dataset', 'Export'])(
    'asks nothing of a %s that is not possible, or of one that has moved on',
    async (of) => {
      const id = operations[`heart-study ${of === 'Export' ? 'export' : 'ingress'}`]?.id ?? '';
      const act = (path: string, body: string) =>
        ask(`actOn${of}`, {
          person: 'otto',
          params: { project: 'heart-study', id, act: path },
          headers: forms.origin(),
          body,
        });
      expect((await act('discard', forms.body)).status).toBe(409);
      expect((await act('stop', `${forms.body}2&retry.etag="999"`)).status).toBe(412);
    },
  );

  it('defines no project a second time, and nothing by a form that was used for something else', async () => {
    const { value } = (await app.ports.projects.get('heart-study')) ?? {};
    const put = async (definition: string) => {
      const fields = { form: 'a', once: 'same', 'a.reason': 'why', 'a.definition': definition };
      const checked = digestOfText(definition);
      const body = new URLSearchParams({ ...fields, 'a.checked': checked }).toString();
      return await ask('defineProject', { person: 'otto', params: { form: 'put' }, headers: forms.origin(), body });
    };
    expect((await put(JSON.stringify(value))).status).toBe(412);
    const known = { kind: 'stands' as const, stored: { value: { id: '', digest: 'other', at: '' }, etag: '' } };
    vi.spyOn(app.ports.requests, 'begin').mockResolvedValueOnce(known);
    expect((await put(JSON.stringify({ ...value, id: 'lung-study' }))).status).toBe(422);
  });

  it('says that computes stand still where the definition is broken', async () => {
    breakDefinition();
    expect((await ask('deskCompute', { person: 'rita' })).status).toBe(409);
  });

  it('shows the people of a project to programs too', async () => {
    expect((await ask('showPeople', { person: 'rita' })).status).toBe(200);
  });
});
