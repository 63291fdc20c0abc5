import { type Door, doorFacts } from '../../domain/base/door.ts';
import { type Act, type Asker, isForSenders } from '../../domain/lifecycle/acts.ts';
import { activePeople, isResearcher } from '../../domain/people/people.ts';
import type { Clock } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { type Caller, type CallerCheck, requireCaller, requireRole } from '../../web/caller.ts';
import type { WebRequest } from '../../web/handler.ts';
import { refuseResearcher, requireNoPart } from './refuse-researcher.ts';

/** What telling who asks needs. */
export interface AskerCheck extends CallerCheck {
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly clock: Clock;
}

/**
 * Who asks for an act in a project: an operator, or as themselves somebody who sends through the door, by the definition in force. Throws
 * for nobody and for everybody else.
 */
export async function requireAsker(
  services: AskerCheck,
  request: WebRequest,
  { act, door, project }: { readonly act: Act; readonly door: Door; readonly project: string },
): Promise<{ readonly caller: Caller; readonly asker: Asker }> {
  const caller = await requireCaller(services, request);
  const stored = await services.projects.get(project);
  const operates = caller.roles.includes('Ops.Operator') && !(stored && isResearcher(stored.value, caller));
  if (!operates && stored && isForSenders(act, door)) {
    const senders = activePeople(stored.value, services.clock.now())[doorFacts(door).senders];
    const asker = door === 'ingress' ? 'owner' : 'researcher';
    if (senders.some(({ oid }) => oid === caller.oid)) return { caller, asker };
  }
  await requireRole(services, request, 'Ops.Operator');
  await (act.outsiders ? requireNoPart : refuseResearcher)(services.projects, caller, project);
  return { caller, asker: 'operator' };
}
