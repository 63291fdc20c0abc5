import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { receiptKeys } from '../../../src/activities/lifecycle/receipts.ts';
import { packageManifest } from '../../../src/activities/transfer/places.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { usualClocks } from '../../../src/domain/history/incident-clocks.ts';
import { disclosureRules } from '../../../src/domain/inspection/disclosure.ts';
import type { Evidence } from '../../../src/domain/inspection/evidence.ts';
import { LinesDigest } from '../../../src/domain/inspection/lines-digest.ts';
import { verifyStatement } from '../../../src/domain/lifecycle/receipt.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { mostQuestions, smallestTraced, traceSchema } from '../../../src/features/releases/domain/trace.ts';
import { actOnIncident } from '../../../src/features/releases/incidents/act-on-incident.ts';
import { openIncident } from '../../../src/features/releases/incidents/open-incident.ts';
import { searchReleases } from '../../../src/features/releases/trace/search-releases.ts';
import { askTrace } from '../../../src/features/releases/trace/trace-route.ts';
import { createCookieCipher } from '../../../src/web/cookie-cipher.ts';
import { Requests } from '../../bench/requests.ts';
import { anOperation, stream } from '../../contract/samples.ts';
import { person, sampleProject } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const reason = 'It was offered for sale';
const sums = (text: string) => {
  const of = (name: string) => createHash(name).update(text);
  return { size: text.length, md5: of('md5').digest('hex'), sha256: of('sha256').digest('hex') };
};
const large = (text: string) => text.repeat(Math.ceil(smallestTraced / text.length) + 1);

let world: MemoryWorld;
const requests = new Requests();
beforeEach(async () => {
  world = new MemoryWorld(36, requests);
  await world.project();
});

/** A package with files of these contents; null has no MD5, as a file of many blocks. */
async function released(change: Partial<Operation>, files: Readonly<Record<string, string>>, hasMd5 = true) {
  const at = world.time.now().toISOString();
  const operation = anOperation({
    project: 'heart-study',
    door: 'export',
    state: 'released',
    startedAt: at,
    since: at,
    ...change,
  });
  const entries = Object.entries(files).map(([path, text]) => {
    const md5 = hasMd5 ? Buffer.from(sums(text).md5, 'hex').toString('base64') : null;
    return { path, size: text.length, etag: '0x1', md5, lastModified: at };
  });
  const summary = await world.ports.manifests.write(packageManifest(operation.id), stream(entries));
  await world.ports.register.restore({ ...operation, package: summary }, null);
  return operation;
}

const search = async (...texts: readonly string[]) =>
  await searchReleases(world.ports, ['heart-study'], texts.map(sums), new Date(world.time.now().getTime() + 1000));

const places = () => world.storage.places().get('control/manifests');

test('a manifest that is gone is named, and hides no other release', async () => {
  const broken = await released({}, { 'a.csv': large('a') });
  await released({}, { 'b.csv': large('b') });
  places()?.tamper(`${packageManifest(broken.id)}.ndjson`, undefined);
  const { searched, files } = await search(large('b'));
  expect(searched).toMatchObject({ releases: 2, unread: [broken.id] });
  expect(files).toMatchObject([{ result: 'found' }]);
});

test('what was taken back is found, what never left is not', async () => {
  const at = world.time.now().toISOString();
  await released({ state: 'in-review' }, { 'a.csv': large('a') });
  await released({ state: 'returned' }, { 'b.csv': large('b') });
  const run = {
    step: 'export-release',
    attempt: 0,
    status: 'succeeded',
    intendedAt: at,
    startedAt: at,
    closedAt: at,
  } as const;
  const parameters = { operationId: 'o', folder: 'f', listPath: 'l', endTime: at };
  const takeBack = { number: 1, from: 'released', to: 'revoked', at, by: 'o', reason } as const;
  await released(
    { state: 'revoked', takeBack, transfers: [{ ...run, runId: 'r', parameters }] },
    { 'c.csv': large('c') },
  );
  const { files } = await search(large('a'), large('b'), large('c'));
  expect(files.map(({ result }) => result)).toEqual(['not-found', 'not-found', 'found']);
  expect(files[2]?.releases).toMatchObject([{ path: 'c.csv', state: 'taken-back', way: 'md5-and-size' }]);
});

