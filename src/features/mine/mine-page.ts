import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { shortNumber } from '../../domain/base/door.ts';
import type { PublicState } from '../../domain/lifecycle/public-state.ts';
import { listsOf } from '../../domain/overview/listed-inside.ts';
import { fileName, type Html, type Page, refusalNote, type Visitor } from '../../pages/base/layout.ts';
import { fieldsOfForm, pageForm, type SentPage, unchangedMark } from '../../pages/base/page-form.ts';
import { stateTag } from '../../pages/base/state-tag.ts';
import { actorWords, distanceText, momentText, sizeText } from '../../pages/base/words.ts';
import { ruleSentences } from '../../pages/notification/operation/upload-rejected.ts';
import { emptyList } from './empty-list.ts';
import { expectedForms } from './expected-forms.ts';
import type { Mine, MyDataset, MyPackage, MyProject, OlderLink } from './mine.ts';
import { namedCard } from './named-card.ts';
import { refusedCards } from './refused-cards.ts';
import { reviewsCard } from './reviews-card.ts';

export interface MineNotes {
  readonly isOperator: boolean;
  readonly sent?: SentPage | undefined;
  readonly started?: string;
  /** What a form did, in words. */
  readonly said?: string;
}

export function minePage(mine: Mine, visitor: Visitor, { isOperator, sent, started, said }: MineNotes): Page {
  const now = new Date(mine.at);
  const parts = new Set(mine.projects.flatMap((project) => project.parts));
  const body = html`${pageForm(visitor)}
<h1>What is yours</h1>
${refusalNote(sent?.refusal)}
${started === undefined ? '' : startedNote(started)}${said === undefined ? '' : html`<div class="note good" role="status"><p><bdi>${said}</bdi></p></div>`}
<p class="lead">${lead(mine)}${isOperator ? html` <a href="/api/ops">Operations</a> has everything else.` : ''}</p>
${mine.projects.map(shutNote)}${mine.projects.map(deletedNote)}
${namedCard(mine.named ?? [], sent)}${parts.has('approver') || mine.inbox.all > 0 ? reviewsCard(mine, now) : ''}
${parts.has('data owner') ? card('My datasets', html`${mine.datasets.length === 0 ? emptyList('datasets', mine.projects) : datasets(mine.datasets, now)}${expectedForms(mine, sent)}`) : ''}
${parts.has('researcher') ? card('My packages', html`${mine.projects.map(insideNote)}${mine.packages.length === 0 ? emptyList('packages', mine.projects) : packages(mine.packages, now)}`) : ''}
${refusedCards(mine.projects, sent)}
${mine.projects.some(({ machines }) => machines.length > 0) ? card('Machines that are off', machinesOff(mine.projects, sent)) : ''}
${parts.has('approver') ? card('My absence', absence(mine, sent)) : ''}
${mine.older.length === 0 ? '' : html`<p>${mine.older.map((one) => html`<a href="${olderHref(one)}">Older ${one.what} of ${one.project}</a> `)}</p>`}`;
  const { all } = mine.inbox;
  return { title: `${all === 0 ? '' : `(${all}) `}What is yours`, body, visitor };
}

function lead({ projects }: Mine): Html {
  if (projects.length === 0)
    return html`You take part in no project, or no longer. An operator adds people to a project. Whoever reads results finds <a href="/api/received">what was released to them</a>.`;
  return html`You take part in ${countText(projects.length, 'project')}: ${projects.map(
    ({ title, parts }, index) =>
      html`${index > 0 ? '; ' : ''}<bdi>${title}</bdi> <span class="small">(${parts.join(', ')})</span>`,
  )}. <a href="/api/mine/releases">What left</a> tells how much and for whom.`;
}

