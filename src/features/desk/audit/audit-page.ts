import { html } from 'hono/html';
import { systemChain } from '../../../domain/audit/audit-event.ts';
import { auditKinds } from '../../../domain/audit/audit-kinds.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { doors } from '../../../domain/base/door.ts';
import { auditSentence } from '../../../domain/history/audit-sentence.ts';
import type { KnownNames } from '../../../domain/history/known-names.ts';
import { type Html, type Page, refusalNote } from '../../../pages/base/layout.ts';
import { momentText, readableTimes, shortName } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { operationCalled, operationHref } from '../../../pages/desk/links.ts';
import { verifyForm } from '../../../pages/desk/verify-form.ts';

/** What somebody typed into the form above the audit; what is empty asks nothing. */
export type AuditFilters = Readonly<Record<string, string>>;

/** A part of the audit, the newest first. */
export interface ShownAudit {
  readonly filters: AuditFilters;
  readonly events: readonly AuditEvent[];
  readonly names: KnownNames;
  /** Where older lines are. */
  readonly continuation?: string;
  readonly hasNewer: boolean;
  /** Why nothing was looked up. */
  readonly refusal?: string;
}

export function auditPage(audit: ShownAudit, visitor: DeskVisitor): Page {
  const { filters, refusal } = audit;
  const body = html`
<h1>Audit</h1>
<p class="lead">What happened, who did it and why, the newest first.</p>
<p class="soft">For operators and auditors, when somebody asks what became of something or who did it. Nobody can change these lines unseen.</p>
${refusalNote(refusal)}
${filterForm(filters)}
${refusal === undefined ? found(audit) : ''}
${
  visitor.places.some(({ href }) => href === deskPaths.verification)
    ? html`<section class="card"><h2>Is it whole?</h2>
<p>Every line is held against the one before, and all records against the lines: register, definitions, rounds, decisions, holds and receipts. Nothing is changed. This takes up to a minute.</p>
${verifyForm(filters['project'] ?? '', 'Verify now')}</section>`
    : ''
}`;
  return deskPage(visitor, { title: 'Audit', here: deskPaths.audit, body });
}

const fields = [
  { name: 'project', label: 'Project', hint: `or ${systemChain}`, type: 'text' },
  { name: 'operation', label: 'Dataset or package', hint: 'its whole number', type: 'text' },
  { name: 'actor', label: 'Who did it', hint: 'e-mail, or control-plane', type: 'text' },
  { name: 'kind', label: 'Kind', hint: 'its beginning', type: 'text', list: 'kinds' },
  { name: 'since', label: 'From', hint: 'a day', type: 'date' },
  { name: 'until', label: 'Up to', hint: 'a day', type: 'date' },
] as const;

/** Folded while nothing is narrowed. */
function filterForm(filters: AuditFilters): Html {
  const isNarrowed = fields.some(({ name }) => filters[name] !== undefined);
  return html`<details class="act"${isNarrowed ? html` open` : ''}><summary>Narrow it: project, operation, person, kind, days</summary>
<form class="filter" method="get" action="${deskPaths.audit}" aria-label="Narrow the audit">
${fields.map((field) => {
  const list = 'list' in field ? html` list="${field.list}"` : '';
  return html`<label>${field.label} <span class="soft small">(${field.hint})</span><input type="${field.type}" name="${field.name}" value="${filters[field.name] ?? ''}" maxlength="300"${list}></label>`;
})}
<datalist id="kinds">${[...kindsOfMoves, ...auditKinds].map((kind) => html`<option value="${kind}"></option>`)}</datalist>
<button class="button">Show</button> <a class="button plain" href="${deskPaths.audit}">Everything</a></form></details>`;
}

/** What the kinds of moves begin with. */
const kindsOfMoves = doors.map((door) => `${door}.`);

function found({ filters, events, names, continuation, hasNewer }: ShownAudit): Html {
  const csv = html`<a href="${addressOf('/api/ops/audit', { ...filters, format: 'csv' })}">All of it as CSV</a>`;
  const newest = hasNewer ? html`<a href="${addressOf(deskPaths.audit, filters)}">Newest</a> · ` : '';
  const on =
    continuation === undefined
      ? ''
      : html`<a href="${addressOf(deskPaths.audit, { ...filters, continuation })}">Older</a> · `;
  const lines =
    events.length === 0
      ? html`<p class="soft">${hasNewer ? 'There is nothing older.' : 'Nothing fits.'}</p>`
      : html`<table class="cards"><thead><tr><th scope="col">When</th><th scope="col">What happened</th><th scope="col">Where</th></tr></thead>
<tbody>${events.map((event) => line(event, names))}</tbody></table>`;
  return html`<section class="card"><h2>Lines</h2>${lines}<p>${newest}${on}${csv}</p></section>`;
}

/** So many characters of a sentence, and of a raw line, are shown: nobody reads more, and it may hold a megabyte. */
const longest = { sentence: 400, raw: 4000 };

function line(event: AuditEvent, names: KnownNames): Html {
  const { at, id: _id, ...raw } = event;
  const { text } = auditSentence(event, names);
  return html`<tr><td data-label="When" class="nowrap"><time datetime="${at}">${momentText(at)}</time></td>
<td class="wide"><bdi dir="auto">${shortName(readableTimes(text), longest.sentence)}</bdi>
<details class="small"><summary class="soft">${event.kind}</summary><pre dir="ltr">${shortName(JSON.stringify({ at, ...raw }, undefined, 1), longest.raw)}</pre></details></td>
${placeOf(event)}</tr>`;
}

/** Where there is no operation, the sentence says enough on a phone. */
function placeOf({ project, operation }: AuditEvent): Html {
  const called = operation === null ? undefined : operationCalled(operation);
  if (operation === null || called === undefined)
    return html`<td class="none">${project === systemChain ? 'the system' : project}</td>`;
  const href = operationHref(called.door, { project, id: operation });
  return html`<td data-label="Where"><span>${project}<br><a class="nowrap" href="${href}" title="${operation}">${called.text}</a></span></td>`;
}

function addressOf(path: string, query: AuditFilters): string {
  return `${path}?${new URLSearchParams(query)}`;
}
