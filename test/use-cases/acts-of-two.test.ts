import { beforeEach, describe, expect, test } from 'vitest';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { DAY } from '../../src/domain/base/time.ts';
import { type ActOfTwo, actsOfTwo } from '../../src/domain/definition/acts-of-two.ts';
import { definitionHash } from '../../src/domain/definition/pending-change.ts';
import { usualClocks } from '../../src/domain/history/incident-clocks.ts';
import { liftAs } from '../../src/domain/operation/hold.ts';
import type { LimitWaiting } from '../../src/domain/operation/limit-schema.ts';
import { limitWaiting } from '../../src/domain/operation/limit-wait.ts';
import type { Project } from '../../src/domain/project/project.ts';
import { actOnIncident } from '../../src/features/releases/incidents/act-on-incident.ts';
import { readIncidents } from '../../src/features/releases/incidents/incident-chain.ts';
import { openIncident } from '../../src/features/releases/incidents/open-incident.ts';
import { askTrace } from '../../src/features/releases/trace/trace-route.ts';
import { planHeads } from '../../src/features/verification/restore/plan-heads.ts';
import { writeHeads } from '../../src/features/verification/restore/write-heads.ts';
import { holdForMalware } from '../../src/use-cases/operation/hold.ts';
import { liftHold } from '../../src/use-cases/operation/lift-hold.ts';
import { changeDefinition } from '../../src/use-cases/project/change-definition.ts';
import { confirmChange } from '../../src/use-cases/project/confirm-change.ts';
import { goOnWithoutEvidence } from '../../src/use-cases/review/go-on-without-evidence.ts';
import { passLimits } from '../../src/use-cases/review/pass-limits.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { anEvent } from '../contract/samples.ts';
import { gather, person, sampleProject } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const id = 'heart-study';
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email], roles: ['Ops.Operator'], groups: [] };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];
const idle = { start: async () => undefined, wake: async () => undefined };
const reason = 'it is to be so';

let world: MemoryWorld;
let days = 0;
let secondOperator = true;
/** Size of the file that somebody asks about. */
let outside = 0;
/** What the first who wants a head back, or asks about a file, is given. */
let wish: string | undefined;
const app = () => {
  const clock = { now: () => new Date(world.time.now().getTime() + days * DAY) };
  const sealer = createCookieCipher(world.ports.secrets, clock);
  return { ...world.ports, clock, sealer, secondOperator, publicBaseUrl: 'https://gate.example.org' };
};
const project = async (): Promise<Project> => (await world.ports.projects.get(id))?.value ?? sampleProject();

/** How one act of the table is asked for and agreed. */
interface Played {
  begin(): Promise<unknown>;
  /** Says it as the first. */
  ask(by: typeof otto): Promise<unknown>;
  /** What somebody who looks now sees of it. */
  see(): Promise<string>;
  /** Says it as the second, who saw that. */
  agree(by: typeof otto, seen: string): Promise<unknown>;
  isDone(): Promise<boolean>;
  /** What it is about becomes another, while the row says that it was asked for. */
  change(): Promise<unknown>;
  /** Whoever can write tables writes that somebody else asked. */
  forge(): Promise<unknown>;
  /** Kind of the line that tells of it, and where that names who asked first. */
  readonly line: readonly [kind: string, first: string];
}

const theHold = async () => {
  const [stored] = await world.ports.holds.at(id);
  if (stored === undefined) throw new Error('nothing is held');
  return stored;
};
const theChange = async () => {
  const stored = await world.ports.changes.get(id);
  if (stored === undefined) throw new Error('no change waits');
  return stored;
};
const forged = { oid: orla.oid, name: orla.name, emails: orla.emails };

