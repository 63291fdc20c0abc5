import type { Subject } from './job.ts';
import { type Ledger, misfits } from './ledger.ts';
import { inProcesses } from './runner.ts';
import { idsOf, taskOf } from './search.ts';
import { mostAsked, surveySeeds } from './survey.ts';

/** A part of the work, when several machines share it: the `part`th of `of` parts. */
export interface Share {
  readonly part: number;
  readonly of: number;
}

/**
 * Runs every killed mutant with the seed that kills it, and each of these seeds without one. Gives what is wrong, in sentences that say
 * what to do; nothing when each dies as before and every other has its reason to live. With a share, only its killed mutants are run.
 */
export async function replayKillers(
  subject: Subject,
  ledger: Ledger,
  processes: number,
  { part, of }: Share = { part: 1, of: 1 },
): Promise<string[]> {
  const task = taskOf(subject);
  const ids = idsOf(task);
  const killers = Object.entries(ledger.killers).filter(([id], index) => ids.includes(id) && index % of === part - 1);
  const { sound, unsound } = await surveySeeds(task, [...new Set(killers.map(([, { seed }]) => seed))], processes);
  const wrong = [...misfits(ids, ledger), ...unsound];
  const most = new Map(sound.map((seed) => [seed.seed, mostAsked(seed)]));
  const jobs = killers.flatMap(([mutant, { seed, property }]) =>
    most.has(seed) ? [{ seed, mutant, most: most.get(seed), property }] : [],
  );
  await inProcesses(processes, task, jobs, async (runner, { property, ...job }) => {
    const { broken } = await runner.run(job);
    if (broken.length === 0) wrong.push(survives(job, property));
  });
  return wrong;
}

function survives({ seed, mutant }: { readonly seed: number; readonly mutant: string }, property: string): string {
  return `'${mutant}' survives seed ${seed}, where a property broke before (${property}). If the simulation sees less than it did, mend it; otherwise take the line out of killers.json and run npm run simulate -- --mutants`;
}
