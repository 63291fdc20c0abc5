import { expect } from 'vitest';
import { z } from 'zod';
import { findPerson, readDirectory } from '../../local/azure/directory.ts';
import { requireScan } from '../../local/people/require-scan.ts';
import { personToken } from '../../local/people/tokens.ts';
import { until } from '../../local/people/until.ts';
import type { Door } from '../../src/domain/base/door.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { type Journey, startJourney } from './journey.ts';
import type { Done, LedOn } from './lead-on.ts';
import { people, someFiles } from './sample-people.ts';

const minute = 60_000;
const day = 1440 * minute;
const sweepMinutes = 5;
const reason = 'It was stuck';
/** A situation in which an operation is stuck, played on a journey; `lead` leads it on as one or the other kind of people do. */
type Situation = (journey: Journey, lead: Lead) => Promise<void>;
type Lead = (id: string) => Promise<LedOn>;

/** A stack on which the situations can be played one after the other. */
export async function startStuck(): Promise<Journey> {
  // Timers that nobody waits for here would be due again and again while time moves.
  const settings = { COMPUTE_SCHEDULE: '0 0 0 1 1 *', SWEEP_SCHEDULE: `0 */${sweepMinutes} * * * *` };
  return await startJourney({ virtualTime: true, settings });
}

async function factory(journey: Journey, knobs: Record<string, number | boolean>): Promise<void> {
  await journey.stack.control.call('PUT', 'factory/knobs', knobs);
}

async function newest(journey: Journey, door: Door, name: string): Promise<Operation> {
  const [operation] = await journey.operations(door, name);
  if (operation === undefined) throw new Error(`${name} is gone`);
  return operation;
}

/** Lets time pass, a little at a time, until the newest operation of the name is as it is to be. */
async function inTime(
  journey: Journey,
  door: Door,
  name: string,
  what: string,
  is: (operation: Operation) => boolean,
): Promise<Operation> {
  return await until(`${name} to be ${what}`, async () => {
    const [operation] = await journey.operations(door, name);
    if (operation !== undefined && is(operation)) return operation;
    await journey.stack.advance(minute / 2);
    return undefined;
  });
}

const isFailed = ({ state }: Operation) => state === 'failed';

/** A package about which its approvers are asked. */
async function inReview(journey: Journey, name: string): Promise<Operation> {
  await journey.drop(name, someFiles(name));
  return await journey.reached('export', name, 'in-review');
}

/** The commands that changed something, in their order, without ids and reasons. */
function commandsOf(done: readonly Done[]): string[] {
  return done
    .map(([, command]) => command.split(' ').slice(0, command.startsWith('az') ? 4 : 3))
    .filter(([, verb]) => verb !== 'wait')
    .map((words) => words.filter((word) => !/^(?:ing|exp)_/.test(word)).join(' '));
}

const leasedSource: Situation = async (journey, lead) => {
  await factory(journey, { holdRuns: true });
  await journey.upload('leased', someFiles('leased'));
  await journey.reached('ingress', 'leased', 'copying');
  const file = journey.person('owner').container('public', 'ingress').getBlobClient(`${journey.project}/leased/a.csv`);
  await file.getBlobLeaseClient().acquireLease(-1);
  await factory(journey, { holdRuns: false });
  const { id } = await inTime(journey, 'ingress', 'leased', 'failed', isFailed);
  const { done, end } = await lead(id);
  expect(end.state).toBe('available');
  expect(commandsOf(done)).toEqual(['az storage blob lease', 'sallyport retry']);
};

const removedFile: Situation = async (journey, lead) => {
  await factory(journey, { holdRuns: true });
  await journey.drop('removed', someFiles('removed'));
  await journey.reached('export', 'removed', 'freezing');
  await journey.person('researcher').container('secure', 'exports').deleteBlob(`${journey.project}/removed/a.csv`);
  await factory(journey, { holdRuns: false });
  const { id } = await inTime(journey, 'export', 'removed', 'failed', isFailed);
  const { done, end } = await lead(id);
  expect(end.state).toBe('in-review');
  expect((await newest(journey, 'export', 'removed')).package?.count).toBe(someFiles('removed').length);
  expect(commandsOf(done)).toEqual(['az storage blob undelete', 'sallyport retry']);
};

