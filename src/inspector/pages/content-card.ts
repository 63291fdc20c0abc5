import { html } from 'hono/html';
import { countText } from '../../domain/count-text.ts';
import type { FilePlaces } from '../../domain/evidence.ts';
import type { Html } from '../../pages/layout.ts';
import { mostShown, type Showing, type Shown } from '../child/shown.ts';
import { titleOf } from './finding-words.ts';

type Table = Extract<Shown['content'], { kind: 'table' }>;
type Text = Extract<Shown['content'], { kind: 'text' }>;

/** What a page shows of a file, where it stands, and what was found in it. */
export interface ContentParts {
  readonly shown: Shown | undefined;
  readonly showing: Showing;
  readonly places: FilePlaces;
  /** The address of the page that shows a part of the file from a row or line on. */
  readonly address: (part: number, from: number) => string;
}

/** The content of a file as a child made it. Everything in it is text: nothing of the file reaches the page in another form. */
export function contentCard({ shown, showing, places, address }: ContentParts): Html {
  if (shown === undefined)
    return html`<section class="card"><h2>Content</h2><p>It could not be shown: reading it ended its process, or took too long or too much memory.</p></section>`;
  const { content, parts } = shown;
  const steps = html`${parts > 1 ? partLinks(parts, showing, address) : ''}`;
  if (content.kind === 'table')
    return html`<section class="card"><h2>Content</h2>${steps}${tableOf(content, showing, places)}${pager(content.total, mostShown.rows, showing, address)}</section>`;
  if (content.kind === 'text')
    return html`<section class="card"><h2>Content</h2>${steps}${textOf(content, showing, marksOf(places, undefined))}${pager(content.total, mostShown.lines, showing, address)}</section>`;
  return html`<section class="card"><h2>First bytes</h2>
<p>Files of this type are not shown. These are the first ${countText(content.hex.length / 2, 'byte')} of it: whoever decides has to know what such a file can hold. A model can hold the records that it was trained on.</p>
<pre class="small">${hexLines(content.hex)}</pre></section>`;
}

function tableOf({ sheet, header, rows, columns, total }: Table, { from }: Showing, places: FilePlaces): Html {
  const marked = marksOf(places, sheet);
  const first = Math.max(2, from);
  const hidden = columns - mostShown.columns;
  return html`<p class="soft">${countText(total, 'row')} with the first, ${countText(columns, 'column')}.${hidden > 0 ? ` The last ${hidden} columns are not shown.` : ''}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table"><table>
<thead><tr><th scope="col" class="num">Row</th>${header.map((text, at) => cellOf('th', text, marked(1, at + 1)))}</tr>
<tr><td></td>${header.map((_text, at) => html`<td class="soft small">${kindOf(rows.map((row) => row[at] ?? ''))}</td>`)}</tr></thead>
<tbody>${rows.map((row, index) => {
    const number = first + index;
    return html`<tr><td class="num soft">${number}</td>${row.map((text, at) => cellOf('td', text, marked(number, at + 1)))}</tr>`;
  })}</tbody></table></div>`;
}

/** The titles of the rules that found something at a cell or in its row, or in a line. What was found in a whole column stands at its head. */
type Marks = (row: number, column?: number) => readonly string[];

function marksOf(places: FilePlaces, sheet: number | undefined): Marks {
  const here = places.flatMap(({ rule, places: found }) =>
    found.filter((place) => place.sheet === sheet).map((place) => ({ rule, ...place })),
  );
  return (row, column) =>
    here
      .filter(
        (place) =>
          (place.row ?? 1) === row && (column === undefined || place.column === undefined || place.column === column),
      )
      .map(({ rule }) => titleOf(rule));
}

function cellOf(tag: 'th' | 'td', text: string, marks: readonly string[]): Html {
  const content =
    marks.length === 0 ? html`<bdi>${text}</bdi>` : html`<mark title="${marks.join('; ')}"><bdi>${text}</bdi></mark>`;
  return tag === 'th' ? html`<th scope="col">${content}</th>` : html`<td>${content}</td>`;
}

function kindOf(cells: readonly string[]): string {
  const filled = cells.filter((text) => text.trim() !== '');
  if (filled.length === 0) return 'empty';
  return filled.every((text) => /^\s*[+-]?[\d.,\s]*\d[\d.,\s]*%?\s*$/.test(text)) ? 'numbers' : 'text';
}

function textOf({ lines, total }: Text, { from }: Showing, marked: Marks): Html {
  return html`<p class="soft">${countText(total, 'line')}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Text"><table><tbody>${lines.map((line, index) => html`<tr><td class="num soft">${from + index}</td>${cellOf('td', line, marked(from + index))}</tr>`)}</tbody></table></div>`;
}

function partLinks(parts: number, { part }: Showing, address: ContentParts['address']): Html {
  const to = (other: number, label: string) => html`<a class="button plain" href="${address(other, 1)}">${label}</a> `;
  return html`<p>Part ${part} of ${parts}. ${part > 1 ? to(part - 1, 'Part before') : ''}${part < parts ? to(part + 1, 'Next part') : ''}</p>`;
}

function pager(total: number, most: number, { part, from }: Showing, address: ContentParts['address']): Html | '' {
  const last = Math.max(1, total - most + 1);
  const steps = [
    { label: 'First rows', to: 1 },
    { label: 'Rows before', to: from - most },
    { label: 'Next rows', to: from + most },
    { label: 'Last rows', to: last },
  ].filter(({ to }) => to >= 1 && to <= total && to !== from);
  if (total <= most + 1) return '';
  return html`<p>${steps.map(({ label, to }) => html`<a class="button plain" href="${address(part, to)}">${label}</a> `)}</p>`;
}

function hexLines(hex: string): string {
  const lines = hex.match(/.{1,32}/g) ?? [];
  return lines
    .map((line, index) => `${(index * 16).toString(16).padStart(4, '0')}  ${line.replace(/(..)/g, '$1 ')}`)
    .join('\n');
}
