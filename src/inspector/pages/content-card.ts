import { html } from 'hono/html';
import type { FilePlaces, FileType } from '../../domain/inspection/evidence.ts';
import type { Html } from '../../pages/base/layout.ts';
import { type Content, mostShown, type Showing, type Shown } from '../child/shown.ts';
import { holdings } from '../rules/holdings.ts';
import { type Marks, marksOf } from './marks.ts';
import { partList } from './part-list.ts';
import { pictureView } from './picture-view.ts';
import { bytesView, textView } from './plain-view.ts';
import { tableView } from './table-view.ts';

/** What a page shows of a file, where it stands, and what was found in it. */
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
    title: 'The code and text of its cells',
    leavesOut: 'What the cells put out is in the file too and is not shown here.',
  },
  pdf: {
    title: 'Text',
    leavesOut: 'Pictures and drawings on its pages are not shown here: open the file in the environment too.',
  },
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
  const about = content?.kind === 'bytes' ? undefined : aboutTypes[shown.type];
  return html`<section class="card"><h2>${about?.title ?? 'Content'}</h2>
${about === undefined ? '' : html`<p class="soft">${about.leavesOut}</p>`}
${holds === undefined ? '' : html`<p><strong>What such a file can hold.</strong> ${holdings[holds]}</p>`}
${seen === undefined ? '' : html`${pictureView(seen)}${content === undefined ? '' : html`<h3>Text in its metadata</h3>`}`}
${partList(shown, showing, address)}
${content === undefined ? noPart(shown, showing) : viewOf(content, showing, marksOf(places, shown.parts[showing.part - 1]))}
${pager(content, showing, address)}</section>`;
}

function noPart({ picture: seen }: Shown, { part }: Showing): Html | '' {
  return seen === undefined ? html`<p>The file has no part ${part}.</p>` : '';
}

function viewOf(content: Content, { from }: Showing, marks: Marks): Html {
  switch (content.kind) {
    case 'table':
      return tableView(content, from, marks);
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
