import { operationRowKey } from '../../src/azure/operation/operation-row.ts';
import { factsOf, statesAt } from '../../src/domain/lifecycle/advance.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import { applyRestore } from '../../src/features/verification/restore/apply-restore.ts';
import { planRestore } from '../../src/features/verification/restore/plan-restore.ts';
import { takeBackRelease } from '../../src/use-cases/operation/take-back-release.ts';
import { lineOf } from '../activities/rows.ts';
import { forgeApproval } from '../memory/forge-approval.ts';
import { noHook } from '../memory/hook.ts';
import { allTables, decisionsOfOne, oneRow, putBack, snapshotsOf } from '../memory/put-back.ts';
import { operationsOf } from './acts.ts';
import { cast, projectId } from './definition.ts';
import { storesAreLost } from './lost-stores.ts';
import { operator, tried } from './operators.ts';
import type { Tampering } from './weather.ts';
import { settings, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const putBackBy: Partial<Record<Tampering, typeof oneRow>> = {
  'row-put-back': oneRow,
  'decisions-put-back': decisionsOfOne,
  'tables-put-back': allTables,
};

/** Somebody does to the tables what this schedule has drawn, again and again until `isOver`, and an operator may rebuild right after. */
export async function rowsAreTampered(world: World, isOver: () => boolean): Promise<void> {
  const { draws, weather, time } = world;
  const { tampering } = weather;
  if (tampering === undefined) return;
  if (tampering === 'store-lost') return await storesAreLost(world, isOver);
  while (!isOver()) {
    await time.sleep(draws.between('tampering begins', MINUTE, 20 * MINUTE));
    const operation = await drawn(world);
    if (operation === undefined) continue;
    const back = putBackBy[tampering];
    const taken = back && (await snapshotsOf(tablesOf(world), back, operation.id));
    if (taken !== undefined) await time.sleep(draws.between('tampering lasts', MINUTE, HOUR));
    if (isOver()) return;
    world.tampered.add(tampering);
    world.tamperedAt = time.now().getTime();
    if (taken !== undefined) await putBack(tablesOf(world), taken);
    else await forge(world, tampering, operation.id).catch((error: unknown) => world.told('a forgery', error));
    if (draws.happens('rebuilt at once', 0.3)) await rebuildWhatIsStale(world);
  }
}

async function drawn({ draws, god }: World): Promise<Operation | undefined> {
  const open = (await operationsOf({ ports: god })).filter((operation) => factsOf(operation).open);
  return open.length === 0 ? undefined : draws.pick('tampered operation', open);
}

const tablesOf = ({ deployment }: World) => ({ table: (name: string) => deployment.storage.table(name, noHook) });

/** Writes another row in the place of one, past the app. */
async function forge(world: World, tampering: Tampering, id: string): Promise<void> {
  const { god, draws } = world;
  const stored = await god.register.get({ project: projectId, id });
  if (stored === undefined) return;
  const { value } = stored;
  if (tampering === 'decision-forged') {
    const { time } = world;
    await forgeApproval(
      tablesOf(world),
      id,
      cast.approvers.map(({ oid }) => oid),
      time.now(),
    );
    return;
  }
  if (tampering === 'row-unreadable') {
    const rowKey = operationRowKey(id) ?? '';
    const row = await tablesOf(world).table('register').getEntity(projectId, rowKey);
    const torn = { partitionKey: projectId, rowKey, id, door: value.door, name: value.name, data: '{' };
    await tablesOf(world).table('register').updateEntity(torn, 'Replace', { etag: row.etag });
    return;
  }
  const ahead = { ...value, revision: value.revision + 1, since: world.time.now().toISOString() };
  if (tampering === 'row-forged') {
    const state = draws.pick('forged state', statesAt(value.door));
    await god.register.update({ ...stored, value: { ...ahead, state } });
    return;
  }
  if (value.door === 'ingress') return;
  // With its line a row looks like any other, and yet it releases nothing that people have not approved.
  const forged = { ...ahead, state: 'releasing' };
  await god.register.move({ ...stored, value: forged }, [lineOf(forged, 'forged')]);
}

/** An operator rebuilds the project where rows cannot be read, and each row that the audit knows to be old; what decisions lack goes back. */
export async function rebuildWhatIsStale(world: World): Promise<void> {
  const operations = await operationsOf({ ports: world.god });
  await rebuild(world, undefined);
  for (const { id, trouble, state } of operations) {
    if (trouble?.stale === undefined) continue;
    await rebuild(world, id);
    const key = { project: projectId, id };
    const back = { key, to: 'returning', by: operator().oid, reason: 'Its decisions are gone' } as const;
    const around = { settings, workflows: world.workflows };
    if (state === 'releasing') await tried(world, 'stale release', (app) => takeBackRelease(app.ports, around, back));
  }
}

async function rebuild(world: World, id: string | undefined): Promise<void> {
  await tried(world, 'rebuild', async ({ ports }) => {
    const planned = await planRestore(ports, projectId, undefined, () => false, id);
    if (!('plan' in planned) || planned.plan.repairs.length === 0) return;
    await applyRestore(ports, planned.plan, { by: operator().oid, reason: 'Rows were put back' });
  });
}
