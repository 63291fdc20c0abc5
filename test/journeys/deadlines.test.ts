import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { auditVerdict } from '../../local/people/api-shapes.ts';
import { Approver, textOf } from '../../local/people/approver.ts';
import { until } from '../../local/people/until.ts';
import { putSampleProject, sampleDefinition } from '../../local/sample/sample.ts';
import { startStack } from '../../local/stack/stack.ts';
import { Journey, people, someFiles } from './journey.ts';

const day = 86_400_000;
const reason = 'They are on holiday';
let journey: Journey;

beforeAll(async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), 'sallyport-deadlines-'));
  journey = new Journey(await startStack({ stateFolder, ports: 'free', virtualTime: true }));
  await putSampleProject(journey.ops);
});
afterAll(() => journey.end());

const path = `ops/projects/${sampleDefinition().id}`;
const waiting = z.object({ pending: z.object({ id: z.string() }) });

/** Lets the reviews that open from now on go on after their deadline, which two operators have to want. */
async function keepReviewsOpen(): Promise<void> {
  const { body, etag = '' } = await journey.ops.call('GET', path);
  const { definition } = z.object({ definition: z.looseObject({ egress: z.looseObject({}) }) }).parse(body);
  const approval = { ...Object(definition.egress['approval']), onDeadline: 'keep' };
  const wanted = { ...definition, egress: { ...definition.egress, approval } };
  const answer = await journey.ops.ask('PUT', path, wanted, { 'if-match': etag, 'x-sallyport-reason': reason });
  const { id } = waiting.parse(answer).pending;
  await journey.ops.as('second-operator').ask('POST', `${path}/changes/${id}/confirm`, { reason });
}

/** Drops a package and gives its id once its approvers were asked. The sample project gives them seven days. */
async function inReview(name: string): Promise<string> {
  await journey.drop(name, someFiles(name));
  const { id } = await journey.reached('export', name, 'in-review');
  await journey.mailsNoted(id, 'decide-1', people.approvers.length);
  return id;
}

/** The page that a link leads to now, of the oldest mail to an approver about a package. */
async function oldestLink(id: string, approver: 'ben' | 'cleo'): Promise<string> {
  const [mail] = (await journey.mails(id, 'decide-1')).filter(({ to }) => to[0]?.address.startsWith(approver));
  const link = /(\/api\/review\/\S+choice=approve)/.exec(mail?.text ?? '')?.[1];
  const page = await new Approver(approver).open(`${journey.stack.baseUrl}${link}`);
  return textOf(page.html);
}

test('reviews run out, get more time, are kept open, and their links are sent anew', async () => {
  const late = await inReview('late');
  await keepReviewsOpen();
  const patient = await inReview('patient');

  await journey.stack.advance(6 * day);
  await journey.ops.ask('POST', `ops/exports/${journey.project}/${late}/extend`, { days: 4, reason });
  await journey.mailsNoted(late, 'decide-1', 2 * people.approvers.length);

  await journey.stack.advance(2 * day);
  await journey.mailsNoted(patient, 'overdue-1', 2);
  await journey.mailsNoted(patient, 'decide-1', 2 * people.approvers.length);
  expect((await journey.operations('export', 'late'))[0]?.state).toBe('in-review');
  await journey.ops.ask('POST', `ops/exports/${journey.project}/${patient}/resend`, { reason });
  await journey.mailsNoted(patient, 'decide-1', 3 * people.approvers.length);
  expect(await oldestLink(patient, 'ben')).toContain('It stands in the newest mail');
  for (const approver of ['ada', 'cleo'] as const) await journey.decide(patient, approver, { choice: 'approve' });
  await journey.reached('export', 'patient', 'released');

  await journey.stack.advance(3 * day);
  const { since, id } = await journey.reached('export', 'late', 'returned');
  expect(Date.parse(since) - Date.now()).toBeGreaterThan(10 * day);
  expect(await oldestLink(late, 'cleo')).toContain('not decided in time');
  const told = await until('the researchers to be told', async () => (await journey.mails(late, 'returned'))[0]);
  expect(told.text).toContain('the approvers did not decide in time');
  await journey.finished(id);

  const released = (await journey.stack.control.blobs('public', 'released')).map(({ name }) => name);
  expect(released.every((name) => name.includes(`/${patient}/`))).toBe(true);
  const verdict = auditVerdict.parse(await journey.ops.ask('GET', 'ops/audit/verify'));
  expect(verdict).toMatchObject({ ok: true });
});