const differingCopy: Situation = async (journey, lead) => {
  await factory(journey, { leaveOutFile: 1 });
  await journey.upload('differing', someFiles('differing'));
  const { id } = await inTime(journey, 'ingress', 'differing', 'failed', isFailed);
  const { done, end } = await lead(id);
  expect(end.state).toBe('available');
  expect(commandsOf(done)).toEqual(['sallyport retry']);
};

const forgottenHold: Situation = async (journey, lead) => {
  await journey.ops.ask('POST', `ops/projects/${journey.project}/hold`, { reason: 'A drill' });
  await journey.upload('held', someFiles('held'));
  const { id } = await inTime(journey, 'ingress', 'held', 'kept by the hold', ({ hold }) => hold !== undefined);
  await journey.stack.advance(3 * day);
  const { done, end } = await lead(id);
  expect(end.state).toBe('available');
  expect(commandsOf(done)).toEqual([`sallyport hold lift`]);
};

const goneQuorum: Situation = async (journey, lead) => {
  const { id } = await inReview(journey, 'unreachable');
  const path = `ops/projects/${journey.project}/people`;
  for (const name of ['ada', 'cleo'])
    await journey.ops.ask('POST', `${path}/${findPerson(readDirectory(), name).oid}/suspend`, { reason });
  const { done, end } = await lead(id);
  expect(end).toMatchObject({ state: 'in-review', owner: 'approvers' });
  expect(commandsOf(done)).toEqual(['sallyport suspend lift', 'sallyport projects changes']);
  expect(done.map(([who]) => who)).toEqual(['otto@example.org', 'olivia@example.org']);
  for (const approver of ['ada', 'ben'] as const) await journey.decide(id, approver, { choice: 'approve' });
  await journey.reached('export', 'unreachable', 'released');
};

const definitionAnswer = z.object({ definition: z.looseObject({ egress: z.looseObject({}) }) });

/** Changes rules of packages that nobody has to confirm. */
async function changeApproval(journey: Journey, change: object): Promise<void> {
  const path = `ops/projects/${journey.project}`;
  const { body, etag = '' } = await journey.ops.call('GET', path);
  const { definition } = definitionAnswer.parse(body);
  const approval = { ...Object(definition.egress['approval']), ...change };
  const wanted = { ...definition, egress: { ...definition.egress, approval } };
  await journey.ops.ask('PUT', path, wanted, { 'if-match': etag, 'x-sallyport-reason': reason });
}

const bouncedMails: Situation = async (journey, lead) => {
  await changeApproval(journey, { deadlineBusinessDays: 22 });
  await journey.stack.control.call('PUT', 'mail/knobs', { refused: people.approvers });
  const { id } = await inReview(journey, 'unread');
  for (let days = 0; days < 7; days += 1) await triedAgainAfter(journey, id, await dayToSweep(journey));
  await journey.stack.control.call('PUT', 'mail/knobs', { refused: [] });
  const { done, end } = await lead(id);
  expect(end).toMatchObject({ state: 'in-review', owner: 'approvers' });
  expect(commandsOf(done)).toEqual(['sallyport resend']);
  for (const approver of ['ada', 'ben'] as const) await journey.decide(id, approver, { choice: 'approve' });
  await journey.reached('export', 'unread', 'released');
};

const moved = z.object({ now: z.coerce.date() });

/** How long a day is that ends right after a sweep: the next one, which would send mails by itself, is minutes away then. */
async function dayToSweep(journey: Journey): Promise<number> {
  const { now } = moved.parse(await journey.stack.control.call('PUT', 'clock', { advanceMilliseconds: 0 }));
  const between = sweepMinutes * minute;
  return day + between - ((now.getTime() + day) % between);
}

/** Lets time pass until the approvers of a package were written to once more, and nobody writes to them any more. */
async function triedAgainAfter(journey: Journey, id: string, milliseconds: number): Promise<void> {
  const tries = async () => (await journey.completedActivities(id)).filter((name) => name === 'inviteApprovers').length;
  const before = await tries();
  await journey.stack.advance(milliseconds);
  await until('the approvers to be written to again', async () => ((await tries()) === before ? undefined : true));
  await journey.rests(id);
}

