import { createHash } from 'node:crypto';
import { type ComputeKind, computeKind } from '../../domain/project/compute-definition.ts';
import type { Scale } from './kinds/cluster.ts';
import type { ComputeAction } from './kinds.ts';

type Verb = ComputeAction['kind'] extends infer Kind
  ? Kind extends `${infer First}-${string}`
    ? First
    : never
  : never;

interface VerbWords {
  readonly done: string;
  /** Somebody who works on it would lose it. */
  readonly isEnd?: true;
}

/** In the order in which they are done: what gives back cores comes before what takes them; creation comes after repairs; tags come last. */
const words: Readonly<Record<Verb, VerbWords>> = {
  deallocate: { done: 'switched off', isEnd: true },
  stop: { done: 'stopped', isEnd: true },
  delete: { done: 'deleted', isEnd: true },
  resize: { done: 'resized' },
  rescale: { done: 'rescaled' },
  limit: { done: 'given another limit' },
  start: { done: 'started' },
  create: { done: 'created' },
  retag: { done: 'tagged anew' },
};

const verbs: ReadonlyMap<string, VerbWords> = new Map(Object.entries(words));
const order = [...verbs.keys()].flatMap((verb) => computeKind.options.map((kind) => `${verb}-${kind}`));

export function stepWords({ kind }: Pick<ComputeAction, 'kind'>): VerbWords | undefined {
  return verbs.get(kind.slice(0, kind.indexOf('-')));
}

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

/** What does not change what a step is. Nodes that a cluster is to keep waiting change while jobs run. */
const beside = ['reason', 'next', 'switchesOff', 'adds'];

export function stepOf(action: ComputeAction): object {
  return Object.fromEntries(Object.entries(action).filter(([name]) => !beside.includes(name)));
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
  if (action.kind === 'limit-instance') return ` from ${action.from ?? 'no'} to ${action.to} idle minutes`;
  if ('to' in action) return ` from ${amountText(action.from)} to ${amountText(action.to)}`;
  if (!('size' in action)) return '';
  const more = 'image' in action ? [`image ${action.image}`] : 'scale' in action ? [amountText(action.scale)] : [];
  return ` (${[action.size, ...more].join(', ')})`;
}

function amountText(amount: string | Scale): string {
  if (typeof amount === 'string') return amount;
  const { minNodes, maxNodes, idleMinutes } = amount;
  return `${minNodes} to ${maxNodes} nodes, ${idleMinutes} min idle`;
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
