import { ConflictError } from '../../ports/records.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import type { ComputeWorld } from '../domain/kinds.ts';
import { runningOf } from '../domain/own.ts';
import type { DesiredCompute } from '../domain/plan.ts';
import { countAll, type HoursRow } from '../domain/usage/count-all.ts';
import { hoursBy, type ObservedHours } from '../domain/usage/hours.ts';
import type { HoursStore, KeptOfAll } from '../ports/hours.ts';
import { requestsAtOnce } from './requests-at-once.ts';

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
  const kept = await hours.kept().catch(() => undefined);
  if (kept === undefined) return () => ({ hours: 'unknown' });
  const rows = new Map([...kept.rows].map(([project, { value }]) => [project, value]));
  const looked = new Map(projects.map((project) => [project, runningOf(project, world)]));
  const { clock, counted, changed } = countAll(kept.clock?.value, rows, looked, at);
  if (await areWritten(changed, kept, hours)) await hours.writeClock(clock, kept.clock?.etag).catch(() => undefined);
  return (project) => ({ hours: counted.get(project), lookedAt: lookedAtOf(project, kept) });
}

/**
 * Whether every row was written, so that the clock may go on for all of them. While it stands, the next look counts for each what it speaks for
 * itself; a row that another run has written is as far as that one counted.
 */
async function areWritten(changed: readonly HoursRow[], { rows }: KeptOfAll, hours: HoursStore): Promise<boolean> {
  let isWhole = true;
  await atOnce(requestsAtOnce, changed, async ({ project, value }) => {
    await hours.write(project, value, rows.get(project)?.etag).catch((error: unknown) => {
      isWhole &&= error instanceof ConflictError;
    });
  });
  return isWhole;
}

function lookedAtOf(project: string, { rows, clock }: KeptOfAll): string | undefined {
  const row = rows.get(project)?.value;
  return row === undefined ? undefined : hoursBy(clock?.value, row).lookedAt;
}

/** What was counted for a project, where its plan follows from that. */
export async function hoursForPlan(
  { project, definition }: DesiredCompute,
  { hours }: { readonly hours: HoursStore },
): Promise<ObservedHours | 'unknown' | undefined> {
  if (definition.budgetHours === undefined) return undefined;
  const known = await hours.ofAll().catch(() => 'unknown' as const);
  return known === 'unknown' ? known : known.get(project);
}
