import { z } from 'zod';
import type { Desired } from '../../../domain/project/compute-definition.ts';
import type { DesiredPower } from '../power.ts';
import { creation, type PlainStep, step } from '../step.ts';
import { idleStopOfInstance, idleStopText, powerAfterIdleStop } from '../usage/idle.ts';
import { type PlanContext, type Verdict, whyChanging, whyNotCreate } from '../verdict.ts';
import { type Observed, projectTag } from '../world.ts';
import { failedAlert, sizeAlert } from './in-workspace.ts';

/** A compute instance; `state` is Azure's word (Running, Stopped, Starting, …), `Unknown` when it gives none. */
export interface ObservedInstance extends Observed {
  readonly state: string;
  /** Minutes without use after which Azure ML stops it by itself; undefined when it never does. */
  readonly idleMinutes?: number | undefined;
  /** When Azure ML stopped it for that, if nothing was done with it since. */
  readonly idleStoppedAt?: string | undefined;
}

export const instanceSteps = {
  create: creation('create-instance', { assignedTo: z.string(), idleMinutes: z.int().exactOptional() }),
  /** Sets the minutes without use after which Azure ML stops it. `from` is missing where it never did. */
  limit: step('limit-instance', { from: z.int().exactOptional(), to: z.int() }),
};
export type InstanceStep =
  | z.infer<(typeof instanceSteps)[keyof typeof instanceSteps]>
  | PlainStep<'start-instance' | 'stop-instance' | 'delete-instance'>;

/** Compute instances of Azure ML, each for one person. */
export const instance = {
  plan: planInstance,
  whyChanging: whyInstanceChanging,
  state: ({ state }: ObservedInstance) => state,
  switched: { hours: 'instances', power: ({ power }: Desired<'instance'>) => power, is: switchedAs },
} as const;

function whyInstanceChanging(found: ObservedInstance): string | undefined {
  return whyChanging('Instance', found);
}

function switchedAs(found: ObservedInstance): 'off' | 'running' | 'neither' {
  if (runs(found)) return 'running';
  return found.state === 'Stopped' && whyInstanceChanging(found) === undefined ? 'off' : 'neither';
}

function planInstance(
  wanted: Desired<'instance'>,
  found: ObservedInstance | undefined,
  context: PlanContext,
): Verdict<InstanceStep> {
  const power = context.powerOf(wanted.power);
  if (found === undefined) {
    const obstacle = whyNotCreate(context, wanted.name, power.on);
    if (obstacle !== undefined) return obstacle;
    const { name, size, assignedTo, idleMinutes } = wanted;
    const tags = { [projectTag]: context.project };
    const reason = `it does not exist and ${power.why}`;
    const limit = idleMinutes === undefined ? {} : { idleMinutes };
    return { action: { kind: 'create-instance', name, size, assignedTo, ...limit, tags, reason } };
  }
  const { timeZone } = context.definition;
  const stoppedAt = power.on === false ? undefined : idleStopOfInstance(wanted, found, timeZone, context.now);
  const idle =
    stoppedAt === undefined ? {} : { idle: { reason: idleStopText('Instance', wanted, stoppedAt), stoppedAt } };
  const alert =
    failedAlert('Instance', found) ?? sizeAlert('Instance', wanted, found) ?? unaskedLimitAlert(wanted, found);
  const action = powerStep(found, powerAfterIdleStop(power, stoppedAt)) ?? limitStep(wanted, found);
  if (action !== undefined) return { ...alert, ...idle, action };
  if (isSettled(found) || alert !== undefined) return { ...alert, ...idle };
  return { waiting: `Instance ${found.name} is ${found.state}; the next run looks again.` };
}

function runs({ state }: ObservedInstance): boolean {
  return state === 'Running' || state === 'JobRunning';
}

function isSettled(found: ObservedInstance): boolean {
  return runs(found) || found.state === 'Stopped';
}

function powerStep(found: ObservedInstance, { on, why }: DesiredPower): InstanceStep | undefined {
  const { name, state } = found;
  const reason = `it is ${state} and ${why}`;
  if (on === true && state === 'Stopped') return { kind: 'start-instance', name, reason };
  if (on === false && runs(found)) return { kind: 'stop-instance', name, reason, switchesOff: true };
  return undefined;
}

/** Azure ML stops idle instances by itself; what it is to go by is set here. It knows no way to take the limit away again. */
function limitStep({ idleMinutes }: Desired<'instance'>, found: ObservedInstance): InstanceStep | undefined {
  if (idleMinutes === undefined || found.idleMinutes === idleMinutes || !isSettled(found)) return undefined;
  const from = found.idleMinutes === undefined ? {} : { from: found.idleMinutes };
  const reason = 'its limit for idle time differs from the definition';
  return { kind: 'limit-instance', name: found.name, ...from, to: idleMinutes, reason };
}

function unaskedLimitAlert(wanted: Desired<'instance'>, { name, idleMinutes }: ObservedInstance): Verdict | undefined {
  if (wanted.idleMinutes !== undefined || idleMinutes === undefined) return undefined;
  return {
    alert: `Azure ML stops instance ${name} after ${idleMinutes} idle minutes, and its definition says nothing of that. Write idleMinutes, or take the idle shutdown away in the Azure ML studio.`,
  };
}
