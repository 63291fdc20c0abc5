import type { Job, Outcome, Subject, Task } from './job.ts';
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
 * otherwise in a seed cannot change it, so it is tried only with those that it can, the shortest first. A killer that the ledger knows is
 * tried before all others, since another may be needed by now; what has a reason to live is left as it is.
 */
export async function searchKillers(
  subject: Subject,
  ledger: Ledger,
  { seeds, mostTries, until, processes }: Limits,
  tell: (line: string) => void,
): Promise<Found> {
  const task = taskOf(subject);
  const known = stillTrue(idsOf(task), ledger);
  const open = idsOf(task).filter((id) => !(id in known.survivors));
  const all = [...new Set([...Object.values(known.killers).map(({ seed }) => seed), ...seeds])];
  tell(`${all.length} seeds to run without mutants`);
  const { sound, unsound } = await surveySeeds(task, all, processes);
  const met = new Map(open.map((id) => [id, seedsFor(id, sound, known.killers[id])]));
  const tally = new Tally();
  tell(
    `${open.length} mutants to kill, of which ${[...met.values()].filter(({ length }) => length > 0).length} are met`,
  );
  await inProcesses(processes, task, jobsOf(met, mostTries), async (runner, job) => {
    if (tally.isDone(job.mutant) || performance.now() > until) return;
    const line = tally.add(job, await runner.run(job));
    if (line !== undefined) tell(line);
  });
  const untried = Object.entries(known.killers).filter(
    ([id]) => (tally.tried.get(id) ?? 0) === 0 && met.get(id)?.length,
  );
  const killers = { ...Object.fromEntries(untried), ...tally.killers };
  const { stuck } = tally;
  const living = open.filter((id) => !(id in killers) && !(id in stuck));
  const unseen = living.map((id) => [
    id,
    unseenAfter(sound.length, met.get(id)?.length ?? 0, tally.tried.get(id) ?? 0),
  ]);
  return { ledger: { killers, survivors: { ...known.survivors, ...stuck, ...Object.fromEntries(unseen) } }, unsound };
}

/** The seeds in which the mutant answers otherwise: first the one that killed it before, then the shortest. */
function seedsFor(id: string, sound: readonly SoundSeed[], known: Killer | undefined): SoundSeed[] {
  const met = sound.filter(({ differed }) => differed.includes(id));
  return [...met.filter(({ seed }) => seed === known?.seed), ...met.filter(({ seed }) => seed !== known?.seed)];
}

/** What has become of each mutant so far. */
class Tally {
  readonly killers: Record<string, Killer> = {};
  readonly stuck: Record<string, Survivor> = {};
  readonly tried = new Map<string, number>();

  isDone(id: string): boolean {
    return id in this.killers || id in this.stuck;
  }

  /** Takes what came of a run; gives a line about it when the mutant did not survive. */
  add({ mutant, seed }: Job & { readonly mutant: string }, { broken, ending }: Outcome): string | undefined {
    this.tried.set(mutant, (this.tried.get(mutant) ?? 0) + 1);
    // The rest of a fault's text names places on this machine.
    const property = broken[0]?.split('\n')[0]?.slice(0, 200);
    if (property === undefined) return undefined;
    if (ending === 'stuck') this.stuck[mutant] = { why: 'stuck', reason: `the run of seed ${seed} comes to no end` };
    else this.killers[mutant] = { seed, property };
    return `${Object.keys(this.killers).length} killed; seed ${seed} ends ${mutant}: ${property.slice(0, 60)}`;
  }
}

/** What is known of mutants that there are. What was unseen or stuck is looked for again. */
function stillTrue(ids: readonly string[], { killers, survivors }: Ledger): Ledger {
  const exists = new Set(ids);
  const kept = <T>(entries: Readonly<Record<string, T>>, isKept: (entry: T) => boolean) =>
    Object.fromEntries(Object.entries(entries).filter(([id, entry]) => exists.has(id) && isKept(entry)));
  return {
    killers: kept(killers, () => true),
    survivors: kept(survivors, ({ why }) => why === 'equivalent' || why === 'unreachable' || why === 'tests'),
  };
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
