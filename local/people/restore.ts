import { z } from 'zod';
import { systemChain } from '../../src/domain/audit/audit-event.ts';
import type { Ops } from './operator.ts';

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
export async function restoreAll(ops: Ops, projects: readonly string[]): Promise<void> {
  const ask = (body: object, path: string, by = 'operator') => ops.as(by).ask('POST', path, { reason, ...body });
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
  for (const project of [...projects, systemChain]) await restoreProject(ops, project);
}

const triesAtMost = 5;

/** Writes until nothing is left to write; what was changed meanwhile is looked at again. */
async function restoreProject(ops: Ops, project: string): Promise<void> {
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
