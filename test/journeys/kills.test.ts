import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { until } from '../../local/people/until.ts';
import type { Door } from '../../src/domain/base/door.ts';
import type { Operation, Transfer } from '../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../src/domain/operation/operation-lists.ts';
import { partOf } from '../shares.ts';
import { type Journey, startJourney } from './journey.ts';
import { expectNothingLost, runsOf } from './nothing-lost.ts';
import { someFiles } from './sample-people.ts';
import { onEvenDays as test } from './turns.ts';

let journey: Journey;

beforeAll(async () => {
  journey = await startJourney({ virtualTime: true });
});
afterAll(() => journey.end());
beforeEach(async () => {
  await journey.stack.control.call('DELETE', 'faults');
  await factory({ queueMilliseconds: 0, millisecondsPerFile: 0, holdRuns: false });
});

async function factory(knobs: Record<string, number | boolean>): Promise<void> {
  await journey.stack.control.call('PUT', 'factory/knobs', knobs);
}

/** Answers the next listing or writing of that kind late, so that the state in which it happens lasts long enough to be hit. */
async function hold(method: string, path: string): Promise<void> {
  await journey.stack.control.addFault({ service: 'blob', kind: 'slow', method, path, milliseconds: 2500 });
}

/** Kills the host in the state and starts it again. */
async function crashIn(door: Door, name: string, state: string): Promise<void> {
  await journey.reached(door, name, state);
  await journey.crash();
}

/** Waits until Data Factory works on the step. */
async function inProgress(operation: Operation, step: TransferStep): Promise<void> {
  const look = async () => ((await runsOf(journey, operation, step))[0]?.status === 'InProgress' ? true : undefined);
  await until(`the run of ${operation.name} for ${step} to be in progress`, look);
}

/** Waits until the register tells that of the newest transfer of the operation. */
async function transferIs(door: Door, name: string, step: TransferStep, status: Transfer['status']): Promise<void> {
  const look = async () => {
    const last = (await journey.operations(door, name))[0]?.transfers.at(-1);
    return last?.step === step && last.status === status ? true : undefined;
  };
  await until(`the transfer ${step} of ${name} to be ${status}`, look);
}

/**
 * What a dead host had claimed to tell is due again after a minute, and the sweep tells it. Gives the Message-IDs of those mails: the host may
 * have died while it sent one.
 */
async function toldAfterCrash(id: string, step: string, count: number): Promise<string[]> {
  await journey.finished(id);
  await until(`${count} mails of ${id} about ${step}`, async () => {
    if (new Set((await journey.mails(id, step)).map(({ messageId }) => messageId)).size >= count) return true;
    await journey.stack.advance(2 * 60_000);
    await journey.ops.ask('POST', 'ops/sweep');
    return undefined;
  });
  await journey.mailsNoted(id, step, count);
  return (await journey.mails(id, step)).map(({ messageId }) => messageId);
}

/** Mails of which a kill may have come between the answer of their server and its note. */
const repeated: string[] = [];

