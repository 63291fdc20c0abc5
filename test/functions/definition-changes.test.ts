import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../local/azure/directory.ts';
import { listMails } from '../../local/azure/mail.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { collect, fresh } from '../contract/samples.ts';
import { aProject, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
let id: string;
let standing: Project;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());
beforeEach(async () => {
  id = fresh('study');
  standing = await aProject(app, { id });
});

const known = (person: string) => {
  const { name, email, oid } = findPerson(app.azure.directory, person);
  return { name, email, oid };
};
const oidOf = (person: string) => known(person).oid;

async function ask(person: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${app.url}/api/ops/projects/${path}`, {
    method,
    headers: { authorization: `Bearer ${await app.token(person)}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

/** Puts the definition with changes over what is in force now. */
async function put(person: string, change: Partial<Project>, reason = 'why%20not') {
  const etag = (await app.ports.projects.find(id))?.etag ?? '';
  const body = { ...standing, ...change };
  const { endings } = (await ask(person, 'POST', `${id}/check`, body)).body;
  const headers = { 'if-match': etag, 'x-sallyport-reason': reason, 'x-sallyport-endings': endings ?? '' };
  return await ask(person, 'PUT', id, body, headers);
}
const confirm = (person: string, change: string) =>
  ask(person, 'POST', `${id}/changes/${change}/confirm`, { reason: 'looked at it' });
const inForce = async () => (await app.ports.projects.get(id))?.value;
const events = async () =>
  (await collect(app.ports.audit.lines(id)))
    .map((line) => parseChainLine(line).event)
    .map(({ kind, actor, data }) => ({ kind: kind.replace('project.', ''), actor, data }));
const kinds = async () => (await events()).map(({ kind }) => kind);

const weaker: Partial<Project> = { tier: 'pilot' };
const forbidden = { status: 403, body: { type: 'urn:sallyport:forbidden' } };

describe('a change that makes a definition weaker', () => {
  it('waits, is shown and told in words, and comes into force when a second operator confirms it', async () => {
    standing = { ...standing, people: { ...standing.people, operators: [known('olivia')] } };
    expect((await put('otto', {})).status).toBe(200);
    // Whom the change itself takes out of the operators is told of it too.
    const asked = await put('otto', { ...weaker, people: { ...standing.people, operators: [] } });
    expect(asked.status).toBe(202);
    const { pending } = asked.body;
    expect(pending.changes[0]).toEqual({
      path: 'tier',
      kind: 'second-operator',
      words: 'Tier: standard becomes pilot',
    });
    expect((await inForce())?.tier).toBe('standard');
    expect((await ask('rita', 'GET', id)).body.pending).toMatchObject({ id: pending.id, by: { oid: oidOf('otto') } });
    const { page } = await signInAs(app, 'rita', '/api/ops');
    expect(page.html).toContain('Tier: standard becomes pilot');
    const mails = (await listMails(app.azure.mailUrl)).filter(({ subject }) => subject.includes(id));
    const addresses = mails.map(({ to }) => JSON.stringify(to)).sort();
    expect(addresses).toEqual([
      expect.stringContaining('olivia@example.org'),
      expect.stringContaining('otto@example.org'),
    ]);
    expect(mails[0]?.text).toContain('Tier: standard becomes pilot');
    expect(mails[0]?.text).toContain('why not');
    const confirmed = await confirm('olivia', pending.id);
    expect(confirmed).toMatchObject({ status: 200, body: { definition: { tier: 'pilot' }, hash: pending.hash } });
    expect((await inForce())?.tier).toBe('pilot');
    expect((await ask('rita', 'GET', id)).body.pending).toBeNull();
    const told = await events();
    expect(told.map(({ kind, actor }) => [kind, actor])).toEqual([
      ['change-intended', oidOf('otto')],
      ['changed', oidOf('otto')],
      ['change-asked', oidOf('otto')],
      ['change-told', 'control-plane'],
      ['change-intended', oidOf('olivia')],
      ['change-confirmed', oidOf('olivia')],
      ['changed', oidOf('olivia')],
    ]);
    expect(told.at(-1)?.data).toMatchObject({ asked: oidOf('otto'), reason: 'looked at it', definition: pending.hash });
    expect((await confirm('olivia', pending.id)).status).toBe(404);
  });

  it('is not confirmed by the one who asked, by a reader, or without a reason', async () => {
    const { pending } = (await put('otto', weaker)).body;
    expect(await confirm('otto', pending.id)).toMatchObject(forbidden);
    expect((await confirm('rita', pending.id)).status).toBe(403);
    const silent = await ask('olivia', 'POST', `${id}/changes/${pending.id}/confirm`);
    expect(silent).toMatchObject({ status: 400, body: { type: 'urn:sallyport:refused' } });
    expect(await kinds()).toEqual(['change-asked', 'change-told', 'change-refused']);
    expect((await inForce())?.tier).toBe('standard');
  });

  it('needs a reason, and one is enough when it is asked for twice', async () => {
    expect((await put('otto', weaker, '')).status).toBe(400);
    const [first, second] = [await put('otto', weaker), await put('otto', weaker)];
    expect(second).toMatchObject({ status: 202, body: { pending: { id: first.body.pending.id } } });
    expect(await kinds()).toEqual(['change-asked', 'change-told']);
    const other = await put('olivia', { ends: '2050-01-01' });
    expect(other).toMatchObject({ status: 409, body: { type: 'urn:sallyport:conflict' } });
    expect(other.body.detail).toContain('Otto Operator');
  });

  it('is stale once another definition is in force, which may be put meanwhile', async () => {
    const { pending } = (await put('otto', weaker)).body;
    expect((await put('olivia', { title: 'Another title' })).status).toBe(200);
    expect((await ask('rita', 'GET', id)).body.pending).toBeNull();
    expect((await confirm('olivia', pending.id)).status).toBe(404);
    expect((await inForce())?.tier).toBe('standard');
    const ended = (await events()).find(({ kind }) => kind === 'change-expired');
    expect(ended?.data).toMatchObject({ change: pending.id, why: 'another definition is in force' });
    expect((await put('otto', weaker)).status).toBe(202);
  });

  it('waits for seven days and no longer, and the sweep says so', async () => {
    const { pending } = (await put('otto', weaker)).body;
    const week = 7 * 24 * 3_600_000;
    app.later(week);
    try {
      const sweep = await fetch(`${app.url}/api/ops/sweep`, {
        method: 'POST',
        headers: { authorization: `Bearer ${await app.token('otto', 8 * 24 * 3600)}` },
      });
      expect(sweep.status).toBe(200);
      const ended = (await events()).find(({ kind }) => kind === 'change-expired');
      expect(ended?.data).toMatchObject({ change: pending.id, why: 'nobody confirmed it in time' });
      expect(await app.ports.changes.get(id)).toBeUndefined();
    } finally {
      app.later(-week);
    }
  });

  it('can be taken back', async () => {
    const { pending } = (await put('otto', weaker)).body;
    const path = `${id}/changes/${pending.id}`;
    expect((await ask('rita', 'DELETE', path)).status).toBe(403);
    expect((await ask('otto', 'DELETE', path, undefined, { 'x-sallyport-reason': 'a slip' })).status).toBe(200);
    expect((await ask('otto', 'DELETE', path)).status).toBe(404);
    expect((await confirm('olivia', pending.id)).status).toBe(404);
    expect((await events()).at(-1)).toMatchObject({ kind: 'change-taken-back', data: { reason: 'a slip' } });
  });

  it('stands although the mail server is away, and the audit says that nobody was told', async () => {
    const { send } = app.ports.mailer;
    Reflect.set(app.ports.mailer, 'send', () => Promise.reject(new Error('connection refused')));
    try {
      expect((await put('otto', weaker)).status).toBe(202);
    } finally {
      Reflect.set(app.ports.mailer, 'send', send);
    }
    expect((await events()).at(-1)).toMatchObject({ kind: 'change-told', data: { told: 0, untold: 1 } });
  });

  it.each([
    ['weaker than', weaker],
    ['as strict as', {}],
  ])('waits as a first definition that is %s the defaults, and is no project until then', async (_how, change) => {
    id = fresh('study');
    standing = { ...standing, id, ...change };
    const headers = { 'if-none-match': '*', 'x-sallyport-reason': 'new' };
    const asked = await ask('otto', 'PUT', id, standing, headers);
    expect(asked.status).toBe(202);
    expect((await ask('rita', 'GET', id)).body).toMatchObject({ definition: null, pending: { against: null } });
    expect(await inForce()).toBeUndefined();
    expect((await confirm('olivia', asked.body.pending.id)).status).toBe(200);
    expect(await inForce()).toEqual(standing);
  });
});

describe('whoever takes part in a project', () => {
  const withPerson = (list: 'researchers' | 'dataOwners' | 'approvers', person: string) => {
    const one = list === 'approvers' ? { ...known(person), independent: false } : known(person);
    return { people: { ...standing.people, [list]: [...standing.people[list], one] } };
  };

  it.each(['researchers', 'dataOwners', 'approvers'] as const)(
    'changes nothing of it as one of its %s',
    async (list) => {
      expect(await put('otto', withPerson(list, 'otto'))).toMatchObject(forbidden);
      await aProject(app, { id, ...withPerson(list, 'otto') });
      expect(await put('otto', {})).toMatchObject(forbidden);
      expect(await put('otto', { ...withPerson(list, 'otto'), title: 'Mine' })).toMatchObject(forbidden);
      expect(await kinds()).toEqual(['change-refused', 'change-refused', 'change-refused']);
    },
  );

  it('is known by the e-mail too, under another object id', async () => {
    const guest = { ...known('otto'), oid: '00000000-0000-4000-8000-000000000001', email: 'OTTO@example.org' };
    await aProject(app, { id, people: { ...standing.people, researchers: [guest] } });
    expect(await put('otto', { title: 'Mine' })).toMatchObject(forbidden);
  });

  it('does not confirm what would make them take part', async () => {
    const { pending } = (await put('otto', withPerson('approvers', 'olivia'))).body;
    expect(await confirm('olivia', pending.id)).toMatchObject(forbidden);
    expect(await kinds()).toEqual(['change-asked', 'change-told', 'change-refused']);
  });

  it('has no other act of an operator as a researcher', async () => {
    await aProject(app, { id, ...withPerson('researchers', 'otto') });
    const answer = await fetch(`${app.url}/api/ops/compute/${id}/apply`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await app.token('otto')}` },
      body: JSON.stringify({ digest: 'd1' }),
    });
    expect(answer.status).toBe(403);
  });
});

describe('a definition that is checked before it is put', () => {
  it('is answered as PUT would decide it, and nothing waits or is audited', async () => {
    const checked = await ask('rita', 'POST', `${id}/check`, { ...standing, ...weaker });
    expect(checked).toMatchObject({
      status: 200,
      body: {
        ok: false,
        problems: [],
        waitsForSecondOperator: true,
        whoMayNot: expect.stringContaining('lacks the app role Ops.Operator'),
        changes: [{ path: 'tier', rule: 'stricter-only', waits: true }],
      },
    });
    expect((await ask('otto', 'POST', `${id}/check`, { ...standing, ...weaker })).body.ok).toBe(true);
    // No answer is kept for a repetition: the next one may be another.
    const key = { 'idempotency-key': fresh('check') };
    expect((await ask('otto', 'POST', `${id}/check`, standing, key)).body.changes).toEqual([]);
    expect((await ask('otto', 'POST', `${id}/check`, { ...standing, title: 'X' }, key)).body.changes).toHaveLength(1);
    expect((await ask('nils', 'POST', `${id}/check`, standing)).status).toBe(403);
    expect(await app.ports.changes.get(id)).toBeUndefined();
    expect(await kinds()).toEqual([]);
    expect((await put('otto', weaker)).status).toBe(202);
  });
});

describe('what changed from one version to another', () => {
  it('is told of the last change, and of the one that waits', async () => {
    const before = (await app.ports.projects.find(id))?.hash;
    await put('otto', { title: 'Hearts' });
    standing = { ...standing, title: 'Hearts' };
    const last = await ask('rita', 'GET', `${id}/diff`);
    expect(last).toMatchObject({
      status: 200,
      body: { from: before, changes: [{ path: 'title', sentence: expect.stringContaining('becomes Hearts') }] },
    });
    const { pending } = (await put('otto', weaker)).body;
    const waiting = await ask('rita', 'GET', `${id}/diff`);
    expect(waiting.body).toMatchObject({
      from: last.body.to,
      to: pending.hash,
      changes: [{ path: 'tier', from: 'standard', to: 'pilot', sentence: 'Tier: standard becomes pilot' }],
    });
    expect((await ask('rita', 'GET', `${id}/diff?from=${'0'.repeat(64)}`)).status).toBe(404);
  });

  it('is not told to an operator who is a researcher of the project, and neither is what a change would do', async () => {
    const researchers = [...standing.people.researchers, known('otto')];
    await aProject(app, { id, people: { ...standing.people, researchers } });
    expect(await ask('otto', 'GET', `${id}/diff`)).toMatchObject(forbidden);
    expect(await ask('otto', 'POST', `${id}/check`, standing)).toMatchObject(forbidden);
  });
});

describe('a suspension', () => {
  const suspend = (person: string, whom: string, reason = 'left the institute') =>
    ask(person, 'POST', `${id}/people/${oidOf(whom)}/suspend`, { reason });
  const lift = (person: string, whom: string) =>
    ask(person, 'POST', `${id}/people/${oidOf(whom)}/lift`, { reason: 'is back' });

  it('is in force at once, also by an operator who takes part, and may leave a quorum out of reach', async () => {
    const researchers = [...standing.people.researchers, known('otto')];
    await aProject(app, { id, people: { ...standing.people, researchers } });
    for (const whom of ['ada', 'ben']) {
      const { status, body } = await suspend('otto', whom);
      expect(status).toBe(200);
      expect(body.definition.suspended.at(-1)).toMatchObject({ oid: oidOf(whom), by: oidOf('otto') });
    }
    expect((await suspend('otto', 'ada')).body.definition.suspended).toHaveLength(2);
    expect(await kinds()).toEqual([
      'change-intended',
      'suspended',
      'hold.person-set',
      'change-intended',
      'suspended',
      'hold.person-set',
    ]);
    expect((await suspend('rita', 'cleo')).status).toBe(403);
    expect((await suspend('otto', 'nils')).status).toBe(404);
    expect((await suspend('otto', 'cleo', ' ')).status).toBe(400);
  });

  it('ends only with a second operator', async () => {
    await suspend('otto', 'ada');
    const asked = await lift('otto', 'ada');
    expect(asked.status).toBe(202);
    expect((await inForce())?.suspended).toHaveLength(1);
    expect((await confirm('olivia', asked.body.pending.id)).status).toBe(200);
    expect((await inForce())?.suspended).toEqual([]);
    expect((await lift('otto', 'ada')).status).toBe(404);
  });

  it('is not put in the name of another operator', async () => {
    const entry = { oid: oidOf('ada'), email: 'ada@example.org', since: '2026-01-01T00:00:00.000Z', reason: 'x' };
    const answer = await put('otto', { suspended: [{ ...entry, by: oidOf('olivia') }] });
    expect(answer).toMatchObject({ status: 400, body: { problems: [{ rule: 'own-suspension' }] } });
    expect((await put('otto', { suspended: [{ ...entry, by: oidOf('otto') }] })).status).toBe(200);
  });
});
