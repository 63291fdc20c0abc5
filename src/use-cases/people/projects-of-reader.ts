import { type GroupsClaim, type HeldGroups, readFromOutside } from '../../domain/people/group-rule.ts';
import { isSuspended, type Somebody } from '../../domain/people/people.ts';
import type { Project } from '../../domain/project/project.ts';
import type { ProjectStore } from '../../ports/records.ts';

export interface ReaderPorts {
  readonly projects: Pick<ProjectStore, 'find'>;
  readonly groupsClaim: GroupsClaim;
}

export interface Reader extends Somebody {
  readonly groups: HeldGroups;
}

/**
 * The projects of whose external readers somebody is one by their token: no definition names them. Where the definition is broken it is not known who is
 * suspended there, so that project is left out.
 */
export async function projectsOfReader({ projects, groupsClaim }: ReaderPorts, reader: Reader): Promise<Project[]> {
  const found = await Promise.all(readFromOutside(groupsClaim, reader.groups).map((id) => projects.find(id)));
  return found.flatMap((one) =>
    one !== undefined && 'value' in one && !isSuspended(one.value, reader) ? [one.value] : [],
  );
}
