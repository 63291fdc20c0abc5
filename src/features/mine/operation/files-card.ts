import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { MyFiles } from './my-files.ts';

/** The first files of a dataset with their MD5, as they were listed. */
export function filesCard(files: MyFiles | undefined, address: string): Html | '' {
  if (files === undefined || files.items.length === 0) return '';
  return html`<section class="card"><h2>Files</h2><p>${countText(files.count, 'file')}${files.items.length < files.count ? `, the first ${files.items.length} of them` : ''}. <a href="${address}/files">All as CSV</a>, with the MD5 that storage computed.</p>
<div class="files" tabindex="0" role="region" aria-label="Files"><table><thead><tr><th scope="col">Name</th><th scope="col" class="num">Bytes</th><th scope="col">MD5</th></tr></thead>
<tbody>${files.items.map(({ path, size, md5 }) => html`<tr><td><bdi>${path}</bdi></td><td class="num">${size.toLocaleString('en-GB')}</td>${md5Cell(md5)}</tr>`)}</tbody></table></div></section>`;
}

/** Storage computes none of what is sent in blocks. */
function md5Cell(md5: string | undefined): Html {
  return md5 === undefined ? html`<td class="soft">none computed</td>` : html`<td class="mono">${md5}</td>`;
}
