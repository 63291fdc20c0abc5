import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'recorded');
const fileOf = (scenario: string) => join(folder, `${scenario}.json`);

/** How the real extension played a scenario when it was last recorded; undefined for a scenario that never was. */
export function readRecording(scenario: string): unknown {
  const file = fileOf(scenario);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Keeps what the real extension did. */
export function writeRecording(scenario: string, outcome: unknown): void {
  writeFileSync(fileOf(scenario), `${JSON.stringify(outcome, null, 1)}\n`);
}

/** Deletes recordings of scenarios that are no more; returns their names. */
export function forgetOthers(scenarios: readonly string[]): string[] {
  const stale = readdirSync(folder)
    .map((file) => file.replace(/\.json$/, ''))
    .filter((name) => !scenarios.includes(name));
  for (const name of stale) rmSync(fileOf(name));
  return stale;
}
