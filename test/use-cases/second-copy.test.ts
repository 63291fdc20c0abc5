import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { note, systemChain } from '../../src/domain/audit/audit-event.ts';
import { eventIn } from '../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../src/domain/base/time-slice.ts';
import { closureName } from '../../src/domain/definition/closure.ts';
import { copiedTables, copyPeriodMs, partIn } from '../../src/domain/overview/second-copy.ts';
import { judgeCopy } from '../../src/features/doctor/domain/running-checks.ts';
import { planCopy } from '../../src/features/verification/restore/plan-copy.ts';
import { writeCopy } from '../../src/features/verification/restore/write-copy.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { health } from '../../src/functions/system/health.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { Failures } from '../../src/use-cases/base/failures.ts';
import { openedEvent } from '../../src/use-cases/operation/start-operation.ts';
import { openDoors, whyNotOpen } from '../../src/use-cases/overview/copied-account.ts';
import { copyAway, newestRun } from '../../src/use-cases/overview/copy-away.ts';
import { copyTables } from '../../src/use-cases/overview/copy-tables.ts';
import { anOperation, stream } from '../contract/samples.ts';
import type { ServiceCall } from '../memory/hook.ts';
import { idle, project, WorkingWorld } from './working-world.ts';

let working: WorkingWorld;
beforeEach(async () => {
  working = await WorkingWorld.begin({ hasSecondCopy: true });
  await working.sweep();
});

const changed = (definition: string, against: string) => {
  const at = working.world.time.now();
  return note(project, { id: `put-${definition}`, at, kind: 'project.changed', data: { definition, against } });
};
const hour = () => working.world.time.pass(copyPeriodMs);

function copyOf({ secondCopy }: Ports) {
  if (secondCopy === undefined) throw new Error('there is no second copy');
  return secondCopy;
}

/** Everything in a container of the control account, as text by name. */
function textsIn(container: string): Record<string, string> {
  const service = working.world.storage.places().get(`control/${container}`);
  const names = service?.names().filter((name) => name !== '_begun') ?? [];
  return Object.fromEntries(names.sort().map((name) => [name, service?.peek(name)?.content.toString() ?? '']));
}

function recordsNow() {
  return { audit: textsIn('audit'), projects: textsIn('projects'), manifests: textsIn('manifests') };
}

/** What an operator does until nothing comes back any more. */
async function restoreFromCopy(ports = working.afresh): Promise<void> {
  const whole = { ...ports, secondCopy: copyOf(ports) };
  for (;;) {
    const plan = await planCopy(whole);
    expect([plan.problems, plan.doubts]).toEqual([[], []]);
    if (plan.back.length === 0) return;
    await writeCopy(whole, plan, () => false);
  }
}

async function copiedNames(prefix = ''): Promise<string[]> {
  return (await Array.fromAsync(copyOf(working.afresh).list(prefix))).map(({ name }) => name);
}

async function lost(): Promise<readonly string[]> {
  await working.sweep();
  return ((await working.afresh.overview.seen())?.broken ?? []).filter((row) => row.lost).map(({ key }) => key);
}

describe('a world in full work', () => {
  test('is copied whole by its second sweep, and nothing is lost', async () => {
    const run = await newestRun(copyOf(working.afresh), working.world.time.now());
    expect(run?.at).toBe(working.world.time.now().toISOString());
    expect(await lost()).toEqual([]);
    expect((await verifyProofs(working.afresh)).findings).toEqual([]);
  });

  test('has the SHA-256 of each table in a line, once a day', async () => {
    const lines = await Array.fromAsync(working.afresh.audit.lines(systemChain));
    const told = lines.flatMap((line) => eventIn(line) ?? []).filter(({ kind }) => kind === 'tables.copied');
    expect(told.map(({ data }) => Object.keys(data))).toEqual([copiedTables.toSorted()]);
    const parts = await copiedNames('tables/');
    const hashes = parts.map(async (name) => {
      const { content } = await copyOf(working.afresh).read(name);
      return [partIn(name)?.blob.split('/').at(-1), createHash('sha256').update(content).digest('hex')];
    });
    expect(told[0]?.data).toEqual(Object.fromEntries(await Promise.all(hashes)));
    await hour();
    await working.sweep();
    expect(await copiedNames('tables/')).toEqual(parts);
    await working.world.time.pass(24 * copyPeriodMs);
    await working.sweep();
    expect((await copiedNames('tables/')).length).toBe(2 * parts.length);
  });
});

