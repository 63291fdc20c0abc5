import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { Approver, textOf } from '../../local/people/approver.ts';
import type { UploadFile } from '../../local/people/storage-person.ts';
import { until } from '../../local/people/until.ts';
import { evidenceHash } from '../../src/domain/inspection/round-evidence.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/review/inspection.ts';
import { type Journey, startJourney } from './journey.ts';
import { people } from './sample-people.ts';
import { onOddDays as test } from './turns.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ room: true, virtualTime: true });
});
afterAll(() => journey.end());

const minute = 60_000;
const table = 'group,n\na,120\nb,4\n';
/** The flow looks for the evidence of a package that has waited for long at least so often. */
const longestPause = 3 * minute;
const evidenceNames = async () => (await journey.stack.control.blobs('secure', 'evidence')).map(({ name }) => name);

const steer = (id: string, act: string) =>
  journey.ops.ask('POST', `ops/exports/${journey.project}/${id}/${act}`, { reason: 'each way out is walked once' });

async function roundsOf(id: string) {
  return (await journey.ports.decisions.read(id)).rounds.map(({ value }) => value);
}

async function lines(id: string): Promise<string> {
  const found: string[] = [];
  for await (const line of journey.ports.audit.lines(journey.project)) if (line.includes(id)) found.push(line);
  return found.join('\n');
}

// What nobody may find in a log: of packages, files, cells and pages.
const names = ['namedinside', 'ärger', 'größe'] as const;
const cell = 'onlyincells';

const file = (path: string, content: string | Buffer): UploadFile => ({ path, bytes: Buffer.from(content) });
const tableOf = (rows: number) => `group,n,${cell}\n${`a,4,${cell}\n`.repeat(rows)}`;

/** What the reading room is asked about a package that is frozen. */
function keyOf({ id, project, package: frozen }: Operation): InspectionKey {
  return { project, exportId: id, digest: frozen?.digest ?? '' };
}

async function namesOf(container: 'evidence' | 'places', { exportId }: InspectionKey): Promise<string[]> {
  const blobs = await journey.stack.control.blobs('secure', container);
  return blobs.map(({ name }) => name).filter((name) => name.includes(exportId));
}

/** Waits until the evidence of a package stands, and lets the time go by in which the flow looks for it again. */
async function inspected(name: string): Promise<InspectionKey> {
  const isFrozen = (one: Operation) => ['inspecting', 'in-review'].includes(one.state);
  const key = await until(`${name} to be frozen`, async () =>
    (await journey.operations('export', name)).filter(isFrozen).map(keyOf).at(0),
  );
  const stands = async () => ((await namesOf('evidence', key)).length > 0 ? true : undefined);
  // What failed rests for a minute before each further try.
  await until(`evidence of ${name}`, stands, { seconds: 300 });
  await journey.stack.advance(longestPause);
  await journey.reached('export', name, 'in-review');
  return key;
}

const attemptsOf = async (key: InspectionKey) =>
  (await namesOf('places', key)).filter((name) => name.includes('/attempt-'));

const logOf = (app: 'host' | 'room') => readFileSync(join(journey.stack.stateFolder, `${app}.log`), 'utf8').split('\n');

/** Opens a page of the reading room about a package, as somebody who signs in on the way. */
async function open(person: string, path: string) {
  return await new Approver(person).open(`${journey.stack.room?.baseUrl ?? ''}/api/read/${path}`);
}

