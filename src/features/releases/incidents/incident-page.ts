import { html } from 'hono/html';
import { clockWords } from '../../../domain/history/clock-words.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { momentText, readableTimes } from '../../../pages/base/words.ts';
import { deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { operationHref } from '../../../pages/desk/links.ts';
import type { AnswerOf } from '../../../web/reading.ts';
import type { ShownIncident } from '../domain/incident-schema.ts';
import { askedOf, markWords, scopeText, stateWords, wantedText } from '../domain/incident-text.ts';
import { incidentsHref } from '../hrefs.ts';
import type { incidents } from './descriptions.ts';
import { incidentForms } from './incident-forms.ts';

type Shown = AnswerOf<typeof incidents.readIncident>;

/** Its times are said in that time zone. */
export function incidentPage(shown: Shown, timeZone: string, visitor: DeskVisitor, sent?: SentPage): Page {
  const moment = (iso: string) => momentText(iso, timeZone);
  const { incident } = shown;
  const forms = visitor.mayAct ? incidentForms(incident) : [];
  const body = html`
<h1>Incident ${incident.id}</h1>
<p class="lead">${readableTimes(`It is ${stateWords[incident.state]}; severity ${incident.severity}. ${waits(incident)}`, timeZone)} <a href="${incidentsHref}">All incidents</a></p>
${facts(incident, timeZone)}
<section class="card"><h2>Clocks</h2><dl class="facts">${incident.clocks.map((clock) => clockFact(clock, moment))}</dl></section>
${deskForms(forms, sent)}
${packages(shown, moment)}
${incident.notes.length === 0 ? '' : html`<section class="card"><h2>Notes</h2><ul>${incident.notes.map((note) => html`<li>${moment(note.at)}, <bdi>${note.name}</bdi>: <bdi dir="auto">${note.text ?? 'its text is lost'}</bdi></li>`)}</ul></section>`}
${timeline(shown, timeZone)}`;
  return deskPage(visitor, { title: `Incident ${incident.id}`, here: incidentsHref, body });
}

function waits({ lapsesAt, state, asked }: ShownIncident): string {
  const lapses =
    lapsesAt === null || state === 'lapsed'
      ? []
      : [`A second operator confirms it until ${lapsesAt}; otherwise it lapses, and its holds stay.`];
  if (asked === null) return lapses.join(' ');
  const wanted = `${asked.name} wants to ${wantedText(askedOf(asked))}: ${asked.reason}. A second operator has to want it too.`;
  return [...lapses, wanted].join(' ');
}

function facts(incident: ShownIncident, timeZone: string): Html {
  const { scope, name, openedAt, awareAt, reason, confirmed, contained, closed } = incident;
  const moment = (iso: string) => momentText(iso, timeZone);
  const step = (label: string, one: ShownIncident['contained']) =>
    one === null
      ? ''
      : html`<dt>${label}</dt><dd><bdi>${one.name}</bdi>, ${moment(one.at)}: <bdi dir="auto">${one.reason}</bdi></dd>`;
  return html`<section class="card"><h2>What happened</h2><dl class="facts">
<dt>About</dt><dd>${readableTimes(scopeText(scope), timeZone)}</dd>
<dt>Known since</dt><dd>${moment(awareAt)}</dd>
<dt>Opened</dt><dd><bdi>${name}</bdi>, ${moment(openedAt)}: <bdi dir="auto">${reason}</bdi></dd>
${step('Confirmed', confirmed)}${step('Contained', contained)}${step('Closed', closed)}</dl></section>`;
}

type Moment = (iso: string) => string;

function clockFact({ name, whom, due, mark, met }: ShownIncident['clocks'][number], moment: Moment): Html {
  const stands =
    met === null
      ? html`until ${moment(due)}${mark === null ? '' : html` <span class="tag${mark === 'half' ? '' : ' bad'}">${markWords[mark]}</span>`}`
      : html`${met.exempt ? 'nobody is to be told' : 'told'}: <bdi dir="auto">${met.reason}</bdi> <span class="soft">(<bdi>${met.name}</bdi>, ${moment(met.at)})</span>`;
  return html`<dt>Within ${clockWords(name)}${whom === undefined ? '' : html`, <bdi>${whom}</bdi>`}</dt><dd>${stands}</dd>`;
}

function packages({ packages: named }: Shown, moment: Moment): Html | '' {
  if (named.length === 0) return '';
  return html`<section class="card"><h2>Packages</h2>${named.map(
    ({
      project,
      id,
      releases,
      opened,
    }) => html`<h3><a href="${operationHref('export', { project, id })}">${id}</a></h3><dl class="facts">
<dt>Left</dt><dd>${releases.length === 0 ? 'nothing was found outside' : releases.map(({ leftAt }) => moment(leftAt)).join('; ')}</dd>
<dt>Decided</dt><dd>${releases.flatMap(({ decisions }) => decisions.map(({ name, choice }) => `${name}: ${choice}`)).join('; ') || 'nobody'}</dd>
<dt>For</dt><dd>${releases.flatMap(({ recipients }) => recipients).join('; ') || 'nobody is named'}</dd>
<dt>Opened in the reading room</dt><dd>${opened.map(({ name }) => name).join('; ') || 'by nobody'}</dd>
<dt>Taken back</dt><dd>${releases.flatMap(({ takenBack }) => (takenBack === null ? [] : [moment(takenBack.at)])).join('; ') || 'no'}</dd></dl>`,
  )}</section>`;
}

function timeline({ timeline: lines, isWhole }: Shown, timeZone: string): Html {
  return html`<section class="card"><h2>What the audit tells</h2>
${isWhole ? '' : html`<p class="soft">The audit has more than is shown here.</p>`}
<ul>${lines.map(({ at, text }) => html`<li>${momentText(at, timeZone)}: <bdi dir="auto">${readableTimes(text, timeZone)}</bdi></li>`)}</ul></section>`;
}
