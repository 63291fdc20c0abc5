import { type Door, doorFacts } from '../../../domain/base/door.ts';
import type { Shown } from '../../../domain/overview/shown.ts';
import type { Somebody } from '../../../domain/people/people.ts';
import type { ShownRow } from '../../../ports/overview.ts';
import type { BrokenProject, StoredProject } from '../../../ports/records.ts';
import { isResearcherIn, partsOf } from '../../../use-cases/people/readable-projects.ts';

/** Projects of which somebody is a researcher, with the doors whose operations /api/mine shows them there. */
export type OwnProjects = ReadonlyMap<string, readonly Door[]>;

const part = { dataOwners: 'data owner', researchers: 'researcher' } as const;

/** The projects in which the role of whoever looks shows no more than /api/mine does. */
export function ownProjects(
  definitions: readonly (StoredProject | BrokenProject)[],
  viewer: Somebody,
  now: Date,
): OwnProjects {
  const own = definitions.filter((found) => isResearcherIn(found, viewer));
  return new Map(
    own.map((found) => ('value' in found ? [found.value.id, doorsOf(found, viewer, now)] : [found.id, []])),
  );
}

function doorsOf({ value }: StoredProject, viewer: Somebody, now: Date): Door[] {
  const parts = partsOf(value, viewer, now);
  return (['ingress', 'export'] as const).filter((door) => parts.includes(part[doorFacts(door).senders]));
}

/** What /api/mine shows of an operation: in which state it is, and until when. Undefined for one that does not stand there. */
export function asMine({ shown, round }: ShownRow, doors: readonly Door[]): ShownRow | undefined {
  const { id, door, project, name, state, since, revision, told, round: number, purposeUntil } = shown;
  if (!doors.includes(door) || (door === 'export' && told === undefined)) return undefined;
  const open: Shown = {
    ...{ id, door, project, name, state, since, revision },
    ...(number === undefined ? {} : { round: number }),
    ...(purposeUntil === undefined ? {} : { purposeUntil }),
  };
  return { shown: open, ...(round === undefined ? {} : { round }) };
}