test('a package is looked into before its approvers are asked, and their page leads to what was found', async () => {
  await journey.drop('counts', [{ path: 'only-inside.csv', bytes: Buffer.from(table) }]);
  const counts = await journey.reached('export', 'counts', 'in-review');
  const { id } = counts;
  const key = keyOf(counts);
  expect(await evidenceNames()).toContain(inspectionPath(key));
  await journey.mailsNoted(id, 'decide-1', people.approvers.length);
  const found = await journey.ports.inspectionResults.evidence(key);
  if (found?.kind !== 'evidence') throw new Error('there is no evidence');
  const verdicts = { lookedAt: 0, note: 0, notChecked: 0, review: 1, block: 0 };
  expect((await roundsOf(id)).map(({ evidence }) => evidence)).toEqual([
    { hash: found.hash, verdicts, unchecked: 0, types: ['table'], rows: { most: 10, uncounted: 0 } },
  ]);
  const audit = await lines(id);
  expect(audit).toContain('"kind":"export.inspecting"');
  expect(audit.match(new RegExp(`"evidence":"${found.hash}"`, 'g'))).toHaveLength(2);

  const { text } = await journey.firstMail(id, 'decide-1', 'ben');
  const link = /http\S+\/api\/review\/\S+choice=approve/.exec(text)?.[0] ?? '';
  const { html } = await new Approver('ben').open(link);
  const room = new RegExp(`href="(http[^"]+/api/read/${id}\\?round=1)"`).exec(html)?.[1] ?? '';
  expect(new URL(room).origin).toBe(new URL(journey.stack.room?.baseUrl ?? '').origin);

  const shown = textOf((await new Approver('ben').open(room)).html);
  expect(shown).toContain('only-inside.csv');
  expect(shown).toMatch(/a small count/i);
});

test('the decision is people’s: the package leaves when they approve, whatever was found', async () => {
  const [operation] = await journey.operations('export', 'counts');
  for (const person of ['ada', 'ben'] as const)
    await journey.decide(operation?.id ?? '', person, { choice: 'approve' });
  await journey.reached('export', 'counts', 'released');
  const { decisions, rounds } = await journey.ports.decisions.read(operation?.id ?? '');
  const [hash] = rounds.map(({ value: { evidence } }) => evidenceHash(evidence));
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(decisions.map(({ evidence }) => evidence)).toEqual([hash, hash]);
  const receipt = await journey.ports.manifests.readReceipt(`${operation?.id}-release`);
  expect(decodeJwt(receipt ?? '')).toMatchObject({ evidence: hash });
});

test('while the room cannot write packages wait; they are withdrawn, stopped, let go on, and asked about after 30 minutes', async () => {
  const { control } = journey.stack;
  const unavailable = { service: 'blob', kind: 'unavailable', method: 'PUT', path: '/secure/places/' } as const;
  await control.addFault({ ...unavailable, times: 100_000 });
  const names = ['withdrawn', 'stopped', 'late'] as const;
  await Promise.all(names.map((name) => journey.drop(name, [{ path: 'a.csv', bytes: Buffer.from(table) }])));
  const [withdrawn, stopped, late] = await Promise.all(
    names.map((name) => journey.reached('export', name, 'inspecting')),
  );
  await steer(withdrawn?.id ?? '', 'withdraw');
  await journey.reached('export', 'withdrawn', 'returned');
  await steer(stopped?.id ?? '', 'stop');
  await journey.reached('export', 'stopped', 'failed');

  await journey.stack.advance(31 * minute);
  await journey.reached('export', 'late', 'in-review');
  await journey.mailsNoted(late?.id ?? '', 'decide-1', people.approvers.length);
  expect((await roundsOf(late?.id ?? '')).map(({ evidence }) => evidence)).toEqual([{ missing: 'late' }]);
  await journey.mailsNoted(late?.id ?? '', 'uninspected-', people.operators.length);

  await steer(stopped?.id ?? '', 'retry');
  await journey.reached('export', 'stopped', 'inspecting');
  await control.call('DELETE', 'faults');
  await inspected('stopped');
  await journey.mailsNoted(stopped?.id ?? '', 'decide-1', people.approvers.length);
  const [round] = await roundsOf(stopped?.id ?? '');
  expect(evidenceHash(round?.evidence)).toMatch(/^[0-9a-f]{64}$/);
});

