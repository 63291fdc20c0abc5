import type { DriftChange } from '../domain/compute-drift.ts';
import { type ComputeMemory, noMemory, rememberCreation } from '../domain/compute-memory.ts';
import type { ComputePlan, ObservedCompute, WantedCompute } from '../domain/compute-plan.ts';
import { rememberSeen } from '../domain/compute-seen.ts';
import type { ComputeMemoryStore, StoredMemory } from '../ports/compute.ts';
import { ConflictError } from '../ports.ts';

/** What a run has decided about its plan. `byHand`: a person asked for it. */
export interface Decided {
  readonly outcome: 'applied' | 'settled' | 'held' | 'stopped';
  readonly drift: DriftChange;
  readonly byHand: boolean;
  readonly now: Date;
}

/** The memory to write before the plan is applied. A person who applies a plan by hand has looked: then an empty observation is believed. */
export function nextMemory(
  subject: WantedCompute,
  observed: ObservedCompute,
  made: ComputePlan,
  { outcome, drift, byHand, now }: Decided,
): ComputeMemory {
  const actions = outcome === 'applied' ? made.actions : [];
  const { created } = actions
    .filter(({ kind }) => kind.startsWith('create-'))
    .reduce((memory, { name }) => rememberCreation(memory, name, now), observed.memory);
  return {
    created,
    seen: rememberSeen(subject, observed, actions, byHand && outcome === 'applied'),
    drift: [...drift.open],
    ...(outcome === 'stopped' ? { stopped: made.digest } : {}),
  };
}

/** Writes the memory; false when another run has written it since it was read. Without actions an unchanged memory is not written. */
export async function remember(
  project: string,
  memory: ComputeMemory,
  stored: StoredMemory | undefined,
  always: boolean,
  store: ComputeMemoryStore,
): Promise<boolean> {
  if (!always && JSON.stringify(memory) === JSON.stringify(stored?.value ?? noMemory)) return true;
  try {
    await store.write(project, memory, stored?.etag);
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