test('a release whose row is gone while it is looked through is named, and not called outside', async () => {
  const { id } = await released({}, { 'a.csv': large('a') });
  const ports = { ...world.ports, register: { ...world.ports.register, whole: async () => undefined } };
  const later = new Date(world.time.now().getTime() + 1000);
  const { searched, files } = await searchReleases(ports, ['heart-study'], [sums(large('a'))], later);
  expect(searched.unread).toEqual([id]);
  expect(files).toMatchObject([{ result: 'not-found', releases: [] }]);
});

test('of a file without an MD5 the evidence tells, and where there is none nobody can say', async () => {
  const operation = await released({}, { 'a.csv': large('a') }, false);
  expect((await search(large('a'))).files).toMatchObject([{ result: 'cannot-say', releases: [{ id: operation.id }] }]);
  expect((await search(`${large('a')}b`)).files).toMatchObject([{ result: 'not-found' }]);
  const thresholds = disclosureRules.parse({});
  const saying = (sha256: string): Evidence => ({
    ...{ digest: operation.id, definition: sha256, thresholds, versions: {}, unread: 0 },
    files: [{ number: 1, type: 'table', findings: [], notChecked: [], verdict: 'clean', bytes: 1, sha256 }],
  });
  const evidenceOf = (text: string) => ({
    evidence: async () => ({ kind: 'evidence' as const, hash: 'h', evidence: saying(sums(text).sha256) }),
    opened: async () => new Map(),
  });
  for (const [text, result] of [
    [large('a'), 'found'],
    [large('b'), 'not-found'],
  ] as const) {
    const ports = { ...world.ports, inspectionResults: evidenceOf(text) };
    const later = new Date(world.time.now().getTime() + 1000);
    expect((await searchReleases(ports, ['heart-study'], [sums(large('a'))], later)).files).toMatchObject([{ result }]);
  }
});

describe('a text in another encoding', () => {
  const text = large('a,b,c\n1,2,3\n');
  const lined = (bytes: Buffer) => {
    const of = (name: string) => createHash(name).update(bytes).digest('hex');
    const digest = new LinesDigest();
    digest.take(bytes);
    const lines = digest.digest();
    return { size: bytes.length, md5: of('md5'), sha256: of('sha256'), ...(lines === undefined ? {} : { lines }) };
  };
  /** Evidence about every package of one file. */
  const portsSaying = (change: Partial<Evidence['files'][number]> = {}) => {
    const { sha256, lines = '' } = lined(Buffer.from(text));
    const file = { number: 1, type: 'table', verdict: 'clean', bytes: text.length } as const;
    const evidence: Evidence = {
      ...{ digest: sha256, definition: sha256, thresholds: disclosureRules.parse({}), versions: {}, unread: 0 },
      files: [{ ...file, findings: [], notChecked: [], sha256, lines, ...change }],
    };
    const found = { kind: 'evidence' as const, hash: 'h', evidence };
    return { ...world.ports, inspectionResults: { evidence: async () => found, opened: async () => new Map() } };
  };
  const later = () => new Date(world.time.now().getTime() + 1000);
  const changed = {
    'UTF-16': Buffer.from(`\ufeff${text}`, 'utf16le'),
    'other ends of lines': Buffer.from(text.replaceAll('\n', '\r\n')),
    'a mark': Buffer.from(`\ufeff${text}`),
  };

  test.each(Object.entries(changed))('is found where the reading room read it: %s', async (_, bytes) => {
    const { id } = await released({}, { 'a.csv': text });
    const { files } = await searchReleases(portsSaying(), ['heart-study'], [lined(bytes)], later());
    expect(files).toMatchObject([{ result: 'found', releases: [{ id, path: 'a.csv', way: 'lines' }] }]);
  });

  test('is not found where one sign differs, of context, of a small file, or without evidence', async () => {
    await released({}, { 'a.csv': text });
    const search = async (ports: Parameters<typeof searchReleases>[0], bytes: Buffer) =>
      (await searchReleases(ports, ['heart-study'], [lined(bytes)], later())).files.map(({ result }) => result);
    const [bytes] = Object.values(changed);
    if (bytes === undefined) throw new Error('No encoding is tried');
    expect(await search(portsSaying(), Buffer.from(text.replace('3', '4')))).toEqual(['not-found']);
    expect(await search(portsSaying({ role: 'context' }), bytes)).toEqual(['not-found']);
    expect(await search(portsSaying({ bytes: smallestTraced - 1 }), bytes)).toEqual(['not-found']);
    expect(await search(world.ports, bytes)).toEqual(['not-found']);
  });
});

