import { lastOccurrence } from '../../../domain/base/schedule.ts';
import type { Desired, PowerPlan } from '../../../domain/project/compute-definition.ts';
import type { ComputeMemory } from '../memory.ts';
import type { DesiredPower } from '../power.ts';
import { sameName } from '../world.ts';
import { idleMinutesOf, type LoadSpan } from './load.ts';

export type MachineLoad = { readonly name: string } & (
  | { readonly spans: readonly LoadSpan[] }
  | { readonly problem: string }
);

/** How idle a running machine is: enough to be switched off, or not yet, or nobody can tell. */
export type Idleness =
  | { readonly kind: 'idle' | 'in-use'; readonly text: string }
  | { readonly kind: 'unknown'; readonly alert?: string };

/**
 * Whether a machine that runs has done nothing for as long as its definition allows. What is not known counts as use: a machine that has just
 * started, values that are late or missing, and a size whose cores nobody knows.
 */
export function idlenessOf(
  { name, idleMinutes }: Desired<'machine'>,
  { size }: { readonly size: string | undefined },
  load: MachineLoad | undefined,
  now: Date,
): Idleness {
  if (idleMinutes === undefined || load === undefined) return { kind: 'unknown' };
  if ('problem' in load) {
    const alert = `It is not known whether machine ${name} is idle, so it goes on running: ${load.problem}`;
    return { kind: 'unknown', alert };
  }
  const cores = size === undefined ? undefined : coresOf(size);
  const minutes = cores === undefined ? undefined : idleMinutesOf(load.spans, cores, now);
  if (minutes === undefined) return { kind: 'unknown' };
  return { kind: minutes >= idleMinutes ? 'idle' : 'in-use', text: `idle for ${minutes} of ${idleMinutes} minutes` };
}

/** When the machine was switched off because it was idle, as long as that still counts. */
export function idleStopOf(
  { name, idleMinutes, power }: Desired<'machine'>,
  found: { readonly power: string },
  { memory, timeZone, now }: { readonly memory: ComputeMemory; readonly timeZone: string; readonly now: Date },
): string | undefined {
  if (idleMinutes === undefined || found.power === 'running') return undefined;
  const at = memory.idle.find((one) => sameName(one.name, name))?.at;
  return countsStill(power, at, timeZone, now) ? at : undefined;
}

/** When Azure ML stopped the instance because it was idle, as long as that still counts. */
export function idleStopOfInstance(
  { idleMinutes, power }: Desired<'instance'>,
  { state, idleStoppedAt }: { readonly state: string; readonly idleStoppedAt?: string | undefined },
  timeZone: string,
  now: Date,
): string | undefined {
  if (idleMinutes === undefined || state !== 'Stopped') return undefined;
  return countsStill(power, idleStoppedAt, timeZone, now) ? idleStoppedAt : undefined;
}

function countsStill(power: PowerPlan, stoppedAt: string | undefined, timeZone: string, now: Date): boolean {
  if (stoppedAt === undefined || power.mode === 'always-on' || power.mode === 'off') return false;
  if (power.mode === 'manual') return true;
  const started = lastOccurrence(power.start, timeZone, now);
  return started === undefined || started.getTime() <= Date.parse(stoppedAt);
}

/** The power of a machine that was switched off because it was idle: whoever starts it is left alone, and its schedule does so only at its next start. */
export function powerAfterIdleStop(power: DesiredPower, stoppedAt: string | undefined): DesiredPower {
  if (stoppedAt === undefined || power.on !== true) return power;
  return { on: undefined, why: `it was switched off at ${stoppedAt} because it was idle` };
}

export function idleStopText(
  thing: 'Machine' | 'Instance',
  { name, power }: Pick<Desired<'machine'>, 'name' | 'power'>,
  stoppedAt: string,
): string {
  const next = power.mode === 'schedule' ? 'its schedule starts it at its next start' : 'it stays off';
  return `${thing} ${name} was switched off at ${stoppedAt} because it was idle; ${next}, unless somebody starts it before`;
}

/** For so long after it was switched off a machine may still be shown as running, without anybody having started it. */
const shownLate = 10 * 60_000;

/** The idle stops to remember once these machines are being switched off. One that runs again was started by somebody, and one that is gone is over. */
export function rememberIdleStops(
  { idle }: ComputeMemory,
  machines: readonly { readonly name: string; readonly power: string }[],
  stopped: readonly string[],
  now: Date,
): ComputeMemory['idle'] {
  const still = idle.filter(({ name, at }) => {
    if (stopped.some((one) => sameName(one, name))) return false;
    const found = machines.find((machine) => sameName(machine.name, name));
    if (found === undefined) return false;
    return found.power !== 'running' || now.getTime() - Date.parse(at) < shownLate;
  });
  return [...still, ...stopped.map((name) => ({ name, at: now.toISOString() }))];
}

/** Sizes of the D series up to its second version, whose number counts something else than cores. */
const oldSizes: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 2],
  [3, 4],
  [4, 8],
  [5, 16],
  [11, 2],
  [12, 4],
  [13, 8],
  [14, 16],
  [15, 20],
]);

/** How many cores a size of Azure has, by its name: `Standard_D4s_v5` has four. Undefined when the name does not tell. */
export function coresOf(size: string): number | undefined {
  const old = /^Standard_DS?(\d+)(?:_v2)?$/i.exec(size)?.[1];
  if (old !== undefined) return oldSizes.get(Number(old));
  const number = /^Standard_[A-Z]+(\d+)/i.exec(size)?.[1];
  return number === undefined ? undefined : Number(number);
}
