import { html } from 'hono/html';
import { shortNumber } from '../../domain/base/door.ts';
import { type WaitingKind, waitingKinds } from '../../domain/overview/waiting.ts';
import { fileName, type Html } from '../../pages/base/layout.ts';
import { lookPressed } from '../../pages/base/page-form.ts';
import { verdictsText } from '../../pages/base/verdict-words.ts';
import { dueText, shortName } from '../../pages/base/words.ts';
import type { Mine, MyReview } from './mine.ts';

const kindWords: Readonly<Record<WaitingKind, string>> = {
  late: 'due within a day',
  eyes: 'with something to look at',
  quiet: 'with nothing found',
};

/** The reviews that wait for somebody, and buttons that narrow them. */
export function reviewsCard({ reviews, inbox, projects }: Mine, now: Date): Html {
  const asApprover = projects.filter(({ parts }) => parts.includes('approver'));
  const isNarrowed = inbox.show !== undefined || inbox.project !== undefined;
  return html`<section class="card" id="waits"><h2>Waits for me</h2>
${inbox.all > 1 || isNarrowed ? filters(inbox, asApprover) : ''}
${reviews.length === 0 ? html`<p class="soft">${isNarrowed ? 'None of these waits for you.' : 'No review waits for you.'}</p>` : table(reviews, now)}
${inbox.pages === 1 ? '' : pager(inbox)}</section>`;
}

type Asked = { readonly [Of in 'show' | 'project' | 'page']?: Mine['inbox'][Of] | undefined };

function chip(label: string, asked: Asked, isHere = false): Html {
  const said = Object.entries(asked).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const query = said.length === 0 ? '' : `?${new URLSearchParams(said)}`;
  return html`<button class="tag" ${lookPressed(`/api/mine/look${query}#waits`)}${isHere ? html` aria-current="true"` : ''}><bdi>${label}</bdi></button>`;
}

function filters({ all, show, project, ...counts }: Mine['inbox'], among: Mine['projects']): Html {
  const kinds = waitingKinds
    .filter((kind) => counts[kind] > 0 || show === kind)
    .map((kind) => chip(`${counts[kind]} ${kindWords[kind]}`, { project, show: kind }, show === kind));
  const others = among.length < 2 ? [] : among.map(({ id, title }) => chip(title, { show, project: id }));
  const places = project === undefined ? others : [chip('every project', { show })];
  return html`<div class="chips" role="group" aria-label="Which reviews">${chip(`all ${all}`, { project }, show === undefined)}${kinds}${places}</div>`;
}

function pager({ page, pages, show, project }: Mine['inbox']): Html {
  const to = (label: string, other: number) =>
    other < 1 || other > pages ? '' : chip(label, { project, show, page: other });
  return html`<div class="chips" role="group" aria-label="Pages of reviews">${to('Page before', page - 1)}<span>Page ${page} of ${pages}</span>${to('Next page', page + 1)}</div>`;
}

function table(list: readonly MyReview[], now: Date): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Package</th><th scope="col">Project</th><th scope="col">Due</th><th scope="col">In its files</th><th scope="col">You opened</th></tr></thead>
<tbody>${list.map((one) => row(one, now))}</tbody></table>`;
}

function row(one: MyReview, now: Date): Html {
  const { project, id, name, purpose, askedBy, opened, room } = one;
  const number = shortNumber(id);
  return html`<tr><td class="wide"><a href="/api/review-package/${project}/${id}">${name === undefined ? `Package ${number}` : fileName(name)}</a> <span class="soft small">${name === undefined ? '' : html`${number}, `}${one.size}</span>
${purpose === undefined ? '' : html`<div dir="auto">${shortName(purpose, mostPurpose)}</div>`}${askedBy === undefined ? '' : html`<div class="soft small">asked by <bdi>${askedBy}</bdi></div>`}${room === undefined ? '' : html`<a class="small" href="${room}">Open its files in the reading room</a>`}</td>
<td data-label="Project"><bdi>${one.title}</bdi></td>
<td data-label="Due"><span>${dueText(one.deadline, one.timeZone, now)}</span></td>
<td data-label="In its files" class="${one.evidence === undefined ? 'none' : ''}"><span>${verdictsText(one.evidence)}</span></td>
<td data-label="You opened" class="${opened === undefined ? 'none' : 'nowrap'}">${opened === undefined ? '' : `${opened.opened} of ${opened.toOpen}`}</td></tr>`;
}

/** Who wants all of it opens the page. */
const mostPurpose = 160;
