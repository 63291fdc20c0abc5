import type { HandlersOf } from '../../../functions/base/wing.ts';
import { reading } from '../../../web/reading.ts';
import { incidents } from './descriptions.ts';
import {
  addNote,
  beginIncident,
  changeIncident,
  type IncidentServices,
  listIncidents,
  readIncident,
} from './incident-routes.ts';

export function incidentHandlers(services: IncidentServices): HandlersOf<typeof incidents> {
  return {
    listIncidents: reading(services, incidents.listIncidents, listIncidents),
    openIncident: beginIncident(services),
    readIncident: reading(services, incidents.readIncident, readIncident),
    actOnIncident: changeIncident(services),
    noteIncident: addNote(services),
  };
}