const played: Readonly<Record<ActOfTwo, Played>> = {
  'definition-change': {
    begin: async () => undefined,
    async ask(caller) {
      const stored = await world.ports.projects.get(id);
      const weaker = { ...(await project()), tier: 'pilot' as const };
      const wanted = { project: weaker, etag: stored?.etag ?? null, caller, reason, seen: 'by-the-act' as const };
      return await changeDefinition(app(), wanted);
    },
    see: async () => (await theChange()).value.id,
    agree: async (caller, seen) => await confirmChange(app(), { project: id, id: seen, caller, reason }),
    isDone: async () => (await project()).tier === 'pilot',
    async change() {
      const { value, etag } = await theChange();
      const other = { ...(await project()), tier: 'pilot' as const, title: 'Another' };
      await world.ports.changes.put({ ...value, definition: other, hash: definitionHash(other) }, etag);
    },
    async forge() {
      const { value, etag } = await theChange();
      await world.ports.changes.put({ ...value, by: forged }, etag);
    },
    line: ['project.changed', 'asked'],
  },
  'hold-lift': {
    begin: async () => await holdForMalware(world.ports, idle, { project: id, id: 'exp_1' }, '1'),
    ask: async (caller) =>
      await liftHold(app(), { project: id, caller, reason, named: liftAs((await theHold()).value) }),
    see: async () => liftAs((await theHold()).value),
    agree: async (caller, named) => await liftHold(app(), { project: id, caller, reason, named }),
    isDone: async () => (await world.ports.holds.at(id)).length === 0,
    change: async () => await holdForMalware(world.ports, idle, { project: id, id: 'exp_2' }, '2'),
    async forge() {
      const { value, etag } = await theHold();
      if (value.lifting !== undefined)
        await world.ports.holds.put({ ...value, lifting: { ...value.lifting, by: forged } }, etag);
    },
    line: ['hold.lifted', 'secondOperator'],
  },
  'without-evidence': {
    begin: async () => await unopened(),
    ask: async (caller) => await played['without-evidence'].agree(caller, (await thePackage()).package?.digest ?? ''),
    see: async () => (await thePackage()).package?.digest ?? '',
    agree: async (caller, digest) =>
      await goOnWithoutEvidence(app(), idle, { key: await thePackage(), caller, reason, digest }),
    isDone: async () =>
      (await world.ports.decisions.read((await thePackage()).id)).rounds.some(
        ({ value }) => value.withoutEvidence !== undefined,
      ),
    async change() {
      const { egress } = await project();
      await rule({ ...egress, approval: { ...egress.approval, quorum: 1, independent: 0 } });
    },
    async forge() {
      const stored = await world.ports.register.get(await thePackage());
      const asked = stored?.value.withoutEvidenceAsked;
      if (stored === undefined || asked === undefined) return;
      await world.ports.register.update({
        ...stored,
        value: { ...stored.value, withoutEvidenceAsked: { ...asked, by: forged } },
      });
    },
    line: ['inspection.without-agreed', 'secondOperator'],
  },
  'pass-limit': {
    begin: async () => await tooLarge(),
    ask: async (caller) => await played['pass-limit'].agree(caller, (await thePackage()).package?.digest ?? ''),
    see: async () => (await thePackage()).package?.digest ?? '',
    agree: async (caller, digest) => await passLimits(app(), idle, { key: await thePackage(), caller, reason, digest }),
    isDone: async () => limitWaiting(await thePackage())?.passed !== undefined,
    change: async () => await amendLimit((limit) => ({ ...limit, names: ['year'] })),
    forge: async () =>
      await amendLimit(({ asked, ...limit }) =>
        asked === undefined ? limit : { ...limit, asked: { ...asked, by: forged } },
      ),
    line: ['limit.passed', 'secondOperator'],
  },
  'incident-confirm': {
    begin: async () => undefined,
    ask: async (caller) => await anIncident(caller),
    see: async () => (await theIncident()).id,
    agree: async (caller, seen) => await actOnIncident(app(), caller, seen, { act: 'confirm', reason }),
    isDone: async () => (await theIncident()).confirmed !== null,
    // It has lapsed.
    async change() {
      days = 1;
    },
    forge: async () => await world.ports.audit.append('_incidents', [anEvent('incident.asked', { actor: orla.oid })]),
    line: ['incident.confirmed', 'secondOperator'],
  },
  incident: {
    async begin() {
      await anIncident(otto);
      world.inbox.mails.length = 0;
    },
    ask: async (caller) => await played.incident.agree(caller, ''),
    see: async () => '',
    agree: async (caller) =>
      await actOnIncident(app(), caller, (await theIncident()).id, { act: 'exempt', clock: 'month', reason }),
    isDone: async () => (await theIncident()).met.size > 0,
    async change() {
      const awareAt = new Date(world.time.now().getTime() - DAY).toISOString();
      await actOnIncident(app(), otto, (await theIncident()).id, { act: 'aware', awareAt, reason });
    },
    forge: async () => await world.ports.audit.append('_incidents', [anEvent('incident.asked', { actor: orla.oid })]),
    line: ['incident.exempted', 'secondOperator'],
  },
  restore: {
    async begin() {
      for (const chain of [id, 'lung-study'])
        await world.ports.audit.append(chain, [anEvent('one', { project: chain }), anEvent('two', { project: chain })]);
      await loseHead(id);
    },
    async ask(caller) {
      wish = undefined;
      return await played.restore.agree(caller, await played.restore.see());
    },
    see: async () => (await planHeads(app(), app())).digest,
    async agree(caller, digest) {
      const done = await writeHeads(app(), { caller, reason, digest, first: wish });
      if (done.kind === 'waits') wish = done.first;
    },
    isDone: async () => (await world.ports.audit.head(id)) !== undefined,
    change: async () => await loseHead('lung-study'),
    forge: async () => await world.ports.audit.append('_system', [anEvent('restore.asked', { actor: orla.oid })]),
    line: ['restore.done', 'secondOperator'],
  },
  trace: {
    async begin() {
      outside = 5000;
    },
    async ask(caller) {
      wish = undefined;
      return await played.trace.agree(caller, '');
    },
    see: async () => String(outside),
    async agree(caller) {
      const files = [{ size: outside, md5: 'a'.repeat(32), sha256: 'b'.repeat(64) }];
      const services = { ...app(), tokens: { verify: () => Promise.reject(new Error('nobody signs in')) } };
      const asked = await askTrace(services, caller, { files, reason, first: wish });
      if (asked.kind === 'waits') wish = asked.first;
    },
    isDone: async () => (await linesOf('trace.answered')).length > 0,
    async change() {
      outside += 1;
    },
    forge: async () => await world.ports.audit.append('_system', [anEvent('trace.asked', { actor: orla.oid })]),
    line: ['trace.answered', 'secondOperator'],
  },
};

