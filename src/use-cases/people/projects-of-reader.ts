import { type GroupsClaim, type HeldGroups, readFromOutside } from '../../domain/people/group-rule.ts';
import { isSuspended, type Somebody } from '../../domain/people/people.ts';
import { recipientOf } from '../../domain/people/recipients.ts';
import { isUpTo, type Project } from '../../domain/project/project.ts';
import type { Clock } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';

export interface ReaderPorts {
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly groupsClaim: GroupsClaim;
  readonly clock: Clock;
}

export interface Reader extends Somebody {
  readonly groups: HeldGroups;
}

/**
 * The projects of whose external readers somebody is one by their token, and those that name them a recipient. Where the definition is broken it is not known who is
 * suspended there, so that project is left out.
 */
export async function projectsOfReader(
  { projects, groupsClaim, clock }: ReaderPorts,
  reader: Reader,
): Promise<Project[]> {
  const byGroup = new Set(readFromOutside(groupsClaim, reader.groups));
  const found: Project[] = [];
  for await (const one of projects.list()) {
    if (!('value' in one) || isSuspended(one.value, reader)) continue;
    const named = recipientOf(one.value, reader);
    const isNamed = named !== undefined && (named.until === undefined || isUpTo(named.until, clock.now()));
    if (isNamed || byGroup.has(one.value.id)) found.push(one.value);
  }
  return found;
}
