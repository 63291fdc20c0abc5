import { html } from 'hono/html';
import type { FilesInView, NumberedFile } from '../domain/file-view.ts';
import type { Choice } from '../domain/round.ts';
import { fileName, type Html, type Visitor } from './layout.ts';
import { countText, sizeText } from './words.ts';

/** Where the form of the files goes, and the answer that was chosen so far. */
interface FilesForm {
  readonly action: string;
  readonly choice: Choice | undefined;
}

/**
 * The files of a package, a page at a time. The form is sent as a POST although it only looks: what somebody filters by is a piece of a
 * name that was chosen inside, and addresses end up in logs.
 */
export function filesCard(
  { files, count }: { readonly files: FilesInView; readonly count: number },
  { action, choice }: FilesForm,
  visitor: Visitor,
): Html {
  const { view, fitting } = files;
  return html`<section class="card" id="files"><h2>Files</h2>
<form method="post" action="${action}/files">
<input type="hidden" name="antiForgery" value="${visitor.antiForgery}"><input type="hidden" name="choice" value="${choice ?? ''}">
<div class="filter"><label>Name holds <input name="name" value="${view.name}" maxlength="200" dir="auto" autocomplete="off"></label>
<label>Type <input name="type" value="${view.type}" maxlength="17" autocomplete="off"></label>
<button class="button plain" name="page" value="1">Show</button></div>
<p class="soft small">${whichFiles(files, count)} <a href="${action}/manifest">Download the manifest</a>: each file with its size, ETag and MD5, one JSON line a file.</p>
${fitting === 0 ? '' : fileTable(files.files)}
${pager(files)}
</form></section>`;
}

function whichFiles({ view, files, fitting, pages }: FilesInView, count: number): string {
  const isFiltered = view.name !== '' || view.type !== '';
  const some = isFiltered
    ? `${fitting.toLocaleString('en-GB')} of ${countText(count, 'file')} fit`
    : countText(count, 'file');
  if (pages === 1) return `${some}.`;
  return `${some}; page ${view.page} of ${pages} shows ${files.length}.`;
}

function fileTable(files: readonly NumberedFile[]): Html {
  return html`<div class="files" tabindex="0" role="region" aria-label="Files"><table>
<thead><tr><th scope="col" class="num">No.</th><th scope="col">Name and MD5</th><th scope="col" class="num">Size</th></tr></thead>
<tbody>${files.map(fileRow)}</tbody>
</table></div>`;
}

function fileRow({ number, path, size, md5 }: NumberedFile): Html {
  return html`<tr><td class="num">${number}</td><td>${fileName(path)}<br><code class="soft">${md5 ?? 'no MD5'}</code></td><td class="num">${sizeText(size)}</td></tr>`;
}

function pager({ view: { page }, pages }: FilesInView): Html | '' {
  if (pages === 1) return '';
  const others = [
    { label: 'First page', to: 1 },
    { label: 'Page before', to: page - 1 },
    { label: 'Next page', to: page + 1 },
    { label: 'Last page', to: pages },
  ].filter(({ to }) => to >= 1 && to <= pages && to !== page);
  return html`<p>${others.map(({ label, to }) => html`<button class="link" name="page" value="${to}">${label}</button> `)}</p>`;
}
