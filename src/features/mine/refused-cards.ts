import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { type Door, doorFacts } from '../../domain/base/door.ts';
import { noticesOf } from '../../domain/notification/refused-notification.ts';
import { fileName, type Html } from '../../pages/base/layout.ts';
import { type FormFields, fieldsOfForm, type SentPage, unchangedMark } from '../../pages/base/page-form.ts';

/** Datasets that are refused, with what names the list. */
export interface MyRefused {
  readonly digest: string;
  readonly names: readonly { readonly name: string; readonly problems: readonly string[] }[];
  /** More are refused than are listed. */
  readonly isFull: boolean;
}

interface ProjectWithRefused {
  readonly id: string;
  readonly title: string;
  readonly parts: readonly string[];
  readonly refused?: MyRefused;
}

/**
 * What is refused of the datasets of a project, for its owners. Of packages nothing is shown outside, not even that some are refused: whoever has read
 * the notice inside types its digest.
 */
export function refusedCards(projects: readonly ProjectWithRefused[], sent?: SentPage): Html {
  return html`${projects.map((project) => datasetsCard(project, sent))}${projects.map((project) => packagesForm(project, sent))}`;
}

function datasetsCard({ id, title, refused }: ProjectWithRefused, sent?: SentPage): Html | '' {
  if (refused === undefined || refused.names.length === 0) return '';
  const { names, digest, isFull } = refused;
  const fields = fieldsOfForm(`discard-datasets-${id}`, sent);
  return html`<section class="card"><h2>Refused datasets of <bdi>${title}</bdi></h2>
<p class="soft">Nothing of them is taken in or touched. Put right or remove what is listed; what keeps the rules is taken in by itself.${isFull ? ' More are refused than are listed.' : ''}</p>
<table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">What it breaks</th></tr></thead>
<tbody>${names.map(({ name, problems }) => html`<tr><td class="wide">${fileName(name)}</td><td class="wide">${html`<ul>${problems.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>`}</td></tr>`)}</tbody></table>
${fields.hidden('digest', digest)}${discardButton('ingress', id, fields, `Delete what is listed (${countText(names.length, 'name')})`)}</section>`;
}

function packagesForm({ id, title, parts }: ProjectWithRefused, sent?: SentPage): Html | '' {
  if (!parts.includes('researcher')) return '';
  const fields = fieldsOfForm(`discard-packages-${id}`, sent);
  const field = html`<label class="field" for="digest-${id}">Digest <span class="soft">(64 characters, at the end of the notice)</span></label>
<input class="text" id="digest-${id}" ${fields.named('digest')} value="${fields.value('digest')}" required pattern="[0-9a-f]{64}" autocomplete="off">`;
  return html`<details class="act"${fields.isTyped ? html` open` : ''}><summary>Delete refused packages of <bdi>${title}</bdi></summary>
<p class="soft">Packages that break the rules by a name, a kind of file or their size are listed inside, in notices/${noticesOf(id)}. What the newest notice lists is deleted as it is listed.</p>
${field}${discardButton('export', id, fields, 'Delete what is listed there')}</details>`;
}

function discardButton(door: Door, id: string, fields: FormFields, button: string): Html {
  return html`${unchangedMark(fields)}<button class="button plain" ${fields.pressed} formaction="/api/mine/refused/${doorFacts(door).list}/${id}">${button}</button>`;
}
