import { html } from 'hono/html';
import type { Html, Visitor } from '../../pages/base/layout.ts';
import type { Mine } from './mine.ts';

/** What was typed into one and not noted, by field; the form is that of `project`. */
export type TypedExpected = Readonly<Record<string, string>>;

/** For the projects that somebody owns data of. */
export function expectedForms({ projects }: Mine, { antiForgery }: Visitor, typed: TypedExpected = {}): Html {
  const was = (id: string, field: string) => (typed['project'] === id ? (typed[field] ?? '') : '');
  const owned = projects.filter(({ parts }) => parts.includes('data owner'));
  return html`${owned.map(
    ({
      id,
      title,
    }) => html`<details class="act"${typed['project'] === id ? html` open` : ''}><summary>Say what you expect of an upload to <bdi>${title}</bdi></summary>
<p class="soft">Say it before you upload. Nothing is copied or deleted unless all of it is right.</p>
<form method="post" action="/api/mine/expected/${id}"><input type="hidden" name="antiForgery" value="${antiForgery}">
<label class="field" for="name-${id}">Dataset</label><input class="text" id="name-${id}" name="name" value="${was(id, 'name')}" required maxlength="1024" autocomplete="off">
<label class="field" for="files-${id}">Files <span class="soft">(optional)</span></label><input class="text" id="files-${id}" name="files" value="${was(id, 'files')}" type="number" min="1">
<label class="field" for="bytes-${id}">Bytes <span class="soft">(optional)</span></label><input class="text" id="bytes-${id}" name="bytes" value="${was(id, 'bytes')}" type="number" min="0">
<label class="field" for="sums-${id}">MD5 of each file <span class="soft">(optional: what <code>md5sum</code> prints, one line a file)</span></label>
<textarea class="mono" id="sums-${id}" name="sums" spellcheck="false">${was(id, 'sums')}</textarea>
<button class="button plain">Note it</button></form></details>`,
  )}`;
}
