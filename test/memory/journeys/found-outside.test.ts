import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { findPerson, readDirectory } from '../../../local/azure/directory.ts';
import { textOf } from '../../../local/people/approver.ts';
import { sampleDefinition } from '../../../local/sample/sample.ts';
import { run } from '../../../src/cli/run.ts';
import { foundFiles } from '../../../src/cli/work/found-files.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { limitWaiting } from '../../../src/domain/operation/limit-wait.ts';
import { incidents } from '../../../src/features/releases/incidents/descriptions.ts';
import { trace } from '../../../src/features/releases/trace/descriptions.ts';
import { quietSurroundings } from '../../cli/surroundings.ts';
import { pageFields } from '../../functions/page-fields.ts';
import { zip } from '../../inspector/hostile/make/zip.ts';
import { baseUrl } from './app-process.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-journey-'));
const reason = 'It was offered for sale';
const between = 17 * 3_600_000;
const month = { name: 'month', of: 'project', days: 30, hard: { packages: 38 } };

/** People outside who get what is released: two will answer, the third never does. */
const recipients = ['nils', 'vera', 'lars'] as const;
const recipient = (id: string) => {
  const { name, email } = findPerson(readDirectory(), id);
  return { name, email, organisation: `The registry of ${name}` };
};

let journey: MemoryJourney;
beforeAll(async () => {
  const sample = z.looseObject({ people: z.looseObject({}), egress: z.looseObject({}) }).parse(sampleDefinition());
  const definition = {
    ...sample,
    id: 'heart-study',
    people: { ...sample.people, recipients: recipients.map(recipient) },
    egress: { ...sample.egress, approval: { quorum: 1, independent: 1 }, keepFrozenDays: 365, limits: [month] },
    release: { recipients: ['Three registries'], terms: 'Not to be passed on' },
  };
  journey = await startMemoryJourney({ definition, sweeps: false });
  for (const path of ['ops/desk/incidents', 'received', 'ops']) await journey.load(`/api/${path}`);
});
afterAll(async () => {
  await journey.end();
  rmSync(folder, { recursive: true, force: true });
});

const rowsOf = (number: number) => Array.from({ length: 800 }, (_, row) => `${row},${row * number}\n`).join('');
const named = (number: number) => `table-${number}`;

/** A small package that somebody approves. */
async function approved(number: number): Promise<string> {
  await journey.drop(named(number), [{ path: 'table.csv', bytes: Buffer.from(rowsOf(number)) }]);
  const { id } = await journey.reached('export', named(number), 'in-review');
  await journey.decide(id, 'ada', { choice: 'approve' });
  return id;
}

const newest = async (number: number) => {
  const [operation] = await journey.operations('export', named(number));
  if (operation === undefined) throw new Error(`There is no package ${number}`);
  return operation;
};
const stateOf = async (number: number) => (await newest(number)).state;
const waitsUntil = async (number: number) => limitWaiting(await newest(number))?.until;
const explained = async (id: string) =>
  JSON.stringify(await journey.ops.ask('GET', `ops/exports/heart-study/${id}/explain`));

test('the thirty-ninth of forty small packages within a month waits, says when it fits, and goes on by itself', async () => {
  for (let number = 1; number <= 38; number += 1) {
    await approved(number);
    await journey.reached('export', named(number), 'released');
    await journey.time.pass(between);
  }
  const waiting = await approved(39);
  const until = await journey.until('it to wait', () => waitsUntil(39));
  expect(await explained(waiting)).toContain(until);
  const passed = await approved(40);
  const { package: frozen } = await newest(40);
  const body = { reason: 'A journal waits', digest: frozen?.digest };
  const pass = `ops/exports/heart-study/${passed}/pass-limit`;
  await journey.until('it to wait', () => waitsUntil(40));
  expect(await journey.ops.call('POST', pass, body)).toMatchObject({ status: 202 });
  expect(await journey.ops.call('POST', pass, body)).toMatchObject({ status: 403 });
  expect(await journey.ops.as('second-operator').call('POST', pass, body)).toMatchObject({ status: 202 });
  await journey.reached('export', named(40), 'released');
  // Another one counts by now, so it waits for one more to leave the month.
  await journey.advance(Date.parse(until) - journey.time.now().getTime());
  expect(await stateOf(39)).toBe('releasing');
  const later = (await waitsUntil(39)) ?? '';
  expect(Date.parse(later)).toBeGreaterThan(Date.parse(until));
  await journey.advance(Date.parse(later) - journey.time.now().getTime());
  await journey.reached('export', named(39), 'released');
});