describe('an hour', () => {
  const requestsOf = async () => {
    const calls: ServiceCall[] = [];
    const hook = { before: (call: ServiceCall) => void calls.push(call), after: () => undefined };
    const ports = {
      ...working.afresh,
      ...storagePorts(working.world.storage.ofApp({ clock: working.world.time, hook })),
    };
    await hour();
    await copyAway(ports, { share: startTimeSlice(working.world.time, 60), failures: new Failures() });
    return calls.length;
  };

  test('in which nothing happened costs the same however much there is', async () => {
    const before = await requestsOf();
    for (let at = 0; at < 20; at += 1) {
      const operation = anOperation({ project, name: `more-${at}`, revision: 0 });
      await working.world.ports.register.open(operation, []);
      await working.world.ports.audit.append(project, [openedEvent(operation)]);
    }
    expect(await requestsOf()).toBeGreaterThan(before);
    expect(await requestsOf()).toBe(before);
    expect(before).toBeLessThan(10);
  });

  test('in which a definition changed has both in the copy, and puts the newer one back', async () => {
    const stored = await working.world.ports.projects.get(project);
    if (stored === undefined) throw new Error('there is no project');
    await hour();
    const { hash } = await working.world.ports.projects.put({ ...stored.value, title: 'Another title' }, stored.etag);
    const lines = [openedEvent(anOperation({ project })), changed(hash, stored.hash)];
    await working.world.ports.audit.append(project, lines);
    await working.sweep();
    const before = recordsNow();
    working.loseContainer('control/projects');
    await restoreFromCopy();
    expect(recordsNow().projects).toEqual(before.projects);
  });

  test('in which a project was closed has its certificate in the copy', async () => {
    await hour();
    const name = closureName(project, 'keep');
    await working.world.ports.manifests.writeReceipt(name, 'a.b.c');
    const at = working.world.time.now();
    await working.world.ports.audit.append(project, [note(project, { id: 'closed', at, kind: 'project.closed' })]);
    await working.sweep();
    expect((await copiedNames(`manifests/${name}`)).map((part) => partIn(part)?.blob)).toEqual([
      `manifests/${name}.jws`,
    ]);
  });

  test('that was cut is gone on with, and makes the copy no younger before', async () => {
    await hour();
    const at = (await newestRun(copyOf(working.afresh), working.world.time.now()))?.at;
    await working.world.ports.audit.append(project, [openedEvent(anOperation({ project }))]);
    const over = { end: new Date(0), isOver: () => true, turn: 0 };
    await copyAway(working.afresh, { share: over, failures: new Failures() });
    expect((await newestRun(copyOf(working.afresh), working.world.time.now()))?.at).toBe(at);
    await working.world.time.pass(1000);
    await working.sweep();
    expect((await newestRun(copyOf(working.afresh), working.world.time.now()))?.at).not.toBe(at);
  });
});

describe('the loss of the whole control account', () => {
  test('shuts all doors, and nothing of the new account is copied or marked', async () => {
    await hour();
    await working.world.put('ingress', `${project}/later/a.csv`, 'a');
    await working.loseAccount();
    const copied = await copiedNames();
    expect(await lost()).toEqual(['the control account']);
    expect(await working.afresh.register.openId('ingress', project, 'later')).toBeUndefined();
    expect(await working.afresh.marks.missing()).toEqual(working.afresh.marks.places);
    expect(await copiedNames()).toEqual(copied);
  });

  test('is no clean verification', async () => {
    await working.loseAccount();
    const { ok, findings } = await verifyProofs(working.afresh);
    expect(ok).toBe(false);
    expect(findings.map(({ why }) => why)).toContain(
      `The second copy has lines of ${project}, and nothing here knows it`,
    );
  });

  test('is seen where the other accounts are empty, and where a new one was marked', async () => {
    await working.loseAccount();
    for (const place of ['datasets', 'review', 'released'] as const)
      working.loseContainer(`${place === 'released' ? 'public' : 'secure'}/${place}`);
    expect(await lost()).toEqual(['the control account']);
    await working.world.time.pass(1000);
    await working.afresh.marks.put(working.afresh.marks.places);
    expect(await whyNotOpen(working.afresh)).toBe('the second copy is one of another control account than this');
  });

  test('takes no more than an hour: lines, definitions, manifests and receipts come back, and doors open when somebody says so', async () => {
    const before = recordsNow();
    expect(Object.keys(before.manifests).filter((name) => name.endsWith('.jws')).length).toBeGreaterThan(0);
    await working.loseAccount();
    await restoreFromCopy();
    expect(recordsNow()).toEqual(before);
    expect(await lost()).toEqual(['the control account']);
    await working.afresh.marks.put(await working.afresh.marks.missing());
    expect(await lost()).toEqual(['the control account']);
    await openDoors(working.afresh);
    expect(await whyNotOpen(working.afresh)).toBeUndefined();
  });
});