function shutNote({ title, shut, waiting = 0 }: MyProject): Html | '' {
  if (shut === undefined) return '';
  const lies =
    waiting === 0 ? '' : ` ${countText(waiting, 'dataset')} ${waiting === 1 ? 'waits' : 'wait'} at its door.`;
  return html`<div class="note"><p><bdi>${title}</bdi> takes nothing in: ${shut}.${lies} What is uploaded is not touched until it runs.</p></div>`;
}

function deletedNote({ title, timeZone, computesDeletedFrom }: MyProject): Html | '' {
  if (computesDeletedFrom === undefined) return '';
  return html`<div class="note"><p><bdi>${title}</bdi> has ended. Its computes and what lies on them are deleted, not before ${momentText(computesDeletedFrom, timeZone)}. Ask its operators if they must be kept.</p></div>`;
}

/** Of packages that are not told one by one, and where those that are stand by name. */
function insideNote({ id, title, parts, arriving, more }: MyProject): Html | '' {
  if (!parts.includes('researcher')) return '';
  return html`<p><bdi>${title}</bdi>: the newest file in <code>notices/${listsOf(id)}</code> inside says which name and label each number has.${arriving === undefined ? '' : ' Some are arriving, and stand here once they are frozen.'}${more === undefined ? '' : html` There are more that were not frozen; read them inside, in the folder <code>notices/${id}</code>.`}</p>`;
}

function startedNote(machine: string): Html {
  return html`<div class="note good" role="status"><p>Machine ${machine} is being started. That takes some minutes; until then it stands below all the same.</p></div>`;
}

/** They are as the last look saw them; whether one may be started is decided anew when somebody asks. */
function machinesOff(projects: readonly MyProject[], sent?: SentPage): Html {
  return html`<p class="soft">They were off a few minutes ago and stay so until somebody starts them. Whoever starts one has its whole idle time again.</p>
<table class="cards"><thead><tr><th scope="col">Machine</th><th scope="col">Project</th><th scope="col">Off since</th><th scope="col">Form</th></tr></thead>
<tbody>${projects.flatMap(({ id, title, timeZone, machines }) =>
    machines.map(
      ({
        name,
        idleSince,
      }) => html`<tr><td data-label="Machine"><span class="name">${name}</span></td><td data-label="Project"><bdi>${title}</bdi></td>
<td data-label="Off since">${idleSince === undefined ? 'somebody stopped it' : html`${momentText(idleSince, timeZone)}: it was idle`}</td>
<td data-label="Form">${startForm(id, name, sent)}</td></tr>`,
    ),
  )}</tbody></table>`;
}

function startForm(project: string, machine: string, sent?: SentPage): Html {
  const fields = fieldsOfForm(`start-${project}-${machine}`, sent);
  return html`${fields.hidden('machine', machine)}${unchangedMark(fields)}<button class="button plain" ${fields.pressed} formaction="/api/mine/compute/${project}/start">Start<span class="hidden"> ${machine}</span></button>`;
}

function absence({ absences: list, unreadableAbsences: unread }: Mine, sent?: SentPage): Html {
  const fields = fieldsOfForm('away', sent);
  const back = html`<button class="button plain" ${fieldsOfForm('back', sent).pressed} formaction="/api/mine/back">I am back</button>`;
  const day = (name: string) =>
    html`<input class="text" id="${name}" ${fields.named(name)} type="date" value="${fields.value(name)}" required>`;
  return html`<p class="soft">While you are away you are not asked, in any project, and reserve approvers are. Decisions of yours still count.</p>
${unread === 0 ? '' : html`<p class="note">${countText(unread, 'absence')} of yours cannot be read, so you count as there. Say that you are back, and note it again.</p>`}
${list.length + unread === 0 ? '' : html`<ul>${list.map(({ from, to }) => html`<li>away from ${from} to ${to}</li>`)}</ul>${back}`}
<div role="group" aria-label="My absence"><label class="field" for="from">Away from</label>${day('from')}
<label class="field" for="to">to <span class="soft">(the last day)</span></label>${day('to')}
${unchangedMark(fields)}<button class="button plain" ${fields.pressed} formaction="/api/mine/away">I am away</button></div>`;
}

