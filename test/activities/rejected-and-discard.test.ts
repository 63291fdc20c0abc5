import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import { startAzuriteWorld } from './azurite-world.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  ({ world } = await startAzuriteWorld());
});
afterAll(() => world.stop());

describe('an upload that breaks rules, with names as Azurite lists them', () => {
  test.concurrent.each([
    ['a forbidden extension', 'heart-study/kinds/tool.exe', 'extension'],
    ['a line break', 'heart-study/lines/a\nb.csv', 'name:control-character'],
    ['a part that is two dots', 'heart-study/dots/a/../b.csv', 'name:dot-segment'],
    ['a character that turns the reading direction', 'heart-study/bidi/a\u202eb.csv', 'name:bidi-character'],
    ['an empty part', 'heart-study/empty-part/a//b.csv', 'name:empty-segment'],
    ['a name with a trailing dot', 'heart-study/dataset./a.csv', 'name:trailing-dot'],
  ])('is rejected for %s; its owner is told which file and nothing is moved', async (_, path, rule) => {
    await world.putRaw('ingress', path, 'x');
    const key = await world.open('ingress', path);
    expect(await world.run('ingress', key)).toMatchObject({ state: 'rejected' });
    const { problems, name } = await world.operation(key);
    expect(problems.map((problem) => problem.rule)).toContain(rule);
    expect(await world.names('datasets', `heart-study/${name}/`)).toEqual([]);
    expect(await world.names('ingress', path)).toEqual([path]);
    expect(await world.ports.register.openId('ingress', 'heart-study', name)).toBe(key.id);
    const mails = (await world.mails()).filter(({ text }) => text.includes(key.id));
    expect(new Set(mails.map(({ to }) => to[0]?.address))).toEqual(new Set(['olga@example.org']));
    const told = mails.filter(({ subject }) => subject.includes('was rejected'));
    expect(told).toHaveLength(1);
    for (const { message } of problems) expect(told[0]?.text).toContain(message);
  });

  test('an upload whose last file goes between its end and its check is rejected as empty', async () => {
    await world.put('ingress', 'heart-study/nothing/_COMPLETE', '');
    await world.put('ingress', 'heart-study/nothing/a.csv', 'x');
    const key = await world.open('ingress', 'heart-study/nothing/_COMPLETE');
    const before = async (name: string) => {
      if (name === 'takeInventory') await world.container('ingress').deleteBlob('heart-study/nothing/a.csv');
    };
    expect(await world.run('ingress', key, { before })).toMatchObject({ state: 'rejected' });
    expect((await world.operation(key)).problems).toMatchObject([{ rule: 'empty' }]);
  });

  test('new files under the name of a rejected upload wait', async () => {
    await world.put('ingress', 'heart-study/kinds/more.csv', 'x');
    const key = await world.open('ingress', 'heart-study/kinds/more.csv');
    expect(await world.operation(key)).toMatchObject({ state: 'rejected' });
  });
});

describe('discarding on Azurite', () => {
  test('deletes what was rejected, frees the name, and leaves what came later for a new start', async () => {
    const key = await world.open('ingress', 'heart-study/kinds/tool.exe');
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect(await world.contents('ingress', 'heart-study/kinds/')).toEqual({ 'heart-study/kinds/more.csv': 'x' });
    const next = await world.open('ingress', 'heart-study/kinds/more.csv');
    expect(next.id).not.toBe(key.id);
    expect(await world.run('ingress', next)).toMatchObject({ state: 'available' });
    expect(await world.contents('datasets', 'heart-study/kinds/')).toEqual({ 'heart-study/kinds/v1/more.csv': 'x' });
  });

  test('an empty upload can be discarded too, and the proofs hold', async () => {
    const key = await world.open('ingress', 'heart-study/nothing/_COMPLETE');
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect(await world.contents('ingress', 'heart-study/nothing/')).toEqual({});
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { verified: 3, bad: [] } });
  });
});

describe('a package that breaks rules, on Azurite', () => {
  test('is deleted from the export path when it is discarded; its name is free and what came later starts anew', async () => {
    await world.putRaw('exports', 'heart-study/tables/a\u202eb.csv', 'x');
    await world.putRaw('exports', 'heart-study/tables/deep/c.csv', 'y');
    const key = await world.open('export', 'heart-study/tables/deep/c.csv');
    expect(await world.run('export', key)).toMatchObject({ state: 'rejected' });
    await world.put('exports', 'heart-study/tables/later.csv', 'z');
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect(await world.contents('exports', 'heart-study/tables/')).toEqual({ 'heart-study/tables/later.csv': 'z' });
    expect(await world.names('review', `heart-study/${key.id}/`)).toEqual([]);
    const { transfers } = await world.operation(key);
    expect(transfers).toMatchObject([{ step: 'export-delete', status: 'succeeded' }]);
    expect((await world.open('export', 'heart-study/tables/later.csv')).id).not.toBe(key.id);
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { bad: [] } });
  });

  test('of which nothing is left any more is discarded without a run, with a receipt', async () => {
    await world.putRaw('exports', 'heart-study/gone/a\nb.csv', 'x');
    const key = await world.open('export', 'heart-study/gone/a\nb.csv');
    expect(await world.run('export', key)).toMatchObject({ state: 'rejected' });
    await world.container('exports').deleteBlob('heart-study/gone/a\nb.csv');
    expect(await world.run('discard', key)).toMatchObject({ state: 'discarded' });
    expect((await world.operation(key)).transfers).toEqual([]);
    expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, receipts: { bad: [] } });
  });
});

test('a hundred long problems at once are rejected and told, as far as a register row takes them', async () => {
  const allowedExtensions = Array.from({ length: 200 }, (_, index) => `.${'x'.repeat(30)}-${index}`);
  await world.project({ ingress: { quietSeconds: 1, allowedExtensions } });
  const files = Array.from({ length: 100 }, (_, index) => `heart-study/ugly/${index}.csv`);
  await Promise.all(files.map((path) => world.put('ingress', path, 'x')));
  const key = await world.open('ingress', 'heart-study/ugly/0.csv');
  expect(await world.run('ingress', key)).toMatchObject({ state: 'rejected' });
  const { problems } = await world.operation(key);
  expect(problems[0]).toMatchObject({ rule: 'extension', path: '0.csv' });
  expect(problems.at(-1)).toEqual({
    rule: 'more:extension',
    path: null,
    value: String(101 - problems.length),
    message: `${101 - problems.length} more files break the rule extension; they are not listed`,
    publicMessage: problems[0]?.publicMessage,
  });
});
