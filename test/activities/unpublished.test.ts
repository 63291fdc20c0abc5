import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createActivities } from '../../src/activities/index.ts';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { hasEnded } from '../../src/activities/transfer/cancel-runs.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { setHold } from '../../src/use-cases/operation/hold.ts';
import { retryOperation, stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { definition, person } from '../domain/sample.ts';
import { liftHolds } from './lift-holds.ts';
import { at, discard, emptyDoor, goOn, idle, olga, otto, upload, withdraw, wrongFiles } from './unpublished.ts';
import { flowSettings, startWorld, type World } from './world.ts';

const kept = { retentionDays: 30, softDeleteDays: 7, deleteOfRetained: 'makes-version' } as const;
const past = { ...kept, retentionDays: 0, softDeleteDays: 0 };

let world: World;
const people = { ...definition().people, operators: [person('Otto', 90)] };
const rules = { people, ingress: { quietSeconds: 1, allowedExtensions: ['.csv', '.json'] } };

beforeAll(async () => {
  world = await startWorld();
  await world.project(rules);
});
afterAll(() => world.stop());
beforeEach(() => {
  world.versions.knobs = past;
});
afterEach(() => world.knobs.reset());

const polling = 'pollTransfer ingress-copy';

/** An upload that its owner withdraws while a run copies it, file by file. */
async function withdrawnInCopy(name: string): Promise<OperationKey> {
  const key = await upload(world, name);
  world.knobs.set({ millisecondsPerFile: 300 });
  let looks = 0;
  const act = async () => {
    await world.until('a file is copied', async () => (await copied(name)).length > 0);
    await withdraw(world.ports, key);
  };
  await world.run('ingress', key, {
    before: at(polling, act),
    enough: async () => {
      const { state, transfers } = await world.operation(key);
      if (state === 'withdrawing' && transfers.every(({ closedAt }) => closedAt !== undefined)) looks += 1;
      return looks > 3;
    },
  });
  world.knobs.reset();
  expect(await world.operation(key)).toMatchObject({ state: 'withdrawing', withdrawal: { by: olga } });
  return key;
}

/** Every run for the operation's copy has ended, and none of its lists is left for one that starts late. */
async function expectNoRun({ id }: OperationKey): Promise<void> {
  expect((await world.ports.dataFactory.find('ingress-copy', id, new Date(0))).every(hasEnded)).toBe(true);
  const lists = [];
  for await (const { name } of world.container('transfers').listBlobsFlat({ prefix: `${id}/` })) lists.push(name);
  expect(lists).toEqual([]);
}

const copied = (name: string, version = 1) => world.names('datasets', `heart-study/${name}/v${version}/`);
const isProven = async () => expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [] });
const deleted = (key: OperationKey) => async () =>
  (await world.operation(key)).transfers.some(({ step, closedAt }) => step === 'dataset-retract' && closedAt);

