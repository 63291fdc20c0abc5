import type { HandlersOf } from '../../../functions/base/wing.ts';
import { reading } from '../../../web/reading.ts';
import { incidents } from './descriptions.ts';
import {
  actOnDesk,
  type IncidentDeskServices,
  openOnDesk,
  showIncidentOnDesk,
  showIncidentsOnDesk,
} from './desk-incidents.ts';
import { addNote, beginIncident, changeIncident, listIncidents, readIncident } from './incident-routes.ts';

import { type PackServices, packIncident } from './pack-incident.ts';

export function incidentHandlers(services: IncidentDeskServices & PackServices): HandlersOf<typeof incidents> {
  return {
    listIncidents: reading(services, incidents.listIncidents, listIncidents),
    openIncident: beginIncident(services),
    readIncident: reading(services, incidents.readIncident, readIncident),
    packIncident: reading(services, incidents.packIncident, packIncident),
    actOnIncident: changeIncident(services),
    noteIncident: addNote(services),
    deskIncidents: showIncidentsOnDesk(services),
    openIncidentOnDesk: openOnDesk(services),
    deskIncident: showIncidentOnDesk(services),
    actOnIncidentOnDesk: actOnDesk(services),
  };
}
