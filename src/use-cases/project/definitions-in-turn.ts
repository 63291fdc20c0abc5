import { inTurn, type TimeSlice, within } from '../../domain/base/time-slice.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject, ProjectStore, StoredProject } from '../../ports/records.ts';

/**
 * The definitions, as many as can be listed while the time slice lasts, those of its turn first. One that the rules of today refuse is left out:
 * neither days nor people of it are known, and the dashboard shows it until it is repaired.
 */
export async function definitionsInTurn(
  { projects }: Pick<Ports, 'projects'>,
  slice: TimeSlice,
): Promise<readonly StoredProject[]> {
  const found: StoredProject[] = [];
  for await (const stored of within(slice, projects.list())) if (!('problems' in stored)) found.push(stored);
  return inTurn(found, slice.turn);
}

/** As many as can be listed while the time slice lasts, those that are refused too. */
export async function definitionsById(
  { list }: Pick<ProjectStore, 'list'>,
  slice: TimeSlice,
): Promise<ReadonlyMap<string, StoredProject | BrokenProject>> {
  const all = await Array.fromAsync(within(slice, list()));
  return new Map(all.map((one) => ['problems' in one ? one.id : one.value.id, one]));
}