/** The third operator's part of a trace is none: two ask, and one of them looks up the people. */
async function traced(path: string, name: string) {
  const { files } = await foundFiles(path, name);
  const asked = { files: files.map(({ size, md5, sha256 }) => ({ size, md5, sha256 })), reason };
  const first = trace.trace.answers[202].parse(await journey.ops.ask('POST', 'ops/trace', asked));
  const second = { ...asked, first: first.waits };
  const answer = await journey.ops.as('second-operator').ask('POST', 'ops/trace', second);
  const { trace: found, signed } = trace.trace.answers[200].parse(answer);
  return { found, signed, names: files.map((one) => one.name) };
}

test('a file in a zip under another name is traced by three calls', async () => {
  await journey.time.pass(60_000);
  const path = join(folder, 'offered.zip');
  writeFileSync(path, zip([{ name: 'for sale/weights.dat', content: rowsOf(7), isStored: true }]));
  const { found, signed, names } = await traced(path, 'offered.zip');
  const { id } = await newest(7);
  expect(names).toEqual(['offered.zip', 'offered.zip: for sale/weights.dat']);
  expect(found).toMatchObject({
    searched: { releases: 40, files: 40, unread: [] },
    files: [
      { result: 'not-found' },
      { result: 'found', releases: [{ id, project: 'heart-study', path: 'table.csv', way: 'md5-and-size' }] },
    ],
  });
  const people = async () =>
    trace.traceNames.answers[200].parse(
      await journey.ops.ask('POST', 'ops/trace/release', { signed, project: 'heart-study', id, reason }),
    );
  expect(await people()).toMatchObject({
    release: { decisions: [{ name: 'Ada Approver', choice: 'approve' }], recipients: ['Three registries'] },
    replies: [],
  });
  await answered('ada', 'It went to nobody else');
  expect((await people()).replies).toMatchObject([{ name: 'Ada Approver', text: 'It went to nobody else' }]);
});

/** Whoever a trace names reads why on their page, and answers there. */
async function answered(who: string, text: string): Promise<void> {
  const visitor = journey.visitor(who);
  const { html } = await visitor.get(`${baseUrl}/api/mine`);
  expect(textOf(html)).toContain(`you decided about it. Why they asked: ${reason}`);
  const [, naming = ''] = /\/api\/mine\/named\/(\w+)/.exec(html) ?? [];
  const fields = pageFields(html, `/named/${naming}`, { reply: text });
  const page = await visitor.post(`${baseUrl}/api/mine/named/${naming}`, fields, baseUrl);
  expect(textOf(page.html)).toContain(text);
}

/** What a recipient is asked about a package, by the form of their page. */
async function pressed(who: string, id: string, what: 'accept' | 'deletion'): Promise<string> {
  const visitor = journey.visitor(who);
  const place = `${baseUrl}/api/received`;
  const { html } = await visitor.get(place);
  const fields = pageFields(html, `/heart-study/${id}/${what}`, {});
  const page = await visitor.post(`${place}/heart-study/${id}/${what}`, fields, baseUrl);
  expect(page.status, textOf(page.html)).toBe(200);
  return textOf(page.html);
}

const mailsTo = (who: string, about: string) =>
  journey.deployment.inbox.mails.filter(({ to, text }) => to.startsWith(who) && text.includes(about));
