import type { z } from 'zod';
import { compute } from '../../../compute/descriptions.ts';
import { Refused } from '../../../domain/base/errors.ts';
import { daysLater } from '../../../domain/base/time.ts';
import { auditSentence } from '../../../domain/history/audit-sentence.ts';
import { type ReadAuditServices, readAudit } from '../../../functions/desk/read-audit.ts';
import { reasonIn, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, type ShowPage, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { type NamesPorts, readNames } from '../../../use-cases/people/known-names.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { type Handler, param, type WebRequest } from '../../../web/handler.ts';
import { listComputes, type SeeComputesServices, showComputes } from '../../explain/see-computes.ts';
import { type ComputeHistory, computePage } from './compute-page.ts';
import { applyForm } from './compute-plan.ts';
import { computesPage } from './computes-page.ts';

export type ComputeDeskServices = DeskServices & NamesPorts & ReadAuditServices & SeeComputesServices;

/** GET ops/desk/compute: how the computes of each project stand. */
export function showComputesOnDesk(services: ComputeDeskServices): Handler {
  return showDesk(services, async (visit) =>
    computesPage(await listComputes(services, visit), visit.visitor, services.clock.now()),
  );
}

/** GET ops/desk/compute/{project}: the computes of one project, with the plan and the form that applies it. */
export function showComputeOnDesk(services: ComputeDeskServices): Handler {
  return showDesk(services, showCompute(services));
}

/** POST ops/desk/compute/{project}/apply: applies the plan that the page showed, and answers with the page that says what came of it. */
export function applyOnDesk(services: ComputeDeskServices): Handler {
  const placeOf = (request: WebRequest) => `ops/desk/compute/${param(request, 'project')}`;
  return sendForm(services, {
    place: placeOf,
    show: showCompute(services),
    formOf: (request) => ({
      sendingOf: (fields) => {
        const { digest = '' } = fields;
        if (digest === '') throw new Refused('The form names no plan. Open the page again. Nothing was done.');
        const params = { project: param(request, 'project') };
        return { route: compute.applyCompute, params, body: { digest, reason: reasonIn(fields) } };
      },
      answer: async ({ body }, { visit }) => {
        const applied = compute.applyCompute.answers[200].safeParse(JSON.parse(String(body)));
        if (!applied.success) return redirectAnswer(`/api/${placeOf(request)}?done=${applyForm}`);
        return await pageAnswer(200, await showCompute(services, applied.data)(visit));
      },
    }),
  });
}

/** POST ops/desk/compute/{project}/start: starts a machine that is off. */
export function startOnDesk(services: ComputeDeskServices): Handler {
  return sendForm(services, {
    place: (request) => `ops/desk/compute/${param(request, 'project')}`,
    show: showCompute(services),
    formOf: (request) => ({
      sendingOf: (fields) => {
        const { machine = '' } = fields;
        if (machine === '') throw new Refused('Choose the machine. Nothing was started.');
        const params = { project: param(request, 'project') };
        return { route: compute.startMachine, params, body: { machine, reason: reasonIn(fields) } };
      },
    }),
  });
}

function showCompute(
  services: ComputeDeskServices,
  applied?: z.output<(typeof compute.applyCompute.answers)[200]>,
): ShowPage {
  return async (visit) => {
    const { request, visitor, sent, done } = visit;
    const [shown, history] = await Promise.all([
      showComputes(services, { ...visit, params: { project: param(request, 'project') } }),
      historyFor(services, visit).catch(() => null),
    ]);
    const more = { history, done, now: services.clock.now(), ...(applied === undefined ? {} : { applied }) };
    return computePage(shown, more, visitor, sent);
  };
}

/** Lines of the audit about computes that are shown, and how far back they are looked for: chains grow for years. */
const mostLines = 30;
const daysBack = 90;

async function historyFor(services: ComputeDeskServices, visit: Visit): Promise<ComputeHistory[]> {
  const query = {
    project: param(visit.request, 'project'),
    kind: 'compute.',
    limit: String(mostLines),
    since: daysLater(services.clock.now(), -daysBack).toISOString(),
  };
  const { events } = await readAudit(services, visit, query);
  const names = await readNames(services, { viewer: visit.caller, events });
  // What was done is told by its outcome; that it was about to be done says nothing more.
  return events
    .filter(({ kind }) => kind !== 'compute.intent')
    .map((event) => ({ at: event.at, text: withoutProject(auditSentence(event, names).text, query.project) }));
}

/** The page is about one project, so its sentences need not begin with it. */
function withoutProject(text: string, project: string): string {
  const place = `In ${project}, `;
  if (!text.startsWith(place)) return text;
  const rest = text.slice(place.length);
  return rest.slice(0, 1).toUpperCase() + rest.slice(1);
}