const anIncident = async (caller: typeof otto) =>
  await openIncident({ ...app(), transferPollSeconds: 1, incidentClocks: usualClocks }, idle, caller, {
    ...{ severity: 'high', scope: { projects: [id], packages: [], datasets: [], people: [] }, reason },
  });

const theIncident = async () => {
  const [incident] = await readIncidents(world.ports.audit);
  if (incident === undefined) throw new Error('no incident was opened');
  return incident;
};

const loseHead = async (chain: string) => await world.storage.table('heads').deleteEntity(chain, 'head');

async function rule(egress: Project['egress']): Promise<void> {
  const stored = await world.ports.projects.get(id);
  await world.ports.projects.put({ ...(await project()), egress }, stored?.etag ?? null);
}

/** A package in review of which nobody can approve anything: there is no reading room, and its files must be opened. */
async function unopened() {
  const { egress } = await project();
  const viewing = 'required' as const;
  await rule({ ...egress, disclosure: { ...egress.disclosure, viewing } });
  await world.put('exports', `${id}/results/table.csv`, 'x,y\n');
  await world.put('exports', `${id}/results/_COMPLETE`, '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', `${id}/results/_COMPLETE`);
  await world.run('export', key, async () => (await world.operation(key)).round !== undefined);
  world.inbox.mails.length = 0;
}

/** An approved package that is larger than a limit of its project. */
async function tooLarge() {
  const { egress } = await project();
  const limits = [{ name: 'week', of: 'project' as const, days: 7, hard: { bytes: 1 } }];
  await rule({ ...egress, approval: { ...egress.approval, required: false }, limits });
  await world.put('exports', `${id}/results/table.csv`, 'x,y\n');
  await world.put('exports', `${id}/results/_COMPLETE`, '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', `${id}/results/_COMPLETE`);
  await world.run('export', key, async () => limitWaiting(await world.operation(key)) !== undefined);
  world.inbox.mails.length = 0;
}

async function amendLimit(change: (limit: LimitWaiting) => LimitWaiting) {
  const stored = await world.ports.register.get(await thePackage());
  const limit = stored && limitWaiting(stored.value);
  if (limit) await world.ports.register.update({ ...stored, value: { ...stored.value, limit: change(limit) } });
}

