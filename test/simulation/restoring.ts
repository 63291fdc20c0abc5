import { systemChain } from '../../src/domain/audit/audit-event.ts';
import { applyRestore } from '../../src/features/verification/restore/apply-restore.ts';
import { planHeads } from '../../src/features/verification/restore/plan-heads.ts';
import { planRestore } from '../../src/features/verification/restore/plan-restore.ts';
import { writeHeads } from '../../src/features/verification/restore/write-heads.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import type { AppInstance } from './app-instance.ts';
import { projectId } from './definition.ts';
import { isStillLost } from './noticing.ts';
import { asOperator, operator, secondOperator, tried } from './operators.ts';
import type { World } from './world.ts';

const reason = 'A store is gone';
const looksAtMost = 5;

/** What the command does: heads by two operators, the rows of the project, and at last the marks. Whatever stops it, somebody types it again. */
export async function restoreWhatIsLost(world: World): Promise<void> {
  await tried(world, 'restore', async (app) => {
    await restoreHeads(app);
    // Of a project of which nothing was ever written down nothing comes back.
    const isTold = (await world.god.audit.ends()).some(({ chain, length }) => chain === projectId && length > 0);
    if (isTold) await restoreRows(app, projectId);
    const { lost } = world;
    // What was back already, though whoever put it back was told that it did not work, is open since then.
    if (lost?.noticedAt !== undefined && (await isStillLost(world, lost.place))) {
      const { place, noticedAt } = lost;
      world.losses.push({ place, noticedAt, backAt: world.time.now().getTime() });
    }
    await restoreRows(app, systemChain);
    world.lost = undefined;
  });
}

async function restoreHeads(app: AppInstance): Promise<void> {
  const [caller, second] = [operator(), secondOperator()];
  const ports = { ...asOperator(app), sealer: createCookieCipher(app.ports.secrets, app.ports.clock) };
  const { chains, digest } = await planHeads(ports, ports);
  if (chains.length === 0) return;
  const asked = await writeHeads(ports, { caller, reason, digest });
  if (asked.kind === 'waits') await writeHeads(ports, { caller: second, reason, digest, first: asked.first });
}

/** Writes until nothing is left to write: what was changed meanwhile is looked at again. What needs people waits for the next sweep. */
async function restoreRows({ ports }: AppInstance, chain: string): Promise<void> {
  for (let looks = 0; looks < looksAtMost; looks += 1) {
    const planned = await planRestore(ports, chain, undefined, () => false);
    if (!('plan' in planned)) throw new Error('it was cut, though there was time');
    const { repairs, problems } = planned.plan;
    if (repairs.length > 0) await applyRestore(ports, planned.plan, { by: operator().oid, reason });
    else if (problems.length === 0) return;
    else throw new Error(`${chain} needs people: ${problems.join('; ')}`);
  }
  throw new Error(`something is left to write of ${chain}`);
}