const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email], roles: ['Ops.Operator'], groups: [] };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];

const services = () => ({
  ...{ ...world.ports, secondOperator: true, publicBaseUrl: 'https://gate.example.org' },
  sealer: createCookieCipher(world.ports.secrets, world.ports.clock),
  tokens: { verify: () => Promise.reject(new Error('nobody signs in')) },
});

/** Both operators ask, and the second is answered. */
async function traced(...texts: readonly string[]) {
  const question = { files: texts.map(sums), reason };
  const first = await askTrace(services(), otto, question);
  if (first.kind !== 'waits') throw new Error('One operator was answered alone');
  const second = await askTrace(services(), orla, { ...question, first: first.first });
  if (second.kind !== 'answered') throw new Error('The second operator was not answered');
  return second;
}

test('the answer is signed, and says among how many releases nothing was found', async () => {
  await released({}, { 'a.csv': large('a') });
  await world.time.pass(1000);
  const { trace, signed } = await traced(large('b'));
  expect(trace).toMatchObject({ searched: { releases: 1, files: 1 }, files: [{ result: 'not-found', releases: [] }] });
  expect(await verifyStatement(traceSchema, signed, await receiptKeys(world.ports))).toEqual(trace);
});

describe('two questions about small files that differ have equal answers', () => {
  const known = 'small';
  const asking = async (text: string, more: Partial<Parameters<typeof askTrace>[2]> = {}, by = otto) => {
    const question = { files: [{ ...sums(text), lines: sums(`lines ${text}`).sha256 }], reason, ...more };
    return await askTrace(services(), by, question).catch((error: unknown) => String(error));
  };
  /** Every way to ask but in an incident that two confirmed. */
  const asked: Readonly<Record<string, (text: string) => Promise<unknown>>> = {
    alone: asking,
    'as the second': async (text) => {
      const first = await askTrace(services(), otto, { files: [sums(large('b'))], reason });
      return await asking(text, { first: first.kind === 'waits' ? first.first : '' }, orla);
    },
    'with a wish that nobody sealed': async (text) => await asking(text, { first: 'a.b.c' }, orla),
    'in no incident': async (text) => await asking(text, { incident: 'inc_20260301_00000000' }),
    'beside a large file': async (text) => (await traced(text, large('b'))).trace.files,
  };

  test.each(Object.entries(asked))('%s', async (_, ask) => {
    await released({}, { 'a.csv': known, 'b.csv': large('b') });
    await world.time.pass(1000);
    const answer = await ask(known);
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 40 }), async (text) => {
        await world.time.pass(DAY);
        expect(await ask(text)).toEqual(answer);
      }),
      { seed: 36, numRuns: 10 },
    );
  });
});