test('a room that is killed in the middle of a package leaves one complete evidence, and the package leaves', async () => {
  const name = `killed-${names[0]}`;
  await journey.drop(
    name,
    Array.from({ length: 24 }, (_, at) => file(`${names[0]}-${at}.csv`, tableOf(at + 1))),
  );
  const key = keyOf(await journey.reached('export', name, 'inspecting'));
  await until('the room to begin', async () => ((await attemptsOf(key)).length === 1 ? true : undefined));
  await journey.stack.room?.killHost();
  expect(await namesOf('evidence', key)).toEqual([]);
  await journey.stack.advance(60_000);
  await journey.stack.room?.startHost();
  await inspected(name);
  expect(await namesOf('evidence', key)).toEqual([inspectionPath(key)]);
  expect(await attemptsOf(key)).toHaveLength(2);
  const { html } = await open('ada', key.exportId);
  expect(html).toContain('24 of 24 files need your eye');
  for (const person of ['ada', 'ben'] as const) await journey.decide(key.exportId, person, { choice: 'approve' });
  await journey.reached('export', name, 'released');
});

describe('whatever is in a package', () => {
  let odd: InspectionKey;

  test('is looked into and shown, with unusual names, files that are none, and storage that misbehaves', async () => {
    for (const kind of ['broken-body', 'unavailable', 'throttle', 'lost-answer'] as const)
      await journey.stack.control.addFault({ service: 'blob', method: 'GET', path: '/review/.*\\.(csv|png)', kind });
    await journey.drop(`odd-${names[0]}`, [
      file(`${names[0]} "a" <b>.csv`, tableOf(1)),
      file(`${names[1]}/${names[2]} 100% #2.csv`, tableOf(2)),
      file(`${names[0]}-garbage.csv`, randomBytes(3000)),
      file(`${names[0]}-garbage.png`, Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), randomBytes(3000)])),
      file(`${names[0]}-broken.json`, `{"${cell}": [1, `),
      file(`${names[0]}-deep.json`, '['.repeat(100_000)),
      file(`${names[0]}.md`, `# ${cell}\n`),
    ]);
    odd = await inspected(`odd-${names[0]}`);
    expect(await namesOf('evidence', odd)).toEqual([inspectionPath(odd)]);
    const { html, status } = await open('ada', odd.exportId);
    expect([status, html.includes(names[0])]).toEqual([200, true]);
    for (const number of [1, 2, 3, 4, 5, 6, 7]) {
      const page = await open('ada', `${odd.exportId}/${number}`);
      expect(page.status).toBe(200);
    }
  });

  test('is refused where it has to be', async () => {
    const { exportId } = odd;
    expect((await open('ada', `${exportId}/99`)).status).toBe(404);
    expect((await open('ada', `${exportId}/${names[0]}`)).status).toBe(404);
    expect((await open('rui', `${exportId}/1`)).status).toBeGreaterThanOrEqual(403);
    await journey.drop(`refused-${names[0]}`, [file(`${names[0]}.exe`, cell), file(`${names[0]}\u202e.csv`, cell)]);
    await until('it to be refused', async () => {
      const { value } = await journey.ports.refused.get('export', journey.project);
      return value.names.find(({ name }) => name === `refused-${names[0]}`);
    });
  });

  test('its pages fail without a word of it when storage does', async () => {
    const everything = { service: 'blob', method: 'GET', path: '/review', times: 40 } as const;
    await journey.stack.control.addFault({ ...everything, kind: 'broken-body' });
    const { status } = await open('ada', `${odd.exportId}/1`);
    await journey.stack.control.call('DELETE', 'faults');
    expect(status).toBeGreaterThanOrEqual(500);
    const told = async () => logOf('room').find((line) => line.includes('readFile: '));
    await until('the log of the room to tell of it', told);
  });

  test.each(['host', 'room'] as const)('no line of the log of the %s holds a name or a cell', (app) => {
    const lines = logOf(app);
    expect(lines.length).toBeGreaterThan(10);
    const isTold = new RegExp([...names, cell].flatMap((word) => [word, encodeURIComponent(word)]).join('|'), 'i');
    expect(lines.filter((line) => isTold.test(line))).toEqual([]);
  });
});

test('the audit verifies after all of that', async () => {
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, findings: [] });
});