const act = async (person: 'operator' | 'second-operator', id: string, body: object) =>
  await journey.ops.as(person).ask('POST', `ops/incidents/${id}/acts`, { reason, ...body });

test('an incident holds and takes back, recipients are told, two confirm and one is overdue, and its pack verifies', async () => {
  const { id } = await newest(7);
  await journey.sweep();
  for (const who of recipients) expect(mailsTo(who, 'accept its terms'), who).not.toEqual([]);
  expect(await pressed('nils', id, 'accept')).toContain('you accepted its terms');
  const scope = { packages: [`heart-study/${id}`] };
  const opening = { severity: 'high', scope, takeBack: true, reason };
  const opened = incidents.openIncident.answers[200].parse(await journey.ops.ask('POST', 'ops/incidents', opening));
  const incident = opened.incident.id;
  expect(opened).toMatchObject({
    holds: [{ project: 'heart-study', problem: null }],
    takenBack: [{ id, problem: null }],
  });
  await act('second-operator', incident, { act: 'confirm' });
  await journey.reached('export', named(7), 'revoked');
  await journey.sweep();
  for (const who of recipients) expect(mailsTo(who, 'delete every copy'), who).toHaveLength(1);
  for (const who of ['nils', 'vera'])
    expect(await pressed(who, id, 'deletion')).toContain('every copy of yours is deleted');
  for (const days of [7, 7, 14, 1]) {
    await journey.advance(days * DAY);
    await journey.sweep();
  }
  expect(mailsTo('lars', 'delete every copy')).toHaveLength(4);
  expect(await explained(id)).toContain('1 has not said that their copies are deleted; 1 of them overdue');
  expect(await explained(id)).toContain('What 2 of them said of their copies is signed');
  const desk = await journey.approver('operator').open(`${baseUrl}/api/ops`);
  expect(textOf(desk.html)).toContain('Lars');
  const { timeline } = incidents.readIncident.answers[200].parse(
    await journey.ops.ask('GET', `ops/incidents/${incident}`),
  );
  expect(timeline.map(({ text }) => text).join()).toContain('answered to the trace of package');
  await verifyPack(incident);
});

/** Without an address and a token the command asks nobody. */
async function verifyPack(incident: string): Promise<void> {
  const write = (name: string, content: unknown) => writeFileSync(join(folder, name), JSON.stringify(content));
  const { pack, names } = incidents.packIncident.answers[200].parse(
    await journey.ops.ask('GET', `ops/incidents/${incident}/pack`),
  );
  expect(names.incident.clocks.map(({ whom }) => whom)).toEqual([
    'the data protection officer',
    'the authority',
    undefined,
  ]);
  write('pack.json', pack);
  write('names.json', names);
  write('keys.json', await journey.ops.ask('GET', 'receipts/keys'));
  const { surroundings, written } = quietSurroundings({ folder });
  const words = ['incident', 'verify', 'pack.json', '--names', 'names.json', '--keys', 'keys.json'];
  const code = await run(words, surroundings);
  expect({ code, ...written() }).toMatchObject({ code: 0, out: expect.stringContaining(`${incident} as it stood`) });
  expect(pack.lines.filter(({ proof }) => proof === null)).toEqual([]);
  const kinds = pack.receipts.map(({ name }) => name.replace(/-[0-9a-f]{16}$/, ''));
  expect(kinds.toSorted()).toEqual(['confirmation', 'confirmation', 'deletion', 'release', 'revocation-1']);
  expect(pack.receipts.filter(({ proof }) => proof === null)).toEqual([]);
  const { jws: word = '' } = pack.receipts.find(({ name }) => name.startsWith('confirmation')) ?? {};
  writeFileSync(join(folder, 'word.jws'), word);
  const said = quietSurroundings({ folder });
  expect(await run(['receipts', 'verify', 'word.jws', '--keys', 'keys.json'], said.surroundings)).toBe(0);
  expect(said.written().out).toContain(' says that every copy of theirs is deleted, ');
  expect(await journey.problemsOfCopy()).toEqual([]);
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true });
}
