import { requireProject } from '../../activities/operation/operations.ts';
import type { people } from '../../api/people.ts';
import { lookAtPeople } from '../../domain/overview/project-people.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Read } from '../../web/reading.ts';
import { refuseResearcherToRead } from '../operation/refuse-researcher.ts';

export interface ProjectPeopleServices
  extends Pick<Ports, 'projects' | 'absences' | 'signIns' | 'unreadable' | 'clock'> {
  readonly groupsClaim: GroupsClaim;
}

/** GET ops/projects/{project}/people: whom the definition names, held against the groups that their last sign-ins named. */
export const showPeople = (async (services, { caller, params }) => {
  await refuseResearcherToRead(services.projects, caller, params.project);
  const { value: project } = await requireProject(services.projects, params.project);
  const [signIns, absences] = await Promise.all([services.signIns.list(), services.absences.list()]);
  const known = { claim: services.groupsClaim, signIns, absences, unread: services.unreadable.known() };
  return lookAtPeople(project, known, services.clock.now());
}) satisfies Read<ProjectPeopleServices, typeof people.showPeople>;
