import { z } from 'zod';
import type { ComputeKind, Desired } from '../../domain/project/compute-definition.ts';
import { type ClusterStep, cluster, clusterSteps, type ObservedCluster } from './kinds/cluster.ts';
import { type InstanceStep, instance, instanceSteps, type ObservedInstance } from './kinds/instance.ts';
import { type MachineStep, machine, machineSteps, type ObservedMachine } from './kinds/machine.ts';
import { plainSteps } from './step.ts';
import type { Counted } from './usage/counted.ts';
import type { PlanContext, Verdict } from './verdict.ts';

/** What Azure shows of each kind. */
export interface Found {
  readonly machine: ObservedMachine;
  readonly cluster: ObservedCluster;
  readonly instance: ObservedInstance;
}

export interface StepsOf {
  readonly machine: MachineStep;
  readonly cluster: ClusterStep;
  readonly instance: InstanceStep;
}

/** Computes of a workspace. `others` are the names of kinds that Sallyport does not know; they only occupy names. */
export interface ObservedWorkspace {
  readonly clusters: readonly ObservedCluster[];
  readonly instances: readonly ObservedInstance[];
  readonly others: readonly string[];
}

/** Everything seen in one observation, of all projects. */
export interface ComputeWorld extends ObservedWorkspace {
  readonly machines: readonly ObservedMachine[];
}

/** How a compute that can be switched is seen. What is being changed is neither off nor running. */
export type SeenState = 'off' | 'running' | 'neither';

/** What is known of a kind of compute; whatever ranges over computes asks this, and a kind is added here. */
interface KindRules<Kind extends ComputeKind> {
  /** What a run does about one that the definition names. `found`: the project's own, at rest; undefined where none is there. */
  plan(wanted: Desired<Kind>, found: Found[Kind] | undefined, context: PlanContext): Verdict<ComputeAction>;
  /** Why one is left alone until Azure has done with it, or undefined when it is at rest. */
  whyChanging(found: Found[Kind]): string | undefined;
  /** Azure's own word for how it is. */
  state(found: Found[Kind]): string;
  /** For what people or schedules switch on and off: its plan, how it is seen, and the column in which its hours are counted. */
  readonly switched?: {
    readonly hours: Counted;
    power(wanted: Desired<Kind>): Parameters<PlanContext['powerOf']>[0];
    is(found: Found[Kind]): SeenState;
  };
}
export type Kinds = { readonly [Kind in ComputeKind]: KindRules<Kind> };
export const kinds: Kinds = { machine, cluster, instance };

export function foundIn({ machines, clusters, instances }: ComputeWorld): {
  readonly [Kind in ComputeKind]: readonly Found[Kind][];
} {
  return { machine: machines, cluster: clusters, instance: instances };
}

/** One step towards the definition, and why it is needed. At most one per compute and run. */
export const computeAction = z.union([
  plainSteps([
    'stop-instance',
    'delete-machine',
    'delete-cluster',
    'delete-instance',
    'start-machine',
    'start-instance',
  ]),
  machineSteps.deallocate,
  machineSteps.resize,
  clusterSteps.rescale,
  machineSteps.create,
  clusterSteps.create,
  instanceSteps.create,
  instanceSteps.limit,
  machineSteps.retag,
]) satisfies z.ZodType<ComputeAction>;
export type ComputeAction = StepsOf[ComputeKind];

export interface NamedVerdict extends Verdict<ComputeAction> {
  readonly compute: string;
}

export function isStepOf<Kind extends ComputeKind>(kind: Kind, action: ComputeAction): action is StepsOf[Kind] {
  return action.kind.endsWith(`-${kind}`);
}