describe('in an incident', () => {
  const other = operator('Odin', 92);
  const scope = { projects: ['heart-study'], packages: [], datasets: [], people: [] };
  const idle = { start: async () => undefined, wake: async () => undefined };
  const app = () => ({ ...services(), transferPollSeconds: 1, incidentClocks: usualClocks });
  const open = async (by = otto, secondOperator = true) => {
    const opening = { severity: 'high', scope, reason } as const;
    return (await openIncident({ ...app(), secondOperator }, idle, by, opening)).incident.id;
  };
  const confirm = async (id: string) => await actOnIncident(app(), orla, id, { act: 'confirm', reason });
  const asked = async (text: string, incident: string, by = other) =>
    await askTrace(services(), by, { files: [sums(text)], reason, incident });

  test('that two confirmed one operator is answered, also about a small file', async () => {
    const { id: packed } = await released({}, { 'a.csv': 'small' });
    await world.time.pass(1000);
    const incident = await open();
    await confirm(incident);
    const answered = await asked('small', incident);
    expect(answered).toMatchObject({
      trace: { confirmed: { incident }, files: [{ result: 'found', releases: [{ id: packed }] }] },
    });
    expect(await asked('other', incident)).toMatchObject({ trace: { files: [{ result: 'not-found' }] } });
  });

  test('that is not confirmed by two, has lapsed or is over, nobody is answered', async () => {
    const unconfirmed = await open();
    await expect(asked('small', unconfirmed)).rejects.toThrow('have not confirmed');
    await expect(asked('small', await open(otto, false)), 'of one operator').rejects.toThrow('have not confirmed');
    await world.time.pass(DAY);
    await expect(asked('small', unconfirmed)).rejects.toThrow('or it is over');
    await expect(asked('small', 'inc_20260301_00000000')).rejects.toThrow('There is no incident');
  });

  test('no more is asked in a day than else, and nothing by whoever takes part in any project', async () => {
    const incident = await open();
    await confirm(incident);
    for (let at = 0; at < mostQuestions; at += 1) await asked(`question ${at}`, incident);
    await expect(asked('one more', incident)).rejects.toThrow('in the last 24 hours');
    await world.time.pass(DAY);
    const [rita] = sampleProject().people.researchers;
    await world.project({ id: 'lung-study' });
    const caller = { ...other, oid: rita?.oid ?? '' };
    await expect(asked('small', incident, caller)).rejects.toThrow('researcher');
  });
});

test('no more questions are taken in a day than somebody may need, and none of whoever takes part', async () => {
  const question = (at: number) => ({ files: [sums(large(`question ${at}`))], reason });
  const wishes: string[] = [];
  for (let at = 0; at < mostQuestions; at += 1) {
    const asked = await askTrace(services(), otto, question(at));
    if (asked.kind === 'waits') wishes.push(asked.first);
  }
  const next = async (more = {}) => await askTrace(services(), orla, { files: [sums(large('next'))], reason, ...more });
  await expect(next()).rejects.toThrow('in the last 24 hours');
  await expect(next({ first: wishes[0] }), 'the wish of another question').rejects.toThrow('in the last 24 hours');
  expect((await askTrace(services(), orla, { ...question(0), first: wishes[0] ?? '' })).kind).toBe('answered');
  await world.time.pass(DAY + 1000);
  expect((await next()).kind).toBe('waits');
  const [ada] = sampleProject().people.approvers;
  if (ada === undefined) throw new Error('The sample names no approver');
  const caller = { oid: ada.oid, name: ada.name, emails: [ada.email] };
  await expect(askTrace(services(), caller, { files: [sums(large('a'))], reason })).rejects.toThrow('approver');
});

test('a question takes one request for each release beside a few for each project', async () => {
  const files = Object.fromEntries(Array.from({ length: 3 }, (_, at) => [`${at}.csv`, large(`${at}`)]));
  for (let more = 0; more < 100; more += 1) await released({}, files);
  const { id } = await released({}, { 'last.csv': large('last') });
  requests.count = 0;
  const { searched, files: answers } = await search(large('last'), large('x'));
  expect(requests.count).toBeLessThanOrEqual(101 + 5);
  expect(searched).toMatchObject({ releases: 101, files: 301, unread: [] });
  expect(answers.map(({ releases }) => releases.map((one) => one.id))).toEqual([[id], []]);
});
