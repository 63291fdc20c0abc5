import { requireProject } from '../../activities/operation/operations.ts';
import { lookAtPeople } from '../../domain/overview/project-people.ts';
import type { GroupsClaim } from '../../domain/people/group-rule.ts';
import type { Ports } from '../../ports/ports.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import { refuseResearcherToRead } from '../operation/refuse-researcher.ts';

export interface ProjectPeopleServices
  extends CallerCheck,
    Pick<Ports, 'projects' | 'absences' | 'signIns' | 'unreadable' | 'clock'> {
  readonly groupsClaim: GroupsClaim;
}

/** GET ops/projects/{project}/people: whom the definition names, held against the groups that their last sign-ins named. */
export function showPeople(services: ProjectPeopleServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const id = param(request, 'project');
    await refuseResearcherToRead(services.projects, caller, id);
    const { value: project } = await requireProject(services.projects, id);
    const [signIns, absences] = await Promise.all([services.signIns.list(), services.absences.list()]);
    const known = { claim: services.groupsClaim, signIns, absences, unread: services.unreadable.known() };
    return jsonAnswer(200, lookAtPeople(project, known, services.clock.now()));
  };
}