describe('a dataset that is withdrawn while it is copied', () => {
  test('keeps its name until its files are gone; then the next upload becomes a version, whatever the retention does', async () => {
    world.versions.knobs = kept;
    const key = await withdrawnInCopy('cohort');
    await expectNoRun(key);
    const path = 'heart-study/cohort/new.csv';
    await world.put('ingress', path, 'new');
    expect(await startOperation(world.ports, { door: 'ingress', path })).toMatchObject({ kind: 'open', key });
    await emptyDoor(world, 'cohort');
    expect(await goOn(world, key)).toBe('retracting');
    const { retraction, withdrawal } = await world.operation(key);
    expect(retraction).toMatchObject({
      closedAt: withdrawal?.at,
      by: olga,
      reason: wrongFiles,
      unpublished: 'withdrawn',
    });
    await isProven();

    await world.run('retract', key, { enough: deleted(key) });
    expect(await copied('cohort')).toEqual([]);
    const next = await upload(world, 'cohort');
    expect(await goOn(world, next)).toBe('available');
    expect((await world.operation(next)).version).toBe(2);
    expect(await world.operation(key)).toMatchObject({ state: 'retracting' });
    await isProven();

    world.versions.knobs = past;
    expect(await goOn(world, key)).toBe('withdrawn');
    expect(await copied('cohort', 2)).toHaveLength(3);
    expect(await world.ports.register.isUnfinished(await world.operation(key))).toBe(false);
    const receipts = await receiptsOf(world.ports, key.id);
    expect(Object.keys(receipts)).toEqual(['retraction']);
    expect(decodeJwt(receipts['retraction'] ?? '')).toMatchObject({ kind: 'retraction', closedAt: withdrawal?.at });
    await isProven();
  });

  test('is discarded as its owner asks, who cannot delete: both are proven, and the end says discarded', async () => {
    const key = await withdrawnInCopy('stuck');
    await discard(world.ports, key);
    expect(await goOn(world, key)).toBe('retracting');
    expect(await world.names('ingress', 'heart-study/stuck/')).toEqual([]);
    expect(await goOn(world, key)).toBe('discarded');
    expect(await copied('stuck')).toEqual([]);
    expect(Object.keys(await receiptsOf(world.ports, key.id)).sort()).toEqual(['deletion', 'retraction']);
    await isProven();
  });

  test('and discarded at once has its runs ended before anything is deleted', async () => {
    const key = await upload(world, 'hasty');
    world.knobs.set({ millisecondsPerFile: 300 });
    const before = at(polling, async () => {
      await withdraw(world.ports, key);
      await discard(world.ports, key);
    });
    expect(await goOn(world, key, before, 'discarding')).toBe('discarding');
    let running: boolean | undefined;
    const look = at('prepareTransfer discard', async () => {
      running = !(await world.ports.dataFactory.find('ingress-copy', key.id, new Date(0))).every(hasEnded);
    });
    expect(await goOn(world, key, look)).toBe('retracting');
    expect(running).toBe(false);
    await expectNoRun(key);
    world.knobs.reset();
    expect(await goOn(world, key)).toBe('discarded');
    await isProven();
  });

  test('tells operators once which line closes what was copied', async () => {
    const key = await withdrawnInCopy('told');
    await world.activities.tellOwed(key);
    await world.activities.tellOwed(key);
    const mails = (await world.mails()).filter(
      ({ text, subject }) => text.includes(key.id) && subject.includes('Close'),
    );
    expect(mails.map(({ to }) => to[0]?.address)).toEqual(['otto@example.org']);
    expect(mails[0]?.text).toContain('"retracted": ["told/v1"]');
    await emptyDoor(world, 'told');
    await goOn(world, key);
    expect(await goOn(world, key)).toBe('withdrawn');
  });

  test.each([
    ['right before its run is asked for', 'startTransfer ingress-copy'],
    ['right before its run is closed', 'closeTransfer ingress-copy'],
    ['right before its copy is compared', 'verifyCopy ingress-copy'],
  ])('%s leaves nothing there and deletes nothing at the door', async (title, call) => {
    const name = title.replaceAll(' ', '-');
    const key = await upload(world, name);
    expect(
      await goOn(
        world,
        key,
        at(call, () => withdraw(world.ports, key)),
        'withdrawing',
      ),
    ).toBe('withdrawing');
    await world.run('ingress', key, {
      enough: async () => (await world.operation(key)).transfers.every(({ closedAt }) => closedAt),
    });
    expect(await world.names('ingress', `heart-study/${name}/`)).toHaveLength(3);
    await emptyDoor(world, name);
    expect(await goOn(world, key)).toBe('retracting');
    expect(await goOn(world, key)).toBe('withdrawn');
    expect(await copied(name)).toEqual([]);
    await expectNoRun(key);
    await isProven();
  });

  test('is not failed for the files that its owner removes right after', async () => {
    const key = await upload(world, 'removed');
    const before = at('verifyCopy ingress-copy', async () => {
      const verify = world.activities.verifyCopy;
      Reflect.set(world.activities, 'verifyCopy', async (input: Parameters<typeof verify>[0]) => {
        await emptyDoor(world, 'removed');
        const seen = await verify(input);
        await withdraw(world.ports, key);
        Reflect.set(world.activities, 'verifyCopy', verify);
        return seen;
      });
    });
    expect(await goOn(world, key, before)).toBe('retracting');
    expect(await goOn(world, key)).toBe('withdrawn');
  });

  test('and discarded while it is checked anew leaves what its row does not list to the next upload', async () => {
    const key = await upload(world, 'anew');
    const change = () => world.put('ingress', 'heart-study/anew/a.csv', 'changed');
    const manifests = new Proxy(world.ports.manifests, {
      get: (target, name) => {
        if (name !== 'write') return Reflect.get(target, name);
        return async (...parts: Parameters<typeof target.write>) => {
          const summary = await target.write(...parts);
          await withdraw(world.ports, key);
          await discard(world.ports, key);
          return summary;
        };
      },
    });
    const { takeInventory } = world.activities;
    const hurried = createActivities({ ...world.ports, manifests }, flowSettings);
    const swap = at('verifyCopy ingress-copy', async () => {
      await change();
      Reflect.set(world.activities, 'takeInventory', hurried.takeInventory);
    });
    expect(await goOn(world, key, swap, 'discarding')).toBe('discarding');
    Reflect.set(world.activities, 'takeInventory', takeInventory);
    expect(await goOn(world, key)).toBe('retracting');
    expect(await world.names('ingress', 'heart-study/anew/')).toEqual(['heart-study/anew/a.csv']);
    expect(await goOn(world, key)).toBe('discarded');
    await isProven();
  });

  test('twice at the same moment is withdrawn once', async () => {
    const key = await upload(world, 'twice');
    const both = () => Promise.all([withdraw(world.ports, key), withdraw(world.ports, key)]);
    expect(await goOn(world, key, at('verifyCopy ingress-copy', both), 'withdrawing')).toBe('withdrawing');
    await expect(withdraw(world.ports, key)).rejects.toThrow('It is withdrawn already');
    await emptyDoor(world, 'twice');
    expect(await goOn(world, key)).toBe('retracting');
    expect(await goOn(world, key)).toBe('withdrawn');
    await isProven();
  });

  test('is refused once its originals are being deleted', async () => {
    const key = await upload(world, 'late');
    let refusal: unknown;
    const ask = () => withdraw(world.ports, key).catch((error: unknown) => (refusal = error));
    expect(await goOn(world, key, at('prepareTransfer ingress-delete', ask))).toBe('available');
    expect(String(refusal)).toMatch(/its originals are being deleted.*Possible now: stop$/);
  });

  test('in a race with the end of its copy is withdrawn with all its originals, or becomes available', async () => {
    for (let times = 1; times <= 4; times += 1) {
      const name = `raced-${times}`;
      const key = await upload(world, name);
      let wish: Promise<unknown> = Promise.resolve();
      const before = async (called: string, input: unknown) => {
        if (called === 'move' && Object(input).event === 'verified') wish = withdraw(world.ports, key).catch(() => {});
      };
      const enough = async () => (await world.operation(key)).state === 'withdrawing';
      await world.run('ingress', key, { before, enough });
      await wish;
      const { state } = await world.operation(key);
      const there = await world.names('ingress', `heart-study/${name}/`);
      expect([state, there.length]).toEqual(state === 'available' ? ['available', 0] : ['withdrawing', 3]);
    }
    await isProven();
  });

  test('during a hold is withdrawn, and its copy goes when the hold ends', async () => {
    const key = await withdrawnInCopy('held');
    const caller = { ...person('Otto', 90), roles: [], emails: [], groups: 'no-claim' as const };
    await setHold(world.ports, idle, { project: 'heart-study', caller, reason: 'a leak' });
    await emptyDoor(world, 'held');
    expect(await goOn(world, key)).toBe('retracting');
    const isHeld = async () => (await world.operation(key)).hold !== undefined;
    await world.run('retract', key, { enough: isHeld });
    expect(await world.operation(key)).toMatchObject({ state: 'retracting', hold: expect.any(String) });
    await liftHolds(world.ports, { project: 'heart-study', caller, reason: 'it is over' });
    expect(await goOn(world, key)).toBe('withdrawn');
    await isProven();
  });

  test('while Data Factory is away waits for its runs, and fails nothing', async () => {
    const key = await upload(world, 'outage');
    const before = at(polling, () => withdraw(world.ports, key));
    world.knobs.set({ millisecondsPerFile: 300 });
    await goOn(world, key, before, 'withdrawing');
    await emptyDoor(world, 'outage');
    const away = new Proxy(world.ports.dataFactory, {
      get: () => () => Promise.reject(new Error('503')),
    });
    const { lookAtWithdrawn } = createActivities({ ...world.ports, dataFactory: away }, flowSettings);
    await expect(lookAtWithdrawn(key)).rejects.toThrow('503');
    expect(await world.operation(key)).toMatchObject({ state: 'withdrawing' });
    world.knobs.reset();
    expect(await goOn(world, key)).toBe('retracting');
    expect(await goOn(world, key)).toBe('withdrawn');
    await expectNoRun(key);
  });

  test('goes on after its removal was stopped and retried, and nothing touches what holds its name by then', async () => {
    world.versions.knobs = kept;
    const key = await withdrawnInCopy('stopped');
    await emptyDoor(world, 'stopped');
    expect(await goOn(world, key)).toBe('retracting');
    const next = await upload(world, 'stopped');
    await stopOperation(world.ports, flowSettings, idle, { key, by: otto, reason: 'wait' });
    expect(await world.operation(key)).toMatchObject({ state: 'failed' });
    await expect(discard(world.ports, key, otto)).rejects.toThrow(
      /what was copied of it was removed.*Possible now: retry$/,
    );
    await isProven();
    await retryOperation(world.ports, idle, { key, by: otto, reason: 'go on' });
    world.versions.knobs = past;
    expect(await goOn(world, key)).toBe('withdrawn');
    expect(await goOn(world, next)).toBe('available');
    expect((await world.operation(next)).version).toBe(2);
    await isProven();
  });
});

