import { gatherNames, type KnownNames, type NameSources } from '../../domain/history/known-names.ts';
import type { Project } from '../../domain/project/project.ts';
import type { HoldStore } from '../../ports/holds.ts';
import type { ProjectStore } from '../../ports/records.ts';
import type { AbsenceStore, ChangeStore, PeopleStore } from '../../ports/stores.ts';

export interface NamesPorts {
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly changes: Pick<ChangeStore, 'list'>;
  readonly holds: Pick<HoldStore, 'list'>;
  readonly absences: Pick<AbsenceStore, 'list'>;
  readonly people: Pick<PeopleStore, 'list'>;
}

/** Each source that the caller does not hand over is one listing. */
export async function readNames(ports: NamesPorts, known: NameSources = {}): Promise<KnownNames> {
  const [definitions, changes, holds, absences, people] = await Promise.all([
    known.definitions ?? readDefinitions(ports.projects),
    known.changes ?? valuesOf(ports.changes.list()),
    known.holds ?? valuesOf(ports.holds.list()),
    known.absences ?? ports.absences.list(),
    known.people ?? ports.people.list(),
  ]);
  return gatherNames({ ...known, definitions, changes, holds, absences, people });
}

/** A definition that the rules of today refuse names nobody. */
async function readDefinitions(projects: NamesPorts['projects']): Promise<Project[]> {
  return (await Array.fromAsync(projects.list())).flatMap((found) => ('value' in found ? [found.value] : []));
}

async function valuesOf<T>(rows: AsyncIterable<{ readonly value: T }>): Promise<T[]> {
  return await Array.fromAsync(rows, ({ value }) => value);
}
