import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Answer } from '../../../local/people/approver.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { TransferStep } from '../../../src/domain/operation/operation-lists.ts';
import { runsOf } from '../../journeys/nothing-lost.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;

beforeAll(async () => {
  journey = await startMemoryJourney();
});
afterAll(() => journey.end());
afterEach(() => journey.factory({ holdRuns: false }));

/** Waits until so many runs of the step were asked for and the last one waits in Data Factory's queue. */
async function held(door: Door, name: string, step: TransferStep, count = 1): Promise<void> {
  const look = async () => {
    const [operation] = await journey.operations(door, name);
    const runs = operation === undefined ? [] : await runsOf(journey, operation, step);
    return runs.length === count && runs.some(({ status }) => status === 'Queued') ? true : undefined;
  };
  await journey.until(`run ${count} of ${name} for ${step} to be held`, look);
}

/** Lets the run that is held go on; those that follow are held again. */
async function letThrough(): Promise<void> {
  journey.factory({ holdRuns: false });
  await journey.rest();
  journey.factory({ holdRuns: true });
}

const places = { ingress: ['public', 'ingress'], export: ['secure', 'exports'] } as const;

/** Writes one file as the person of that door. */
async function write(door: Door, path: string, content: string): Promise<void> {
  const [account, container] = places[door];
  const blob = journey.container(account, container).getBlockBlobClient(`${journey.project}/${path}`);
  await blob.upload(content, Buffer.byteLength(content));
}

/** What lies below a folder of the project. */
async function read(account: 'public' | 'secure', container: string, folder: string): Promise<Record<string, string>> {
  const prefix = `${journey.project}/${folder}/`;
  const files = await journey.read(account, container, prefix);
  return Object.fromEntries(files.map(({ path, bytes }) => [path.slice(prefix.length), bytes.toString()]));
}

async function namesBelow(account: 'public' | 'secure', container: string, folder: string): Promise<string[]> {
  const prefix = `${journey.project}/${folder}/`;
  return (await journey.names(account, container, prefix)).map((name) => name.slice(prefix.length));
}

/** The operation after the first one of that name, once it is in the state. */
async function second(door: Door, name: string, state: string): Promise<Operation> {
  const look = async () => {
    const operations = await journey.operations(door, name);
    return operations.length === 2 && operations[0]?.state === state ? operations[0] : undefined;
  };
  return await journey.until(`a second ${name} to be ${state}`, look);
}

/** An approver who has signed in and sees the form, so that only the click is left. */
async function atTheForm(exportId: string, person: string, choice: Answer['choice']) {
  const { text } = await journey.firstMail(exportId, 'decide-', person);
  const link = new RegExp(`http\\S+/api/review/\\S+choice=${choice}`).exec(text)?.[0] ?? '';
  const approver = journey.approver(person);
  const page = await approver.open(link);
  return { send: (answer: Answer) => approver.answer(page, answer) };
}

/** Whoever is about to write a decision first waits until another is about to as well: both have read by then. */
function letDecisionsMeet(): void {
  const { promise, resolve: meet } = Promise.withResolvers<undefined>();
  let writers = 0;
  journey.faults.push(({ service, operation }) => {
    if (service !== 'table decisions' || operation !== 'transact') return undefined;
    writers += 1;
    if (writers === 1) return promise;
    meet(undefined);
    return undefined;
  });
}