const silentScanner: Situation = async (journey, lead) => {
  await requireScan(journey.ops, journey.project, ['ingress']);
  await journey.upload('silent', [{ path: 'silent.csv', bytes: Buffer.from('x') }]);
  await journey.reached('ingress', 'silent', 'scanning');
  await journey.stack.advance(31 * minute);
  const { id } = await inTime(journey, 'ingress', 'silent', 'resting', ({ scan }) => scan?.unscanned !== undefined);
  const [{ done, end }] = await Promise.all([lead(id), backOnceAskedTwice(journey)]);
  expect(end.state).toBe('available');
  expect(commandsOf(done)).toEqual(['sallyport retry']);
};

/** The scanner comes back once it was asked again in vain, and says of the file that it is clean. */
async function backOnceAskedTwice(journey: Journey): Promise<void> {
  await until('the scanner to be asked again in vain', async () => {
    const { scan, since } = await newest(journey, 'ingress', 'silent');
    return scan?.unscanned !== undefined && scan.since > since ? true : undefined;
  });
  const path = `${journey.project}/silent/silent.csv`;
  const outcome = { scanResultType: 'No threats found' };
  await journey.stack.control.call('POST', 'scan-results', { door: 'ingress', path, outcome });
}

const unreadableDefinition: Situation = async (journey, lead) => {
  const { id } = await inReview(journey, 'unreadable');
  const blob = journey.ofControlPlane('projects').getBlockBlobClient(`${journey.project}.json`);
  const definition: unknown = JSON.parse((await blob.downloadToBuffer()).toString());
  const broken = JSON.stringify({ ...Object(definition), ends: 'one day' });
  await blob.upload(broken, Buffer.byteLength(broken));
  const { done, end } = await lead(id);
  expect(end).toMatchObject({ state: 'in-review', owner: 'approvers' });
  expect(commandsOf(done)).toEqual(['sallyport projects put', 'sallyport projects changes']);
  for (const approver of ['ada', 'ben'] as const) await journey.decide(id, approver, { choice: 'approve' });
  await journey.reached('export', 'unreadable', 'released');
};

const goneKey: Situation = async (journey, lead) => {
  const { vaultUrl } = journey.stack.azure;
  const token = await personToken(journey.stack.azure, 'administrator', 'vault');
  const headers = { authorization: `Bearer ${token}` };
  const gone = await fetch(`${vaultUrl}/secrets/receipt-key?api-version=7.5`, { method: 'DELETE', headers });
  expect(gone.status).toBe(200);
  await journey.stack.advance(2 * minute);
  await journey.upload('unsigned', someFiles('unsigned'));
  const { id } = await inTime(journey, 'ingress', 'unsigned', 'in trouble', ({ trouble }) => trouble !== undefined);
  const { done, end } = await lead(id);
  expect(end.state).toBe('available');
  expect(commandsOf(done)).toEqual(['az keyvault secret recover']);
};

const cancelledRun: Situation = async (journey, lead) => {
  await factory(journey, { holdRuns: true });
  await journey.upload('cancelled', someFiles('cancelled'));
  const cancelled = new Set<string>();
  const { id } = await inTime(journey, 'ingress', 'cancelled', 'failed', isFailedAfter(journey, cancelled));
  await factory(journey, { holdRuns: false });
  const { done, end } = await lead(id);
  expect(end.state).toBe('available');
  expect(commandsOf(done)).toEqual(['sallyport retry']);
};

/** Cancels each run of an operation by hand, once, and says whether the operation has failed by now. */
function isFailedAfter(journey: Journey, cancelled: Set<string>): (operation: Operation) => boolean {
  return (operation) => {
    for (const { runId, status } of operation.transfers) {
      if (runId === undefined || status !== 'started' || cancelled.has(runId)) continue;
      cancelled.add(runId);
      void journey.ports.dataFactory.cancel(runId);
    }
    return isFailed(operation);
  };
}

/** Each situation by its name. */
export const situations: readonly (readonly [name: string, play: Situation])[] = [
  ['a source that somebody has leased', leasedSource],
  ['a file that was removed while it was copied', removedFile],
  ['a copy that differs', differingCopy],
  ['a hold that somebody forgot', forgottenHold],
  ['a quorum that is gone', goneQuorum],
  ['mails that bounced for a week', bouncedMails],
  ['a scanner that is silent', silentScanner],
  ['a definition that cannot be read', unreadableDefinition],
  ['a key of the vault that is gone', goneKey],
  ['a run that somebody cancelled in Azure', cancelledRun],
];
