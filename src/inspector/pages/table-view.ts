import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import type { Html } from '../../pages/base/layout.ts';
import { type Content, mostShown } from '../child/shown.ts';
import { type Marks, marked } from './marks.ts';

/** Rows of a table below its first one and the last ones of all, with what was found in them. `from` is the number of the first of these rows. */
export function tableView(
  { header, rows, last, columns, total }: Extract<Content, { kind: 'table' }>,
  from: number,
  marks: Marks,
): Html {
  const first = Math.max(2, from);
  const left = columns - mostShown.columns;
  const firstOfLast = total - last.length + 1;
  const between = firstOfLast - first - rows.length;
  return html`<p class="soft">${countText(total, 'row')} with the first, ${countText(columns, 'column')}.${left > 0 ? ` The last ${left} are not shown.` : ''}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table"><table class="rows">
<thead><tr><th scope="col" class="num">${marked('Row', marks(1))}</th>${header.map((text, at) => html`<th scope="col">${marked(text, marks(1, at + 1))}</th>`)}</tr>
<tr><td></td>${header.map((_text, at) => html`<td class="soft small">${kindOf(rows.map((row) => row[at] ?? ''))}</td>`)}</tr></thead>
<tbody>${rows.map((row, index) => rowView(first + index, row, marks))}
${between > 0 ? html`<tr><td></td><td class="soft" colspan="${header.length}">${countText(between, 'row')} more</td></tr>` : ''}
${last.map((row, index) => rowView(firstOfLast + index, row, marks))}</tbody></table></div>`;
}

function rowView(number: number, row: readonly string[], marks: Marks): Html {
  return html`<tr><td class="num soft">${marked(String(number), marks(number))}</td>${row.map((text, at) => html`<td>${marked(text, marks(number, at + 1))}</td>`)}</tr>`;
}

function kindOf(cells: readonly string[]): string {
  const filled = cells.filter((text) => text.trim() !== '');
  if (filled.length === 0) return 'empty';
  return filled.every((text) => /^\s*[+-]?[\d.,\s]*\d[\d.,\s]*%?\s*$/.test(text)) ? 'numbers' : 'text';
}
