import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { auditVerdict } from '../../../local/people/api-shapes.ts';
import { textOf } from '../../../local/people/approver.ts';
import { sampleDefinition } from '../../../local/sample/sample.ts';
import { people, someFiles } from '../../journeys/sample-people.ts';
import { baseUrl } from './app-process.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const day = 86_400_000;
const reason = 'They are on holiday';
let journey: MemoryJourney;

beforeAll(async () => {
  journey = await startMemoryJourney();
});
afterAll(() => journey.end());

const holds = (what: string, condition: () => Promise<boolean>) =>
  journey.until(what, async () => ((await condition()) ? true : undefined));

const current = async (container: 'datasets' | 'review', part: string): Promise<string[]> =>
  (await journey.names('secure', container)).filter((name) => name.includes(part));

// The first of them: Azurite stamps what is written with the time of the machine, so a moved clock would find it older than it is.
test('a version is closed, outlives the refusal of its retention and a crash, and is gone weeks later; a frozen copy goes as well', async () => {
  journey.retention({ deleteOfRetained: 'is-refused' });
  await journey.upload('cohort', someFiles('cohort'));
  const { id } = await journey.reached('ingress', 'cohort', 'available');
  await journey.drop('tables', someFiles('tables'));
  const parcel = await journey.reached('export', 'tables', 'in-review');
  await journey.mailsNoted(parcel.id, 'decide-1', 3);
  for (const who of ['ada', 'cleo'] as const) await journey.decide(parcel.id, who, { choice: 'approve' });
  await journey.reached('export', 'tables', 'released');

  const answer = await journey.ops.ask('POST', `ops/datasets/heart-study/${id}/retract`, {
    reason: 'Consent withdrawn',
  });
  expect(answer).toMatchObject({
    state: 'retracting',
    todo: [
      expect.stringContaining('"cohort/v1"'),
      expect.stringContaining('Copies that people made'),
      expect.stringContaining('1 package of the project does not say what it was made from'),
    ],
  });
  await holds('the retention refuses the delete', async () => {
    const [{ transfers } = { transfers: [] }] = await journey.operations('ingress', 'cohort');
    return transfers.at(-1)?.step === 'dataset-retract' && transfers.at(-1)?.status === 'failed';
  });
  expect(await current('datasets', '/cohort/')).toHaveLength(someFiles('cohort').length);
  await journey.crash();

  await journey.advance(31 * day);
  await holds('the version is deleted', async () => (await current('datasets', '/cohort/')).length === 0);
  await holds('the frozen copy is deleted', async () => (await current('review', parcel.id)).length === 0);
  expect((await journey.operations('ingress', 'cohort'))[0]).toMatchObject({ state: 'retracting' });

  await journey.advance(9 * day);
  await journey.reached('ingress', 'cohort', 'retracted');
  const shown = await journey.ops.ask('GET', `ops/datasets/heart-study/${id}`);
  expect(shown).toMatchObject({ receipts: { deletion: expect.any(String), retraction: expect.any(String) } });
  await holds('the row to say what was cleared', async () => {
    const [operation] = await journey.operations('export', 'tables');
    return operation?.state === 'released' && operation.cleared?.review !== undefined;
  });
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true });
});

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

async function releasedNames(): Promise<string[]> {
  return await journey.names('public', 'released');
}

/** The page that a link leads to now, of the oldest mail to an approver about a package. */
async function oldestLink(id: string, approver: 'ben' | 'cleo'): Promise<string> {
  const { text } = await journey.firstMail(id, 'decide-1', approver);
  const link = /(\/api\/review\/\S+choice=approve)/.exec(text)?.[1];
  const page = await journey.approver(approver).open(`${baseUrl}${link}`);
  return textOf(page.html);
}

test('a review that takes six days is over in seconds, over a crash of the host, and both doors go on working', async () => {
  await journey.drop('slow', someFiles('slow'));
  const { id, since: asked } = await journey.reached('export', 'slow', 'in-review');
  await journey.mailsNoted(id, 'decide-1', 3);
  await journey.advance(3 * day);
  expect(await journey.decide(id, 'ada', { choice: 'approve' })).toContain('approve');
  await journey.crash();
  await journey.advance(3 * day);
  expect(await journey.reached('export', 'slow', 'in-review')).toMatchObject({ id });
  await journey.decide(id, 'cleo', { choice: 'approve' });
  const { since } = await journey.reached('export', 'slow', 'released');
  expect(Date.parse(since) - Date.parse(asked)).toBeGreaterThan(5 * day);
  await journey.upload('later', someFiles('later'));
  await journey.reached('ingress', 'later', 'available');
  const files = (await journey.names('secure', 'datasets')).filter((name) => name.includes('/later/'));
  expect(files).toHaveLength(someFiles('later').length);
});

test('reviews run out, get more time, are kept open, and their links are sent anew', async () => {
  const before = new Set(await releasedNames());
  const late = await inReview('late');
  const [{ since: asked } = { since: '' }] = await journey.operations('export', 'late');
  await keepReviewsOpen();
  const patient = await inReview('patient');

  await journey.advance(6 * day);
  // A day and no business days, of which more or fewer go by depending on the day of the week.
  const lastDay = new Date(Date.parse(asked) + 10 * day).toISOString().slice(0, 10);
  await journey.ops.ask('POST', `ops/exports/${journey.project}/${late}/extend`, { until: lastDay, reason });
  await journey.mailsNoted(late, 'decide-1', 2 * people.approvers.length);

  await journey.advance(2 * day);
  await journey.mailsNoted(patient, 'overdue-1', 2);
  await journey.mailsNoted(patient, 'decide-1', 2 * people.approvers.length);
  expect((await journey.operations('export', 'late'))[0]?.state).toBe('in-review');
  await journey.ops.ask('POST', `ops/exports/${journey.project}/${patient}/resend`, { reason });
  await journey.mailsNoted(patient, 'decide-1', 3 * people.approvers.length);
  expect(await oldestLink(patient, 'ben')).toContain('It stands in the newest mail');
  for (const approver of ['ada', 'cleo'] as const) await journey.decide(patient, approver, { choice: 'approve' });
  await journey.reached('export', 'patient', 'released');

  await journey.advance(3 * day);
  const { since, id } = await journey.reached('export', 'late', 'returned');
  expect(Date.parse(since) - Date.parse(asked)).toBeGreaterThan(9 * day);
  expect(await oldestLink(late, 'cleo')).toContain('not decided in time');
  const told = await journey.until('the researchers to be told', async () => journey.mails(late, 'returned')[0]);
  expect(told.text).toContain('the approvers did not decide in time');
  await journey.finished(id);

  const released = (await releasedNames()).filter((name) => !before.has(name));
  expect(released.every((name) => name.includes(`/${patient}/`))).toBe(true);
  const verdict = auditVerdict.parse(await journey.ops.ask('GET', 'ops/audit/verify'));
  expect(verdict).toMatchObject({ ok: true });
});
