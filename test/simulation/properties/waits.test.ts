import { expect, test } from 'vitest';
import { operationRowKey } from '../../../src/azure/operation/operation-row.ts';
import { anOperation, aRound } from '../../contract/samples.ts';
import { sampleProject } from '../../domain/sample.ts';
import { noHook } from '../../memory/hook.ts';
import { projectId } from '../definition.ts';
import { World } from '../world.ts';
import { reviewsEnd, roomIsUsed } from './waits.ts';

const DAY = 24 * 60 * 60_000;

/** What the property says of a package whose round is open, once its row was as it is left by `change`, and days went by. */
async function saidOf(change: (world: World, id: string) => Promise<void>): Promise<string[]> {
  const world = new World(1);
  const said: string[] = [];
  const { call } = reviewsEnd.watch({ world, god: world.god, broken: (why) => said.push(why) });
  await world.play(
    (async () => {
      const now = world.time.now();
      const since = now.toISOString();
      const operation = anOperation({
        door: 'export',
        project: projectId,
        state: 'in-review',
        startedAt: since,
        since,
      });
      const deadline = new Date(now.getTime() + DAY).toISOString();
      await world.god.register.open(operation, []);
      await world.god.decisions.openRound(aRound({ exportId: operation.id, project: projectId, deadline }));
      world.calmSince = now.getTime();
      await call?.(
        { caller: 'control-plane', service: 'table decisions', operation: 'insert', args: [] },
        await world.app('a'),
      );
      await change(world, operation.id);
      await world.time.sleep(10 * DAY);
    })(),
  );
  return said;
}

test('a round that is open long after its deadline is named', async () => {
  expect(await saidOf(async () => undefined)).toEqual([expect.stringContaining('is open long after')]);
});

/** Leaves no operation in its row, and gives what puts it back. */
async function tear(world: World, id: string): Promise<() => Promise<void>> {
  const table = world.deployment.storage.table('register', noHook);
  const { etag, timestamp: _, ...row } = await table.getEntity(projectId, operationRowKey(id) ?? '');
  const torn = { partitionKey: projectId, rowKey: row.rowKey ?? '', data: '{' };
  const written = await table.updateEntity(torn, 'Replace', { etag });
  return async () => {
    await table.updateEntity({ ...row, partitionKey: projectId, rowKey: row.rowKey ?? '' }, 'Replace', {
      etag: written.etag ?? '*',
    });
  };
}

test('a row that nobody can read is looked at later, and named once it can be read and its round is still open', async () => {
  expect(await saidOf(async (world, id) => void (await tear(world, id)))).toEqual([]);
  const mended = await saidOf(async (world, id) => {
    const mend = await tear(world, id);
    await world.time.sleep(3 * DAY);
    await mend();
  });
  expect(mended).toEqual([expect.stringContaining('is open long after')]);
});

/** What the property says of a door that is called full, beside one package that may be under way. */
async function saidOfFull(state: string, change: (world: World, id: string) => Promise<void>): Promise<string[]> {
  const world = new World(1);
  const said: string[] = [];
  const { call } = roomIsUsed.watch({ world, god: world.god, broken: (why) => said.push(why) });
  const project = sampleProject();
  const egress = { ...project.egress, maxOpen: 1 };
  const [starts, ends] = ['2026-01-01', '2026-12-31'];
  await world.god.projects.put({ ...project, id: projectId, egress, starts, ends }, null);
  const since = new Date(world.time.now().getTime() - DAY).toISOString();
  const operation = anOperation({ door: 'export', project: projectId, state, startedAt: since, since });
  await world.god.register.open(operation, []);
  await change(world, operation.id);
  const counted = await world.god.register.rememberedDoor('export', projectId);
  await world.god.register.rememberDoor({ ...counted, value: { ...counted.value, waiting: 1, why: 'full' } });
  const args = [{ partitionKey: projectId, rowKey: 'door:export' }];
  await call?.({ caller: 'control-plane', service: 'table register', operation: 'update', args }, await world.app('a'));
  return said;
}

test('a door that is called full is named where its package rests, and not where it is under way', async () => {
  const named = [expect.stringContaining('although fewer are under way')];
  expect(await saidOfFull('rejected', async () => undefined)).toEqual(named);
  expect(await saidOfFull('in-review', async () => undefined)).toEqual([]);
});

test('a row that nobody can read takes no room from the next sweep on, and until then nobody knows', async () => {
  const torn = (sweptAfter: number) =>
    saidOfFull('in-review', async (world, id) => {
      await tear(world, id);
      world.tamperedAt = world.time.now().getTime();
      world.sweptFrom = world.tamperedAt + sweptAfter;
    });
  expect(await torn(-1)).toEqual([]);
  expect(await torn(1)).toEqual([expect.stringContaining('although fewer are under way')]);
});
