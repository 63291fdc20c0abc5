import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';

/** So many lines of a list are open, and so many are on the page: a list of a thousand is read by nobody. */
const mostOpen = 8;
export const mostLines = 50;

/** A heading of a column; `isNumber`: what stands below it is aligned to the end. */
interface Column {
  readonly label: string;
  readonly isNumber?: boolean;
}

/** A table of which the first lines are open and the others folded; those beyond fifty are not there. */
export function longTable(columns: readonly Column[], rows: readonly Html[], open = mostOpen): Html {
  const folded = rows.slice(open, mostLines);
  return html`${table(columns, rows.slice(0, open))}${
    folded.length === 0
      ? ''
      : html`<details class="more"><summary>${folded.length} more</summary>${table(columns, folded)}</details>`
  }`;
}

function table(columns: readonly Column[], rows: readonly Html[]): Html {
  return html`<table class="cards brief"><thead><tr>${columns.map(
    ({ label, isNumber }) => html`<th scope="col"${isNumber ? html` class="num"` : ''}>${label}</th>`,
  )}</tr></thead>
<tbody>${rows}</tbody></table>`;
}

export function card(title: string, content: Html): Html {
  return html`<section class="card"><h2>${title}</h2>${content}</section>`;
}

export function foldedCard(title: string, count: number, content: Html, id?: string): Html | '' {
  if (count === 0) return '';
  return html`<details class="card"${id === undefined ? '' : html` id="${id}"`}><summary><h2>${title} <span class="soft">(${count})</span></h2></summary>${content}</details>`;
}
