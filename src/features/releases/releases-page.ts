import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { choiceWords } from '../../domain/review/decision.ts';
import { fileName, type Html, type Page } from '../../pages/base/layout.ts';
import { madeFromList } from '../../pages/base/made-from.ts';
import { fieldsOfForm, lookName, type SentPage } from '../../pages/base/page-form.ts';
import { verdictsText } from '../../pages/base/verdict-words.ts';
import { momentText, sizeText } from '../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../pages/desk/desk-page.ts';
import { operationHref } from '../../pages/desk/links.ts';
import { type DeskLook, lookForm } from '../../pages/desk/look-form.ts';
import type { ProjectZones } from '../../use-cases/project/project-zones.ts';
import type { AnswerOf } from '../../web/reading.ts';
import type { releases } from './descriptions.ts';
import { departureWords } from './domain/departure-words.ts';
import { releasesHref, traceHref } from './hrefs.ts';
import { lastMonths, monthText } from './period.ts';
import type { Release } from './read-release.ts';

/** What was chosen of the list; a month always is. */
export interface ChosenReleases {
  readonly month: string;
  readonly project?: string;
  readonly dataset?: string;
  readonly continuation?: string;
}

export interface ShownReleases {
  readonly chosen: ChosenReleases;
  readonly now: Date;
  readonly list: AnswerOf<typeof releases.releases>;
  readonly zones: ProjectZones;
}

export function deskReleasesPage(shown: ShownReleases, visitor: DeskVisitor, sent?: SentPage): Page {
  const { chosen, now } = shown;
  const { month, project, dataset } = chosen;
  const of = project === undefined ? '' : ` of ${project}`;
  const body = html`
<h1>What left in ${monthText(month)}${of}</h1>
<p class="soft">For governance: each package that left, who approved it and by which rules, and where it went. What was taken back since stays here, and so does what was stopped on its way with something outside. <a href="${traceHref}">A file was found outside</a></p>
${lookForm(choice(chosen, now), sent)}
${dataset === undefined ? '' : html`<p>Only what was made from <code>${dataset}</code>. <a href="${hrefOf({ ...chosen, dataset: '' })}">From anything</a></p>`}
${listCard(shown)}`;
  return deskPage(visitor, { title: `Releases, ${monthText(month)}`, here: releasesHref, body });
}

function choice({ month, project, dataset }: ChosenReleases, now: Date): DeskLook {
  return {
    ...{
      send: deskPaths.look,
      pressed: monthPressed(month),
      label: 'Choose a project and a month',
      button: 'Show',
      asked: { project, dataset },
    },
    fields: ({ named, value }) =>
      html`<label>Project <input ${named('project')} value="${value('project')}" maxlength="32"></label>${dataset === undefined ? '' : html`<input type="hidden" ${named('dataset')} value="${value('dataset')}">`}`,
    more: html`<div class="chips">${lastMonths(now, 13).map((one) => monthChip(one, month))}</div>`,
  };
}

const monthPressed = (month: string) =>
  html`${fieldsOfForm(lookName, undefined).named('month')} value="${month}" formaction="${deskPaths.look}"`;

/** A button of the form, so that what was typed beside it counts too. */
function monthChip(month: string, chosen: string): Html {
  const here = month === chosen ? html` aria-current="true"` : '';
  return html`<button class="tag"${here} ${monthPressed(month)}>${monthText(month)}</button> `;
}

function hrefOf(chosen: ChosenReleases & Readonly<Record<string, string | undefined>>, path = releasesHref): string {
  const given = Object.entries(chosen).flatMap(([name, value = '']) => (value === '' ? [] : [[name, value]]));
  return `${path}?${new URLSearchParams(Object.fromEntries(given))}`;
}

function listCard({ chosen, list: { items, broken, continuation }, zones }: ShownReleases): Html {
  const { continuation: from, ...all } = chosen;
  const rows =
    items.length === 0
      ? html`<p class="soft">${emptyText(chosen)}</p>`
      : html`<table class="cards"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${items.map((one) => releaseRow(one, chosen, zones.get(one.project)))}</tbody></table>`;
  const first = from === undefined ? '' : html`<a href="${hrefOf(all)}">Newest</a> · `;
  const on = continuation === null ? '' : html`<a href="${hrefOf({ ...all, continuation })}">Older</a> · `;
  const csv = html`<a href="${hrefOf({ ...all, format: 'csv', limit: '200' }, '/api/ops/releases')}">As CSV</a>`;
  return html`<section class="card"><h2>Releases</h2>
${broken.map(({ project, key, problem }) => html`<p class="bad">${key} of ${project} cannot be read: <bdi>${problem}</bdi></p>`)}
${rows}<p>${first}${on}${csv}</p></section>`;
}

