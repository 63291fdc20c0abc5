import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { wake, watched } from './awake.ts';
import { type Job, jobSchema, type Outcome, type Task, taskSchema } from './job.ts';
import { loadWoven } from './load.ts';
import { Watchdog } from './watchdog.ts';

type Simulate = (seed: number, options: { readonly signal: AbortSignal }) => unknown;

/** What a process has once it knows its task. */
interface Ready {
  readonly simulate: Simulate;
  readonly watchdog: Watchdog;
}

const simulation = z.object({ simulate: z.custom<Simulate>((value) => typeof value === 'function') });
const verdict = z.object({ broken: z.array(z.string()) });

async function prepare(task: Task): Promise<Ready> {
  loadWoven(task.woven);
  const module: unknown = await import(pathToFileURL(task.simulation).href);
  return { simulate: simulation.parse(module).simulate, watchdog: new Watchdog(task.mostSeconds) };
}

/**
 * While a run goes on, nothing but the run keeps the process alive: one that waits for what never comes ends it. One whose work does not end is
 * told of at once and stopped, so that the process can take the next.
 */
async function run({ simulate, watchdog }: Ready, { seed, mutant, most }: Job): Promise<void> {
  watchdog.begin();
  process.channel?.unref();
  const stop = new AbortController();
  wake(mutant, most, () => {
    tell({ broken: [`The work does not end: it takes ${most} conditions and more`], ending: 'endless' });
    stop.abort();
  });
  const broken: string[] = [];
  try {
    broken.push(...verdict.parse(await simulate(seed, stop)).broken);
  } catch (error) {
    broken.push(`The run stopped: ${error instanceof Error ? error.message : String(error)}`);
  }
  process.channel?.ref();
  if (!stop.signal.aborted) tell({ broken, ending: 'verdict' });
}

function tell(outcome: Pick<Outcome, 'broken' | 'ending'>): void {
  process.send?.({ ...outcome, ...watched() } satisfies Outcome);
}

process.once('message', (first) => {
  const prepared = prepare(taskSchema.parse(first));
  let last: Promise<unknown> = prepared;
  process.on('message', (message) => {
    last = last.then(async () => await run(await prepared, jobSchema.parse(message)));
  });
});
