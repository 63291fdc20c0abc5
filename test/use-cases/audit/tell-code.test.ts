import { expect, test } from 'vitest';
import { systemChain } from '../../../src/domain/audit/audit-event.ts';
import { eventIn } from '../../../src/domain/audit/chain-line.ts';
import { tellCode } from '../../../src/use-cases/audit/tell-code.ts';
import { MemoryWorld } from '../../memory/world.ts';

const running = (world: MemoryWorld, bundle: string | undefined) => ({
  ...world.ports,
  code: { bundle: async () => bundle },
});

async function toldIn({ ports }: MemoryWorld) {
  const lines = await Array.fromAsync(ports.audit.lines(systemChain));
  return lines
    .flatMap((line) => eventIn(line) ?? [])
    .flatMap(({ kind, data }) => (kind === 'code.begun' ? [data] : []));
}

test('the audit tells once which code runs, and again when other code comes, or comes back', async () => {
  const world = new MemoryWorld(1);
  for (const bundle of ['aa', 'aa', 'bb', 'bb', 'aa']) await tellCode(running(world, bundle));
  expect(await toldIn(world)).toEqual([
    { bundle: 'aa' },
    { bundle: 'bb', before: 'aa' },
    { bundle: 'aa', before: 'bb' },
  ]);
});

test('one line is all, whether two instances tell of it at once, one ends behind its line, or what was told is lost', async () => {
  const world = new MemoryWorld(1);
  await Promise.all([tellCode(running(world, 'aa')), tellCode(running(world, 'aa'))]);
  await world.ports.sweepPlaces.keep('code', undefined);
  await tellCode(running(world, 'aa'));
  expect(await toldIn(world)).toEqual([{ bundle: 'aa' }]);
  await world.ports.sweepPlaces.keep('code', undefined);
  await tellCode(running(world, 'bb'));
  expect(await toldIn(world)).toEqual([{ bundle: 'aa' }, { bundle: 'bb' }]);
});

test('code without a bundle is not told of', async () => {
  const world = new MemoryWorld(1);
  await tellCode(running(world, undefined));
  expect(await toldIn(world)).toEqual([]);
});