describe('an upload of which a copy was begun', () => {
  test('and that is rejected then says what lies there, and its discard removes that as well', async () => {
    const key = await upload(world, 'changed');
    const change = async () => {
      await world.put('ingress', 'heart-study/changed/a.csv', 'changed');
      await world.project({ ...rules, ingress: { ...rules.ingress, allowedExtensions: ['.json'] } });
    };
    expect(await goOn(world, key, at('verifyCopy ingress-copy', change))).toBe('rejected');
    await world.project(rules);
    expect(await copied('changed')).toHaveLength(3);
    const about = (await world.mails()).filter(({ text }) => text.includes(key.id));
    const mails = about.filter(({ subject }) => subject.includes('rejected'));
    expect(mails).not.toEqual([]);
    for (const { text } of mails) expect(text).toContain('"retracted": ["changed/v1"]');
    expect(mails[0]?.text).not.toContain('nothing of it was moved');
    await discard(world.ports, key);
    expect(await goOn(world, key)).toBe('retracting');
    expect(await goOn(world, key)).toBe('discarded');
    expect(await copied('changed')).toEqual([]);
    await isProven();
  });

  test('and that failed can be discarded while its originals cannot be gone', async () => {
    const key = await upload(world, 'failed');
    const stop = () => stopOperation(world.ports, flowSettings, idle, { key, by: otto, reason: 'wrong' });
    expect(await goOn(world, key, at('verifyCopy ingress-copy', stop))).toBe('failed');
    expect(await copied('failed')).toHaveLength(3);
    await discard(world.ports, key, otto);
    expect(await goOn(world, key)).toBe('retracting');
    expect(await goOn(world, key)).toBe('discarded');
    expect([...(await copied('failed')), ...(await world.names('ingress', 'heart-study/failed/'))]).toEqual([]);
    await isProven();
  });
});
