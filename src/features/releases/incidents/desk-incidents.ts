import { Refused } from '../../../domain/base/errors.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { reasonIn, type Sending, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, type ShowPage, showDesk } from '../../../functions/desk/visit.ts';
import { pageFields } from '../../../pages/base/page-form.ts';
import { type ProjectZones, readZones } from '../../../use-cases/project/project-zones.ts';
import { redirectAnswer } from '../../../web/answers.ts';
import { type Handler, param } from '../../../web/handler.ts';
import { type ShownIncident, severities, touchedBy } from '../domain/incident-schema.ts';
import { incidentHref, incidentsHref } from '../hrefs.ts';
import { incidents } from './descriptions.ts';
import { incidentPage } from './incident-page.ts';
import { type IncidentServices, listIncidents, readIncident } from './incident-routes.ts';
import { incidentsPage } from './incidents-page.ts';

export type IncidentDeskServices = DeskServices & IncidentServices;

const belowApi = (href: string) => href.slice('/api/'.length);

/** GET ops/desk/incidents. */
export function showIncidentsOnDesk(services: IncidentDeskServices): Handler {
  return showDesk(services, listPage(services));
}

/** POST ops/desk/incidents: leads to the page of what was opened. */
export function openOnDesk(services: IncidentDeskServices): Handler {
  return sendForm(services, {
    place: () => belowApi(incidentsHref),
    show: listPage(services),
    formOf: () => ({
      sendingOf: openingAsked,
      answer: async ({ body }) => {
        const { incident } = incidents.openIncident.answers[200].parse(JSON.parse(String(body)));
        return redirectAnswer(incidentHref(incident.id));
      },
    }),
  });
}

/** GET ops/desk/incidents/{incident}. */
export function showIncidentOnDesk(services: IncidentDeskServices): Handler {
  return async (request, workflows) =>
    await showDesk(services, onePage(services, param(request, 'incident')))(request, workflows);
}

/** POST ops/desk/incidents/{incident}: each form is an act, or the note. */
export function actOnDesk(services: IncidentDeskServices): Handler {
  return async (request, workflows) => {
    const incident = param(request, 'incident');
    const handler = sendForm(services, {
      place: () => belowApi(incidentHref(incident)),
      show: onePage(services, incident),
      formOf: () => ({ sendingOf: (fields, all) => actAsked(incident, all[pageFields.pressed] ?? '', fields) }),
    });
    return await handler(request, workflows);
  };
}

function listPage(services: IncidentDeskServices): ShowPage {
  return async (visit) => {
    const [{ items }, zones] = await Promise.all([listIncidents(services, visit), readZones(services.projects)]);
    return incidentsPage(items, zoneIn(zones), visit.visitor, visit.sent);
  };
}

function onePage(services: IncidentDeskServices, incident: string): ShowPage {
  return async (visit) => {
    const question = { ...visit, params: { incident } };
    const [shown, zones] = await Promise.all([readIncident(services, question), readZones(services.projects)]);
    return incidentPage(shown, zoneIn(zones)(shown.incident), visit.visitor, visit.sent);
  };
}

/** That of its projects where they have one and the same; otherwise UTC. */
const zoneIn =
  (zones: ProjectZones) =>
  ({ scope }: ShownIncident): string => {
    const all = new Set(touchedBy(scope).map((project) => zones.get(project) ?? 'UTC'));
    const [only = 'UTC'] = all;
    return all.size === 1 ? only : 'UTC';
  };

function openingAsked(fields: Fields): Sending {
  const { takeBack, ...typed } = fields;
  const severity = severities.find((one) => one === typed['severity']);
  if (severity === undefined) throw new Refused('Choose how severe it is. Nothing was opened.');
  const named = (name: string) => (typed[name] ?? '').split(/[\s,]+/).filter(Boolean);
  const [projects, packages, datasets, people] = ['projects', 'packages', 'datasets', 'people'].map(named);
  const span = { ...momentIn('from', typed['from']), ...momentIn('to', typed['to']) };
  const body = {
    ...{ severity, scope: { projects, packages, datasets, people, ...span }, reason: reasonIn(fields) },
    ...{ ...momentIn('awareAt', typed['awareAt']), takeBack: takeBack === 'yes' },
  };
  return { route: incidents.openIncident, body };
}

function momentIn(name: string, text = ''): Readonly<Record<string, string>> {
  if (text.trim() === '') return {};
  const time = new Date(`${text.trim().replace(/Z$/, '')}Z`);
  if (Number.isNaN(time.getTime())) throw new Refused(`Write ${text} as 2026-12-31T12:00, in UTC. Nothing was done.`);
  return { [name]: time.toISOString() };
}

function actAsked(incident: string, act: string, fields: Fields): Sending {
  const params = { incident };
  if (act === 'note') return { route: incidents.noteIncident, params, body: { note: fields['note'] ?? '' } };
  const { clock = '', awareAt } = fields;
  const about = { ...(clock === '' ? {} : { clock }), ...momentIn('awareAt', awareAt) };
  return { route: incidents.actOnIncident, params, body: { act, reason: reasonIn(fields), ...about } };
}
