import { html } from 'hono/html';
import { actRoutes } from '../../../api/acts.ts';
import type { Description } from '../../../api/description.ts';
import { calendarOf } from '../../../domain/base/business-calendar.ts';
import { type Door, doorFacts } from '../../../domain/base/door.ts';
import { Forbidden, NotFound, Refused } from '../../../domain/base/errors.ts';
import { type Act, acts, routeOfAct } from '../../../domain/lifecycle/acts.ts';
import { operationQuery } from '../../../domain/overview/operation-filter.ts';
import { mostBusinessDays } from '../../../domain/review/change-round.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { reasonIn, type SentForm, sendForm } from '../../../functions/desk/send-form.ts';
import { type ShowPage, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { listOperations } from '../../../functions/operation/operations.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { projectHref } from '../../../pages/desk/links.ts';
import { queryOf, typedQuery } from '../../../web/asked.ts';
import { type Handler, param, type WebRequest } from '../../../web/handler.ts';
import { describeError } from '../../../web/problem.ts';
import { answerOperation } from '../../explain/explain-routes.ts';
import { readMine } from '../../mine/operation/my-operation-routes.ts';
import { deskOperationQuery } from '../queries.ts';
import { type DeskOperationServices, type OperationParams, operationMaterial } from './operation-material.ts';
import { deskOperationPage } from './operation-page.ts';
import { type OwnOperation, ownOperationPage } from './own-operation-page.ts';

/** GET ops/desk/datasets/{project}/{id} and ops/desk/exports/…: everything about one operation, with a form for everything that is possible now. */
export function showDeskOperation(services: DeskOperationServices, door: Door): Handler {
  return showDesk(services, showOperation(services, door));
}

/** POST ops/desk/datasets/{project}/{id}/{act} and ops/desk/exports/…: one of its forms. */
export function actOnDeskOperation(services: DeskOperationServices, door: Door): Handler {
  return sendForm(services, {
    place: (request) => placeOf(request, door),
    show: showOperation(services, door),
    formOf: (request) => formOf(request, door),
  });
}

function showOperation(services: DeskOperationServices, door: Door): ShowPage {
  return async (visit) => {
    const { request, visitor, sent, done } = visit;
    const { files, used } = queryOf(request, deskOperationQuery);
    const forms = { ...(sent === undefined ? {} : { sent }), ...(done === undefined ? {} : { done }) };
    const wanted = { door, params: paramsOf(request), files, used };
    try {
      return deskOperationPage(await operationMaterial(services, visit, wanted), forms, visitor);
    } catch (error) {
      if (error instanceof Forbidden)
        return ownOperationPage(await ownMaterial(services, visit, wanted), sent?.refusal, visitor);
      if (describeError(error).status < 500) throw error;
      const problem = await problemOfRow(services, visit, wanted);
      if (problem === undefined) throw error;
      return unreadableOperationPage({ ...wanted.params, problem }, visitor);
    }
  };
}

function paramsOf(request: WebRequest) {
  return { project: param(request, 'project'), id: param(request, 'id') };
}

function placeOf(request: WebRequest, door: Door): string {
  const { project, id } = paramsOf(request);
  return `ops/desk/${doorFacts(door).list}/${project}/${id}`;
}

function formOf(request: WebRequest, door: Door): SentForm {
  const path = param(request, 'act');
  const act = acts.find((one) => one.path === path && one.doors.includes(door));
  if (act === undefined) throw new NotFound(`There is no form '${path}' for a ${doorFacts(door).noun}`);
  return {
    sendingOf: (fields) => ({ route: routeFor(act, door), params: paramsOf(request), body: bodyOf(act, fields) }),
  };
}

export function routeFor(act: Act, door: Door): Description {
  const path = routeOfAct(act, door);
  const route = Object.values(actRoutes).find((one) => one.path === path);
  if (route === undefined) throw new Error(`There is no route ${path}`);
  return route;
}

/** What the route of the act takes, from the fields of its form; what is wrong with it, the route says. */
function bodyOf({ name }: Act, fields: Fields): unknown {
  const { to, businessDays = '', until, approver, digest } = fields;
  const reason = reasonIn(fields);
  if (name === 'takeBack') return { to, reason };
  if (name === 'extend') return until ? { until, reason } : { businessDays: daysIn(businessDays), reason };
  if (name === 'resend') return approver ? { approver, reason } : { reason };
  if (name === 'withoutEvidence' || name === 'passLimit') return { digest, reason };
  return { reason };
}

export function daysIn(text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= mostBusinessDays) return days;
  throw new Refused(`Say how many business days, 1 to ${mostBusinessDays}, or until the end of which day`);
}

/** What somebody may know of an operation in whose project they are a researcher: what /api/mine shows them. */
async function ownMaterial(
  services: DeskOperationServices,
  visit: Visit,
  { door, params }: OperationParams,
): Promise<OwnOperation> {
  const [standing, explanation, history] = await Promise.all([
    services.projects.find(params.project),
    answerOperation(door)(services, { ...visit, params }),
    readMine(services, visit.caller, door, params).catch((error: unknown) => {
      // A researcher sees at /api/mine nothing of a dataset of which they are no owner.
      if (error instanceof NotFound) return undefined;
      throw error;
    }),
  ]);
  const timeZone = standing !== undefined && 'value' in standing ? calendarOf(standing.value).timeZone : 'UTC';
  return { now: services.clock.now(), timeZone, explanation, ...(history === undefined ? {} : { mine: history }) };
}

/** What is wrong with the row of an operation that cannot be read; undefined where its row is not the fault. */
async function problemOfRow(
  services: DeskOperationServices,
  visit: Visit,
  { door, params: { project, id } }: OperationParams,
): Promise<string | undefined> {
  const query = typedQuery({ project }, operationQuery(door));
  const { broken } = await listOperations(door)(services, { ...visit, query });
  return broken.find(({ key }) => key.includes(id))?.problem;
}

interface UnreadableOperation {
  readonly project: string;
  readonly id: string;
  readonly problem: string;
}

function unreadableOperationPage({ project, id, problem }: UnreadableOperation, visitor: DeskVisitor): Page {
  const body = html`<h1>This row cannot be read</h1>
<section class="card"><dl class="facts"><dt>Number</dt><dd><code>${id}</code></dd><dt>Project</dt><dd><a href="${projectHref(project)}">${project}</a></dd><dt>Problem</dt><dd><bdi dir="auto">${problem}</bdi></dd></dl>
<p>Everything else goes on. The audit holds what the row must say: look at what would be written, then write it.</p>
<pre>sallyport restore plan --project ${project} --reason "A row cannot be read"
sallyport restore apply --project ${project} --reason "A row cannot be read"</pre></section>`;
  return deskPage(visitor, { title: `${id} in ${project}`, here: '/api/ops', body });
}
