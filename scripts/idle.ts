import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { nextOccurrence } from '../src/domain/base/schedule.ts';

const settingsOfApps = 'Microsoft.Web/sites/config';
const snapshot = z.object({
  predictedResources: z.array(
    z.object({ type: z.string(), name: z.string(), properties: z.record(z.string(), z.unknown()).optional() }),
  ),
});
const days = 30;

/** How often each timer of a deployment with everything in it fires in 30 days, by the setting that has its schedule. Nothing else runs while nothing happens. */
export function idleExecutions(): ReadonlyMap<string, number> {
  const file = new URL('../infra/environments/everything.snapshot.json', import.meta.url);
  const { predictedResources } = snapshot.parse(JSON.parse(readFileSync(file, 'utf8')));
  const settings = predictedResources.filter(
    ({ type, name }) => type === settingsOfApps && name.endsWith('appsettings'),
  );
  const schedules = settings
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .filter(([name]) => name.endsWith('_SCHEDULE'));
  return new Map(schedules.map(([name, pattern]) => [name, days * timesOfDay(z.string().parse(pattern))]));
}

function timesOfDay(pattern: string): number {
  const begin = new Date('2026-01-05T23:59:59Z');
  const end = new Date('2026-01-06T23:59:59Z');
  let times = 0;
  for (
    let at = nextOccurrence(pattern, 'UTC', begin);
    at !== undefined && at <= end;
    at = nextOccurrence(pattern, 'UTC', at)
  )
    times += 1;
  return times;
}

export function sumOf(executions: ReadonlyMap<string, number>): number {
  return [...executions.values()].reduce((sum, one) => sum + one, 0);
}
