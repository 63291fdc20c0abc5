import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { wake, watched } from './awake.ts';
import { type Job, jobSchema, type Outcome, type Task, taskSchema } from './job.ts';
import { loadWoven } from './load.ts';

type Simulate = (seed: number) => unknown;

const simulation = z.object({ simulate: z.custom<Simulate>((value) => typeof value === 'function') });
const verdict = z.object({ broken: z.array(z.string()) });

async function prepare(task: Task): Promise<Simulate> {
  loadWoven(task.woven);
  const module: unknown = await import(pathToFileURL(task.simulation).href);
  return simulation.parse(module).simulate;
}

async function run(simulate: Simulate, { seed, mutant }: Job): Promise<Outcome> {
  wake(mutant);
  const broken: string[] = [];
  try {
    broken.push(...verdict.parse(await simulate(seed)).broken);
  } catch (error) {
    broken.push(`The run stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
  const { differed, forEver } = watched();
  return { broken: forEver ? [...broken, 'A loop does not end'] : broken, differed };
}

process.once('message', (first) => {
  const prepared = prepare(taskSchema.parse(first));
  process.on('message', (message) => {
    void prepared
      .then((simulate) => run(simulate, jobSchema.parse(message)))
      .then((outcome) => process.send?.(outcome));
  });
});
