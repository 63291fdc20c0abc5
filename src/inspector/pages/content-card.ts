import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import type { FilePlaces, FileType } from '../../domain/inspection/evidence.ts';
import type { Html } from '../../pages/base/layout.ts';
import { type Content, mostShown, type Part, type Picture, type Showing, type Shown } from '../child/shown.ts';
import { holdings } from '../rules/holdings.ts';
import { columnText } from './finding-words.ts';
import { type Marks, marked, marksOf } from './marks.ts';
import { partList } from './part-list.ts';

export interface ContentParts {
  readonly shown: Shown | undefined;
  readonly showing: Showing;
  readonly places: FilePlaces;
  /** The address of the page that shows a part of the file from a row or line on. */
  readonly address: (part: number, from: number) => string;
}

const picture = {
  title: 'Picture',
  leavesOut:
    'Shown are its pixels alone, and of several pictures in the file the first. What else the file carries goes out with it.',
};

/** What stands above the content of a file, and what it does not show. */
const aboutTypes: Partial<Readonly<Record<FileType, { readonly title: string; readonly leavesOut: string }>>> = {
  notebook: {
    title: 'The code of its cells, and what they put out',
    leavesOut: 'Pictures that its cells put out are not shown here.',
  },
  pdf: {
    title: 'Text',
    leavesOut: 'Pictures and drawings on its pages are not shown here: open the file in the environment too.',
  },
  html: {
    title: 'Tables and text of a page',
    leavesOut:
      'The page is not shown as a browser shows it: charts and pictures in it are not here, nor is its layout.',
  },
  svg: {
    title: 'Drawing',
    leavesOut:
      'It is drawn anew from its shapes and texts. What lies beyond its edges, or looks like what is behind it, stands in its source alone. Each point of it is a number that can be read.',
  },
  docx: { title: 'Tables and text', leavesOut: 'Pictures are not shown here, and not how the document looks.' },
  pptx: { title: 'Tables and text', leavesOut: 'Pictures are not shown here, and not how the slides look.' },
  odf: { title: 'Tables and text', leavesOut: 'Pictures are not shown here, and not how the document looks.' },
  xlsx: { title: 'Sheets', leavesOut: 'Of formulas only the results are shown, and of charts and pictures nothing.' },
  png: picture,
  jpeg: picture,
  archive: { title: 'Files in it', leavesOut: 'These are their names; nobody has looked into them.' },
};

/** The content of a file as a child made it. Everything in it is text or a picture: nothing of the file reaches the page in another form. */
export function contentCard({ shown, showing, places, address }: ContentParts): Html {
  if (shown === undefined)
    return html`<section class="card"><h2>Content</h2><p>It could not be shown: reading it ended its process, or took too long or too much memory.</p></section>`;
  const { content, holds, picture: seen } = shown;
  const here = shown.parts[showing.part - 1];
  const about = content?.kind === 'bytes' ? undefined : aboutTypes[shown.type];
  return html`<section class="card"><h2>${about?.title ?? 'Content'}</h2>
${about === undefined ? '' : html`<p class="soft">${about.leavesOut}</p>`}
${holds === undefined ? '' : html`<p><strong>What such a file can hold.</strong> ${holdings[holds]}</p>`}
${seen === undefined ? '' : pictureView(seen)}
${partList(shown, showing, address)}
${content === undefined ? noPart(shown, showing) : viewOf(content, showing, here, marksOf(places, here))}
${pager(content, showing, address)}</section>`;
}

function noPart({ picture: seen }: Shown, { part }: Showing): Html | '' {
  return seen === undefined ? html`<p>The file has no part ${part}.</p>` : '';
}

function viewOf(content: Content, { from }: Showing, here: Part | undefined, marks: Marks): Html {
  switch (content.kind) {
    case 'table':
      return tableView(content, from, marks, (column) => columnText(column, here?.sheet));
    case 'text':
      return textView(content, from, marks);
    case 'bytes':
      return bytesView(content);
  }
}

function pager(content: Content | undefined, { part, from }: Showing, address: ContentParts['address']): Html | '' {
  if (content === undefined || content.kind === 'bytes') return '';
  const { total } = content;
  const [most, word] = content.kind === 'table' ? [mostShown.rows, 'rows'] : [mostShown.lines, 'lines'];
  if (total <= most + 1) return '';
  const last = Math.max(1, total - most + 1);
  const steps = [
    { label: `First ${word}`, to: 1 },
    { label: `Previous ${word}`, to: from - most },
    { label: `Next ${word}`, to: from + most },
    { label: `Last ${word}`, to: last },
  ].filter(({ to }) => to >= 1 && to <= total && to !== from);
  return html`<p>${steps.map(({ label, to }) => html`<a class="button plain" href="${address(part, to)}">${label}</a> `)}</p>`;
}

