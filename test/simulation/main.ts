import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { readCommandLine } from '../../scripts/command-line.ts';
import covering from './covering.json' with { type: 'json' };
import { cover } from './covering.ts';
import { replayMutants, searchMutants, searchUnitTests } from './mutants/commands.ts';
import { playAll, seedsFrom } from './run.ts';
import { shrink } from './shrink.ts';
import { simulate } from './simulate.ts';
import type { SchedulePlayed, Tally } from './tally.ts';

const usage = `npm run simulate

Plays seeded schedules with faults; ends with 1 when a property broke. docs/proof.md tells what that shows.

  --schedules <n>    so many instead of ten thousand
  --library <n>      so many of them also through the durable library (500)
  --first <n>        the first seed (1); schedules from 1000001 on lose stores
  --seed <n>         one schedule; --trace prints its requests, --without <a,b> leaves faults out
  --covering         the stored seeds that together reach every state, move, act and fault, and those of --schedules <n> if it is given; ends with
                     1 when one is not met
  --cover            looks for such seeds among --schedules <n> from --first <n> and those stored, and stores them
  --processes <n>    processes side by side
  --replay           the seeds that are known to find a weakened guard; --share 1/2 half of them
  --mutants          the whole search for such seeds, for --minutes <n> (60); --tests instead for tests that
                     find what no seed finds; --guard <file> and --among <files of tests> narrow that,
                     --known tries again first what a test has found`;

const { values } = readCommandLine(usage, {
  schedules: { type: 'string' },
  library: { type: 'string', default: '500' },
  first: { type: 'string', default: '1' },
  seed: { type: 'string' },
  without: { type: 'string', default: '' },
  trace: { type: 'boolean', default: false },
  covering: { type: 'boolean', default: false },
  cover: { type: 'boolean', default: false },
  mutants: { type: 'boolean', default: false },
  tests: { type: 'boolean', default: false },
  known: { type: 'boolean', default: false },
  guard: { type: 'string' },
  among: { type: 'string' },
  minutes: { type: 'string', default: '60' },
  replay: { type: 'boolean', default: false },
  share: { type: 'string', default: '1/1' },
  processes: { type: 'string', default: String(availableParallelism()) },
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

/** A run of fewer schedules is not blamed for what it has not met. */
const wholeRun = 10_000;

async function playMany(seeds: readonly number[], mustMeetAll: boolean): Promise<number> {
  const began = performance.now();
  const tally = await playAll({
    seeds,
    processes: Number(values.processes),
    library: Number(values.library),
    progress: ({ count: played, failed }) => console.info(`${played} schedules, ${failed.length} failed`),
  });
  const seconds = (performance.now() - began) / 1000;
  for (const one of tally.failed.slice(0, mostTold)) await tell(one);
  const { failed, missed, medianSteps, years, coverage } = tally;
  if (missed.length > 0) console.error(`No schedule has met:\n${missed.map((one) => `- ${one}`).join('\n')}`);
  const speed = `${(seeds.length / seconds).toFixed(0)} a second, ${years.toFixed(0)} virtual years, median of ${medianSteps} steps`;
  console.info(
    `simulate: ${seeds.length} schedules in ${seconds.toFixed(0)} s (${speed}); ${coverage} states, moves, acts and faults met; ${failed.length} failed`,
  );
  if (values.cover) storeCover(tally);
  return failed.length > 0 || (missed.length > 0 && mustMeetAll) ? 1 : 0;
}

function storeCover({ metBy }: Tally): void {
  const seeds = cover(metBy);
  writeFileSync(new URL('covering.json', import.meta.url), `${JSON.stringify({ seeds })}\n`);
  console.info(`${seeds.length} seeds meet all of it, and stand in covering.json`);
}

/** With --mutants: looks for seeds that kill the mutants of the guards, and prints those that survive. */
async function searchAll(): Promise<number> {
  const minutes = Number(values.minutes);
  if (values.tests) return (await searchUnitTests({ ...values, minutes })) ? 0 : 1;
  const first = Number(values.first);
  const isWell = await searchMutants({
    firstSeed: first,
    lastSeed: first + Number(values.schedules ?? 200) - 1,
    minutes,
    processes: Number(values.processes),
  });
  return isWell ? 0 : 1;
}

/** With --replay: runs the seeds that kill a mutant; with --share 1/4 a quarter of them. */
async function replayAll(): Promise<number> {
  const [part = 1, of = 1] = values.share.split('/').map(Number);
  return (await replayMutants(Number(values.processes), { part, of })) ? 0 : 1;
}

async function run(): Promise<number> {
  if (values.mutants) return await searchAll();
  if (values.replay) return await replayAll();
  if (values.seed !== undefined) return await replay(Number(values.seed));
  const count = Number(values.schedules ?? (values.covering ? 0 : wholeRun));
  const seeds = seedsFrom(Number(values.first), count);
  const isWhole = count >= wholeRun || values.covering || values.cover;
  return await playMany(isWhole ? [...new Set([...covering.seeds, ...seeds])] : seeds, isWhole);
}

process.exitCode = await run();
// Runs of processes that died in a schedule wait for ever.
process.exit();
