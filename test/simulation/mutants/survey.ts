import type { Task } from './job.ts';
import { inProcesses } from './runner.ts';

/** A seed as it runs without mutants: how much work that is, and which mutants would have answered otherwise. */
export interface SoundSeed {
  readonly seed: number;
  readonly asked: number;
  readonly differed: readonly string[];
}

/** What seeds come to without mutants: the sound ones with the least work first, and sentences about the others. */
export interface Survey {
  readonly sound: readonly SoundSeed[];
  readonly unsound: readonly string[];
}

/** More than any seed that comes to rest asks the guards. */
const mostWithoutMutants = 3_000_000;

/** Runs each seed without mutants. */
export async function surveySeeds(task: Task, seeds: readonly number[], processes: number): Promise<Survey> {
  const sound: SoundSeed[] = [];
  const unsound: string[] = [];
  await inProcesses(processes, task, seeds, async (runner, seed) => {
    const { broken, differed, asked } = await runner.run({ seed, most: mostWithoutMutants });
    if (broken.length === 0) sound.push({ seed, asked, differed });
    else unsound.push(`Seed ${seed} breaks a property without any mutant: ${broken[0]}. Mend that first`);
  });
  return { sound: sound.sort((one, other) => one.asked - other.asked || one.seed - other.seed), unsound };
}

/** How often conditions may be asked in a run with a mutant. One that never comes to rest shows by then, and need not be followed to its end. */
export function mostAsked({ asked }: SoundSeed): number {
  return 3 * asked + 1000;
}