/** A picture in the page itself, so that a browser asks nobody for it; or why it is not shown. */
function pictureView({ form, width, height, pixels, leftOut = [] }: Picture): Html {
  const size = `${width} by ${height} pixels`;
  if (pixels === undefined)
    return form === 'svg'
      ? html`<p>It has too much in it to be drawn here. Open it in the environment.</p>`
      : html`<p>It has ${size} and is too large to be shown here, where pictures have up to ${mostShown.pixels / 1e6} million pixels and ${mostShown.pictureBytes / 1024 ** 2} MB. Open it in the environment.</p>`;
  return html`<p class="soft">${size}.${leftOut.length === 0 ? '' : html` <strong>Not drawn:</strong> ${leftOut.join(', ')}.`}</p><img class="picture" src="data:image/${form === 'svg' ? 'svg+xml' : form};base64,${pixels}" width="${width}" height="${height}" alt="Picture of ${size}">`;
}

function textView({ lines, total }: Extract<Content, { kind: 'text' }>, from: number, marks: Marks): Html {
  return html`<p class="soft">${countText(total, 'line')}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Text"><table class="lines"><tbody>${lines.map(
    (line, index) => {
      const number = from + index;
      return html`<tr><td class="num soft">${number}</td><td class="mono">${marked(line, marks(number))}</td></tr>`;
    },
  )}</tbody></table></div>`;
}

/** Sixteen bytes in a row, and beside them the letters that they stand for; a dot for what is none. */
function bytesView({ hex }: Extract<Content, { kind: 'bytes' }>): Html {
  const rows = (hex.match(/.{1,32}/g) ?? []).map((row, index) => ({
    at: (index * 16).toString(16).padStart(4, '0'),
    bytes: row.replace(/(..)(?=.)/g, '$1 '),
    letters: Buffer.from(row, 'hex')
      .toString('latin1')
      .replace(/[^ -~]/g, '.'),
  }));
  return html`<p class="soft">The first ${countText(hex.length / 2, 'byte')}.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Bytes and letters"><table class="lines bytes"><tbody>${rows.map(
    ({ at, bytes, letters }) =>
      html`<tr><td class="num soft mono">${at}</td><td class="mono">${bytes}</td><td class="mono">${letters}</td></tr>`,
  )}</tbody></table></div>`;
}

/** `from` is the number of the first of these rows; `name` says what a column is called in a finding about it. */
function tableView(
  { header, rows, last, columns, total }: Extract<Content, { kind: 'table' }>,
  from: number,
  marks: Marks,
  name: (column: number) => string,
): Html {
  const first = Math.max(2, from);
  const left = columns - mostShown.columns;
  const numbers = Array.from({ length: Math.min(columns, mostShown.columns) }, (_, at) => at + 1);
  const firstOfLast = total - last.length + 1;
  const between = firstOfLast - first - rows.length;
  return html`<p class="soft">${countText(total, 'row')} with the first, ${countText(columns, 'column')}.${left > 0 ? ` The last ${left} are not shown.` : ''}</p>
<div class="scroll" tabindex="0" role="region" aria-label="Table"><table class="rows">
<thead><tr><td></td>${numbers.map((column) => html`<td class="soft">${name(column)}</td>`)}</tr>
<tr><td class="num soft">${marked('1', marks(1))}</td>${header.map((text, at) => html`<th scope="col">${marked(text, marks(1, at + 1))}</th>`)}</tr>
<tr><td></td>${numbers.map((column) => html`<td class="soft small">${kindOf(rows.map((row) => row[column - 1] ?? ''))}</td>`)}</tr></thead>
<tbody>${rows.map((row, index) => rowView(first + index, row, marks))}
${between > 0 ? html`<tr><td></td><td class="soft" colspan="${numbers.length}">${countText(between, 'row')} more</td></tr>` : ''}
${last.map((row, index) => rowView(firstOfLast + index, row, marks))}</tbody></table></div>`;
}

function rowView(number: number, row: readonly string[], marks: Marks): Html {
  return html`<tr><td class="num soft">${marked(String(number), marks(number))}</td>${row.map((text, at) => html`<td>${marked(text, marks(number, at + 1))}</td>`)}</tr>`;
}

function kindOf(cells: readonly string[]): string {
  const filled = cells.filter((text) => text.trim() !== '');
  if (filled.length === 0) return 'empty';
  return filled.every((text) => /^\s*(?:[-+.,][.,\s]*)?\d[\d.,\s]*(?:%\s*)?$/.test(text)) ? 'numbers' : 'text';
}
