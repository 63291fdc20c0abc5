import { parseArgs } from 'node:util';
import { playAll } from './run.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import type { SchedulePlayed } from './tally.ts';

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: '10000' },
    library: { type: 'string', default: '500' },
    first: { type: 'string', default: '1' },
    seed: { type: 'string' },
    without: { type: 'string', default: '' },
    trace: { type: 'boolean', default: false },
  },
});

/** The command that replays a schedule. */
function replayOf(seed: number, without: readonly string[]): string {
  return `npm run simulate -- --seed ${seed}${without.length === 0 ? '' : ` --without ${without.join(',')}`}`;
}

async function replay(seed: number): Promise<number> {
  const without = new Set(values.without.split(',').filter((one) => one !== ''));
  const { world, trace, broken } = await simulate(seed, { keepsTrace: values.trace, without });
  for (const line of world.trace.lines) console.info(line);
  console.info(`seed ${seed}: ${world.trace.steps} steps, trace ${trace}, with ${world.weather.switchedOn.join(', ')}`);
  for (const why of broken) console.error(`- ${why}`);
  return broken.length === 0 ? 0 : 1;
}

async function tell({ seed, broken }: SchedulePlayed): Promise<void> {
  const { without, left } = await shrink(seed);
  console.error(`seed ${seed} fails:`);
  for (const why of broken) console.error(`- ${why}`);
  console.error(`  with no more than: ${left.join(', ') || 'no fault at all'}`);
  console.error(`  replay: ${replayOf(seed, without)}`);
}

const mostTold = 5;

async function playMany(count: number): Promise<number> {
  const began = performance.now();
  const tally = await playAll({
    first: Number(values.first),
    count,
    library: Math.min(count, Number(values.library)),
    progress: ({ count: played, failed }) => console.info(`${played} schedules, ${failed.length} failed`),
  });
  const seconds = (performance.now() - began) / 1000;
  for (const one of tally.failed.slice(0, mostTold)) await tell(one);
  const { failed, missed, medianSteps, years, coverage } = tally;
  if (missed.length > 0) console.error(`No schedule has met:\n${missed.map((one) => `- ${one}`).join('\n')}`);
  const speed = `${(count / seconds).toFixed(0)} a second, ${years.toFixed(0)} virtual years, median of ${medianSteps} steps`;
  console.info(
    `simulate: ${count} schedules in ${seconds.toFixed(0)} s (${speed}); ${coverage} states, moves, acts and faults met; ${failed.length} failed`,
  );
  return failed.length > 0 || missed.length > 0 ? 1 : 0;
}

process.exitCode =
  values.seed === undefined ? await playMany(Number(values.schedules)) : await replay(Number(values.seed));
// Runs of processes that died in a schedule wait for ever.
process.exit();
