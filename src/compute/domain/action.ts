import { createHash } from 'node:crypto';
import type { ComputeKind } from '../../domain/project/compute-definition.ts';
import type { Scale, Tags } from './world.ts';

/** At most one step per compute and run. */
type ComputeStep =
  /** `idle`: for no other reason than that it does nothing, so it stays off although its schedule says on. */
  | { readonly kind: 'deallocate-machine'; readonly name: string; readonly idle?: true }
  | { readonly kind: 'stop-instance'; readonly name: string }
  | { readonly kind: 'delete-machine'; readonly name: string }
  | { readonly kind: 'delete-cluster'; readonly name: string }
  | { readonly kind: 'delete-instance'; readonly name: string }
  | { readonly kind: 'resize-machine'; readonly name: string; readonly from: string; readonly to: string }
  | { readonly kind: 'rescale-cluster'; readonly name: string; readonly from: Scale; readonly to: Scale }
  | { readonly kind: 'start-machine'; readonly name: string }
  | { readonly kind: 'start-instance'; readonly name: string }
  | {
      readonly kind: 'create-machine';
      readonly name: string;
      readonly size: string;
      readonly image: string;
      readonly tags: Tags;
    }
  | {
      readonly kind: 'create-cluster';
      readonly name: string;
      readonly size: string;
      readonly scale: Scale;
      readonly tags: Tags;
    }
  | {
      readonly kind: 'create-instance';
      readonly name: string;
      readonly size: string;
      readonly assignedTo: string;
      readonly idleMinutes?: number;
      readonly tags: Tags;
    }
  /** Sets the minutes without use after which Azure ML stops an instance. `from` is missing where it never did. */
  | { readonly kind: 'limit-instance'; readonly name: string; readonly from?: number; readonly to: number }
  /** All tags of the machine, as Azure replaces them together. */
  | { readonly kind: 'retag-machine'; readonly name: string; readonly tags: Tags };

/**
 * A step and why it is needed. `next` says what later runs will add, since a machine takes one step a run. `switchesOff`: it does no more
 * than to switch off what is not to run now, which costs nobody anything but the work of the moment and waits for nobody. `adds`: nodes that a
 * cluster is to keep waiting and does not have yet, and their size; it changes while jobs run, and so does not change what the step is.
 */
export type ComputeAction = ComputeStep & {
  readonly reason: string;
  readonly next?: string;
  readonly switchesOff?: true;
  readonly adds?: { readonly size: string; readonly nodes: number };
};

/** What gives back cores comes before what takes them; creation comes after repairs; tags come last. */
const order: readonly ComputeStep['kind'][] = [
  'deallocate-machine',
  'stop-instance',
  'delete-machine',
  'delete-cluster',
  'delete-instance',
  'resize-machine',
  'rescale-cluster',
  'limit-instance',
  'start-machine',
  'start-instance',
  'create-machine',
  'create-cluster',
  'create-instance',
  'retag-machine',
];

/** Orders actions by kind, then by name: the same world gives the same order, however Azure listed it. */
export function compareActions(one: ComputeAction, other: ComputeAction): number {
  const byKind = order.indexOf(one.kind) - order.indexOf(other.kind);
  if (byKind !== 0) return byKind;
  const [first, second] = [one.name.toLowerCase(), other.name.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** A compute in one word, the same in plans and in the memory of drift: `machine dsvm-1`. */
export function computeKey(thing: ComputeKind, name: string): string {
  return `${thing} ${name.toLowerCase()}`;
}

export function actionKey({ kind, name }: ComputeAction): string {
  return `${kind.slice(kind.indexOf('-') + 1)} ${name.toLowerCase()}`;
}

export function stepOf({
  reason: _reason,
  next: _next,
  switchesOff: _off,
  adds: _adds,
  ...step
}: ComputeAction): object {
  return step;
}

/** SHA-256 of the steps in their order. Reasons are left out: they name times, and time alone does not change a plan. */
export function planDigest(project: string, actions: readonly ComputeAction[]): string {
  const steps = actions.map(stepOf);
  return createHash('sha256').update(canonicalJson({ project, steps })).digest('hex');
}

/** What the step does, without why: `start the machine dsvm-1`. */
export function wordsOf({ kind, name }: ComputeAction): string {
  return `${kind.replace('-', ' the ')} ${name}`;
}

export function describeAction(action: ComputeAction): string {
  const [verb, thing] = action.kind.split('-');
  const then = action.next === undefined ? '' : `; ${action.next}`;
  return `${verb} ${thing} ${action.name}${detail(action)}: ${action.reason}${then}`;
}

function detail(action: ComputeAction): string {
  switch (action.kind) {
    case 'create-machine':
      return ` (${action.size}, image ${action.image})`;
    case 'create-instance':
      return ` (${action.size})`;
    case 'create-cluster':
      return ` (${action.size}, ${describeScale(action.scale)})`;
    case 'resize-machine':
      return ` from ${action.from} to ${action.to}`;
    case 'rescale-cluster':
      return ` from ${describeScale(action.from)} to ${describeScale(action.to)}`;
    case 'limit-instance':
      return ` from ${action.from ?? 'no'} to ${action.to} idle minutes`;
    default:
      return '';
  }
}

function describeScale({ minNodes, maxNodes, idleMinutes }: Scale): string {
  return `${minNodes} to ${maxNodes} nodes, ${idleMinutes} min idle`;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
