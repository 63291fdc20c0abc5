import { z } from 'zod';
import type { Guard } from './guards.ts';
import { wovenSchema } from './load.ts';

/** What is turned around: the guards under a folder, seen by the function `simulate` that a module exports. */
export interface Subject {
  readonly root: string;
  readonly guards: readonly Guard[];
  /** Path of the module. */
  readonly simulation: string;
}

/** One seed to run, with a mutant awake or none. `most`: how often conditions may be asked before the run counts as one without end. */
export interface Job {
  readonly seed: number;
  readonly mutant?: string | undefined;
  readonly most?: number | undefined;
}

/**
 * What a run came to: the messages of violated properties, which mutants would have answered otherwise than their guards, and how often
 * conditions were asked, by which the work of two runs is compared on any machine. After `endless` the process is of no more use.
 */
export interface Outcome {
  readonly broken: readonly string[];
  readonly differed: readonly string[];
  readonly asked: number;
  readonly endless: boolean;
}

export const jobSchema = z.object({ seed: z.number(), mutant: z.string().optional(), most: z.number().optional() });
export const outcomeSchema = z.object({
  broken: z.array(z.string()),
  differed: z.array(z.string()),
  asked: z.number(),
  endless: z.boolean(),
});

/** What a process is told first: the files of the guards, and the path of the module that simulates. */
export const taskSchema = z.object({ woven: wovenSchema, simulation: z.string() });
export type Task = z.infer<typeof taskSchema>;