function olderHref({ project, what, continuation }: OlderLink): string {
  return `/api/mine?${new URLSearchParams({ project, [what]: continuation })}`;
}

function card(heading: string, content: Html): Html {
  return html`<section class="card"><h2>${heading}</h2>${content}</section>`;
}

function datasets(list: readonly MyDataset[], now: Date): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Dataset</th><th scope="col">Project</th><th scope="col">State</th><th scope="col">Received</th><th scope="col">Waits for</th></tr></thead>
<tbody>${list.map(
    (
      one,
    ) => html`<tr><td class="wide"><a href="/api/mine/datasets/${one.project}/${one.id}">${fileName(one.name)}</a>${one.version === undefined ? '' : html` <span class="nowrap">v${one.version}</span>`}<br><span class="soft small">${sizeOf(one)}</span></td>
<td data-label="Project"><bdi>${one.title}</bdi></td>
<td data-label="State"><span>${stateTag(one, { now, timeZone: one.timeZone })}</span></td>
<td data-label="Received" class="nowrap" title="${momentText(one.receivedAt, one.timeZone)}">${distanceText(one.receivedAt, now)}</td>
<td class="wide">${story(one)}${lines(one.problems)}</td></tr>`,
  )}</tbody></table>`;
}

function sizeOf({ files, bytes }: MyDataset): string {
  return files === undefined || bytes === undefined ? '' : `${countText(files, 'file')}, ${sizeText(bytes)}`;
}

function packages(list: readonly MyPackage[], now: Date): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Package</th><th scope="col">Project</th><th scope="col">State</th><th scope="col">Size</th><th scope="col">Waits for</th></tr></thead>
<tbody>${list.map(
    (
      one,
    ) => html`<tr><td class="wide"><a href="/api/mine/exports/${one.project}/${one.id}">Package ${shortNumber(one.id)}</a>${one.label === undefined ? '' : html`<br><bdi>${one.label}</bdi>`}</td>
<td data-label="Project"><bdi>${one.title}</bdi></td>
<td data-label="State"><span>${stateTag(one, { now, timeZone: one.timeZone })}</span></td>
<td data-label="Size" class="${one.size === undefined ? 'none' : ''}">${one.size ?? ''}</td>
<td class="wide">${story(one, whyNot(one))}${lines(one.reasons)}</td></tr>`,
  )}</tbody></table>`;
}

/** Why a package was not taken or came back, as far as that is revealed outside, and where more of it stands. */
function whyNot({ rule, notice, because }: Pick<MyPackage, 'rule' | 'notice' | 'because'>): string | undefined {
  const said = [rule === undefined ? because : ruleSentences[rule], notice].filter((one) => one !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}

interface Waits extends PublicState {
  readonly you?: string;
  readonly timeZone: string;
}

function story(one: Waits, because?: string): Html {
  const parts = [
    ...(one.waitsFor === 'nothing' ? [] : [waits(one)]),
    ...(because === undefined ? [] : [html`${because}`]),
  ];
  return html`${parts.map((part, index) => html`${index > 0 ? html`<br>` : ''}${part}`)}`;
}

export function waits({ waitsFor, waitsOn, until, you, timeZone }: Waits): Html {
  if (you !== undefined) return html`<b>You</b>: ${you}`;
  const who = waitsOn === undefined ? '' : html`<b>${actorWords[waitsOn]}</b>: `;
  return html`${who}${waitsFor}${until === undefined ? '' : html`<span class="soft small">, ${untilText(until, timeZone)}</span>`}`;
}

function untilText(until: string, timeZone: string): string {
  return /^\d{4}-\d\d-\d\dT/.test(until) ? `until ${momentText(until, timeZone)}` : until;
}

export function lines(list: readonly string[]): Html | '' {
  return list.length === 0 ? '' : html`<ul>${list.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>`;
}
