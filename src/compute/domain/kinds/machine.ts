import { z } from 'zod';
import type { Desired } from '../../../domain/project/compute-definition.ts';
import { type DesiredPower, powerTag } from '../power.ts';
import { creation, type PlainStep, step, tags } from '../step.ts';
import { idlenessOf, idleStopOf, idleStopText, powerAfterIdleStop } from '../usage/idle.ts';
import { type PlanContext, type Verdict, whyChanging, whyNotCreate } from '../verdict.ts';
import { imageTag, type Observed, powerPlanTag, projectTag, sameName, type Tags, tagValue } from '../world.ts';

/** Power of a virtual machine as Azure reports it (`PowerState/…`); `unknown` when it reports none. */
export type MachinePower = 'running' | 'starting' | 'stopped' | 'stopping' | 'deallocated' | 'deallocating' | 'unknown';

export interface MachineStatus {
  readonly power: MachinePower;
  readonly failure?: string | undefined;
}

export interface MachineImage {
  readonly version: string;
  /** Its Azure id, for an image of a gallery, where its date can be looked up. */
  readonly id?: string;
  /** When it was published, an ISO instant; missing while nobody knows. */
  readonly date?: string;
}

/** A virtual machine of the resource group: the two lists of Azure joined. */
export interface ObservedMachine extends Observed, MachineStatus {
  readonly id: string;
  /** Missing where Azure does not name its version. */
  readonly image?: MachineImage | undefined;
}

export const machineSteps = {
  deallocate: step('deallocate-machine', {
    /** So it stays off although its schedule says on. */
    idle: z.literal(true).exactOptional().meta({ description: 'Only because it is idle.' }),
  }),
  resize: step('resize-machine', { from: z.string(), to: z.string() }),
  create: creation('create-machine', { image: z.string() }),
  /** All tags, as Azure replaces them together. */
  retag: step('retag-machine', { tags }),
};
export type MachineStep =
  | z.infer<(typeof machineSteps)[keyof typeof machineSteps]>
  | PlainStep<'start-machine' | 'delete-machine'>;
type MachineVerdict = Verdict<MachineStep>;

/** Virtual machines, which a run holds to their size, tags and power. */
export const machine = {
  plan: planMachine,
  whyChanging: whyMachineChanging,
  state: ({ power }: ObservedMachine) => power,
  switched: { hours: 'machines', power: ({ power }: Desired<'machine'>) => power, is: switchedAs },
} as const;

function switchedAs(found: ObservedMachine): 'off' | 'running' | 'neither' {
  if (found.power === 'running') return 'running';
  return found.power === 'deallocated' && whyMachineChanging(found) === undefined ? 'off' : 'neither';
}

function planMachine(
  wanted: Desired<'machine'>,
  found: ObservedMachine | undefined,
  context: PlanContext,
): MachineVerdict {
  const power = context.powerOf(wanted.power);
  if (found === undefined) return planMissing(wanted, power, context);
  const { size } = found;
  if (size === undefined)
    return { waiting: `Azure does not give the size of machine ${found.name}; the next run looks again.` };
  const { timeZone } = context.definition;
  const stoppedAt = idleStopOf(wanted, found, { ...context, timeZone });
  const idle = planIdle(wanted, found, power, context);
  const alert = failureAlert(found) ?? imageAlert(wanted, found) ?? idle.alert;
  const kept = powerAfterIdleStop(power, stoppedAt);
  const step =
    idle.action === undefined
      ? (planSize(wanted, { ...found, size }, kept, context) ?? planAtSize(wanted, found, kept, context))
      : { action: idle.action };
  const told =
    stoppedAt === undefined || power.on === false
      ? idle.idle
      : { reason: idleStopText('Machine', wanted, stoppedAt), stoppedAt };
  return { ...step, ...(alert === undefined ? {} : { alert }), ...(told === undefined ? {} : { idle: told }) };
}

/** Switches a machine off that runs and does nothing, whatever else is to be done with it: what else there is waits until somebody needs it. */
function planIdle(
  wanted: Desired<'machine'>,
  found: ObservedMachine,
  power: DesiredPower,
  { loadOf, now }: PlanContext,
): Pick<MachineVerdict, 'action' | 'alert' | 'idle'> {
  if (found.power !== 'running' || power.on === false) return {};
  const idleness = idlenessOf(wanted, found, loadOf(found.name), now);
  if (idleness.kind === 'unknown') return idleness.alert === undefined ? {} : { alert: idleness.alert };
  const reason = `it is ${idleness.text}`;
  if (idleness.kind === 'in-use') return { idle: { reason: `Machine ${found.name} is ${idleness.text}` } };
  return { action: { kind: 'deallocate-machine', name: found.name, idle: true, reason, switchesOff: true } };
}

