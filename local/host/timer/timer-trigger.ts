import { z } from 'zod';
import type { HostedFunction } from '../bindings.ts';
import { HostError, messageOf } from '../host-error.ts';
import { resolveExpression, type Settings } from '../settings.ts';
import { parseNcrontab, type Schedule } from './ncrontab.ts';
import type { ScheduleStatus } from './schedule-store.ts';

/** A timer function with its schedule. */
export interface TimerFunction {
  fn: HostedFunction;
  schedule: Schedule;
  runOnStartup: boolean;
  /** Whether the schedule state is kept, so that a missed run is seen after downtime. */
  monitored: boolean;
}

const binding = z.looseObject({
  schedule: z.string(),
  runOnStartup: z.boolean().default(false),
  useMonitor: z.boolean().default(true),
});

/** Schedules that run more than once a minute are not monitored, as in Azure. */
const shortestMonitored = 60_000;

/** Reads the trigger of a timer function; `%NAME%` in the schedule is taken from the settings. */
export function timerFunction(fn: HostedFunction, settings: Settings, now: number): TimerFunction {
  try {
    const { schedule: text, runOnStartup, useMonitor } = binding.parse(fn.trigger.binding);
    const schedule = parseNcrontab(
      resolveExpression(text, settings, `The schedule of '${fn.name}'`),
      settings['WEBSITE_TIME_ZONE'] ?? 'UTC',
    );
    const first = schedule.next(now);
    return { fn, schedule, runOnStartup, monitored: useMonitor && schedule.next(first) - first >= shortestMonitored };
  } catch (error) {
    throw new HostError('app', `The timer '${fn.name}' cannot run: ${messageOf(error)}`);
  }
}

function toIso(milliseconds: number | null): string {
  return milliseconds === null ? '0001-01-01T00:00:00' : new Date(milliseconds).toISOString();
}

/** The JSON text that a timer function receives; no status when the schedule is not monitored. */
export function timerPayload(status: ScheduleStatus | undefined, isPastDue: boolean): string {
  const kept = status && { Last: toIso(status.last), Next: toIso(status.next), LastUpdated: toIso(status.updated) };
  return JSON.stringify({ Schedule: { AdjustForDST: true }, ScheduleStatus: kept ?? null, IsPastDue: isPastDue });
}
