import { decodeJwt } from 'jose';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Approver, textOf } from '../../local/people/approver.ts';
import { evidenceHash } from '../../src/domain/inspection/round-evidence.ts';
import { inspectionPath } from '../../src/domain/review/inspection.ts';
import { type Journey, startJourney } from './journey.ts';
import { people } from './sample-people.ts';

let journey: Journey;
beforeAll(async () => {
  journey = await startJourney({ room: true, virtualTime: true });
});
afterAll(() => journey.end());

const minute = 60_000;
const table = 'group,n\na,120\nb,4\n';
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

test('a package is looked into before its approvers are asked, and their page leads to what was found', async () => {
  await journey.drop('counts', [{ path: 'only-inside.csv', bytes: Buffer.from(table) }]);
  const { id, project, package: frozen } = await journey.reached('export', 'counts', 'in-review');
  const key = { project, exportId: id, digest: frozen?.digest ?? '' };
  expect(await evidenceNames()).toContain(inspectionPath(key));
  await journey.mailsNoted(id, 'decide-1', people.approvers.length);
  const found = await journey.ports.inspectionResults.evidence(key);
  if (found?.kind !== 'evidence') throw new Error('there is no evidence');
  const verdicts = { clean: 0, note: 0, notChecked: 0, review: 1, block: 0 };
  expect((await roundsOf(id)).map(({ evidence }) => evidence)).toEqual([
    { hash: found.hash, verdicts, unchecked: 0, types: ['table'] },
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
  await journey.reached('export', 'stopped', 'in-review');
  await journey.mailsNoted(stopped?.id ?? '', 'decide-1', people.approvers.length);
  const [round] = await roundsOf(stopped?.id ?? '');
  expect(evidenceHash(round?.evidence)).toMatch(/^[0-9a-f]{64}$/);
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, findings: [] });
});