describe('the host is killed', () => {
  test('in every state on the way in, also during the copy: the dataset arrives once', async () => {
    await factory({ millisecondsPerFile: 700, queueMilliseconds: 700 });
    // A sweep that begins marks that container too.
    await hold('PUT', '/control/manifests/ing_');
    await journey.upload('steps', someFiles('steps'));
    await crashIn('ingress', 'steps', 'receiving');
    await crashIn('ingress', 'steps', 'checking');
    await inProgress(await journey.reached('ingress', 'steps', 'copying'), 'ingress-copy');
    // The check has listed the datasets by now, for the number of the version; the next listing is the comparison.
    await hold('GET', '/secure/datasets\\?.*comp=list');
    await journey.crash();
    await crashIn('ingress', 'steps', 'verifying');
    await crashIn('ingress', 'steps', 'deleting');
    await journey.reached('ingress', 'steps', 'available');
    await expectNothingLost(journey);
  });

  test('after Data Factory has taken the run and before that is noted: the run is found, not asked for again', async () => {
    const { control } = journey.stack;
    await control.addFault({ service: 'arm', kind: 'slow', path: 'ingress-copy/createRun', milliseconds: 4000 });
    await journey.upload('noted', someFiles('noted'));
    await transferIs('ingress', 'noted', 'ingress-copy', 'intended');
    await control.addFault({
      service: 'table',
      kind: 'lost-request',
      method: 'PUT',
      path: '/control/register',
      times: 100,
    });
    const [operation] = await journey.operations('ingress', 'noted');
    if (operation === undefined) throw new Error('the operation is gone');
    const taken = async () => ((await runsOf(journey, operation, 'ingress-copy')).length > 0 ? true : undefined);
    await until('Data Factory to take the run', taken);
    await journey.stack.killHost();
    await transferIs('ingress', 'noted', 'ingress-copy', 'intended');
    await control.call('DELETE', 'faults');
    await journey.stack.startHost();
    await journey.reached('ingress', 'noted', 'available');
    await expectNothingLost(journey);
  });

  test('during the freeze, the wait for people and the release: the package leaves once', async () => {
    await factory({ millisecondsPerFile: 700 });
    await journey.drop('tables', someFiles('tables'));
    await inProgress(await journey.reached('export', 'tables', 'freezing'), 'export-freeze');
    await journey.crash();
    const { id } = await journey.reached('export', 'tables', 'in-review');
    await journey.rests(id);
    await journey.crash();
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.crash();
    expect(await journey.reached('export', 'tables', 'in-review')).toMatchObject({ id });
    await hold('GET', '/public/released\\?.*comp=list');
    await journey.decide(id, 'ben', { choice: 'approve' });
    await inProgress(await journey.reached('export', 'tables', 'releasing'), 'export-release');
    await journey.crash();
    await transferIs('export', 'tables', 'export-release', 'succeeded');
    await journey.crash();
    await journey.reached('export', 'tables', 'released');
    repeated.push(...(await toldAfterCrash(id, 'released', 2)));
    await expectNothingLost(journey, { repeatedMails: repeated });
  });

  test('between the answer of the mail server and its note: that mail comes again under the same Message-ID, and no other', async () => {
    const { control } = journey.stack;
    // Mails about no operation, such as the week's note, go whenever they are due.
    const note = { service: 'table', method: 'PATCH', path: '/control/outbox.*ing_' } as const;
    // That it was received, Olga is told first, and that it is available, the first of three.
    await control.addFault({ ...note, kind: 'slow', milliseconds: 0, times: 2 });
    await control.addFault({ ...note, kind: 'lost-request', times: 100 });
    await journey.upload('told.csv', [{ path: 'told.csv', bytes: Buffer.from('one file\n') }]);
    const { id } = await journey.reached('ingress', 'told.csv', 'available');
    const arrived = async () => (await journey.mails(id, 'available'))[1];
    const second = await until('the second mail to arrive', arrived);
    await journey.stack.killHost();
    await control.call('DELETE', 'faults');
    const ids = (await journey.mails(id, 'available')).map(({ messageId }) => messageId.replace(/[<>]/g, ''));
    const { outbox } = journey.ports;
    const noted = await Promise.all(ids.map((one) => outbox.intend(one, { operation: id, step: 'available', to: '' })));
    expect(noted.map(({ sent }) => sent).toSorted()).toEqual([false, true]);
    await journey.stack.startHost();
    await journey.finished(id);
    // The notification was claimed before the crash, so it is due again after a minute; the sweep finds it.
    await journey.stack.advance(2 * 60_000);
    await journey.ops.ask('POST', 'ops/sweep');
    const twice = async () => {
      const all = await journey.mails(id, 'available');
      const isComplete = new Set(all.map(({ messageId }) => messageId)).size === 3 && all.length === 4;
      return isComplete ? all.filter(({ messageId }) => messageId === second.messageId) : undefined;
    };
    const again = await until('everybody to have a mail, and one of them a second one', twice);
    expect(again.map(({ to, subject, text }) => ({ to, subject, text }))).toEqual(
      [second, second].map(({ to, subject, text }) => ({ to, subject, text })),
    );
    await journey.mailsNoted(id, 'available', 3);
    await expectNothingLost(journey, { repeatedMails: [...repeated, second.messageId] });
  });
});

/** Three numbers of activities, after each of which the host dies once. */
function drawnPoints(): number[] {
  const points = fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 3, maxLength: 3 });
  return fc
    .sample(points, 1)
    .flat()
    .sort((one, other) => one - other);
}

