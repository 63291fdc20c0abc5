import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { textOf } from '../../../local/people/approver.ts';
import { requireScan } from '../../../local/people/require-scan.ts';
import type { UploadFile } from '../../../local/people/storage-person.ts';
import { sampleDefinition } from '../../../local/sample/sample.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import { factsOf } from '../../../src/domain/lifecycle/advance.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { liftHolds } from '../../journeys/lift-holds.ts';
import { people } from '../../journeys/sample-people.ts';
import { baseUrl } from './app-process.ts';
import { AskedRights, tablesWithoutOne } from './asked-rights.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const minute = 60_000;
const day = 1440 * minute;
const reason = 'every way out is walked once';
const lists = { ingress: 'datasets', export: 'exports' } as const;

let journey: MemoryJourney;
let rights: AskedRights;
beforeAll(async () => {
  const sample = sampleDefinition();
  // A package without a marker stays open long enough for its researcher to change their mind.
  const definition = { ...sample, egress: { ...Object(sample['egress']), quietSeconds: 3600 } };
  journey = await startMemoryJourney({ definition, secondCopy: true });
  rights = new AskedRights(journey.deployment.storage);
  journey.onRequest = (call) => rights.note(call);
  await requireScan(journey.ops, journey.project, ['ingress', 'egress']);
});
afterAll(() => journey.end());

const file = (path: string): UploadFile => ({ path, bytes: Buffer.from(`${path}\n`) });
const two = [file('a.csv'), file('deep/b.csv')];

/** Somebody asks for an act as themselves, by the route of the operations API. */
async function ask(person: string, act: string, { id, door }: Operation, body: object = {}): Promise<unknown> {
  const path = `ops/${lists[door]}/${journey.project}/${id}/${act}`;
  return await journey.ops.as(person).ask('POST', path, { reason, ...body });
}

async function newest(door: Door, name: string): Promise<Operation> {
  const [operation] = await journey.operations(door, name);
  if (operation === undefined) throw new Error(`${name} is gone`);
  return operation;
}

async function inReview(name: string): Promise<Operation> {
  await journey.drop(name, two);
  const operation = await journey.reached('export', name, 'in-review');
  await journey.mailsNoted(operation.id, 'decide-1', people.approvers.length);
  return operation;
}

async function approve({ id }: Operation): Promise<void> {
  for (const approver of ['ada', 'ben'] as const) await journey.decide(id, approver, { choice: 'approve' });
}

/** Names of the files of an operation in a container. */
async function filesIn(account: 'public' | 'secure', container: string, part: string): Promise<string[]> {
  return (await journey.names(account, container)).filter((name) => name.split('/').includes(part));
}

const outside = ({ id }: Operation) => filesIn('public', 'released', id);

/** Waits until an operation owes nothing: no line, no mail, no look at what was emptied. */
async function settled({ id, project }: Operation): Promise<void> {
  await journey.until(`${id} to owe nothing`, async () => {
    for await (const _ of journey.ports.register.owed(project, id)) return undefined;
    return true;
  });
}

/** Waits until Data Factory has the run of a release, which it does not begin while runs are held. */
async function releasing(name: string): Promise<Operation> {
  return await journey.until(`the release of ${name} to be asked for`, async () => {
    const operation = await newest('export', name);
    const { step, status } = operation.transfers.at(-1) ?? {};
    return step === 'export-release' && status === 'started' ? operation : undefined;
  });
}

/** The page that the oldest link of an approver leads to now. */
async function oldestLink({ id }: Operation, approver: 'ben' | 'cleo'): Promise<string> {
  const { text } = await journey.firstMail(id, 'decide-1', approver);
  const link = /(\/api\/review\/\S+choice=approve)/.exec(text)?.[1];
  return textOf((await journey.approver(approver).open(`${baseUrl}${link}`)).html);
}

const waiting = z.object({ pending: z.object({ id: z.string() }) });

/** Reviews that open from now on go on after their deadline, which two operators have to want. */
async function keepReviewsOpen(): Promise<void> {
  const path = `ops/projects/${journey.project}`;
  const { body, etag = '' } = await journey.ops.call('GET', path);
  const { definition } = z.object({ definition: z.looseObject({ egress: z.looseObject({}) }) }).parse(body);
  const approval = { ...Object(definition.egress['approval']), onDeadline: 'keep' };
  const wanted = { ...definition, egress: { ...definition.egress, approval } };
  const answer = await journey.ops.ask('PUT', path, wanted, { 'if-match': etag, 'x-sallyport-reason': reason });
  const { id } = waiting.parse(answer).pending;
  await journey.ops.as('second-operator').ask('POST', `${path}/changes/${id}/confirm`, { reason });
}

