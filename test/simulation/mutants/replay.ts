import type { Job, Subject } from './job.ts';
import { type Ledger, misfits } from './ledger.ts';
import { inProcesses } from './runner.ts';
import { idsOf, taskOf } from './search.ts';

/**
 * Runs every killed mutant with the seed that kills it, and each of these seeds without one. Gives what is wrong, in sentences that say
 * what to do; nothing when every mutant is known and dies as before.
 */
export async function replayKillers(subject: Subject, ledger: Ledger, processes: number): Promise<string[]> {
  const task = taskOf(subject);
  const ids = idsOf(task);
  const wrong = misfits(ids, ledger);
  const killers = Object.entries(ledger.killers).filter(([id]) => ids.includes(id));
  const seeds = [...new Set(killers.map(([, { seed }]) => seed))];
  const jobs: Job[] = [...seeds.map((seed) => ({ seed })), ...killers.map(([mutant, { seed }]) => ({ seed, mutant }))];
  await inProcesses(
    processes,
    task,
    () => jobs.shift(),
    async (runner, job) => {
      const { broken } = await runner.run(job);
      const complaint = complain(job, broken, ledger);
      if (complaint !== undefined) wrong.push(complaint);
    },
  );
  return wrong;
}

function complain({ seed, mutant }: Job, broken: readonly string[], { killers }: Ledger): string | undefined {
  if (mutant === undefined) {
    return broken.length === 0
      ? undefined
      : `Seed ${seed} breaks a property without any mutant: ${broken[0]}. Mend that first: npm run simulate -- --seed ${seed}`;
  }
  if (broken.length > 0) return undefined;
  return `'${mutant}' survives seed ${seed}, which broke a property before (${killers[mutant]?.property}). If the simulation still should see it, mend the simulation; otherwise take the line out of killers.json and run npm run simulate -- --mutants`;
}
