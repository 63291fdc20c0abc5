import type { Job, Subject, Task } from './job.ts';
import type { Killer, Ledger, Survivor } from './ledger.ts';
import { inProcesses } from './runner.ts';
import { mostAsked, type SoundSeed, surveySeeds } from './survey.ts';
import { weave } from './weave.ts';

/** Which seeds to look at, with how many of them each mutant is tried at most, and until when (`performance.now`). */
export interface Limits {
  readonly seeds: readonly number[];
  readonly mostTries: number;
  readonly until: number;
  readonly processes: number;
}

/** What a search came to. `unsound` tells of seeds that break a property without any mutant; nothing was tried with them. */
export interface Found {
  readonly ledger: Ledger;
  readonly unsound: readonly string[];
}

/** What the processes have to know of a subject. */
export function taskOf({ root, guards, ...rest }: Subject): Task {
  return { woven: weave(root, guards), ...rest };
}

/** Every mutant of the guards. */
export function idsOf({ woven }: Task): string[] {
  return woven.sites.flatMap((mutants) => mutants.map(({ id }) => id));
}

/**
 * Looks for a seed that each mutant does not survive. All seeds are run without mutants first: a mutant that would not have answered
 * otherwise in a seed cannot change it, so it is tried only with those that it can, the shortest first. What the ledger has a killer or a
 * reason for is left as it is.
 */
export async function searchKillers(
  subject: Subject,
  ledger: Ledger,
  { seeds, mostTries, until, processes }: Limits,
  tell: (line: string) => void,
): Promise<Found> {
  const task = taskOf(subject);
  const known = stillTrue(idsOf(task), ledger);
  const open = idsOf(task).filter((id) => !(id in known.killers) && !(id in known.survivors));
  tell(`${seeds.length} seeds to run without mutants`);
  const { sound, unsound } = await surveySeeds(task, seeds, processes);
  const met = new Map(open.map((id) => [id, sound.filter(({ differed }) => differed.includes(id))]));
  const killers: Record<string, Killer> = { ...known.killers };
  const stuck: Record<string, Survivor> = {};
  const tried = new Map<string, number>();
  const jobs = jobsOf(met, mostTries);
  tell(
    `${open.length} mutants to kill, of which ${[...met.values()].filter(({ length }) => length > 0).length} are met`,
  );
  await inProcesses(processes, task, jobs, async (runner, job) => {
    if (job.mutant in killers || job.mutant in stuck || performance.now() > until) return;
    const { broken, ending } = await runner.run(job);
    tried.set(job.mutant, (tried.get(job.mutant) ?? 0) + 1);
    // The rest of a fault's text names places on this machine.
    const property = broken[0]?.split('\n')[0]?.slice(0, 200);
    if (property === undefined) return;
    if (ending === 'stuck') stuck[job.mutant] = { why: 'stuck', reason: `the run of seed ${job.seed} comes to no end` };
    else killers[job.mutant] = { seed: job.seed, property };
    tell(`${Object.keys(killers).length} killed; seed ${job.seed} kills ${job.mutant}: ${property.slice(0, 60)}`);
  });
  const living = open.filter((id) => !(id in killers) && !(id in stuck));
  const unseen = living.map((id) => [id, unseenAfter(sound.length, met.get(id)?.length ?? 0, tried.get(id) ?? 0)]);
  return { ledger: { killers, survivors: { ...known.survivors, ...stuck, ...Object.fromEntries(unseen) } }, unsound };
}

/** What is known of mutants that there are. What was unseen is looked for again. */
function stillTrue(ids: readonly string[], { killers, survivors }: Ledger): Ledger {
  const exists = new Set(ids);
  const kept = <T>(entries: Readonly<Record<string, T>>, isKept: (entry: T) => boolean) =>
    Object.fromEntries(Object.entries(entries).filter(([id, entry]) => exists.has(id) && isKept(entry)));
  return { killers: kept(killers, () => true), survivors: kept(survivors, ({ why }) => why !== 'unseen') };
}

/** The first seed of every mutant, then the second of every mutant, and so on. */
function jobsOf(
  met: ReadonlyMap<string, readonly SoundSeed[]>,
  mostTries: number,
): (Job & { readonly mutant: string })[] {
  return Array.from({ length: mostTries }, (_, turn) =>
    [...met].flatMap(([mutant, seeds]) => {
      const seed = seeds[turn];
      return seed === undefined ? [] : [{ seed: seed.seed, mutant, most: mostAsked(seed) }];
    }),
  ).flat();
}

function unseenAfter(seeds: number, met: number, tried: number): Survivor {
  const reason =
    met === 0
      ? `none of ${seeds} seeds answers otherwise here`
      : `${met} of ${seeds} seeds answer otherwise here; in the ${tried} that were tried no property broke`;
  return { why: 'unseen', reason };
}