/** Of a part nobody learns that nothing left at all. */
function emptyText({ continuation, project, dataset }: ChosenReleases): string {
  if (continuation !== undefined) return 'There is nothing more.';
  return project === undefined && dataset === undefined ? 'Nothing left then.' : 'Nothing that fits left then.';
}

const heads = ['Left', 'What', 'Approved by', 'Rules', 'For whom', 'Receipt'];

function releaseRow(release: Release, chosen: ChosenReleases, timeZone: string | undefined): Html {
  const { project, name, leftAt, files, bytes, purpose, madeFrom } = release;
  return html`<tr><td data-label="Left"><span>${momentText(leftAt, timeZone)}${stateTag(release, timeZone)}</span></td>
<td class="wide"><a href="${operationHref('export', release)}">${fileName(name)}</a> of <a href="${hrefOf({ ...chosen, project, continuation: '' })}">${project}</a><br>${countText(files, 'file')}, ${sizeText(bytes)}<br><span class="small">${purpose === null ? html`<span class="soft">Nobody said why.</span>` : html`<bdi dir="auto">${purpose}</bdi>`}<br>${madeFrom === null ? '' : 'From '}${madeFromList(madeFrom ?? undefined, (one) => hrefOf({ ...chosen, dataset: one.id, continuation: '' }))}</span></td>
<td class="wide">${approvedBy(release, timeZone)}</td>
<td class="wide">${rulesText(release)}</td>
<td class="wide">${forWhom(release)}</td>
<td data-label="Receipt" class="nowrap">${receiptCell(release)}</td></tr>`;
}

function stateTag({ state, takenBack, project, id }: Release, timeZone: string | undefined): Html | '' {
  if (state === 'outside') return '';
  const tag = html`<br><span class="tag wait">${departureWords[state]}</span>`;
  if (takenBack === null) return tag;
  const { at, name, reason, receipt } = takenBack;
  const proof = receipt === null ? '' : html` (${receiptLink(project, id, receipt)})`;
  return html`${tag}<br><span class="small">${momentText(at, timeZone)} by <bdi>${name}</bdi>${proof}: <bdi dir="auto">${reason}</bdi></span>`;
}

function receiptCell({ project, id, receipt }: Release): Html {
  if (receipt === null) return html`<span class="soft">None yet.</span>`;
  const doubt =
    receipt.problem === null ? '' : html`<br><span class="tag bad" title="${receipt.problem}">proves nothing</span>`;
  return html`${receiptLink(project, id, receipt.name)}${doubt}`;
}

function approvedBy({ decisions, rules }: Release, timeZone: string | undefined): Html {
  if (rules === null) return html`<span class="soft">Nobody was asked.</span>`;
  return html`<ul class="said">${decisions.map(({ name, independent, choice, at }) => html`<li><bdi>${name}</bdi>${independent ? ', independent' : ''}<br><span class="soft small">${choiceWords[choice].did}, ${momentText(at, timeZone)}</span></li>`)}</ul>`;
}

function rulesText({ project, definition, rules, evidence }: Release): Html {
  const asked = rules === null ? 'no review' : countText(rules.quorum, 'approval');
  const independent = rules === null || rules.independent === 0 ? '' : `, ${rules.independent} of them independent`;
  const verdicts = verdictsText(evidence ?? undefined);
  return html`${asked}${independent}<br>${definition === null ? '' : html`<a class="small" href="${deskPaths.projects}/${project}/versions/${definition}">version <code>${definition.slice(0, 8)}</code></a>`}${verdicts === '' ? '' : html`<br><span class="small">Evidence: ${verdicts}</span>`}`;
}

function forWhom({ recipients, terms, folder, readers }: Release): Html {
  const named = recipients.length === 0 ? 'No recipients are named.' : recipients.join('; ');
  const group = readers === null ? '' : html`<br>Group of readers: <code>${readers}</code>`;
  return html`<bdi>${named}</bdi> <details class="raw"><summary>where and how</summary><code>${folder}</code>${group}${terms === null ? '' : html`<br>Terms: <bdi dir="auto">${terms}</bdi>`}</details>`;
}

function receiptLink(project: string, id: string, name: string): Html {
  return html`<a href="${operationHref('export', { project, id })}/receipts/${name}">${name}</a>`;
}