function planMissing(wanted: Desired<'machine'>, power: DesiredPower, context: PlanContext): MachineVerdict {
  const obstacle = whyNotCreate(context, wanted.name, power.on);
  if (obstacle !== undefined) return obstacle;
  const { name, size, image } = wanted;
  const tags = { ...ourTags(wanted, context), [imageTag]: image };
  return { action: { kind: 'create-machine', name, size, image, tags, reason: `it does not exist and ${power.why}` } };
}

/** The next step of a machine whose size is as it is to be, or stays as it is. */
function planAtSize(
  wanted: Desired<'machine'>,
  found: ObservedMachine,
  power: DesiredPower,
  context: PlanContext,
): MachineVerdict {
  return planPower(found, power) ?? planTags(wanted, found, context);
}

/** A machine is resized while deallocated: elsewhere Azure restarts it without warning, or refuses for lack of room on its host. */
function planSize(
  wanted: Desired<'machine'>,
  found: ObservedMachine & { readonly size: string },
  power: DesiredPower,
  context: PlanContext,
): MachineVerdict | undefined {
  if (sameName(wanted.size, found.size)) return undefined;
  const { name } = found;
  const difference = `its size is ${found.size}, the definition says ${wanted.size}`;
  const { action: otherwise } = planAtSize(wanted, found, power, context);
  const instead = otherwise === undefined ? {} : { otherwise };
  if (found.power === 'deallocated') {
    const next = power.on === true ? { next: 'the next run starts it' } : {};
    return {
      action: { kind: 'resize-machine', name, from: found.size, to: wanted.size, reason: difference, ...next },
      ...instead,
    };
  }
  if (power.on === undefined) {
    return { waiting: `Machine ${name} is in use; ${difference}. It is resized once somebody has deallocated it.` };
  }
  const step = { kind: 'deallocate-machine', name, reason: difference } as const;
  if (!power.on) return { action: { ...step, next: 'the next run resizes it', switchesOff: true } };
  const cores = { of: 'machines', size: wanted.size, count: 1, from: found.size } as const;
  return { action: { ...step, next: 'the next runs resize and start it' }, cores, ...instead };
}

function planPower(found: ObservedMachine, { on, why }: DesiredPower): MachineVerdict | undefined {
  const { name, power } = found;
  const reason = `it is ${power} and ${why}`;
  if (on === true && power !== 'running') return { action: { kind: 'start-machine', name, reason } };
  if (on === false && power !== 'deallocated')
    return { action: { kind: 'deallocate-machine', name, reason, switchesOff: true } };
  return undefined;
}

function planTags(wanted: Desired<'machine'>, found: ObservedMachine, context: PlanContext): MachineVerdict {
  const ours = ourTags(wanted, context);
  const wrong = Object.entries(ours).filter(([name, value]) => tagValue(found.tags, name) !== value);
  if (wrong.length === 0) return {};
  const kept = Object.entries(found.tags).filter(([name]) => !Object.hasOwn(ours, name.toLowerCase()));
  const reason = `its tag ${wrong.map(([name]) => name).join(' and ')} does not say what the definition says`;
  const action: MachineStep = {
    kind: 'retag-machine',
    name: found.name,
    tags: { ...Object.fromEntries(kept), ...ours },
    reason,
  };
  return { action };
}

function ourTags(wanted: Desired<'machine'>, { project, definition }: PlanContext): Tags {
  return { [projectTag]: project, [powerPlanTag]: powerTag(wanted.power, definition.timeZone) };
}

/** Why a machine is left alone in this run. A failed machine with no power state may still be started: that is the retry. */
export function whyMachineChanging(found: ObservedMachine): string | undefined {
  const { name, provisioningState, power } = found;
  const changing = whyChanging('Machine', found);
  if (changing !== undefined) return changing;
  if (power === 'starting' || power === 'stopping' || power === 'deallocating') {
    return `Machine ${name} is ${power}; the next run looks again.`;
  }
  if (power === 'unknown' && provisioningState.toLowerCase() === 'succeeded') {
    return `Azure does not say whether machine ${name} is running; the next run looks again.`;
  }
  return undefined;
}

function failureAlert({ name, provisioningState, failure }: ObservedMachine): string | undefined {
  if (provisioningState.toLowerCase() !== 'failed') return undefined;
  const why = failure === undefined ? '' : ` (${failure})`;
  return `The last change of machine ${name} failed in Azure${why}. If the next runs do not mend it, look at its activity log.`;
}

function imageAlert(wanted: Desired<'machine'>, found: ObservedMachine): string | undefined {
  const image = tagValue(found.tags, imageTag);
  if (image === undefined || image === wanted.image) return undefined;
  return `Machine ${found.name} was made from the image ${image}, the definition says ${wanted.image}. An image cannot be changed in place: define a machine of another name.`;
}
