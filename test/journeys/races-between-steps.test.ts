import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiptKeys } from '../../src/activities/lifecycle/receipts.ts';
import { nameOfReceipt } from '../../src/domain/lifecycle/due-receipts.ts';
import { type ReceiptPayload, verifyReceipt } from '../../src/domain/lifecycle/receipt.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { type Before, startWorld, type World } from '../activities/world.ts';
import { groupsOff, person } from '../domain/sample.ts';

let world: World;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

interface Upload {
  readonly key: OperationKey;
  /** Where everything of it lies before it is taken over. */
  readonly folder: string;
}

async function upload(door: 'ingress' | 'export'): Promise<Upload> {
  count += 1;
  const place = door === 'ingress' ? 'ingress' : 'exports';
  const folder = `heart-study/race-${count}/`;
  await world.put(place, `${folder}a.csv`, 'old a');
  await world.put(place, `${folder}deep/b.csv`, 'old b');
  return { key: await world.open(door, `${folder}a.csv`), folder };
}

/**
 * Writes a file and goes on in a later second of storage's clock, as the pause before a second copy does in earnest: a delete takes
 * what is older than its own second.
 */
async function putInAnEarlierSecond(place: 'ingress' | 'exports', path: string, content: string): Promise<void> {
  await world.put(place, path, content);
  const { lastModified } = await world.container(place).getBlobClient(path).getProperties();
  await world.until('the second is over', () => world.now().getTime() >= (lastModified?.getTime() ?? 0) + 1000);
}

/** Does something once, right before the activity is called for that step. */
function once(name: string, step: string, act: () => Promise<unknown>): Before {
  let done = false;
  return async (called, input) => {
    if (done || called !== name || Object(input).step !== step) return;
    done = true;
    await act();
  };
}

/** Runs an export until people are asked, with something done in between. */
async function untilReview(key: OperationKey, before: Before): Promise<void> {
  await world.run('export', key, { before, enough: async () => (await world.operation(key)).state === 'in-review' });
  expect((await world.operation(key)).state).toBe('in-review');
  await world.activities.openReview(key);
  await world.activities.inviteApprovers({ key });
}

/** Two approvers approve with the links that they were sent, and the export goes to its end. */
async function approveAndRun(key: OperationKey): Promise<string> {
  for (const { email, oid, name } of [person('Ada', 11), person('Ben', 12)]) {
    const mail = (await world.mails()).find(({ to, text }) => to[0]?.address === email && text.includes(key.id));
    const handle = /\/api\/review\/([\w-]+)\?choice=approve/.exec(mail?.text ?? '')?.[1] ?? '';
    const digest = (await world.operation(key)).package?.digest ?? '';
    const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true, digest } as const;
    const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
    const ports = { ...world.ports, groupsClaim: groupsOff };
    expect(await decide(ports, { handle, approver, ...said })).toMatchObject({ kind: 'recorded' });
  }
  return (await world.run('export', key)).state;
}

/** What the deletion receipt of an operation states. */
async function deletionOf({ id }: OperationKey): Promise<ReceiptPayload> {
  const jws = await world.ports.manifests.readReceipt(nameOfReceipt(id, 'deletion'));
  return await verifyReceipt(jws ?? '', await receiptKeys(world.ports));
}

/** Contents below a folder, by the path in it. */
async function below(place: Parameters<World['contents']>[0], folder: string): Promise<Record<string, string>> {
  const found = await world.contents(place, folder);
  return Object.fromEntries(Object.entries(found).map(([path, content]) => [path.slice(folder.length), content]));
}

const old = { 'a.csv': 'old a', 'deep/b.csv': 'old b' };

