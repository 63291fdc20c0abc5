import { calendarOf } from '../../domain/base/business-calendar.ts';
import type { BrokenProject, ProjectStore, StoredProject } from '../../ports/records.ts';

/** Time zones by project, of those whose definition can be read. */
export type ProjectZones = ReadonlyMap<string, string>;

export function zonesIn(definitions: readonly (StoredProject | BrokenProject)[]): ProjectZones {
  return new Map(
    definitions.flatMap((found) =>
      'value' in found ? [[found.value.id, calendarOf(found.value).timeZone] as const] : [],
    ),
  );
}

/** One listing. */
export async function readZones(projects: Pick<ProjectStore, 'list'>): Promise<ProjectZones> {
  return zonesIn(await Array.fromAsync(projects.list()));
}
