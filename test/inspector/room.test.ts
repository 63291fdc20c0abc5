import { QueueClient } from '@azure/storage-queue';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { triggers } from '../../local/stack/triggers.ts';
import { type Evidence, evidenceSchema } from '../../src/domain/inspection/evidence.ts';
import { type InspectionKey, inspectionPath } from '../../src/domain/review/inspection.ts';
import { namesIn, startTestRoom, type TestRoom } from './running-room.ts';

const { wake } = triggers.readingRoom;
let room: TestRoom;
beforeAll(async () => {
  room = await startTestRoom();
});
afterAll(() => room.stop());

async function evidenceFor(key: InspectionKey): Promise<Evidence> {
  await expect.poll(() => namesIn(room, 'evidence')).toContain(inspectionPath(key));
  const text = await room.container('evidence').getBlobClient(inspectionPath(key)).downloadToBuffer();
  return evidenceSchema.parse(JSON.parse(text.toString()));
}

const many = Object.fromEntries(
  Array.from({ length: 20 }, (_, index) => [
    `secret-${String(index).padStart(2, '0')}.csv`,
    `age,sum\n${index},only-inside\n`,
  ]),
);

describe('the built room on a host of its own', () => {
  test('that is killed in the middle of a package leaves one complete evidence', async () => {
    const key = await room.freeze({ ...many, 'secret-zz.png': 'size,only-inside\n1,2\n' });
    await room.start();
    const begun = async () => (await namesIn(room, 'places')).filter((name) => name.includes('/attempt-')).length;
    await expect.poll(begun).toBe(1);
    await room.kill();
    await room.forgetLease();
    expect(await namesIn(room, 'evidence')).toEqual([]);
    await room.start();
    const { files, digest } = await evidenceFor(key);
    expect(digest).toBe(key.digest);
    expect(files.map(({ number }) => number)).toEqual(Array.from({ length: 21 }, (_, index) => index + 1));
    expect(files.filter(({ notChecked }) => notChecked.includes('crashed'))).toEqual([]);
    expect(files.at(-1)?.findings.map(({ rule }) => rule)).toContain('hidden-type');
    expect(await begun()).toBe(2);
  });

  test('does not read a file that changes before it is opened, and says that others lie there now', async () => {
    const key = await room.freeze({ 'secret-a.csv': 'age,sum\n1,only-inside\n', 'secret-b.csv': 'age,sum\n2,3\n' });
    const path = `${key.project}/${key.exportId}/secret-b.csv`;
    const { faults } = room.azure;
    faults.add({ service: 'blob', method: 'GET', path: 'secret-b', times: 1, kind: 'slow', milliseconds: 600_000 });
    await expect.poll(() => faults.planned).toEqual([]);
    const changed = 'age,sum\n2,only-inside\n';
    await room.container('review').uploadBlockBlob(path, changed, changed.length);
    faults.clear();
    const { digest, files, unread } = await evidenceFor(key);
    expect(digest).not.toBe(key.digest);
    expect([files, unread]).toEqual([[], 2]);
    expect(room.log()).toContain('failed');
  });

  test('is not hurt by messages that say anything, ten at once: it looks, and none becomes poison', async () => {
    const { storage } = room.azure;
    const queue = (name: string) =>
      new QueueClient(`${storage.azurite.queue}/inspector-host/${name}`, storage.credential);
    const waiting = async (name: string) => (await queue(name).getProperties()).approximateMessagesCount ?? 0;
    // The message of the process that was killed is hidden for some minutes more.
    const before = await waiting(wake.queue);
    const texts = ['{', 'look elsewhere', '&lt;', ...Array.from({ length: 7 }, () => 'bm8=')];
    await Promise.all(texts.map((text) => queue(wake.queue).sendMessage(text)));
    await expect.poll(() => waiting(wake.queue)).toBeLessThanOrEqual(before);
    expect(await waiting(`${wake.queue}-poison`)).toBe(0);
  });

  test('is in order, and says nothing more to everybody', async () => {
    const answer = await fetch(`${room.url}/api/health`);
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'ok', dependencies: { storage: 'ok', vault: 'ok', directory: 'ok' } },
    ]);
  });

  test('has reached nothing in storage but frozen packages, what it is asked and answers, and what wakes it', () => {
    const reached = room.azure.ledger
      .entries()
      .filter(({ identity }) => identity === 'id-inspect')
      .map(({ account, place, action, outcome }) => `${outcome} ${action} ${account}/${place}`);
    const allowed = [
      ...['ListBlobs', 'GetBlob'].flatMap((action) => [
        `allowed ${action} secure/review`,
        `allowed ${action} secure/inspections`,
      ]),
      ...['evidence', 'places'].flatMap((place) => [
        `allowed ListBlobs secure/${place}`,
        `allowed PutBlob secure/${place}`,
      ]),
      ...['PutBlob', 'LeaseBlob'].map((action) => `allowed ${action} inspector-host/locks`),
      'allowed PutMessage inspector-host/look',
    ];
    expect([...new Set(reached)].filter((one) => !allowed.includes(one))).toEqual([]);
    expect(reached).toContain('allowed PutBlob secure/evidence');
  });

  test('has written neither the name of a file nor what stands in one into its log', () => {
    expect(room.log()).toContain('inspected');
    expect(room.log()).not.toMatch(/secret-|only-inside/);
  });
});
