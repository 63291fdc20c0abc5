import { html } from 'hono/html';
import type { Html } from '../../pages/base/layout.ts';
import { type FormFields, fieldsOfForm, type SentPage, unchangedMark } from '../../pages/base/page-form.ts';
import type { Mine, MyProject } from './mine.ts';

/** For the projects that somebody owns data of. */
export function expectedForms({ projects }: Mine, sent?: SentPage): Html {
  return html`${projects.filter(({ parts }) => parts.includes('data owner')).map((project) => expectedForm(project, sent))}`;
}

function expectedForm({ id, title }: MyProject, sent?: SentPage): Html {
  const fields = fieldsOfForm(`expected-${id}`, sent);
  const line = (name: string, label: Html, more: Html) =>
    html`<label class="field" for="${name}-${id}">${label}</label><input class="text" id="${name}-${id}" ${fields.named(name)} value="${fields.value(name)}" ${more}>`;
  const optional = html` <span class="soft">(optional)</span>`;
  const shown = html`<p class="soft">Say it before you upload. Nothing is copied or deleted unless all of it is right.</p>
${line('name', html`Dataset`, html`required maxlength="1024" autocomplete="off"`)}
${line('files', html`Files${optional}`, html`type="number" min="1"`)}
${line('bytes', html`Bytes${optional}`, html`type="number" min="0"`)}
${sumsField(id, fields)}`;
  return html`<details class="act"${fields.isTyped ? html` open` : ''}><summary>Say what you expect of an upload to <bdi>${title}</bdi></summary>
<div role="group" aria-label="What you expect of an upload to ${title}">${shown}
${unchangedMark(fields)}<button class="button plain" ${fields.pressed} formaction="/api/mine/expected/${id}">Note it</button></div></details>`;
}

function sumsField(id: string, fields: FormFields): Html {
  return html`<label class="field" for="sums-${id}">MD5 of each file <span class="soft">(optional: what <code>md5sum</code> prints, one line a file)</span></label>
<textarea class="mono" id="sums-${id}" ${fields.named('sums')} spellcheck="false">${fields.value('sums')}</textarea>`;
}
