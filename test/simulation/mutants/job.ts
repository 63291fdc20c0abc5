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

/** One seed to run, with a mutant awake or none. */
export interface Job {
  readonly seed: number;
  readonly mutant?: string | undefined;
}

/** What a run came to: the messages of violated properties, and which mutants would have answered otherwise than their guards. */
export interface Outcome {
  readonly broken: readonly string[];
  readonly differed: readonly string[];
}

export const jobSchema = z.object({ seed: z.number(), mutant: z.string().optional() });
export const outcomeSchema = z.object({ broken: z.array(z.string()), differed: z.array(z.string()) });
/** What a process is told first: the files of the guards, and the path of the module that simulates. */
export const taskSchema = z.object({ woven: wovenSchema, simulation: z.string() });
export type Task = z.infer<typeof taskSchema>;
