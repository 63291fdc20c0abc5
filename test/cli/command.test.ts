import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import type { Surroundings } from '../../src/cli/surroundings.ts';
import { dangerOf } from '../../src/cli/work/act.ts';
import { systemChain } from '../../src/domain/audit/audit-event.ts';
import { type ActName, acts } from '../../src/domain/lifecycle/acts.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';
import { anEvent } from '../contract/samples.ts';
import { auditOf } from '../functions/ask.ts';
import { planningApp } from '../functions/planning-app.ts';
import { aProject, aReview, opened, type RunningApp } from '../functions/running-app.ts';
import { quietSurroundings } from './surroundings.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'sallyport-command-'));
const applied: string[] = [];
let app: RunningApp;

beforeAll(async () => {
  app = await planningApp(applied);
  await aProject(app);
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Types words, in this process: another one for each would take most of the time. */
async function type(words: readonly string[], tokenOf = 'otto', change: Partial<Surroundings> = {}) {
  const environment = { SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token(tokenOf) };
  const { surroundings, written } = quietSurroundings({ environment, now: () => new Date(), ...change });
  const code = await run(words, surroundings);
  return { code, ...written() };
}

/** Types them as npm would start the command. */
const typeInShell = (...words: readonly string[]) => typeWith([], ...words);

async function typeWith(options: readonly string[], ...words: readonly string[]) {
  const script = [...options, '--import', './scripts/node-24.mjs', 'local/commands/sallyport.ts', ...words];
  const env = { ...process.env, SALLYPORT_URL: app.url, SALLYPORT_TOKEN: await app.token('otto') };
  const child = spawn(process.execPath, script, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, err };
}

const failure = { state: 'copying', message: 'The source is leased', publicMessage: 'It is leased', at: '2030-01-01' };

test('status shows what waits for somebody, with names that cannot steer the terminal', async () => {
  const { id } = await opened(app, { name: 'evil\u001b[2J', state: 'failed', failure });
  const { code, out, err } = await typeInShell('status', '--project', 'heart-study');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toMatch(/^Waits for somebody\nID +PROJECT +NAME +STATE +FOR +WAITS FOR\n/);
  expect(out).toContain(`${id}  heart-study  evil\\u{1b}[2J  failed`);
});

test('a short number is as good as an id where only one has it, and what is unknown, shared or not to be seen is one answer', async () => {
  const { id } = await opened(app, {
    id: app.ports.random.operationId('ingress'),
    name: 'numbered',
    state: 'failed',
    failure,
  });
  const number = id.slice(-6);
  expect(await type(['explain', number.toLowerCase()])).toMatchObject({
    code: 0,
    out: expect.stringContaining('numbered'),
  });
  expect((await type(['status', '--text', number])).out).toContain(id);
  expect((await type(['status', '--text', 'UMBER'])).out).toContain(id);
  const unknown = `No single dataset or package that you may see has the number ZZZZZZ.`;
  expect(await type(['retry', 'ZZZZZZ', '--reason', 'x'])).toMatchObject({
    code: 1,
    err: expect.stringContaining(unknown),
  });
  await opened(app, { id: `exp_${app.ports.random.operationId('export').slice(4, -6)}${number}`, door: 'export' });
  expect(await type(['retry', number, '--reason', 'x'])).toMatchObject({
    code: 1,
    err: expect.stringContaining(unknown.replace('ZZZZZZ', number)),
  });
  const retried = await type(['retry', id, '--reason', 'by its id']);
  expect(retried.out).toContain('The dataset numbered of heart-study is copying');
});

test('an act finds the project by the id, sends its reason, and a second one is refused with what is possible', async () => {
  const { id, name } = await opened(app, { state: 'failed', failure });
  const reason = 'The lease is gone – really';
  const retried = await type(['retry', id, '--reason', reason]);
  expect(retried).toMatchObject({ code: 0, err: '' });
  expect(retried.out).toContain(`The dataset ${name} of heart-study is copying`);
  const lines = (await auditOf(app, 'heart-study')).filter((event) => JSON.stringify(event).includes(reason));
  expect(lines.length).toBeGreaterThan(0);
  const again = await type(['retry', id, '--reason', 'Once more']);
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toMatch(/^The dataset ing_\w+ is copying: 'retry' is not possible\. Possible now: /);
});

test('an owner says what the next upload must be, with what md5sum printed', async () => {
  const file = join(folder, 'cohort.md5');
  writeFileSync(file, `${'0a'.repeat(16)}  a.csv\n`);
  const noted = await type(['expect', 'heart-study', 'expected-here', '--bytes', '4000000000', '--sums', file], 'olga');
  expect(noted).toMatchObject({ code: 0, err: '', out: expect.stringContaining('Noted of expected-here v1.') });
  const { expected } = (await app.ports.register.rememberedDoor('ingress', 'heart-study')).value;
  expect(expected).toMatchObject([{ name: 'expected-here', bytes: 4_000_000_000, digest: expect.any(String) }]);
  const without = await type(['expect', 'heart-study', 'expected-here'], 'olga');
  expect(without).toMatchObject({ code: 2, err: expect.stringContaining('--files, --bytes or --sums') });
});

test('no name steers the terminal, wherever a sentence quotes it', async () => {
  const { id } = await opened(app, { name: 'evil\u001b[2J\u202e', state: 'rejected' });
  const question = async () => 'no';
  for (const words of [
    ['wait', id],
    ['explain', id],
    ['discard', id, '--reason', 'x'],
    ['status', '--json'],
  ]) {
    const { out, err } = await type(words, 'otto', { question });
    expect(out + err).toContain('evil');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
    expect(out + err).not.toMatch(/[\u001b\u202e]/);
  }
});

test('at a terminal a dangerous act says what will happen, and is done only when somebody agrees', async () => {
  const { id } = await opened(app, { state: 'rejected' });
  const discard = (answer: string) =>
    type(['discard', id, '--reason', 'It comes anew'], 'otto', { question: async () => answer });
  const refused = await discard('no');
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(refused.err).toMatch(
    / is rejected since .*\nData Factory will delete its files in ingress\..*\nNothing was done\.\n$/s,
  );
  expect(await discard('yes')).toMatchObject({ code: 0 });
});

describe('where nobody can be asked', () => {
  const inShell: Record<ActName, readonly string[]> = {
    retry: ['retry'],
    stop: ['stop'],
    discard: ['discard'],
    retract: ['retract'],
    giveBack: ['give-back'],
    withdraw: ['withdraw'],
    takeBack: ['take-back', '--to', 'in-review'],
    revoke: ['revoke'],
    extend: ['extend', '--business-days', '1'],
    resend: ['resend'],
    withoutEvidence: ['without-evidence'],
    passLimit: ['pass-limit'],
  };
  const dangerous = acts.flatMap(({ name, doors }) =>
    doors.flatMap((door) => (dangerOf(name, { door }) === undefined ? [] : [[name, door] as const])),
  );
  /** Types it, and counts what is asked of the app and might change something. */
  const writesOf = async (words: readonly string[]) => {
    const asked = vi.spyOn(globalThis, 'fetch');
    const typed = await type([...words, '--reason', 'It was agreed']);
    const ours = asked.mock.calls.filter(([url]) => String(url).startsWith(app.url));
    asked.mockRestore();
    return { ...typed, writes: ours.filter(([, request]) => request?.method !== 'GET').length };
  };
  const needsYes = { code: 2, out: '', err: expect.stringMatching(/\S\n.*Nobody can be asked.* --yes/s), writes: 0 };

  test.each(dangerous)('%s of a thing at the %s door says what it would do, and wants --yes', async (act, door) => {
    const state = door === 'ingress' ? 'copying' : 'releasing';
    const { id } = await opened(app, { door, state });
    expect(await writesOf([...inShell[act], id])).toEqual(needsYes);
    expect(await writesOf([...inShell[act], id, '--yes'])).toMatchObject({ writes: 1 });
  });

  test.each([
    ['person', 'clear', '5a11f0a7-0000-4000-8000-0000000000d4'],
    ['projects', 'close', 'heart-study', '--releases', 'keep'],
    ['hold', 'set', 'heart-study', '--take-back'],
    ['hold', 'set', '--take-back'],
    ['incident', 'open', '--severity', 'low', '--projects', 'heart-study', '--take-back'],
    ['incident', 'close', 'inc_20300131_0a1b2c3d'],
    ['compute', 'apply', 'heart-study'],
  ])('so does %s %s %s', async (...words) => {
    expect(await writesOf(words)).toEqual(needsYes);
  });

  test('so does a restore, which has looked at its plan by then', async () => {
    await app.ports.audit.append('_system', [anEvent('begun')]);
    const words = ['restore', 'apply', 'handles', '--project', '_system'];
    expect(await writesOf(words)).toEqual({ ...needsYes, writes: 1 });
  });

  test('a hold of everything, which can be lifted, is set at once', async () => {
    expect(await writesOf(['hold', 'set'])).toMatchObject({ code: 0, writes: 1 });
    expect(await writesOf(['hold', 'lift'])).toMatchObject({ code: 0 });
  });
});

test('compute start starts a machine of the definition, and no other', async () => {
  const machine = { name: 'dsvm-1', size: 'Standard_D2s_v5', image: 'ubuntu-24-04', power: { mode: 'manual' } };
  await aProject(app, { id: 'machine-study', compute: computeDefinition.parse({ virtualMachines: [machine] }) });
  const start = (name: string) => type(['compute', 'start', 'machine-study', name, '--reason', 'Asked for by mail']);
  expect(await start('DSVM-1')).toMatchObject({ code: 0, out: 'Machine dsvm-1 is being started.\n' });
  expect((await start('other')).err).toContain('The definition of machine-study names no such machine');
});

test('compute hours tells how long the computes of a project ran', async () => {
  expect((await type(['compute', 'hours', 'heart-study'])).out).toBe(
    'Hours this month: 0; the definition names no budget.\n',
  );
  const months = [{ month: '2026-01', machines: 3_600_000, instances: 0, missed: 0 }];
  await app.ports.hours.write('heart-study', { months }, undefined);
  const { out } = await type(['compute', 'hours', 'heart-study']);
  expect(out).toMatch(/\nMONTH +MACHINES +INSTANCES +NOBODY LOOKED\n2026-01 +1 +0 +0\n$/);
});

test('used-by lists what was made from a version, and so does a retraction before it is done', async () => {
  const { id } = await opened(app, { name: 'cohort', state: 'available', version: 1 });
  const nothing = await type(['used-by', id]);
  expect(nothing.out).toMatch(/^No package names this version\.\n/);
  const by = { oid: 'r', name: 'Rui' };
  const submission = { purpose: 'x', madeFrom: [{ id, name: 'cohort', version: 1 }], by, at: '2030-01-01' };
  const made = await opened(app, { door: 'export', name: 'evil\u001b[2J', state: 'released', submission });
  const { code, out } = await type(['used-by', id, '--project', 'heart-study']);
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^ID +PACKAGE +STATE +SINCE\\n${made.id} +evil\\\\u\\{1b\\}\\[2J +released`));
  const words = ['retract', id, '--reason', 'Consent was withdrawn'];
  const refused = await type(words, 'otto', { question: async () => 'no' });
  expect(refused.err).toMatch(/1 package was made from it: "evil\\u001b\[2J"/);
  const wrong = await type(['used-by', made.id]);
  expect(wrong.err).toContain('is a package');
});

test('what moved on while somebody was asked is not acted on', async () => {
  const { id } = await opened(app, { state: 'copying' });
  const question = async () => {
    const stored = await app.ports.register.get({ project: 'heart-study', id });
    if (stored)
      await app.ports.register.update({ ...stored, value: { ...stored.value, revision: 9, state: 'verifying' } });
    return 'yes';
  };
  const stopped = await type(['stop', id, '--reason', 'The wrong upload'], 'otto', { question });
  expect(stopped).toMatchObject({ code: 1, err: expect.stringContaining('is verifying by now') });
});

test('--json is what the API answers, a refusal too', async () => {
  const { id } = await opened(app, { state: 'available' });
  const refused = await typeInShell('discard', id, '--reason', 'No', '--json', '--yes');
  expect(refused.code).toBe(1);
  expect(JSON.parse(refused.out)).toMatchObject({ type: 'urn:sallyport:illegal-move', status: 409 });
  const explained = await type(['explain', id, '--json']);
  expect(JSON.parse(explained.out)).toMatchObject({ about: { id, project: 'heart-study' }, state: 'available' });
});

test('the same key does a change once', async () => {
  // The first sweep of a deployment notes that its stores have begun.
  await type(['sweep']);
  const asked = async () => (await auditOf(app, systemChain)).filter(({ kind }) => kind === 'sweep.asked').length;
  const before = await asked();
  const [first, second] = [await type(['sweep', '--key', 'k1']), await type(['sweep', '--key', 'k1'])];
  expect(second).toEqual(first);
  expect(await asked()).toBe(before + 1);
});

test('wait says by its code that a package waits for people', async () => {
  const { operation } = await aReview(app);
  expect(await type(['wait', operation.id])).toMatchObject({ code: 4, err: '' });
  expect(await type(['wait', operation.id, '--for', 'in-review'])).toMatchObject({ code: 0 });
  const moving = await opened(app, { state: 'copying' });
  expect(await type(['wait', moving.id, '--timeout', '0s'])).toMatchObject({ code: 6 });
});

test('a hold is set, listed and lifted', async () => {
  const set = await type(['hold', 'set', 'heart-study', '--reason', 'A leak is looked into']);
  expect(set).toEqual({ code: 0, out: 'On hold: heart-study.\n', err: '' });
  expect((await type(['hold', 'list'])).out).toMatch(/^PROJECT .*\nheart-study .* A leak is looked into\n$/);
  expect(await type(['hold', 'lift', 'heart-study', '--reason', 'All is well'])).toMatchObject({ code: 0 });
  expect((await type(['hold', 'list'])).out).toBe('Nothing is on hold.\n');
  expect(await type(['hold', 'lift', 'heart-study', '--reason', 'All is well'])).toMatchObject({ code: 1 });
});

test('of several holds the one that is named is lifted, and without a name none', async () => {
  await type(['hold', 'set', 'heart-study', '--reason', 'A leak is looked into']);
  await type(['hold', 'set', 'heart-study', '--reason', 'The network is moved']);
  const lift = ['hold', 'lift', 'heart-study', '--reason', 'All is well'];
  const refused = await type(lift);
  expect(refused).toMatchObject({
    code: 2,
    err: expect.stringMatching(/Several holds are on\. Name one with --hold: \S+/),
  });
  const id = /(\S+) \(by [^:]*: A leak/.exec(refused.err)?.[1] ?? '';
  expect(await type([...lift, '--hold', id])).toMatchObject({ code: 0, out: expect.stringContaining(id) });
  expect((await type(['hold', 'list'])).out).toMatch(/^PROJECT .*\nheart-study .* The network is moved\n$/);
  expect(await type(lift)).toMatchObject({ code: 0 });
});

describe('a definition', () => {
  const file = join(folder, 'heart-study.json');
  const stored = () => JSON.parse(readFileSync(file, 'utf8'));

  test('is fetched into a file, changed and put; what somebody else changed since is not lost', async () => {
    expect(await type(['projects', 'get', 'heart-study', '--file', file])).toMatchObject({ code: 0 });
    const fetched = stored();
    writeFileSync(file, JSON.stringify({ ...fetched, title: 'Hearts' }));
    const put = ['projects', 'put', 'heart-study', '--file', file, '--reason', 'A better title'];
    expect(await type(put)).toEqual({ code: 0, out: 'The definition of heart-study is in force.\n', err: '' });
    writeFileSync(file, JSON.stringify({ ...fetched, title: 'Another title' }));
    expect(await type(put)).toMatchObject({ code: 1, err: expect.stringMatching(/Read it again/) });
    const { out } = await type(['projects', 'get', 'heart-study']);
    expect(JSON.parse(out).title).toBe('Hearts');
  });

  test('an earlier version is put in force again by its hash', async () => {
    const { out } = await type(['projects', 'versions', 'heart-study', '--json']);
    const earlier = JSON.parse(out).items.find(({ inForce }: { inForce: boolean }) => !inForce);
    expect((await type(['projects', 'diff', 'heart-study'])).out).toContain('Heart study');
    const put = await type(['projects', 'put', 'heart-study', '--version', earlier.hash, '--reason', 'As it was']);
    expect(put).toMatchObject({ code: 0, err: expect.stringMatching(/^It replaces the version [0-9a-f]{64}\.\n$/) });
    expect(JSON.parse((await type(['projects', 'get', 'heart-study'])).out).title).toBe('Heart study');
  });

  test('one that stops something is put once a person agrees to what that is', async () => {
    await type(['projects', 'get', 'heart-study', '--file', file]);
    const before = stored();
    writeFileSync(file, JSON.stringify({ ...before, ends: '2026-01-31' }));
    const put = ['projects', 'put', 'heart-study', '--file', file, '--reason', 'Mistyped'];
    const asked = await type(put);
    expect(asked.code).not.toBe(0);
    expect(asked.err).toContain('It stops or ends this:');
    expect(asked.err).toContain('would wait at the door');
    expect(JSON.parse((await type(['projects', 'get', 'heart-study'])).out).ends).toBe(before.ends);
    expect((await type(['projects', 'check', 'heart-study', '--file', file])).out).toContain(
      '(stops or ends something)',
    );
  });

  test('a weaker one waits for a second operator, which says how to confirm it', async () => {
    await type(['projects', 'get', 'heart-study', '--file', file]);
    const { egress, ...rest } = stored();
    const weaker = { ...egress, approval: { ...egress.approval, quorum: 1 } };
    writeFileSync(file, JSON.stringify({ ...rest, egress: weaker }));
    const put = await type(['projects', 'put', 'heart-study', '--file', file, '--reason', 'Fewer people', '--yes']);
    expect(put.code).toBe(0);
    const [, id = ''] = /sallyport projects changes confirm heart-study (\S+) --reason/.exec(put.out) ?? [];
    const back = await type(['projects', 'changes', 'take-back', 'heart-study', id, '--reason', 'Not now']);
    expect(back).toMatchObject({ code: 0, out: `The change ${id} of heart-study is taken back.\n` });
  });
});

test('people are named by their address', async () => {
  const { email } = app.azure.directory.persons.find(({ id }) => id === 'ben') ?? { email: '' };
  const days = ['--from', '2030-01-07', '--to', '2030-01-11', '--reason', 'is ill'];
  expect((await type(['away', email, ...days])).out).toContain('is away from 2030-01-07 to 2030-01-11');
  expect((await type(['away'])).out).toContain(email);
  expect(await type(['back', email, '--reason', 'is well'])).toMatchObject({ code: 0 });
  expect(await type(['back', 'nobody@example.org', '--reason', 'x'])).toMatchObject({
    code: 1,
    err: 'Nobody in any project has the address nobody@example.org. Give the Entra object id of the person.\n',
  });
});

test('a plan of computes is applied by the digest that was shown', async () => {
  const { out } = await type(['compute', 'plan', 'heart-study', '--json']);
  const { digest } = JSON.parse(out);
  const apply = (which: string) =>
    type(['compute', 'apply', 'heart-study', '--digest', which, '--reason', 'It was read', '--yes']);
  expect(await apply(digest)).toMatchObject({ code: 0 });
  expect(applied).toEqual([digest]);
  expect(await apply('another')).toMatchObject({ code: 1 });
  const asked = (await auditOf(app, 'heart-study')).filter(({ kind }) => kind === 'compute.apply-asked');
  expect(asked.map(({ data }) => data)).toEqual([{ digest, reason: 'It was read' }]);
});

test('the audit is verified to its end', async () => {
  const { code, out } = await type(['audit', 'verify']);
  expect({ code, out }).toEqual({
    code: expect.any(Number),
    out: expect.stringMatching(/\d+ events and \d+ receipts verified, \d+ problems\.\n$/),
  });
});

test('the audit is asked for what somebody did, in words, as JSON lines or as a table', async () => {
  const asked = ['audit', 'query', '--project', 'heart-study', '--kind', 'compute.', '--sort', 'oldest'];
  const words = await type(asked);
  expect(words).toMatchObject({ code: 0, err: '' });
  expect(words.out).toMatch(/^\S+Z {2}compute\.apply-asked {2}heart-study {2}\S+ {2}\{.*"reason":"It was read"/m);
  const lines = (await type([...asked, '--json'])).out.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).kind)).toEqual(['compute.apply-asked']);
  expect((await type([...asked, '--csv'])).out).toMatch(
    /^at,project,operation,kind,actor,id,data,who,what\n.*,heart-study,,compute\./,
  );
});

test('a definition is checked before it is put', async () => {
  const file = join(folder, 'checked.json');
  await type(['projects', 'get', 'heart-study', '--file', file]);
  expect(await type(['projects', 'check', 'heart-study', '--file', file])).toMatchObject({
    code: 0,
    out: expect.stringContaining('It is the definition that is in force.\n'),
  });
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ends: '2019-01-01' }));
  const wrong = await type(['projects', 'check', 'heart-study', '--file', file]);
  expect(wrong).toMatchObject({ code: 1, err: '' });
  expect(wrong.out).toMatch(/^Problems\n {2}ends: /);
});

test('SATRE is told in columns, and as Markdown to hand over', async () => {
  expect((await type(['satre'])).out).toMatch(/^ID +LEVEL +VERDICT +WHAT IT ASKS\n/);
  expect((await type(['satre', '--markdown'])).out).toMatch(/^# .*\n/);
});

test('a reader may look and is told who gives the role to act', async () => {
  expect(await type(['status'], 'rita')).toMatchObject({ code: 0 });
  const refused = await type(['sweep'], 'rita');
  expect(refused.code).toBe(1);
  expect(refused.err).toContain('An administrator gives people the app roles');
});

test('--help loads no schema, so that it comes at once', async () => {
  const listing = `import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { if (url.includes('/node_modules/zod/')) console.log(url); return next(url, context); } });`;
  const watched = ['--import', `data:text/javascript,${encodeURIComponent(listing)}`];
  const { code, out } = await typeWith(watched, '--help');
  expect({ code, loaded: out.match(/^file:.*$/gm) }).toEqual({ code: 0, loaded: null });
});
