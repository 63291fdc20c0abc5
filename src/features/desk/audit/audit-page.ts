import { html } from 'hono/html';
import { systemChain } from '../../../domain/audit/audit-event.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { countText } from '../../../domain/base/count-text.ts';
import { auditSentence } from '../../../domain/history/audit-sentence.ts';
import type { KnownNames } from '../../../domain/history/known-names.ts';
import { type Html, type Page, refusalNote } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { momentText, readableTimes, shortName } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { operationCalled, operationHref } from '../../../pages/desk/links.ts';
import type { ProjectZones } from '../../../use-cases/project/project-zones.ts';
import { type AuditChoices, type AuditFilters, filterForm } from './audit-filter.ts';

/** A part of the audit, the newest first. */
export interface ShownAudit {
  readonly filters: AuditFilters;
  readonly events: readonly AuditEvent[];
  readonly names: KnownNames;
  readonly zones: ProjectZones;
  readonly choices: AuditChoices;
  /** Where older lines are. */
  readonly continuation?: string;
  readonly hasNewer: boolean;
  /** Why nothing was looked up. */
  readonly refusal?: string;
}

export function auditPage(audit: ShownAudit, visitor: DeskVisitor, sent?: SentPage): Page {
  const { filters, choices, refusal } = audit;
  const body = html`
<h1>Audit</h1>
<p class="lead">What happened, who did it and why, the newest first.</p>
<p class="soft">For operators and auditors, when somebody asks what became of something or who did it. Nobody can change these lines unseen.</p>
${refusalNote(refusal)}
${filterForm(filters, choices, sent)}
${refusal === undefined ? found(audit) : ''}
${
  visitor.places.some(({ href }) => href === deskPaths.verification)
    ? html`<section class="card"><h2>Is it whole?</h2>
<p>Every line is held against the one before, and all records against the lines: register, definitions, rounds, decisions, holds and receipts. Nothing is changed. This takes up to a minute.</p>
${verifyLink(filters['project'])}</section>`
    : ''
}`;
  return deskPage(visitor, { title: 'Audit', here: deskPaths.audit, body });
}

function verifyLink(project = ''): Html {
  const href = project === '' ? deskPaths.verification : addressOf(deskPaths.verification, { project });
  return html`<a class="button" href="${href}">Verify ${project === '' ? 'now' : html`<bdi>${project}</bdi> now`}</a>`;
}

function found({ filters, events, continuation, hasNewer, ...known }: ShownAudit): Html {
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
<tbody>${mailsTogether(events).map((run) => folded(run, known))}</tbody></table>`;
  return html`<section class="card"><h2>Lines</h2>${lines}<p>${newest}${on}${csv}</p></section>`;
}

/** So many characters of a sentence, and of a raw line, are shown: nobody reads more, and it may hold a megabyte. */
const longest = { sentence: 400, raw: 4000 };

/** Lines in their order; mails about one thing that stand side by side are one. */
function mailsTogether(events: readonly AuditEvent[]): AuditEvent[][] {
  const runs: AuditEvent[][] = [];
  for (const event of events) {
    const last = runs.at(-1);
    const before = last?.at(-1);
    if (before !== undefined && isMail(before) && isMail(event) && before.operation === event.operation)
      last?.push(event);
    else runs.push([event]);
  }
  return runs;
}

const isMail = ({ kind }: AuditEvent) => kind.startsWith('mail.');

type Known = Pick<ShownAudit, 'names' | 'zones'>;

function folded(run: readonly AuditEvent[], known: Known): Html | '' {
  const [first] = run;
  if (first === undefined) return '';
  const when = html`<td data-label="When"><time datetime="${first.at}">${momentText(first.at, known.zones.get(first.project))}</time></td>`;
  const what =
    run.length === 1
      ? said(first, known)
      : html`<details><summary>${countText(run.length, 'mail')}</summary>${run.map((event) => html`<div>${said(event, known)}</div>`)}</details>`;
  return html`<tr>${when}
<td class="wide">${what}</td>
${placeOf(first)}</tr>`;
}

function said(event: AuditEvent, { names, zones }: Known): Html {
  const { at, id: _id, ...raw } = event;
  const { text } = auditSentence(event, names);
  return html`<bdi dir="auto">${shortName(readableTimes(text, zones.get(event.project)), longest.sentence)}</bdi>
<details class="small"><summary class="soft">${event.kind}</summary><pre dir="ltr">${shortName(JSON.stringify({ at, ...raw }, undefined, 1), longest.raw)}</pre></details>`;
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