/** The status of health, and what it says. */
async function healthNow() {
  const tokens = { verify: async () => ({ ok: false as const, reason: 'no token' }) };
  const answer = await health({ ...working.afresh, tokens, groupsClaim: { on: true }, secondOperator: true })(
    { method: 'GET', url: '/', headers: new Headers(), params: {}, body: null },
    { ...idle, newerVersion: async () => undefined },
  );
  return [answer.status, String(answer.body)];
}

describe('a copy that fails', () => {
  const failing = (): Ports => ({
    ...working.afresh,
    secondCopy: {
      ...copyOf(working.afresh),
      list: () => {
        throw new Error('the account is away');
      },
    },
  });

  test('shuts no door of an account that it knew, and is told once it is older than two hours', async () => {
    expect(await whyNotOpen(failing())).toBeUndefined();
    await working.world.time.pass(2 * copyPeriodMs);
    await working.sweep(failing());
    const judged = async () =>
      judgeCopy(true, (await working.afresh.overview.seen())?.copied, working.world.time.now()).result;
    expect(await judged()).toBe('ok');
    await working.world.time.pass(1000);
    await working.sweep(failing());
    expect(await judged()).toBe('problem');
    expect(await healthNow()).toEqual([200, expect.stringContaining('the second copy is older than two hours')]);
    await working.sweep();
    await working.sweep();
    expect(await judged()).toBe('ok');
  });

  test('keeps the doors of an account shut that nobody knows', async () => {
    await working.loseRows('register', (kind) => kind === 'row:register place');
    expect(await whyNotOpen(failing())).toContain('the account is away');
    expect(await whyNotOpen(working.afresh)).toBeUndefined();
  });

  test('for a chain that was cut is no younger, and has all that it had', async () => {
    await hour();
    const [blob = ''] = Object.keys(textsIn('audit')).filter((name) => name.startsWith(`${project}/`));
    const service = working.world.storage.places().get('control/audit');
    const standing = service?.peek(blob);
    if (standing === undefined) throw new Error(`there is no ${blob}`);
    const cut = standing.content.subarray(0, standing.content.indexOf('\n') + 1);
    service?.tamper(blob, { ...standing, content: cut });
    const failures = new Failures();
    await copyAway(working.afresh, { share: startTimeSlice(working.world.time, 60), failures });
    expect(() => failures.throwAny()).toThrow('lines are lost');
    const run = await newestRun(copyOf(working.afresh), working.world.time.now());
    expect(run?.at).toBe(new Date(working.world.time.now().getTime() - copyPeriodMs).toISOString());
    expect(run?.ends[project]?.length).toBe(standing.content.length);
  });
});

test('where two sweeps copy at one instant, the line names what stands', async () => {
  const ports = { ...working.afresh, secondCopy: copyOf(working.afresh) };
  const at = new Date(working.world.time.now().getTime() + copyPeriodMs);
  const clock = { now: () => at };
  const rowsAs = (text: string) => ({ ...ports.originals, rows: () => stream([`${text}\n`]) });
  const cutOff = { ...ports.audit, append: () => Promise.reject(new Error('it dies here')) };
  await expect(copyTables({ ...ports, clock, audit: cutOff, originals: rowsAs('{"a":1}') })).rejects.toThrow('dies');
  await copyTables({ ...ports, clock, originals: rowsAs('{"a":2}') });
  const line = await ports.audit.event(systemChain, `tables-copied-${at.toISOString()}`);
  const stands = createHash('sha256').update('{"a":1}\n').digest('hex');
  expect(line?.data).toEqual(Object.fromEntries(copiedTables.map((table) => [table, stands])));
});
