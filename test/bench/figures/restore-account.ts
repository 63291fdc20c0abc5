/**
 * How many seconds a machine takes to put a lost control account back from the second copy: lines, definitions and manifests, heads, the rows
 * of all projects and the marks. The processor time, and five milliseconds for each request that is waited for; of a quarter of
 * 100,000 lines, reckoned for all of them: the whole took as long (84 s).
 */
import { storagePorts } from '../../../src/azure/storage-ports.ts';
import { note, systemChain } from '../../../src/domain/audit/audit-event.ts';
import { tables } from '../../../src/domain/base/stored-tables.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { applyRestore } from '../../../src/features/verification/restore/apply-restore.ts';
import { planCopy } from '../../../src/features/verification/restore/plan-copy.ts';
import { planHeads } from '../../../src/features/verification/restore/plan-heads.ts';
import { planRestore } from '../../../src/features/verification/restore/plan-restore.ts';
import { writeCopy } from '../../../src/features/verification/restore/write-copy.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { copyAway } from '../../../src/use-cases/overview/copy-away.ts';
import { findLost } from '../../../src/use-cases/overview/find-lost.ts';
import { MemoryWorld } from '../../memory/world.ts';
import type { Measured } from '../figure.ts';
import { manyRecords } from '../many-records.ts';
import { Requests } from '../requests.ts';

const projects = 10;
const settings = { publicBaseUrl: 'https://tre.example.org' };
const by = { by: '00000000-0000-4000-8000-000000000090', reason: 'the account is gone' };

/** Measures it once. */
export async function measure(): Promise<Measured> {
  const { lines, seconds } = await restoreOf(1000);
  const said = `of ${lines} lines: ${seconds.toFixed(1)} s`;
  return { value: (seconds * 100_000) / lines, unit: 's of 100,000 lines', lines: [said] };
}

async function restoreOf(operations: number) {
  const requests = new Requests();
  const world = new MemoryWorld(2, requests, { hasSecondCopy: true });
  await manyRecords(world, projects, operations / projects / 2);
  const afresh = (): Ports => ({ ...world.ports, ...storagePorts(world.storage.ofApp()) });
  await tellOfDefinitions(afresh());
  await copyAll(afresh());
  await lose(world);
  const ports = afresh();
  const milliseconds = await requests.timed(5, () => restore(ports));
  let lines = 0;
  for await (const chain of ports.audit.chains()) lines += (await ports.audit.head(chain))?.count ?? 0;
  return { lines, seconds: milliseconds / 1000 };
}

/** As whoever puts a definition in force does; the copy takes those that lines tell of. */
async function tellOfDefinitions({ projects: store, audit, clock }: Ports): Promise<void> {
  for (let at = 0; at < projects; at += 1) {
    const id = `study-${at}`;
    const { hash = '' } = (await store.get(id)) ?? {};
    const put = { id: `put-${id}`, at: clock.now(), kind: 'project.changed' as const };
    await audit.append(id, [note(id, { ...put, data: { definition: hash, against: null } })]);
  }
}

async function copyAll(ports: Ports): Promise<void> {
  const failures = new Failures();
  const share = startTimeSlice(ports.clock, 600);
  // The first look marks the stores, and only the next one finds the copy to be that of this account.
  for (let looks = 0; looks < 2; looks += 1) await findLost(ports, share);
  await copyAway(ports, { share, failures });
  failures.throwAny();
}

async function lose({ storage }: MemoryWorld): Promise<void> {
  for (const name of tables) {
    const table = storage.table(name);
    for await (const { partitionKey = '', rowKey = '' } of table.listEntities())
      await table.deleteEntity(partitionKey, rowKey);
  }
  for (const place of ['projects', 'manifests', 'tree', 'audit']) {
    const container = storage.places().get(`control/${place}`);
    for (const name of container?.names() ?? []) container?.tamper(name, undefined);
  }
}

const never = () => false;

async function restore({ secondCopy, ...ports }: Ports): Promise<void> {
  if (secondCopy === undefined) throw new Error('there is no second copy');
  const whole = { ...ports, secondCopy };
  for (let isMore = true; isMore; ) isMore = (await writeCopy(whole, await planCopy(whole), never)).more;
  for (const { chain } of (await planHeads(whole, settings)).chains) await ports.audit.restoreHead(chain);
  const chains = (await Array.fromAsync(ports.audit.chains())).filter((chain) => chain !== systemChain);
  for (const project of [...chains, systemChain]) await restoreProject(whole, project);
  const left = await whole.marks.missing();
  if (left.length > 0) throw new Error(`These marks are missing: ${left.join(', ')}`);
}

async function restoreProject(ports: Ports, project: string): Promise<void> {
  for (;;) {
    const outcome = await planRestore(ports, project, undefined, never);
    if (!('plan' in outcome)) throw new Error('it stopped although there was time');
    const { repairs, more, problems } = outcome.plan;
    if (problems.length > 0) throw new Error(problems.join('\n'));
    if (repairs.length > 0) await applyRestore(ports, outcome.plan, by);
    if (!more) return;
  }
}
