import { z } from 'zod';
import type { Guard } from './guards.ts';
import { wovenSchema } from './load.ts';

/** What is turned around: the guards under a folder, seen by the function `simulate` that a module exports. */
export interface Subject {
  readonly root: string;
  readonly guards: readonly Guard[];
  /** Path of the module. */
  readonly simulation: string;
  /** How long one run may keep the processor. */
  readonly mostSeconds: number;
}

/** One seed to run, with a mutant awake or none. `most`: how often conditions may be asked before the run counts as one without end. */
export interface Job {
  readonly seed: number;
  readonly mutant?: string | undefined;
  readonly most?: number | undefined;
}

/**
 * How a run came to its end: by itself (`verdict`), because it asked conditions too often (`endless`), because its process fell or had
 * nothing left to do (`fallen`), or because it kept the processor too long without asking any (`stuck`).
 */
export type Ending = z.infer<typeof ending>;

/**
 * What a run came to: the messages of violated properties, which mutants would have answered otherwise than their guards, and how often
 * conditions were asked, by which the work of two runs is compared on any machine.
 */
export interface Outcome {
  readonly broken: readonly string[];
  readonly differed: readonly string[];
  readonly asked: number;
  readonly ending: Ending;
}

const ending = z.enum(['verdict', 'endless', 'fallen', 'stuck']);

export const jobSchema = z.object({ seed: z.number(), mutant: z.string().optional(), most: z.number().optional() });
export const outcomeSchema = z.object({
  broken: z.array(z.string()),
  differed: z.array(z.string()),
  asked: z.number(),
  ending,
});

/** What a process is told first: the files of the guards, the module that simulates, and how long a run may take. */
export const taskSchema = z.object({ woven: wovenSchema, simulation: z.string(), mostSeconds: z.number() });
export type Task = z.infer<typeof taskSchema>;
