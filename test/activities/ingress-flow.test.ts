import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { startOperation } from '../../src/use-cases/operation/start-operation.ts';
import { startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

describe('a dataset on its way in', () => {
  test('becomes a version with exactly its files, and its originals are gone', async () => {
    await world.put('ingress', 'heart-study/cohort/a.csv', 'a,b\n1,2\n');
    await world.put('ingress', 'heart-study/cohort/deep/er/b.json', '{}');
    const key = await world.open('ingress', 'heart-study/cohort/a.csv');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.contents('datasets', 'heart-study/')).toEqual({
      'heart-study/cohort/v1/a.csv': 'a,b\n1,2\n',
      'heart-study/cohort/v1/deep/er/b.json': '{}',
    });
    expect(await world.contents('ingress', 'heart-study/cohort/')).toEqual({});
    expect(await world.operation(key)).toMatchObject({ version: 1, source: { count: 2, bytes: 10 }, problems: [] });
    expect(await world.ports.register.openId('ingress', 'heart-study', 'cohort')).toBeUndefined();
  });

  test('people are told once each, and the proofs hold', async () => {
    const mails = await world.mails();
    const about = mails.filter(({ subject }) => subject.includes('Dataset cohort is available as version 1'));
    expect(about.map(({ to }) => to[0]?.address).sort()).toEqual([
      'olga@example.org',
      'rita@example.org',
      'ron@example.org',
    ]);
    expect(new Set(about.map(({ messageId }) => messageId)).size).toBe(3);
    const proofs = await verifyProofs(world.ports);
    expect(proofs).toMatchObject({ ok: true, receipts: { verified: 1, bad: [] } });
    expect(proofs.events).toBeGreaterThan(15);
  });

  test('a second upload of the name becomes the next version and leaves the first as it is', async () => {
    await world.put('ingress', 'heart-study/cohort/a.csv', 'new');
    const key = await world.open('ingress', 'heart-study/cohort/a.csv');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.contents('datasets', 'heart-study/cohort/')).toEqual({
      'heart-study/cohort/v1/a.csv': 'a,b\n1,2\n',
      'heart-study/cohort/v1/deep/er/b.json': '{}',
      'heart-study/cohort/v2/a.csv': 'new',
    });
  });

  test('a single file directly under the project is a dataset; its neighbours with longer names stay', async () => {
    await world.put('ingress', 'heart-study/single.csv', 'one');
    await world.put('ingress', 'heart-study/single.csv.json', 'other');
    await world.put('ingress', 'heart-study/single.csv-more/x.csv', 'other');
    const key = await world.open('ingress', 'heart-study/single.csv');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.contents('datasets', 'heart-study/single.csv/')).toEqual({
      'heart-study/single.csv/v1/single.csv': 'one',
    });
    expect(Object.keys(await world.contents('ingress', 'heart-study/single'))).toEqual([
      'heart-study/single.csv-more/x.csv',
      'heart-study/single.csv.json',
    ]);
  });

  test('markers of folders, which mounted containers leave, are no files: they open nothing and break no rule', async () => {
    const folder = { hdi_isfolder: 'true' };
    await world.put('ingress', 'heart-study/mounted', '', folder);
    const started = await startOperation(world.ports, { door: 'ingress', path: 'heart-study/mounted' });
    expect(started).toEqual({ kind: 'nothing' });
    await world.put('ingress', 'heart-study/mounted/deep', '', folder);
    await world.put('ingress', 'heart-study/mounted/deep/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/mounted/deep/a.csv');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(await world.names('datasets', 'heart-study/mounted/')).toEqual(['heart-study/mounted/v1/deep/a.csv']);
    expect(await world.names('ingress', 'heart-study/mounted')).toEqual(['heart-study/mounted']);
  });

  test('the marker of a folder whose name ends with a slash is refused and stays', async () => {
    await world.put('ingress', 'heart-study/slashed/a.csv', 'a');
    await world.putRaw('ingress', 'heart-study/slashed/deep/', '', { hdi_isfolder: 'true' });
    const key = await world.open('ingress', 'heart-study/slashed/a.csv');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'rejected' });
    expect(await world.names('ingress', 'heart-study/slashed/')).toHaveLength(2);
  });

  test('a file that only says that it is a folder is a file', async () => {
    await world.put('ingress', 'heart-study/pretended.csv', 'a', { hdi_isfolder: 'true' });
    const key = await world.open('ingress', 'heart-study/pretended.csv');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
  });

  test('the marker completes an upload, is no part of it and goes with the originals', async () => {
    await world.project({ ingress: { quietSeconds: 3600 } });
    await world.put('ingress', 'heart-study/marked/a.csv', 'a');
    await world.put('ingress', 'heart-study/marked/_COMPLETE', '');
    const key = await world.open('ingress', 'heart-study/marked/_COMPLETE');
    expect(await world.run('ingress', key)).toMatchObject({ state: 'available' });
    expect(Object.keys(await world.contents('datasets', 'heart-study/marked/'))).toEqual([
      'heart-study/marked/v1/a.csv',
    ]);
    expect(await world.contents('ingress', 'heart-study/marked/')).toEqual({});
  });

  test('a large file whose blocks are still arriving is waited for, with the marker too', async () => {
    const large = world.container('ingress').getBlockBlobClient('heart-study/blocks/a-large.csv');
    await large.stageBlock('AAAA', 'first', 5);
    await world.put('ingress', 'heart-study/blocks/b.csv', 'a');
    await world.put('ingress', 'heart-study/blocks/_COMPLETE', '');
    const key = await world.open('ingress', 'heart-study/blocks/b.csv');
    let looks = 0;
    const before = async (name: string) => {
      if (name !== 'lookAtArrival') return;
      looks += 1;
      if (looks === 4) await large.commitBlockList(['AAAA']);
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'available' });
    expect(looks).toBeGreaterThanOrEqual(4);
    expect(await world.contents('datasets', 'heart-study/blocks/')).toEqual({
      'heart-study/blocks/v1/a-large.csv': 'first',
      'heart-study/blocks/v1/b.csv': 'a',
    });
  });
});