describe('a dataset', () => {
  test('with a file uploaded again with the same content between listing and copy is copied again and complete', async () => {
    const { key, folder } = await upload('ingress');
    const before = once('startTransfer', 'ingress-copy', () =>
      putInAnEarlierSecond('ingress', `${folder}a.csv`, 'old a'),
    );
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await below('datasets', `${folder}v1/`)).toEqual(old);
    expect(await below('ingress', folder)).toEqual({});
  });

  test('with a file changed after another one was added is complete, and its receipt says what the delete had to leave', async () => {
    const { key, folder } = await upload('ingress');
    const before = once('startTransfer', 'ingress-copy', async () => {
      await putInAnEarlierSecond('ingress', `${folder}later.csv`, 'later');
      await putInAnEarlierSecond('ingress', `${folder}a.csv`, 'new a');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await below('datasets', `${folder}v1/`)).toEqual({ ...old, 'a.csv': 'new a' });
    expect(await below('ingress', folder)).toEqual({ 'a.csv': 'new a', 'later.csv': 'later' });
    expect(await deletionOf(key)).toMatchObject({ count: 2, left: 1 });
  });

  test.each([
    ['the delete is bounded', 'prepareTransfer'],
    ['the delete runs', 'startTransfer'],
  ])('keeps what is added or changed after its copy, right before %s', async (_, activity) => {
    const { key, folder } = await upload('ingress');
    const before = once(activity, 'ingress-delete', async () => {
      await world.put('ingress', `${folder}deep/b.csv`, 'new b');
      await world.put('ingress', `${folder}later.csv`, 'later');
    });
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(await below('datasets', `${folder}v1/`)).toEqual(old);
    expect(await below('ingress', folder)).toMatchObject({ 'deep/b.csv': 'new b', 'later.csv': 'later' });
    expect(await deletionOf(key)).toMatchObject({ count: 2, left: 0 });
    const next = await world.open('ingress', `${folder}later.csv`);
    expect(await world.run('ingress', next)).toMatchObject({ state: 'available' });
    expect(await below('datasets', `${folder}v2/`)).toMatchObject({ 'deep/b.csv': 'new b', 'later.csv': 'later' });
    expect(await below('ingress', folder)).toEqual({});
  });
});

describe('a package', () => {
  test.each([
    ['changed, of the same size, between listing and copy', 'startTransfer', 'new a'],
    ['uploaded again with the same content between listing and copy', 'startTransfer', 'old a'],
    ['changed, of the same size, between copy and check', 'verifyCopy', 'new a'],
  ])('with a file %s is reviewed and released as it is then', async (_, activity, content) => {
    const { key, folder } = await upload('export');
    await untilReview(
      key,
      once(activity, 'export-freeze', () => putInAnEarlierSecond('exports', `${folder}a.csv`, content)),
    );
    const reviewed = { ...old, 'a.csv': content };
    expect(await below('review', `heart-study/${key.id}/`)).toEqual(reviewed);
    expect(await below('exports', folder)).toEqual({});
    expect((await world.operation(key)).transfers.filter(({ step }) => step === 'export-freeze')).toHaveLength(2);
    expect(await approveAndRun(key)).toBe('released');
    expect(await below('released', `${folder}${key.id}/`)).toEqual(reviewed);
  });

  test('with a file added between listing and copy is reviewed and released without it, and the file stays', async () => {
    const { key, folder } = await upload('export');
    await untilReview(
      key,
      once('startTransfer', 'export-freeze', () => world.put('exports', `${folder}later.csv`, 'later')),
    );
    expect(await below('review', `heart-study/${key.id}/`)).toEqual(old);
    expect(await approveAndRun(key)).toBe('released');
    expect(await below('released', `${folder}${key.id}/`)).toEqual(old);
    expect(await below('exports', folder)).toEqual({ 'later.csv': 'later' });
  });

  test.each([
    ['the delete is bounded', 'prepareTransfer'],
    ['the delete runs', 'startTransfer'],
  ])(
    'keeps what is added or changed after the freeze, right before %s, and releases none of it',
    async (_, activity) => {
      const { key, folder } = await upload('export');
      await untilReview(
        key,
        once(activity, 'export-delete', async () => {
          await world.put('exports', `${folder}a.csv`, 'new a');
          await world.put('exports', `${folder}later.csv`, 'later');
        }),
      );
      await world.put('exports', `${folder}deep/b.csv`, 'new b');
      expect(await approveAndRun(key)).toBe('released');
      expect(await below('released', `${folder}${key.id}/`)).toEqual(old);
      const kept = { 'a.csv': 'new a', 'deep/b.csv': 'new b', 'later.csv': 'later' };
      expect(await below('exports', folder)).toEqual(kept);
      const next = await world.open('export', `${folder}a.csv`);
      await untilReview(next, () => undefined);
      expect(await below('review', `heart-study/${next.id}/`)).toEqual(kept);
      expect(await below('released', folder)).toEqual(
        Object.fromEntries(Object.entries(old).map(([path, content]) => [`${key.id}/${path}`, content])),
      );
    },
  );
});
