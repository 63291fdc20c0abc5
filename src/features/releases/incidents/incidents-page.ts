import { html } from 'hono/html';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { FormFields, SentPage } from '../../../pages/base/page-form.ts';
import { momentText, shortName } from '../../../pages/base/words.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { type ShownIncident, severities } from '../domain/incident-schema.ts';
import { scopeText, stateWords } from '../domain/incident-text.ts';
import { incidentHref, incidentsHref } from '../hrefs.ts';

type ZoneOf = (incident: ShownIncident) => string;

/** Each with its times in the zone of its projects. */
export function incidentsPage(
  items: readonly ShownIncident[],
  zoneOf: ZoneOf,
  visitor: DeskVisitor,
  sent?: SentPage,
): Page {
  const body = html`
<h1>Incidents</h1>
<p class="lead">What went wrong outside, and what is done about it. One operator opens an incident, and its projects are on hold at once.</p>
<section class="card"><h2>So far</h2>${items.length === 0 ? html`<p class="soft">There is none.</p>` : table(items, zoneOf)}</section>
${visitor.mayAct ? deskForms([open(items.length === 0)], sent) : ''}`;
  return deskPage(visitor, { title: 'Incidents', here: incidentsHref, body });
}

function table(items: readonly ShownIncident[], zoneOf: ZoneOf): Html {
  const heads = ['Incident', 'State', 'Severity', 'About', 'Known since'];
  return html`<table class="cards"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${items.map(
    (one) =>
      html`<tr><td><a href="${incidentHref(one.id)}">${one.id}</a></td><td>${stateWords[one.state]}</td><td>${one.severity}</td><td class="wide">${shortName(scopeText(one.scope), 200)}</td><td>${momentText(one.awareAt, zoneOf(one))}</td></tr>`,
  )}</tbody></table>`;
}

function open(isOpen: boolean): DeskForm {
  return {
    name: 'open',
    action: incidentsHref,
    title: 'Open an incident',
    what: 'At once nothing begins any more in its projects, and releases that are under way are cancelled. Another operator, who takes no part in them, confirms it within 24 hours; otherwise it lapses. The holds stay until two operators lift them.',
    button: 'Open the incident',
    fields,
    reason: 'needed',
    isEnd: true,
    isOpen,
  };
}

function fields(form: FormFields): Html {
  const chosen = form.value('severity');
  const line = (name: string, label: string, note: string) =>
    html`<label class="field" for="open-${name}">${label} <span class="soft">(${note})</span></label>
<input class="text" id="open-${name}" ${form.named(name)} value="${form.value(name)}" maxlength="4000">`;
  const time = (name: string, label: string) =>
    html`<label class="field" for="open-${name}">${label}, in UTC <span class="soft">(optional)</span></label>
<input type="datetime-local" id="open-${name}" ${form.named(name)} value="${form.value(name)}">`;
  return html`<label class="field" for="open-severity">Severity</label>
<select id="open-severity" ${form.named('severity')} required><option value="">Choose</option>${severities.map((one) => html`<option value="${one}"${one === chosen ? html` selected` : ''}>${one}</option>`)}</select>
${line('projects', 'Projects', 'ids, with spaces between them')}
${line('packages', 'Packages', 'such as heart-study/exp_…')}
${line('datasets', 'Datasets', 'such as heart-study/ing_…')}
${line('people', 'People', 'Entra object ids')}
${time('from', 'From')}${time('to', 'To')}${time('awareAt', 'Known since')}
<label class="tick"><input type="checkbox" ${form.named('takeBack')} value="yes"${form.value('takeBack') === 'yes' ? html` checked` : ''}> Take back the packages that are outside</label>`;
}
