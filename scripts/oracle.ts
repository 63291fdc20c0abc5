import { type Accepted, acceptance, accepted } from '../test/oracle/accepted.ts';
import { type Difference, differences } from '../test/oracle/compare.ts';
import { startOurs } from '../test/oracle/ours.ts';
import { startStorage } from '../test/oracle/real/azurite.ts';
import { buildRealHost, hasDotnet, startReal } from '../test/oracle/real/real.ts';
import { forgetOthers, readRecording, writeRecording } from '../test/oracle/recordings.ts';
import { scenarios } from '../test/oracle/scenarios/index.ts';
import type { HostSettings } from '../test/oracle/side.ts';
import { type Played, Stage } from '../test/oracle/stage.ts';
import { readCommandLine } from './command-line.ts';

/**
 * `npm run oracle [-- --only <name>]`: plays every scenario on the real Durable extension and on the local host, prints where
 * they differ, and records what the real one did. Ends with 1 when a difference is not accepted, a scenario did not come to
 * its end, or an accepted difference is no longer seen. Without the .NET SDK it says so and ends with 0, since the recordings
 * are compared in `npm test` anyway; where CI is set it ends with 1, or nobody would notice that nothing is measured any more.
 */

const usage = `npm run oracle

Plays the scenarios of test/oracle on the real Durable extension and on the local host, and prints where they differ.

  --only <name>      one scenario; may be given several times`;
const { values } = readCommandLine(usage, { only: { type: 'string', multiple: true } });
const chosen = values.only ? scenarios.filter(({ name }) => values.only?.includes(name)) : scenarios;
const used = new Set<Accepted>();

function report(name: string, list: readonly Difference[]): number {
  const open = list.filter((difference) => {
    const entry = acceptance(name, difference);
    if (entry) used.add(entry);
    return !entry;
  });
  const accept = list.length - open.length;
  console.log(`${open.length === 0 ? 'same  ' : 'DIFFER'} ${name}${accept > 0 ? ` (${accept} accepted)` : ''}`);
  for (const { path, real, ours } of open)
    console.log(`  ${path}\n    real ${JSON.stringify(real)}\n    ours ${JSON.stringify(ours)}`);
  return open.length;
}

function judge(real: Played, ours: Played | undefined): number {
  const { name } = real.scenario;
  const failures = [real, ours].flatMap((played) => (played && 'failure' in played ? [played.failure] : []));
  for (const failure of failures) console.log(`FAILED ${failure}`);
  if ('failure' in real) return 1;
  // What differs from run to run of the real one is accepted anyway and must not change the recording each time.
  const changed = differences(readRecording(name), real.outcome).some((place) => !acceptance(name, place));
  if (changed) writeRecording(name, real.outcome);
  return ours && 'outcome' in ours ? report(name, differences(real.outcome, ours.outcome)) : 1;
}

/** Each host of the real extension has a task hub of its own. */
function hubFor({ timers, defaultVersion }: HostSettings): string {
  return `Oracle${timers ? 'Scaled' : ''}${defaultVersion === undefined ? '' : 'Versioned'}Hub`;
}

async function compareAll(): Promise<boolean> {
  const started = performance.now();
  buildRealHost();
  const storage = await startStorage();
  const [real, ours] = [new Stage((settings) => startReal(storage, hubFor(settings), settings)), new Stage(startOurs)];
  try {
    const [realPlays, ourPlays] = await Promise.all([real.playAll(chosen, 8), ours.playAll(chosen, 8)]);
    const find = (name: string, plays: readonly Played[]) => plays.find(({ scenario }) => scenario.name === name);
    let problems = 0;
    for (const { name } of chosen) {
      const played = find(name, realPlays);
      if (played) problems += judge(played, find(name, ourPlays));
    }
    if (!values.only) problems += endOfFullRun();
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    console.log(
      `\n${chosen.length} scenarios, ${problems} problems, ${used.size} kinds of accepted differences, ${seconds} s`,
    );
    return problems === 0;
  } finally {
    await Promise.all([real.close(), ours.close()]);
    storage.kill();
  }
}

/** Finds what only a run of all scenarios can tell. */
function endOfFullRun(): number {
  for (const name of forgetOthers(scenarios.map((scenario) => scenario.name))) console.log(`forgot ${name}`);
  const unused = accepted.filter((entry) => !entry.byChance && !used.has(entry));
  for (const { scenario, path } of unused) console.log(`no longer needed: the accepted difference ${scenario} ${path}`);
  return unused.length;
}

if (chosen.length === 0) {
  console.error(`No scenario has the name ${values.only?.join(', ')}.`);
  process.exit(1);
}
if (!hasDotnet()) {
  console.log(
    'The .NET SDK is not installed, so the real Durable extension cannot be run; its recordings are compared in npm test.',
  );
  process.exit(process.env['CI'] ? 1 : 0);
}
// Whoever stops this, the child processes go with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
process.exit((await compareAll()) ? 0 : 1);