describe('a race', () => {
  test('a dataset whose files change before the copy and before the delete ends in two versions with every content', async () => {
    journey.factory({ holdRuns: true });
    await write('ingress', 'moving/a.csv', 'old a');
    await write('ingress', 'moving/b.csv', 'old b');
    await held('ingress', 'moving', 'ingress-copy');
    await write('ingress', 'moving/a.csv', 'new a');
    await write('ingress', 'moving/b.csv', 'old b');
    await letThrough();
    await held('ingress', 'moving', 'ingress-copy', 2);
    await letThrough();
    await held('ingress', 'moving', 'ingress-delete');
    await write('ingress', 'moving/b.csv', 'new b');
    await write('ingress', 'moving/later.csv', 'later');
    journey.factory({ holdRuns: false });
    await journey.reached('ingress', 'moving', 'available');
    expect(await read('secure', 'datasets', 'moving/v1')).toEqual({ 'a.csv': 'new a', 'b.csv': 'old b' });
    await journey.ops.ask('POST', 'ops/sweep');
    await second('ingress', 'moving', 'available');
    const v2 = { 'b.csv': 'new b', 'later.csv': 'later' };
    expect(await read('secure', 'datasets', 'moving/v2')).toEqual(v2);
    expect(await namesBelow('public', 'ingress', 'moving')).toEqual([]);
  });

  test('a large file of which only blocks have arrived is waited for, marker or not, while others go by', async () => {
    const ingress = journey.container('public', 'ingress');
    const large = ingress.getBlockBlobClient(`${journey.project}/blocks/large.csv`);
    await large.stageBlock('AAAA', 'first ', 6);
    await write('ingress', 'blocks/a.csv', 'a');
    await write('ingress', 'blocks/_COMPLETE', '');
    await write('ingress', 'passing/a.csv', 'a');
    await journey.reached('ingress', 'passing', 'available');
    const [waiting] = await journey.operations('ingress', 'blocks');
    expect(waiting?.state).toBe('receiving');
    await large.stageBlock('AAAB', 'second', 6);
    await large.commitBlockList(['AAAA', 'AAAB']);
    await journey.reached('ingress', 'blocks', 'available');
    const all = { 'a.csv': 'a', 'large.csv': 'first second' };
    expect(await read('secure', 'datasets', 'blocks/v1')).toEqual(all);
  });

  test('a package whose files change around its freeze is released as reviewed, and the rest needs its own review', async () => {
    journey.factory({ holdRuns: true });
    await write('export', 'tables/t.csv', 'old t');
    await held('export', 'tables', 'export-freeze');
    await write('export', 'tables/t.csv', 'new t');
    await letThrough();
    await held('export', 'tables', 'export-freeze', 2);
    await letThrough();
    await held('export', 'tables', 'export-delete');
    await write('export', 'tables/t.csv', 'never seen');
    journey.factory({ holdRuns: false });
    const { id } = await journey.reached('export', 'tables', 'in-review');
    expect(await read('secure', 'review', id)).toEqual({ 't.csv': 'new t' });
    await journey.mailsNoted(id, 'decide-1', 3);
    await write('export', 'tables/more.csv', 'never seen');
    await journey.decide(id, 'ada', { choice: 'approve' });
    await journey.decide(id, 'ben', { choice: 'approve' });
    await journey.reached('export', 'tables', 'released');
    expect(await read('public', 'released', 'tables')).toEqual({ [`${id}/t.csv`]: 'new t' });
    await journey.ops.ask('POST', 'ops/sweep');
    const next = await second('export', 'tables', 'in-review');
    expect(await read('secure', 'review', next.id)).toEqual({ 't.csv': 'never seen', 'more.csv': 'never seen' });
    expect(await read('public', 'released', 'tables')).toEqual({ [`${id}/t.csv`]: 'new t' });
  });

  test('of an approval that closes the quorum and a deny at the same instant one counts, the other is told it is late', async () => {
    await write('export', 'contested/t.csv', 't');
    const { id } = await journey.reached('export', 'contested', 'in-review');
    await journey.mailsNoted(id, 'decide-1', 3);
    await journey.decide(id, 'ben', { choice: 'approve' });
    const [ada, cleo] = [await atTheForm(id, 'ada', 'approve'), await atTheForm(id, 'cleo', 'deny')];
    letDecisionsMeet();
    const [approval, denial] = await Promise.all([
      ada.send({ choice: 'approve' }),
      cleo.send({ choice: 'deny', reason: 'One row shows a single person.' }),
    ]);
    journey.faults.length = 0;
    const denied = denial.status === 200;
    expect(denied ? approval.status : denial.status).toBe(409);
    await journey.reached('export', 'contested', denied ? 'returned' : 'released');
    const { decisions } = await journey.ports.decisions.read(id);
    expect(decisions.map(({ choice }) => choice).sort()).toEqual(denied ? ['approve', 'deny'] : ['approve', 'approve']);
    expect(await namesBelow('public', 'released', 'contested')).toEqual(denied ? [] : [`${id}/t.csv`]);
    expect(await namesBelow('secure', 'returned', 'contested')).toEqual(denied ? [`${id}/t.csv`] : []);
  });

  test('leaves an audit and receipts behind that all verify', async () => {
    expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, receipts: { bad: [] } });
  });
});