const thePackage = async () => {
  const [operation] = (await world.ports.register.list('export', id)).items;
  if (operation === undefined) throw new Error('there is no package');
  return operation;
};

const acts = Object.entries(played).map(([act, how]) => [act as ActOfTwo, how] as const);

async function linesOf(kind: string) {
  const lines = [
    ...(await gather(world.ports.audit.lines(id))),
    ...(await gather(world.ports.audit.lines('_system'))),
    ...(await gather(world.ports.audit.lines('_incidents'))),
  ];
  return lines.map((line) => parseChainLine(line).event).filter((event) => event.kind === kind);
}

/** Says it, whatever the answer is. */
const said = async (saying: Promise<unknown>) => await saying.catch((error: unknown) => error);

beforeEach(async () => {
  world = new MemoryWorld(29);
  [days, secondOperator] = [0, true];
  await world.project({ people: { ...sampleProject().people, operators: [person('Otto', 90), person('Orla', 91)] } });
});

test('every act of the table is played', () => {
  expect(acts.map(([act]) => act).toSorted()).toEqual(Object.keys(actsOfTwo).toSorted());
});

describe.each(acts)('%s', (act, how) => {
  const asked = async () => {
    await how.begin();
    await said(how.ask(otto));
    return await how.see();
  };

  test('waits for the second, who is asked by mail, and its line names the first', async () => {
    const seen = await asked();
    expect(await how.isDone()).toBe(false);
    expect(world.inbox.mails.map(({ to }) => to).toSorted()).toEqual(['orla@example.org', 'otto@example.org']);
    await how.agree(orla, seen);
    expect(await how.isDone()).toBe(true);
    const [kind, first] = how.line;
    expect((await linesOf(kind)).map(({ actor, data }) => [actor, data[first]])).toContainEqual([orla.oid, otto.oid]);
  });

  test.each([
    ['the first', otto],
    ['the first under another object id', { ...orla, emails: otto.emails }],
    ['somebody without an e-mail', { ...orla, emails: [] }],
  ])('is not done by %s', async (_who, caller) => {
    const seen = await asked();
    await said(how.agree(caller, seen));
    expect(await how.isDone()).toBe(false);
  });

  test.each(['researchers', 'approvers', 'dataOwners'] as const)('is not done by one of the %s', async (list) => {
    const { people } = await project();
    const entry = { ...person('Orla', 91), ...(list === 'approvers' ? { independent: false } : {}) };
    const stored = await world.ports.projects.get(id);
    await world.ports.projects.put(
      { ...(await project()), people: { ...people, [list]: [...people[list], entry] } },
      stored?.etag ?? null,
    );
    const seen = await asked();
    await said(how.agree(orla, seen));
    expect(await how.isDone()).toBe(false);
  });

  test('is not done by who saw something else than stands by now', async () => {
    const seen = await asked();
    await how.change();
    await said(how.agree(orla, seen));
    expect(await how.isDone()).toBe(false);
  });

  test('is not done by the first where a row says that another asked, and the audit does not', async () => {
    const seen = await asked();
    await how.forge();
    await said(how.agree(otto, seen));
    expect(await how.isDone()).toBe(false);
  });

  test('is not done after seven days', async () => {
    const seen = await asked();
    days = 7;
    await said(how.agree(orla, seen));
    expect(await how.isDone()).toBe(false);
  });

  test('where there is one operator only, is done as the table says, and its line says so', async () => {
    secondOperator = false;
    await how.begin();
    await how.ask(otto);
    if (actsOfTwo[act].alone === 'again') {
      expect(world.inbox.mails.map(({ to }) => to).toSorted()).toEqual(['orla@example.org', 'otto@example.org']);
      days = 0.9;
      await said(how.agree(otto, await how.see()));
      expect(await how.isDone()).toBe(false);
      days = 1;
      await how.agree(otto, await how.see());
    }
    expect(await how.isDone()).toBe(true);
    const [line] = (await linesOf(how.line[0])).slice(-1);
    expect(line).toMatchObject({ actor: otto.oid, data: { secondOperator: 'off' } });
  });
});
