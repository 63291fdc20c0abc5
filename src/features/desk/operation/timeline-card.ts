import { html } from 'hono/html';
import { stateText } from '../../../domain/operation/state-text.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { durationText, momentText, type PageTime, readableTimes, shortName } from '../../../pages/base/words.ts';
import type { Timeline, TimelineEntry } from '../../explain/domain/timeline.ts';

/** What happened in the order of time, with how long each part took and a thin bar that shows when in the whole. */
export function timelineCard({ entries, left }: Timeline, { now, timeZone }: PageTime): Html {
  const from = Math.min(...entries.map((entry) => Date.parse(entry.from)));
  const span = Math.max(1, now.getTime() - from);
  const part = (time: string) => Math.min(100, Math.max(0, (100 * (Date.parse(time) - from)) / span));
  return html`<section class="card"><h2>Timeline</h2>
${left === 0 ? '' : html`<p class="soft small">The newest ${entries.length}; ${left.toLocaleString('en-GB')} older ones are left out.</p>`}
<table class="cards"><thead><tr><th scope="col">What</th><th scope="col">Since</th><th scope="col">How long</th><th scope="col">What came of it</th></tr></thead>
<tbody>${entries.map((entry) => row(entry, { now, timeZone }, part))}</tbody></table></section>`;
}

function row(entry: TimelineEntry, { now, timeZone }: PageTime, part: (time: string) => number): Html {
  const { kind, what, from, until, url, isBad } = entry;
  const name =
    kind === 'state'
      ? html`<span class="tag${isBad === true ? ' bad' : ''}">${stateText(what)}</span>`
      : html`<span class="soft"><bdi>${readableTimes(what, timeZone)}</bdi></span>`;
  const link =
    url === undefined ? '' : html` <a class="small nowrap" href="${url}" rel="noreferrer">in Data Factory</a>`;
  return html`<tr><td class="wide">${name}${link}</td><td data-label="Since" class="nowrap">${momentText(from, timeZone)}</td>
<td data-label="How long"><span>${lasted(entry, now)}${kind === 'tried' ? '' : bar(part(from), part(until ?? now.toISOString()))}</span></td>${cameOf(entry, timeZone)}</tr>`;
}

function lasted({ kind, from, until }: TimelineEntry, now: Date): Html | string {
  if (kind === 'tried') return '';
  if (until !== undefined) return durationText(from, until);
  return html`${durationText(from, now.toISOString())} <span class="soft nowrap">so far</span>`;
}

function cameOf({ result, isBad }: TimelineEntry, timeZone: string): Html {
  if (result === undefined) return html`<td class="none"></td>`;
  return html`<td data-label="What came of it"><bdi dir="auto"${isBad === true ? html` class="bad"` : ''}>${readableTimes(shortName(result, 300), timeZone)}</bdi></td>`;
}

/** Says the same as the times beside it. */
function bar(begin: number, end: number): Html {
  const [x, width] = [Math.min(begin, 99), Math.max(1, end - begin)];
  return html`<svg class="span" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="all" width="100" height="4"/><rect class="part" x="${x.toFixed(2)}" width="${width.toFixed(2)}" height="4"/></svg>`;
}