/** How many activities the present generation of an instance has completed; undefined once it has ended. */
async function activitiesDone(instance: string): Promise<number | undefined> {
  const status = await journey.instanceStatus(instance);
  if (status === undefined) return 0;
  return status === 'Running' || status === 'Pending'
    ? (await journey.completedActivities(instance)).length
    : undefined;
}

/**
 * Somebody asks for an act, and the host dies while it answers; then at each of the points of the flow that carries it out. Whoever got no
 * answer asks again, and the sweep starts what was lost.
 */
async function dyingOften(path: string, instance: string): Promise<void> {
  const points = drawnPoints();
  const ask = () => journey.ops.call('POST', path, { reason: 'the host dies of it' });
  const before = (await activitiesDone(instance)) ?? 0;
  const first = ask().catch(() => undefined);
  await journey.crash();
  if ((await first) === undefined) expect([202, 409], `asked again; ${points}`).toContain((await ask()).status);
  for (const point of points) {
    await journey.ops.ask('POST', 'ops/sweep');
    await until(`${point} activities of ${instance}`, async () => {
      const done = await activitiesDone(instance);
      return done === undefined || done >= before + point ? true : undefined;
    });
    await journey.crash();
  }
  await journey.ops.ask('POST', 'ops/sweep');
}

describe('the host is killed while it answers and three times on the way', () => {
  const project = 'heart-study';
  const outside = async (id: string) =>
    (await journey.stack.control.blobs('public', 'released')).filter(({ name }) => name.includes(id));
  const receiptsOf = async (id: string) =>
    (await journey.ports.manifests.receiptNames(id)).map((name) => name.slice(id.length + 1));

  async function revocation(): Promise<void> {
    await journey.drop('recalled', someFiles('recalled'));
    const { id } = await journey.reached('export', 'recalled', 'in-review');
    for (const approver of ['ada', 'ben'] as const) await journey.decide(id, approver, { choice: 'approve' });
    await journey.reached('export', 'recalled', 'released');
    await dyingOften(`ops/exports/${project}/${id}/revoke`, `${id}-revoke`);
    const revoked = await journey.reached('export', 'recalled', 'revoked');
    expect(await outside(id)).toEqual([]);
    expect(await runsOf(journey, revoked, 'release-revoke')).toHaveLength(1);
    expect(await receiptsOf(id)).toEqual(['deletion', 'release', 'revocation-1']);
  }

  async function withdrawal(): Promise<void> {
    await journey.drop('regretted', someFiles('regretted'));
    const { id } = await journey.reached('export', 'regretted', 'in-review');
    await journey.rests(id);
    await dyingOften(`ops/exports/${project}/${id}/withdraw`, id);
    const returned = await journey.reached('export', 'regretted', 'returned');
    expect(await outside(id)).toEqual([]);
    expect(await runsOf(journey, returned, 'export-return')).toHaveLength(1);
    expect(await receiptsOf(id)).toEqual(['deletion']);
    const page = await journey.decide(id, 'cleo', { choice: 'approve' }).catch(String);
    expect(page).toMatch(/withdrawn|not in review/);
  }

  async function retraction(): Promise<void> {
    await journey.stack.control.call('PUT', 'storage/knobs', { retentionDays: 0, softDeleteDays: 0 });
    await journey.upload('recanted', someFiles('recanted'));
    const { id } = await journey.reached('ingress', 'recanted', 'available');
    await dyingOften(`ops/datasets/${project}/${id}/retract`, `${id}-retract`);
    const retracted = await journey.reached('ingress', 'recanted', 'retracted');
    const left = (await journey.stack.control.blobs('secure', 'datasets')).filter(({ name }) =>
      name.includes('/recanted/'),
    );
    expect(left).toEqual([]);
    expect(await runsOf(journey, retracted, 'dataset-retract')).toHaveLength(1);
    expect(await receiptsOf(id)).toEqual(['deletion', 'retraction']);
  }

  const acts = [
    ['a revocation: nothing is outside, one run emptied the folder, and one receipt says so', revocation],
    ['a withdrawal in review: the package goes back once, and nobody is asked any more', withdrawal],
    ['a retraction: the version is gone, and its receipt says so', retraction],
  ] as const;

  test.each(partOf(acts, 3))('of %s', async (_, play) => {
    await play();
  });

  test('after all of it every record holds', async () => {
    expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, findings: [] });
    expect(await journey.problemsOfCopy()).toEqual([]);
  });
});
