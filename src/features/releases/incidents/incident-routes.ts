import { Forbidden } from '../../../domain/base/errors.ts';
import type { IncidentClocks } from '../../../domain/history/incident-clocks.ts';
import type { OperationServices } from '../../../functions/operation/operations.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { RemarkStore } from '../../../ports/remarks.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson, takeFields } from '../../../web/body.ts';
import { requireOperatorWrite } from '../../../web/forgery.ts';
import { type Handler, param } from '../../../web/handler.ts';
import type { Read } from '../../../web/reading.ts';
import type { ShownIncident } from '../domain/incident-schema.ts';
import { actBody, openBody } from '../domain/incident-schema.ts';
import { actOnIncident, noteIncident } from './act-on-incident.ts';
import { type incidents, noteBody } from './descriptions.ts';
import { findIncident, readIncidents } from './incident-chain.ts';
import { openIncident } from './open-incident.ts';
import { showIncident } from './show-incident.ts';
import { type PackagePorts, packagesOf, type TimelinePorts, timelineOf } from './timeline.ts';
import { whyNotShown } from './touched.ts';

export type IncidentServices = OperationServices &
  TimelinePorts &
  PackagePorts &
  Pick<Ports, 'audit' | 'holds' | 'projects' | 'random'> & {
    readonly remarks: RemarkStore;
    readonly incidentClocks: IncidentClocks;
  };

/** GET ops/incidents. */
export const listIncidents = (async (services, { caller }) => {
  const items: ShownIncident[] = [];
  const now = services.clock.now();
  for (const incident of await readIncidents(services.audit))
    if ((await whyNotShown(services, incident.scope, caller)) === undefined)
      items.push(await showIncident(services, incident, now));
  return { items, continuation: null };
}) satisfies Read<IncidentServices, typeof incidents.listIncidents>;

/** GET ops/incidents/{incident}: with what the audit tells by now. */
export const readIncident = (async (services, { caller, params }) => {
  const incident = await findIncident(services.audit, params.incident);
  const why = await whyNotShown(services, incident.scope, caller);
  if (why !== undefined) throw new Forbidden(why);
  const { items: timeline, isWhole } = await timelineOf(services, caller, incident);
  const packages = await packagesOf(services, incident);
  return { incident: await showIncident(services, incident, services.clock.now()), timeline, isWhole, packages };
}) satisfies Read<IncidentServices, typeof incidents.readIncident>;

/** POST ops/incidents: the holds stand before it answers. */
export function beginIncident(services: IncidentServices): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const asked = takeFields(openBody, await readJson(request));
    const { incident, ...met } = await openIncident(services, workflows, caller, asked);
    return jsonAnswer(200, { incident: await showIncident(services, incident, services.clock.now()), ...met });
  };
}

/** POST ops/incidents/{incident}/acts: 202 where a second operator has to want it too. */
export function changeIncident(services: IncidentServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const asked = takeFields(actBody, await readJson(request));
    const { kind, incident } = await actOnIncident(services, caller, param(request, 'incident'), asked);
    const shown = await showIncident(services, incident, services.clock.now());
    return kind === 'waits' ? jsonAnswer(202, { waits: shown }) : jsonAnswer(200, { incident: shown });
  };
}

/** POST ops/incidents/{incident}/notes. */
export function addNote(services: IncidentServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const { note } = takeFields(noteBody, await readJson(request));
    const incident = await noteIncident(services, caller, param(request, 'incident'), note);
    return jsonAnswer(200, { incident: await showIncident(services, incident, services.clock.now()) });
  };
}
