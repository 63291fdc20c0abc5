import type { HttpResponseInit } from '@azure/functions';
import { NotFound, Refused } from '../../../domain/base/errors.ts';
import { type ActOfMany, actsOfMany, type ChosenRow, mostOfMany } from '../../../domain/lifecycle/many.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { type AnsweredForm, reasonIn, type SentForm, sendForm } from '../../../functions/desk/send-form.ts';
import { showDesk, type Visit } from '../../../functions/desk/visit.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { asSent, ownFields } from '../../../pages/base/page-form.ts';
import { zonesIn } from '../../../use-cases/project/project-zones.ts';
import { pageAnswer } from '../../../web/answers.ts';
import { queryOf } from '../../../web/asked.ts';
import { type Handler, param, type WebRequest } from '../../../web/handler.ts';
import { blindRows } from '../dashboard/blind-rows.ts';
import { chosenLines } from '../dashboard/chosen-lines.ts';
import { gather } from '../dashboard/gather.ts';
import { fittingLines } from '../dashboard/lines-filter.ts';
import { operationLine } from '../dashboard/operation-line.ts';
import type { OverviewPorts } from '../dashboard/overview.ts';
import { ownProjects } from '../dashboard/own-projects.ts';
import { daysIn } from '../operation/desk-operation.ts';
import { choosePage } from './choose-page.ts';
import { many, manyQuery } from './descriptions.ts';
import { actOnMany, lookAt, lookAtMany, type ManyServices } from './many-routes.ts';
import { donePage, previewPage } from './preview-page.ts';

export type ManyDeskServices = ManyServices & OverviewPorts;

export function manyHandlers(services: ManyDeskServices): Readonly<Record<keyof typeof many, Handler>> {
  const show = (visit: Visit) => showMany(services, visit);
  return {
    lookAtMany: lookAtMany(services),
    actOnMany: actOnMany(services),
    deskMany: showDesk(services, show),
    actOnManyOnDesk: sendForm(services, { place: () => 'ops/desk/many', show, formOf }),
  };
}

/** What is refused of the second page comes back as that page, with its rows as they stand by then. */
async function showMany(services: ManyDeskServices, visit: Visit): Promise<Page> {
  const { caller, visitor, sent } = visit;
  if (sent?.name !== 'confirm') return await showChoice(services, visit);
  const { act, rows } = asked(ownFields('confirm', sent.typed));
  return previewPage(await lookAt(services, caller, { act, rows: [...rows] }), visitor, sent);
}

async function showChoice(services: ManyDeskServices, { request, caller, visitor, sent }: Visit): Promise<Page> {
  const { all, ...query } = queryOf(request, manyQuery);
  const wanted = chosenLines(query);
  const now = services.clock.now();
  const [{ open }, definitions] = await Promise.all([gather(services, 1), Array.fromAsync(services.projects.list())]);
  const { filter, takes } = fittingLines(definitions, wanted, now);
  const own = ownProjects(definitions, caller, now);
  const zones = zonesIn(definitions);
  const blind = blindRows(open, definitions, caller);
  const lines = open
    .filter((row) => takes(row) && !own.has(row.shown.project))
    .map((row) => {
      const time = { now, outageHours: services.outageHours, timeZone: zones.get(row.shown.project) };
      return operationLine(row, time, blind.has(row.shown.id) ? 'blind' : 'all');
    })
    .toSorted((one, other) => (one.since < other.since ? -1 : 1));
  const shown = { lines: lines.slice(0, mostOfMany), more: Math.max(0, lines.length - mostOfMany), filter, now };
  return choosePage({ ...shown, isAll: all !== undefined }, visitor, sent);
}

function formOf(request: WebRequest): SentForm {
  const name = param(request, 'form');
  if (name === 'choose') return { sendingOf: chosenSending, answer: preview };
  if (name === 'confirm') return { sendingOf: confirmedSending, answer: done };
  throw new NotFound(`There is no form '${name}' for many`);
}

async function preview({ body }: HttpResponseInit, { visit }: AnsweredForm): Promise<HttpResponseInit> {
  const look = many.lookAtMany.answers[200].parse(JSON.parse(String(body)));
  return await pageAnswer(200, previewPage(look, visit.visitor));
}

async function done({ body }: HttpResponseInit, { visit, fields }: AnsweredForm): Promise<HttpResponseInit> {
  const answered = many.actOnMany.answers[200].parse(JSON.parse(String(body)));
  const sent = { name: 'confirm', typed: asSent('confirm', fields) };
  return await pageAnswer(200, donePage(asked(fields).act, answered, visit.visitor, sent));
}

function chosenSending(fields: Fields) {
  const { act, rows } = asked(fields);
  if (rows.length === 0) throw new Refused('Choose at least one');
  return { route: many.lookAtMany, body: { act, rows: rows.map(({ project, id }) => ({ project, id })) } };
}

function confirmedSending(fields: Fields) {
  const { act, rows } = asked(fields);
  const { digest, until, businessDays = '' } = fields;
  const time = act !== 'extend' ? {} : until ? { until } : { businessDays: daysIn(businessDays) };
  return { route: many.actOnMany, body: { act, rows, digest, reason: reasonIn(fields), ...time } };
}

/** The act and the rows that a form of these pages names. Throws Refused. */
function asked({ act: name, rows = '' }: Fields): { readonly act: ActOfMany; readonly rows: readonly ChosenRow[] } {
  const act = actsOfMany.find((one) => one === name);
  if (act === undefined) throw new Refused(`Say what is asked of them: ${actsOfMany.join(', ')}`);
  const named = rows.split(' ').filter((text) => text !== '');
  return { act, rows: named.map(rowIn) };
}

function rowIn(text: string): ChosenRow {
  const [project = '', id = '', revision = '0'] = text.split('/');
  return { project, id, revision: Number(revision) };
}
