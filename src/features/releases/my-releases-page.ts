import { html } from 'hono/html';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { countText } from '../../domain/base/count-text.ts';
import type { Departure } from '../../domain/lifecycle/departures.ts';
import type { Released } from '../../domain/notification/outside-view.ts';
import type { TypedAbout } from '../../domain/notification/said-outside.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Html, Page, Visitor } from '../../pages/base/layout.ts';
import { momentText, sizeText } from '../../pages/base/words.ts';
import { mineHref } from '../../pages/desk/links.ts';
import { departureWords } from './domain/departure-words.ts';
import { lastMonths, monthText } from './period.ts';

/** A package that left, as its project's people are told of it: exactly how much, since people approved that, and otherwise what leaves anyhow. */
export interface MyRelease {
  readonly view: Released;
  readonly departure: Pick<Departure, 'state' | 'isWhole'>;
  readonly leftAt: string;
  readonly about: TypedAbout;
  readonly project: Project;
  readonly isResearcher: boolean;
}

interface ShownMyReleases {
  readonly items: readonly MyRelease[];
  readonly continuation: string | null;
  readonly month: string;
  readonly now: Date;
}

const address = '/api/mine/releases';

export function myReleasesPage({ items, continuation, month, now }: ShownMyReleases, visitor: Visitor): Page {
  const chip = (one: string) =>
    html`<a class="tag"${one === month ? html` aria-current="true"` : ''} href="${address}?month=${one}">${monthText(one)}</a> `;
  const on =
    continuation === null
      ? ''
      : html`<p><a href="${address}?${new URLSearchParams({ month, continuation })}">Older</a></p>`;
  const body = html`<h1>What left in ${monthText(month)}</h1>
<p class="lead">Packages of your projects that left, the newest first. Times are rounded to a quarter of an hour.</p>
<nav class="chips" aria-label="Month">${lastMonths(now, 13).map(chip)}</nav>
<section class="card"><h2>Releases</h2>${items.length === 0 ? html`<p class="soft">Nothing left then.</p>` : html`<table class="cards"><thead><tr>${['Left', 'What', 'Why', 'For whom'].map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${items.map(row)}</tbody></table>`}${on}</section>
<p><a href="/api/mine">Mine</a></p>`;
  return { title: `Releases, ${monthText(month)}`, body, visitor };
}

function row({ view, departure, leftAt, about, project, isResearcher }: MyRelease): Html {
  const { number, package: files } = view;
  const { state, isWhole } = departure;
  const called = isResearcher
    ? html`<a href="${mineHref('export', view)}">Package ${number}</a>`
    : html`Package ${number}`;
  const size =
    files === undefined || !isWhole ? '' : html`<br>${countText(files.count, 'file')}, ${sizeText(files.bytes)}`;
  return html`<tr><td data-label="Left"><span>${momentText(leftAt, calendarOf(project).timeZone)}${state === 'outside' ? '' : html`<br><span class="tag wait">${departureWords[state]}</span>`}</span></td>
<td class="wide">${called} of <bdi>${project.title}</bdi>${size}</td>
<td class="wide">${about.purpose === undefined ? html`<span class="soft">Nothing was typed here.</span>` : html`<bdi dir="auto">${about.purpose}</bdi>`}</td>
<td class="wide">${project.release === undefined ? html`<span class="soft">No recipients are named.</span>` : html`<bdi>${project.release.recipients.join('; ')}</bdi>`}</td></tr>`;
}
