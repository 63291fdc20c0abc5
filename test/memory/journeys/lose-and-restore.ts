import { z } from 'zod';
import { tables } from '../../../src/domain/base/stored-tables.ts';
import { kindsOf } from '../../../src/domain/overview/stored-rows.ts';
import type { MemoryStorage } from '../storage.ts';
import type { MemoryJourney } from './memory-journey.ts';

/** What is lost: all rows of a table with its mark, or those of one kind. */
export type Lost = { readonly table: string } | { readonly kind: string };

/** Removes the rows past the app, and gives how many there were. */
export async function lose({ deployment }: MemoryJourney, lost: Lost): Promise<number> {
  if ('table' in lost) return loseRows(deployment.storage, lost.table);
  return loseRows(deployment.storage, lost.kind.replace(/^row:(\w+) .*$/, '$1'), lost.kind);
}

/** Removes all rows of a table, or those of one kind, at one instant. */
export function loseRows(storage: Pick<MemoryStorage, 'loseRows'>, table: string, kind?: string): number {
  return storage.loseRows(
    table,
    (partition, row) => kind === undefined || kindsOf(table, partition, row).includes(kind),
  );
}

/** The whole control account is gone, and an empty one stands in its place. */
export async function loseAccount(journey: MemoryJourney): Promise<void> {
  for (const table of tables) await lose(journey, { table });
  const places = journey.deployment.storage.places();
  for (const place of ['projects', 'manifests', 'tree', 'audit']) {
    const container = places.get(`control/${place}`);
    for (const name of container?.names() ?? []) container?.tamper(name, undefined);
  }
}

const reason = 'rows are gone';
const copied = z.object({ back: z.array(z.unknown()), problems: z.array(z.string()), digest: z.string() });
const heads = z.object({
  losses: z.array(z.object({ place: z.string() })),
  chains: z.array(z.object({ chain: z.string() })),
  problems: z.array(z.string()),
  digest: z.string(),
});
const waiting = z.object({ waits: z.string() });
const plans = z.object({
  projects: z.array(z.object({ project: z.string(), repairs: z.array(z.unknown()), digest: z.string() })),
  continuation: z.string().optional(),
});

/** Two operators put everything back, as the command does: what comes from the second copy, heads, the rows of each project, and at last the marks. */
export async function restore(journey: MemoryJourney): Promise<void> {
  const ask = (body: object, path = 'ops/restore', by = 'operator') =>
    journey.ops.as(by).ask('POST', path, { reason, ...body });
  for (;;) {
    const plan = copied.parse(await ask({ apply: false }, 'ops/restore/copy'));
    if (plan.problems.length > 0) throw new Error(plan.problems.join('\n'));
    if (plan.back.length === 0) break;
    await ask({ apply: true, digest: plan.digest }, 'ops/restore/copy');
  }
  const { chains, digest, problems } = heads.parse(await ask({ apply: false }, 'ops/restore/heads'));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  if (chains.length > 0) {
    const apply = { apply: true, digest };
    const { waits } = waiting.parse(await ask(apply, 'ops/restore/heads'));
    await ask({ ...apply, first: waits }, 'ops/restore/heads', 'second-operator');
  }
  for (const project of [journey.project, '_system']) await restoreProject(journey, project);
}

const triesAtMost = 5;

/** Writes until nothing is left to write; what was changed meanwhile is looked at again. */
async function restoreProject({ ops }: MemoryJourney, project: string): Promise<void> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    const [plan] = plans.parse(await ops.ask('POST', 'ops/restore', { project, apply: false, reason })).projects;
    if (plan === undefined || plan.repairs.length === 0) return;
    let continuation: string | undefined;
    do {
      const body = { project, apply: true, digest: plan.digest, reason, continuation };
      const answer = await ops.call('POST', 'ops/restore', body);
      if (answer.status !== 200 && answer.status !== 409)
        throw new Error(`The restore of ${project} was answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      continuation = plans.partial().safeParse(answer.body).data?.continuation;
    } while (continuation !== undefined);
  }
  throw new Error(`Something is left to write of ${project}`);
}
