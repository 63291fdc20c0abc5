import type { ComputeWorld } from '../domain/kinds.ts';
import { runningOf } from '../domain/own.ts';
import type { DesiredCompute } from '../domain/plan.ts';
import { countHours, type ObservedHours } from '../domain/usage/hours.ts';
import type { HoursStore } from '../ports/hours.ts';

/** How long the computes of a project ran so far, undefined where nothing was counted yet; and when the look before this one was. */
interface CountedHours {
  readonly hours: ObservedHours | 'unknown' | undefined;
  readonly lookedAt?: string | undefined;
}

/**
 * Counts how long the computes of these projects ran, by what one observation shows. Of two runs at the same time the first one counts.
 * What cannot be counted for any reason is no reason to leave computes as they are: the next look tells that time was missed.
 */
export async function countObserved(
  projects: readonly string[],
  world: ComputeWorld,
  { hours, now }: { readonly hours: HoursStore; now(): Date },
): Promise<(project: string) => CountedHours> {
  const at = now();
  const known = await hours.ofAll().catch(() => undefined);
  if (known === undefined) return () => ({ hours: 'unknown' });
  const counted = new Map<string, ObservedHours>();
  for (const project of projects) {
    const before = known.get(project);
    const running = runningOf(project, world);
    const after =
      running.there === 0 && before?.value.lookedAt === undefined
        ? before?.value
        : countHours(before?.value, running, at);
    if (after === undefined) continue;
    counted.set(project, after);
    if (after !== before?.value) await hours.write(project, after, before?.etag).catch(() => undefined);
  }
  return (project) => ({ hours: counted.get(project), lookedAt: known.get(project)?.value.lookedAt });
}

/** What was counted for a project, where its plan follows from that. */
export async function hoursForPlan(
  { project, definition }: DesiredCompute,
  { hours }: { readonly hours: HoursStore },
): Promise<ObservedHours | 'unknown' | undefined> {
  if (definition.budgetHours === undefined) return undefined;
  const known = await hours.ofAll().catch(() => 'unknown' as const);
  return known === 'unknown' ? known : known.get(project)?.value;
}
