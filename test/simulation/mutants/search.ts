import type { Job, Subject, Task } from './job.ts';
import type { Killer, Ledger, Survivor } from './ledger.ts';
import { inProcesses, type Runner } from './runner.ts';
import { weave } from './weave.ts';

/** Which seeds to try, how many of them at most for one mutant that each makes a difference to, and until when (`performance.now`). */
export interface Limits {
  readonly firstSeed: number;
  readonly lastSeed: number;
  readonly mostTries: number;
  readonly until: number;
  readonly processes: number;
}

/** What a search came to. `unsound` are seeds that break a property without any mutant; nothing was tried with them. */
export interface Found {
  readonly ledger: Ledger;
  readonly unsound: readonly string[];
}

/** A mutant for which no seed was found yet: how many seeds made a difference to it, and how many of them were tried. */
interface Alive {
  readonly id: string;
  met: number;
  tried: number;
}

/**
 * Looks for a seed that each mutant does not survive, from the first seed on. A seed is run without mutants first: only those that would
 * have answered otherwise there can change it, so only they are tried. What the ledger has a killer or a reason for is left as it is.
 */
export async function searchKillers(
  subject: Subject,
  ledger: Ledger,
  limits: Limits,
  tell: (line: string) => void,
): Promise<Found> {
  const task = taskOf(subject);
  const search = new Search(ledger, idsOf(task), limits, tell);
  await inProcesses(
    limits.processes,
    task,
    () => search.next(),
    (runner, job) => search.work(runner, job),
  );
  return search.found();
}

/** What the processes have to know of a subject. */
export function taskOf({ root, guards, simulation }: Subject): Task {
  return { woven: weave(root, guards), simulation };
}

/** Every mutant of the guards. */
export function idsOf({ woven }: Task): string[] {
  return woven.sites.flatMap((mutants) => mutants.map(({ id }) => id));
}

class Search {
  readonly #limits: Limits;
  readonly #tell: (line: string) => void;
  readonly #killers: Record<string, Killer>;
  readonly #reasons: Record<string, Survivor>;
  readonly #alive: Map<string, Alive>;
  readonly #jobs: { readonly seed: number; readonly mutant: string }[] = [];
  readonly #unsound: string[] = [];
  #seed: number;

  constructor({ killers, survivors }: Ledger, ids: readonly string[], limits: Limits, tell: (line: string) => void) {
    const known = <T>(entries: Readonly<Record<string, T>>) =>
      Object.entries(entries).filter(([id]) => ids.includes(id));
    this.#killers = Object.fromEntries(known(killers));
    this.#reasons = Object.fromEntries(known(survivors).filter(([, { why }]) => why !== 'unseen'));
    const open = ids.filter((id) => !(id in this.#killers) && !(id in this.#reasons));
    this.#alive = new Map(open.map((id) => [id, { id, met: 0, tried: 0 }]));
    [this.#limits, this.#tell, this.#seed] = [limits, tell, limits.firstSeed];
  }

  /** The next mutant to try; when none waits, the next seed to run without any. */
  next(): Job | undefined {
    if (performance.now() > this.#limits.until || this.#alive.size === 0) return undefined;
    for (let job = this.#jobs.shift(); job; job = this.#jobs.shift()) {
      const alive = this.#alive.get(job.mutant);
      if (alive === undefined || alive.tried >= this.#limits.mostTries) continue;
      alive.tried += 1;
      return job;
    }
    if (this.#seed > this.#limits.lastSeed) return undefined;
    this.#seed += 1;
    return { seed: this.#seed - 1 };
  }

  async work(runner: Runner, { seed, mutant }: Job): Promise<void> {
    if (mutant === undefined) return await this.#open(runner, seed);
    const [property] = (await runner.run({ seed, mutant })).broken;
    if (property === undefined || !this.#alive.delete(mutant)) return;
    this.#killers[mutant] = { seed, property: property.slice(0, 200) };
  }

  /** Runs a seed as it is, and lets the mutants that it makes a difference to wait for their turn. */
  async #open(runner: Runner, seed: number): Promise<void> {
    let { broken, differed } = await runner.run({ seed });
    if (broken.length > 0) ({ broken, differed } = await runner.runAfresh({ seed }));
    if (broken.length > 0) {
      this.#unsound.push(`Seed ${seed} breaks a property without any mutant: ${broken[0]}`);
      return;
    }
    const met = differed.flatMap((id) => this.#alive.get(id) ?? []);
    for (const alive of met) alive.met += 1;
    this.#jobs.push(...met.map(({ id }) => ({ seed, mutant: id })));
    this.#tell(
      `seed ${seed}: ${Object.keys(this.#killers).length} killed, ${this.#alive.size} alive, ${met.length} to try`,
    );
  }

  found(): Found {
    const { firstSeed } = this.#limits;
    const seeds = `seeds ${firstSeed} to ${this.#seed - 1}`;
    const unseen = [...this.#alive.values()].map(({ id, met, tried }): [string, Survivor] => {
      const reason =
        met === 0
          ? `none of ${seeds} answers otherwise here`
          : `${met} of ${seeds} answer otherwise here; no property broke in the ${tried} that were tried`;
      return [id, { why: 'unseen', reason }];
    });
    const survivors = { ...this.#reasons, ...Object.fromEntries(unseen) };
    return { ledger: { killers: this.#killers, survivors }, unsound: this.#unsound };
  }
}
