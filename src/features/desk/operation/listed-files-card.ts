import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { NumberedFile } from '../../../domain/review/file-view.ts';
import { fileName, type Html } from '../../../pages/base/layout.ts';
import { sizeText } from '../../../pages/base/words.ts';

/** A page of the files of an operation; `refusal` says why there is none. */
export type ListedFiles =
  | { readonly refusal: string }
  | {
      readonly of: 'source' | 'package' | null;
      readonly count: number;
      readonly bytes: number;
      readonly items: readonly NumberedFile[];
      readonly continuation: string | null;
    };

/** The files, a page at a time. `place` is the address of the page. */
export function listedFilesCard(files: ListedFiles, place: string): Html {
  return html`<section class="card" id="files"><h2>Files</h2>${'refusal' in files ? html`<p class="soft">${files.refusal}</p>` : filesOf(files, place)}</section>`;
}

function filesOf(
  { of, count, bytes, items, continuation }: Exclude<ListedFiles, { refusal: string }>,
  place: string,
): Html {
  if (of === null) return html`<p class="soft">Nothing was listed yet.</p>`;
  const from = items[0]?.number ?? 1;
  const which = of === 'package' ? 'frozen' : 'as they were listed at the door';
  const part =
    items.length === count
      ? ''
      : `: ${from.toLocaleString('en-GB')} to ${(from + items.length - 1).toLocaleString('en-GB')}`;
  return html`<p class="soft small">${countText(count, 'file')}, ${sizeText(bytes)}, ${which}${part}.</p>
${
  items.length === 0
    ? ''
    : html`<div class="files" tabindex="0" role="region" aria-label="Files"><table class="cards"><thead><tr><th scope="col" class="num">No.</th><th scope="col">Name</th><th scope="col" class="num">Size</th></tr></thead>
<tbody>${items.map(
        ({ number, path, size, role }) =>
          html`<tr><td class="num" data-label="No.">${number}</td><td class="wide">${fileName(path)}${role === undefined ? '' : html` <span class="tag">${role}</span>`}</td><td class="num" data-label="Size">${sizeText(size)}</td></tr>`,
      )}</tbody></table></div>`
}
${pager(from, continuation, place)}`;
}

function pager(from: number, continuation: string | null, place: string): Html | '' {
  if (from === 1 && continuation === null) return '';
  return html`<p>${from === 1 ? '' : html`<a href="${place}#files">First files</a> `}${continuation === null ? '' : html`<a href="${place}?files=${continuation}#files">Next files</a>`}</p>`;
}
