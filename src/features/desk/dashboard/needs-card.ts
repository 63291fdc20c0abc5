import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { isOverdue } from '../../../domain/overview/overdue.ts';
import { fileName, type Html } from '../../../pages/base/layout.ts';
import { distanceText, momentText, shortName } from '../../../pages/base/words.ts';
import { card, longTable, mostLines } from './long-table.ts';
import type { Need } from './needs.ts';

const columns = ['What', 'Waits for', 'Since', 'Why'].map((label) => ({ label }));

export function needsCard(needs: readonly Need[], now: Date, none: string): Html {
  if (needs.length === 0) return card('Needs somebody', html`<p class="soft">${none}</p>`);
  const rows = needs.slice(0, mostLines).map((need) => row(need, now));
  return card('Needs somebody', html`${longTable(columns, rows)}${theRest(needs.length - mostLines)}`);
}

function theRest(left: number): Html | '' {
  if (left <= 0) return '';
  return html`<p class="soft">${countText(left, 'more waits', 'more wait')}. ${theLists(true)}</p>`;
}

export function theLists(waitingOnly: boolean): Html {
  const query = waitingOnly ? '?kind=needs-somebody&sort=longest-waiting' : '?kind=open';
  return html`All of them, page by page, as JSON: <a href="/api/ops/datasets${query}">datasets</a> and <a href="/api/ops/exports${query}">packages</a>.`;
}

function row(need: Need, now: Date): Html {
  return html`<tr>${what(need)}<td data-label="Waits for"><span class="tag wait">${need.waitsOn}</span></td>
<td data-label="Since">${sinceText(need, now)}</td><td class="wide why"><bdi dir="auto">${shortName(need.why, mostWhy)}</bdi></td></tr>`;
}

/** Who wants all of it opens the page. */
const mostWhy = 200;

export function what({ title, isName, href, of, id }: Pick<Need, 'title' | 'isName' | 'href' | 'of' | 'id'>): Html {
  return html`<td class="wide what"><a href="${href}">${isName ? fileName(title) : title}</a>
<span class="soft small"${id === undefined ? '' : html` title="${id}"`}>${of}</span></td>`;
}

function sinceText(need: Need, now: Date): Html {
  const { since, due, timeZone } = need;
  if (due !== undefined && isOverdue(need, now))
    return html`<span class="tag bad" title="${momentText(due, timeZone)}">due ${distanceText(due, now)}</span>`;
  if (since === undefined) return html`<span class="soft">unknown</span>`;
  const until =
    due === undefined
      ? ''
      : html`, <span class="nowrap" title="${momentText(due, timeZone)}">due ${distanceText(due, now)}</span>`;
  return html`<span class="soft"><span class="nowrap" title="${momentText(since, timeZone)}">${distanceText(since, now)}</span>${until}</span>`;
}