test('what is withdrawn or gone before its freeze leaves nothing and frees its name', async () => {
  // The check stands still in the middle of its writing, until it is let go.
  const { promise, resolve: letGo } = Promise.withResolvers<undefined>();
  let still = 2;
  journey.faults.push(({ service, operation }) => {
    if (service !== 'control/manifests' || !/^(put|appendBlock)/.test(operation) || still === 0) return undefined;
    still -= 1;
    return promise;
  });
  await Promise.all([journey.upload('checked', two), journey.drop('checked', two)]);
  for (const door of ['ingress', 'export'] as const) {
    const checking = await journey.reached(door, 'checked', 'checking');
    await ask(door === 'ingress' ? 'owner' : 'operator', 'withdraw', checking);
  }
  letGo(undefined);
  journey.faults.length = 0;

  const exports = journey.container('secure', 'exports');
  for (const name of ['gone', 'received'])
    await exports.getBlockBlobClient(`${journey.project}/${name}/a.csv`).upload('x', 1);
  const ingress = journey.container('public', 'ingress');
  // A file of which only blocks have arrived keeps the upload open.
  await ingress.getBlockBlobClient(`${journey.project}/received/late.csv`).stageBlock('MQ==', 'x', 1);
  await ingress.getBlockBlobClient(`${journey.project}/received/a.csv`).upload('x', 1);
  await Promise.all([journey.upload('scanned', [file('silent.csv')]), journey.drop('scanned', [file('silent.csv')])]);

  const gone = await journey.reached('export', 'gone', 'receiving');
  await exports.deleteBlob(`${journey.project}/gone/a.csv`);
  await ask('operator', 'withdraw', await journey.reached('export', 'received', 'receiving'));
  await ask('operator', 'withdraw', await journey.reached('ingress', 'received', 'receiving'));
  await ask('owner', 'withdraw', await journey.reached('ingress', 'scanned', 'scanning'));
  await ask('operator', 'withdraw', await journey.reached('export', 'scanned', 'scanning'));

  await exports.deleteBlob(`${journey.project}/received/a.csv`);
  for (const name of ['checked', 'scanned']) {
    await ask('owner', 'discard', await journey.reached('ingress', name, 'withdrawing'));
    await ask('researcher', 'discard', await journey.reached('export', name, 'withdrawing'));
  }
  await ask('operator', 'discard', await journey.reached('ingress', 'received', 'withdrawing'));
  await journey.advance(61 * minute);
  await journey.reached('export', 'gone', 'withdrawn');
  await journey.reached('export', 'received', 'withdrawn');
  for (const name of ['checked', 'scanned', 'received']) await journey.reached('ingress', name, 'discarded');
  for (const name of ['checked', 'scanned']) await journey.reached('export', name, 'discarded');
  expect(journey.mails(gone.id)).toEqual([]);
  expect(await journey.names('secure', 'exports')).toEqual([]);
});

test('what is rejected or failed is discarded, continued or given back', async () => {
  const names = ['tool-1', 'tool-2'];
  const sent = names.flatMap((name) =>
    (['ingress', 'export'] as const).map((door) => journey.spoil(door, name, [file('a.csv')], file('x.exe'))),
  );
  await Promise.all([
    ...sent,
    journey.upload('scanned', [file('silent.csv')]),
    journey.drop('failed', [file('silent.csv')]),
  ]);
  const review = inReview('given-back');
  await ask('owner', 'discard', await journey.reached('ingress', 'tool-1', 'rejected'));
  await ask('operator', 'discard', await journey.reached('ingress', 'tool-2', 'rejected'));
  await ask('researcher', 'discard', await journey.reached('export', 'tool-1', 'rejected'));
  await ask('operator', 'discard', await journey.reached('export', 'tool-2', 'rejected'));
  for (const [door, name] of [
    ['ingress', 'scanned'],
    ['export', 'failed'],
  ] as const) {
    await ask('operator', 'stop', await journey.reached(door, name, 'scanning'));
    await ask('operator', 'discard', await journey.reached(door, name, 'failed'));
  }
  await ask('operator', 'stop', await review);
  await ask('operator', 'give-back', await journey.reached('export', 'given-back', 'failed'));
  await journey.reached('export', 'given-back', 'returned');

  journey.factory({ holdRuns: true });
  await Promise.all([journey.upload('cohort', two), journey.drop('frozen', two)]);
  await ask('operator', 'withdraw', await journey.reached('export', 'frozen', 'freezing'));
  await ask('operator', 'stop', await journey.reached('ingress', 'cohort', 'copying'));
  await ask('operator', 'retry', await journey.reached('ingress', 'cohort', 'failed'));
  journey.factory({ holdRuns: false });
  await journey.reached('ingress', 'cohort', 'available');
  const frozen = await journey.reached('export', 'frozen', 'returned');
  expect(journey.mails(frozen.id, 'decide-')).toEqual([]);
  for (const name of names)
    for (const door of ['ingress', 'export'] as const) await journey.reached(door, name, 'discarded');
});

