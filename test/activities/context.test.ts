import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { releaseDisagrees } from '../../src/activities/transfer/compare-released.ts';
import { packageManifest, sourceManifest } from '../../src/activities/transfer/places.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { gather } from '../domain/sample.ts';
import { answer, drop, untilResting, untilReview } from './reviewed-packages.ts';
import { openEgress, startWorld, type World } from './world.ts';

const files = {
  '_context/code/model.R': 'lm(y ~ x)\n',
  '_context/counts.csv': 'area,count\nnorth,3\n',
  'rates.csv': 'area,rate\nnorth,0.2\n',
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.project({ egress: { ...openEgress, context: true } });
});
afterAll(() => world.stop());

const outside = async (name: string) => Object.values(await world.contents('released', `heart-study/${name}/`));

async function approved(name: string) {
  const key = await drop(world, name, files);
  await untilReview(world, key);
  await answer(world, key, 'ada', 'approve');
  await answer(world, key, 'ben', 'approve');
  return key;
}

describe('what a package holds in _context', () => {
  test('is frozen and shown with the rest, and never released', async () => {
    const key = await approved('rates');
    const frozen = await world.operation(key);
    expect(frozen.package).toMatchObject({ count: 3, bytes: 49, contextCount: 2, contextBytes: 29 });
    expect(Object.keys(await world.contents('review', `heart-study/${key.id}/`))).toHaveLength(3);
    expect(await world.run('export', key)).toMatchObject({ state: 'released' });
    expect(await outside('rates')).toEqual([files['rates.csv']]);
    expect(await releaseDisagrees(world.ports, await world.operation(key))).toEqual([]);
  });

  test('is not counted in the receipt of the release, nor in the mail about it', async () => {
    const { id } = (await world.ports.register.list('export', 'heart-study')).items[0] ?? { id: '' };
    const receipt = decodeJwt((await world.ports.manifests.readReceipt(`${id}-release`)) ?? '');
    expect(receipt).toMatchObject({ count: 1, bytes: 20 });
    const told = (await world.mails()).find(({ subject }) => subject.includes('was released'));
    expect(told?.text).toContain('1 file, 20 bytes');
  });

  test('leaves no MD5 in a manifest, which outlasts the package', async () => {
    const [{ id } = { id: '' }] = (await world.ports.register.list('export', 'heart-study')).items;
    const operation = await world.operation({ project: 'heart-study', id });
    for (const name of [packageManifest(id), sourceManifest(operation)])
      for (const { path, md5 } of await gather(world.ports.manifests.read(name)))
        expect(md5 === null, `${name}: ${path}`).toBe(path.startsWith('_context/'));
  });

  test('is an alarm where it lies outside all the same', async () => {
    const { items } = await world.ports.register.list('export', 'heart-study');
    const [released] = items;
    if (released === undefined) throw new Error('nothing was released');
    await world.put('released', `heart-study/rates/${released.id}/_context/counts.csv`, files['_context/counts.csv']);
    const [found, ...others] = await releaseDisagrees(world.ports, released);
    expect(others).toEqual([]);
    expect(found?.key).toContain('_context/counts.csv');
    const { findings } = await verifyProofs(world.ports, 'heart-study');
    expect(findings.map(({ record }) => record)).toContain('released file');
  });

  test('fails a release that shows it', async () => {
    const key = await approved('leaking');
    await world.put('released', `heart-study/leaking/${key.id}/_context/counts.csv`, files['_context/counts.csv']);
    expect(await world.run('export', key)).toMatchObject({ state: 'failed' });
    expect((await world.operation(key)).failure?.message).toContain('_context/counts.csv');
  });

  test('comes back with the rest of a package that was denied', async () => {
    const key = await drop(world, 'denied', files);
    await untilReview(world, key);
    await answer(world, key, 'cem', 'deny', 'Too small');
    expect(await world.run('export', key)).toMatchObject({ state: 'returned' });
    expect(Object.values(await world.contents('returned', 'heart-study/denied/'))).toEqual(Object.values(files));
    expect(await outside('denied')).toEqual([]);
  });

  test('rejects a package that holds nothing else', async () => {
    const key = await drop(world, 'alone', { '_context/counts.csv': 'n\n3\n' });
    await world.run('export', key, { enough: untilResting(world, key) });
    expect((await world.operation(key)).problems).toMatchObject([{ rule: 'empty' }]);
  });
});

test('a project that takes no context rejects a package with it, and kinds are those of what may leave', async () => {
  const rejected = async (name: string) => {
    const key = await drop(world, name, files);
    await world.run('export', key, { enough: untilResting(world, key) });
    return (await world.operation(key)).problems.map(({ rule, path }) => [rule, path]);
  };
  await world.project({ egress: { ...openEgress, context: true, allowedExtensions: ['.csv'] } });
  expect(await rejected('kinds')).toEqual([]);
  await world.project({ egress: openEgress });
  expect(await rejected('untaken')).toEqual([
    ['context', '_context/code/model.R'],
    ['context', '_context/counts.csv'],
  ]);
});
