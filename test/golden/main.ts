import { readCommandLine } from '../../scripts/command-line.ts';
import { presentVersion } from '../orchestrators/present-version.ts';
import { ofPlays, ofSchedules } from './candidates.ts';
import { goldenVersions, readGolden, writeGolden } from './golden.ts';
import { keptOf, presentRelease } from './record.ts';

const usage = `npm run golden

Plays seeded schedules and keeps histories of the present version of the orchestrations (defaultVersion in host.json),
which every later one must replay. What an earlier release has recorded of this version stays.

  --schedules <n>    how many are played (150)`;

const { values } = readCommandLine(usage, { schedules: { type: 'string', default: '150' } });

async function record(): Promise<void> {
  const seeds = Array.from({ length: Number(values.schedules) }, (_, at) => at + 1);
  const candidates = [...(await ofSchedules(seeds)), ...(await ofPlays())];
  const kept = keptOf(candidates);
  writeGolden(kept);
  console.info(`Kept ${kept.generations.length} of ${candidates.length} generations of version ${presentVersion}.`);
}

const recordedBy = goldenVersions().includes(presentVersion) ? readGolden(presentVersion).release : presentRelease;
if (recordedBy === presentRelease) await record();
else {
  const why = `The histories of version ${presentVersion} were recorded by release ${recordedBy} and stay.`;
  console.error(`${why} Raise defaultVersion in host.json and record that version.`);
  process.exitCode = 1;
}
