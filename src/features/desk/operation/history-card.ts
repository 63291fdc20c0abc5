import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import { momentText, readableTimes } from '../../../pages/base/words.ts';

export interface DescribedEvent {
  readonly at: string;
  readonly text: string;
  /** As JSON. */
  readonly raw: string;
}

export const mostEvents = 50;

/** What the audit tells of an operation, newest first. `more` is the address of all of it, where this is not all. */
export function historyCard(events: readonly DescribedEvent[], timeZone: string, more: string | undefined): Html {
  return html`<section class="card"><h2>Audit</h2>
${events.length === 0 ? html`<p class="soft">The audit holds nothing about it yet.</p>` : ''}
<ul class="told">${events.slice(0, mostEvents).map((one) => eventItem(one, timeZone))}</ul>
${more === undefined ? '' : html`<p><a href="${more}">The whole audit of it</a></p>`}</section>`;
}

function eventItem({ at, text, raw }: DescribedEvent, timeZone: string): Html {
  return html`<li><span class="soft small nowrap">${momentText(at, timeZone)}</span> <bdi dir="auto">${readableTimes(text, timeZone)}</bdi>
<details><summary class="soft small">As it was written</summary><pre>${raw}</pre></details></li>`;
}
