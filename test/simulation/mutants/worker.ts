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

async function run(simulate: Simulate, { seed, mutant, most }: Job): Promise<void> {
  wake(mutant, most, () =>
    tell({ broken: [`The work does not end: it takes ${most} conditions and more`], endless: true }),
  );
  const broken: string[] = [];
  try {
    broken.push(...verdict.parse(await simulate(seed)).broken);
  } catch (error) {
    broken.push(`The run stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
  tell({ broken, endless: false });
}

function tell(outcome: Pick<Outcome, 'broken' | 'endless'>): void {
  process.send?.({ ...outcome, ...watched() } satisfies Outcome);
}

process.once('message', (first) => {
  const prepared = prepare(taskSchema.parse(first));
  process.on('message', (message) => {
    void prepared.then((simulate) => run(simulate, jobSchema.parse(message)));
  });
});
