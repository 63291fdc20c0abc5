import { ConflictError } from '../../ports/records.ts';
import { actionKey } from '../domain/action.ts';
import type { DriftChange } from '../domain/drift.ts';
import { type ComputeMemory, computeMemory, noMemory, rememberCreation } from '../domain/memory.ts';
import {
  type ComputePlan,
  type DesiredCompute,
  type ObservedCompute,
  rememberOff,
  stillRefused,
} from '../domain/plan.ts';
import { rememberSeen } from '../domain/seen.ts';
import { rememberTries } from '../domain/tries.ts';
import { rememberIdleStops } from '../domain/usage/idle.ts';
import type { ComputeMemoryStore, StoredMemory } from '../ports/compute.ts';
import type { AppliedAction } from './apply.ts';

/** `byHand`: a person asked for it. */
export interface Decided {
  readonly outcome: 'applied' | 'settled' | 'held' | 'stopped';
  /** What it is about to do. */
  readonly steps: ComputePlan['actions'];
  readonly drift: DriftChange;
  readonly byHand: boolean;
  readonly now: Date;
}

/** The memory to write before the plan is applied. A person who applies a plan by hand has looked: then an empty observation is believed. */
export function nextMemory(
  subject: DesiredCompute,
  observed: ObservedCompute,
  made: ComputePlan,
  { outcome, steps, drift, byHand, now }: Decided,
): ComputeMemory {
  const { created } = steps
    .filter(({ kind }) => kind.startsWith('create-'))
    .reduce((memory, { name }) => rememberCreation(memory, name, now), observed.memory);
  return {
    created,
    seen: rememberSeen(subject, observed, steps, byHand && outcome === 'applied'),
    drift: [...drift.open],
    refused: stillRefused(
      observed.memory,
      made.actions.filter((action) => !steps.includes(action)),
    ),
    asked: rememberTries(observed.memory, made, steps, now),
    idle: rememberIdleStops(
      observed.memory,
      observed.machines,
      steps.flatMap((action) => (action.kind === 'deallocate-machine' && action.idle ? [action.name] : [])),
      now,
    ),
    off: rememberOff(subject, observed, now),
    // What people were told of a project that goes on counts for no later end.
    ...(observed.memory.told === undefined || subject.end === undefined ? {} : { told: observed.memory.told }),
    ...(outcome === 'stopped' ? { stopped: made.digest } : {}),
  };
}

/** The row after it was remembered. `busy`: another run has written it since it was read, so this run must not go on. */
type Remembered = 'busy' | StoredMemory | undefined;

/** Writes the memory. Without actions an unchanged memory is not written. */
export async function remember(
  project: string,
  memory: ComputeMemory,
  stored: StoredMemory | undefined,
  always: boolean,
  store: ComputeMemoryStore,
): Promise<Remembered> {
  if (!always && asText(memory) === asText(stored?.value ?? noMemory)) return stored;
  try {
    return { value: memory, etag: await store.write(project, memory, stored?.etag) };
  } catch (error) {
    if (error instanceof ConflictError) return 'busy';
    throw error;
  }
}

/** The same for the same memory, in whatever order its parts were put together. */
function asText(memory: ComputeMemory): string {
  return JSON.stringify(computeMemory.parse(memory));
}

/**
 * Remembers what Azure refused, for the next plan to show. A refused creation is missing, not on its way, and the next run may try
 * again at once. When another run has begun meanwhile nothing is changed, and it counts as missing after the grace period.
 */
export async function rememberRefused(
  project: string,
  applied: readonly AppliedAction[],
  stored: StoredMemory | undefined,
  store: ComputeMemoryStore,
): Promise<void> {
  const refused = applied.flatMap(({ action, error }) => (error === undefined ? [] : [{ action, error }]));
  if (stored === undefined || refused.length === 0) return;
  const memory = {
    ...stored.value,
    created: stored.value.created.filter(
      ({ name }) => !refused.some(({ action }) => action.kind.startsWith('create-') && action.name === name),
    ),
    idle: stored.value.idle.filter(
      ({ name }) => !refused.some(({ action }) => action.kind === 'deallocate-machine' && action.name === name),
    ),
    refused: [
      ...stored.value.refused,
      ...refused.map(({ action, error }) => ({ compute: actionKey(action), reason: error.slice(0, longestReason) })),
    ],
  };
  await remember(project, memory, stored, true, store);
}

/** Characters of a refusal that are kept: a plan has up to 200 actions, and the row has to hold them all. */
const longestReason = 500;