test('a review runs out, gets more time and new links, is kept open past its deadline, and is withdrawn', async () => {
  const [late, more, taken] = await Promise.all(['late', 'more', 'taken'].map(inReview));
  if (late === undefined || more === undefined || taken === undefined) throw new Error('a package is gone');
  await keepReviewsOpen();
  const patient = await inReview('patient');
  await ask('researcher', 'withdraw', taken);
  // Days that pass in the middle of a copy are an outage, after which the control plane is in no hurry.
  await journey.reached('export', 'taken', 'returned');

  await journey.advance(6 * day);
  await ask('operator', 'extend', more, { businessDays: 4 });
  await journey.mailsNoted(more.id, 'decide-1', 2 * people.approvers.length);
  await journey.advance(2 * day);
  await journey.mailsNoted(patient.id, 'overdue-1', 2);
  await ask('operator', 'resend', more);
  await journey.mailsNoted(more.id, 'decide-1', 3 * people.approvers.length);
  expect(await oldestLink(more, 'ben')).toContain('It stands in the newest mail');
  for (const one of [more, patient]) await approve(one);

  for (const name of ['more', 'patient'])
    expect(await outside(await journey.reached('export', name, 'released'))).toHaveLength(2);
  for (const name of ['late', 'taken']) {
    const operation = await journey.reached('export', name, 'returned');
    expect(await filesIn('secure', 'returned', operation.id)).toHaveLength(2);
    expect(await outside(operation)).toEqual([]);
  }
  expect(await oldestLink(late, 'cleo')).toContain('not decided in time');
});

test('a release is taken back to its three ends, held, and revoked; an hour later its folder is still empty', async () => {
  const names = ['again', 'back', 'over'];
  const packages = await Promise.all([...names, 'held'].map(inReview));
  journey.factory({ holdRuns: true });
  for (const one of packages.slice(0, 3)) await approve(one);
  await ask('operator', 'take-back', await releasing('again'), { to: 'in-review' });
  await ask('operator', 'take-back', await releasing('over'), { to: 'revoked' });
  await ask('operator', 'stop', await releasing('back'));
  await ask('operator', 'take-back', await journey.reached('export', 'back', 'failed'), { to: 'returning' });
  journey.factory({ holdRuns: false });

  await journey.ops.ask('POST', `ops/projects/${journey.project}/hold`, { reason });
  for (const one of packages.slice(3)) await approve(one);
  const waits = async () => ((await newest('export', 'held')).hold === undefined ? undefined : true);
  await journey.until('the release to wait for the end of the hold', waits);
  const again = await journey.reached('export', 'again', 'in-review');
  expect(again.round).toBe(2);
  await journey.mailsNoted(again.id, 'decide-2', people.approvers.length);
  await liftHolds(journey.ops, journey.project, reason);
  await approve(again);
  expect(await outside(await journey.reached('export', 'held', 'released'))).toHaveLength(2);

  await ask('operator', 'revoke', await journey.reached('export', 'again', 'released'));
  const ends = { again: 'revoked', over: 'revoked', back: 'returned' };
  for (const [name, end] of Object.entries(ends))
    expect(await outside(await journey.reached('export', name, end))).toEqual([]);
  await journey.advance(61 * minute);
  for (const name of names) await settled(await newest('export', name));
});

test('a version is retracted, and what was kept of ended packages goes after its days', async () => {
  await ask('operator', 'retract', await journey.reached('ingress', 'cohort', 'available'));
  await journey.advance(31 * day);
  const frozen = async () => ((await journey.names('secure', 'review')).length === 0 ? true : undefined);
  await journey.until('every frozen copy to be deleted', frozen);
  await journey.until('the version to be deleted', async () =>
    (await filesIn('secure', 'datasets', 'cohort')).length === 0 ? true : undefined,
  );
  expect(await journey.names('secure', 'returned')).not.toEqual([]);
  const returned = ['given-back', 'frozen', 'late', 'taken', 'back'];
  // One that still runs would not be started again by the sweep of the day on which what came back is due.
  for (const name of returned) await journey.finished(`${(await newest('export', name)).id}-clear`);
  await journey.advance(61 * day);
  await journey.reached('ingress', 'cohort', 'retracted');
  for (const name of returned) {
    await journey.until(`what came back of ${name} to be deleted`, async () => {
      const { state, cleared } = await newest('export', name);
      return state === 'returned' && cleared?.review && cleared.returned ? true : undefined;
    });
    const { id } = await newest('export', name);
    expect((await journey.ports.manifests.receiptNames(id)).filter((one) => one.includes('clearing'))).toEqual([
      `${id}-clearing-returned`,
      `${id}-clearing-review`,
    ]);
  }
  expect(await journey.names('secure', 'returned')).toEqual([]);
});

test('after all of that every operation has ended, and every record and receipt holds', async () => {
  for (const door of ['ingress', 'export'] as const) {
    for (const operation of await journey.operations(door)) {
      expect(factsOf(operation)).toMatchObject({ owner: null });
      await settled(operation);
    }
  }
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({
    ok: true,
    findings: [],
    receipts: { bad: [] },
  });
  expect(await journey.problemsOfCopy()).toEqual([]);
});

test('all of that needs no right that the table of roles does not give', () => {
  expect(rights.missingIn()).toEqual([]);
});

test.each(tablesWithoutOne())('none of that is possible without the role $role', ({ without }) => {
  expect(rights.missingIn(without)).not.toEqual([]);
});
