import { z } from 'zod';
import type { ComputeKnobs, ToldLoad } from './knobs.ts';

/** From when to when a machine ran, in milliseconds; one that runs has no end. */
export const runPeriod = z.object({ from: z.number(), until: z.number().optional() });
export type RunPeriod = z.infer<typeof runPeriod>;

/** What is measured of a machine in the span from `at` on; nothing where it did not run or nothing has arrived yet. */
export interface Measure {
  readonly at: number;
  readonly cpuPercent?: number;
  readonly bytes?: number;
}

/** The names that the platform measures of a machine, as far as the stand-in does. */
export const metricNames = ['Percentage CPU', 'Network In Total', 'Network Out Total'] as const;

const minute = 60_000;
/** What the agents of a machine do of which nobody makes use. */
const quiet = { cpuPercent: 1, bytesAMinute: 50_000 };

/** Notes that the machine runs or does not run from now on. */
export function notePower(ran: RunPeriod[], runs: boolean, now: number): void {
  const last = ran.at(-1);
  const isOpen = last !== undefined && last.until === undefined;
  if (runs && !isOpen) ran.push({ from: now });
  if (!runs && isOpen) last.until = now;
}

/** The spans between two times, as Azure Monitor cuts them: each begins at a multiple of its length. */
export function measure(
  machine: { readonly name: string; readonly ran: readonly RunPeriod[] },
  [from, until]: readonly [number, number],
  grain: number,
  { knobs, now }: { readonly knobs: ComputeKnobs; readonly now: number },
): Measure[] {
  const measures: Measure[] = [];
  for (let at = Math.floor(from / grain) * grain; at < until; at += grain) {
    const minutes = Array.from({ length: grain / minute }, (_, index) => at + index * minute).filter(
      (one) => one + minute + knobs.metricsDelayMilliseconds <= now && !knobs.withoutMetrics && ranIn(machine.ran, one),
    );
    const loads = minutes.map((one) => loadAt(knobs.loads, machine.name, one));
    measures.push(
      loads.length === 0
        ? { at }
        : {
            at,
            cpuPercent: Math.max(...loads.map(({ cpuPercent }) => cpuPercent)),
            bytes: loads.reduce((sum, { bytesAMinute }) => sum + bytesAMinute, 0),
          },
    );
  }
  return measures;
}

function ranIn(ran: readonly RunPeriod[], at: number): boolean {
  return ran.some(({ from, until }) => from < at + minute && (until === undefined || until > at));
}

function loadAt(loads: readonly ToldLoad[], machine: string, at: number) {
  return (
    loads.findLast((one) => one.machine.toLowerCase() === machine.toLowerCase() && Date.parse(one.since) <= at) ?? quiet
  );
}
