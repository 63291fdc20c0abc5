import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { type Door, doorFacts } from '../../domain/base/door.ts';
import { noticesOf } from '../../domain/notification/refused-notification.ts';
import { fileName, type Html, type Visitor } from '../../pages/base/layout.ts';

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
export function refusedCards(projects: readonly ProjectWithRefused[], visitor: Visitor, typed = ''): Html {
  return html`${projects.map((project) => datasetsCard(project, visitor))}${projects.map((project) => packagesForm(project, visitor, typed))}`;
}

function datasetsCard({ id, title, refused }: ProjectWithRefused, visitor: Visitor): Html | '' {
  if (refused === undefined || refused.names.length === 0) return '';
  const { names, digest, isFull } = refused;
  return html`<section class="card"><h2>Refused datasets of <bdi>${title}</bdi></h2>
<p class="soft">Nothing of them is taken in or touched. Put right or remove what is listed; what keeps the rules is taken in by itself.${isFull ? ' More are refused than are listed.' : ''}</p>
<table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">What it breaks</th></tr></thead>
<tbody>${names.map(({ name, problems }) => html`<tr><td class="wide">${fileName(name)}</td><td class="wide">${html`<ul>${problems.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul>`}</td></tr>`)}</tbody></table>
${discardForm('ingress', id, visitor, html`<input type="hidden" name="digest" value="${digest}">`, `Delete what is listed (${countText(names.length, 'name')})`)}</section>`;
}

function packagesForm({ id, title, parts }: ProjectWithRefused, visitor: Visitor, typed: string): Html | '' {
  if (!parts.includes('researcher')) return '';
  const field = html`<label class="field" for="digest-${id}">Digest <span class="soft">(64 characters, at the end of the notice)</span></label>
<input class="text" id="digest-${id}" name="digest" value="${typed}" required pattern="[0-9a-f]{64}" autocomplete="off">`;
  return html`<details class="act"${typed === '' ? '' : html` open`}><summary>Delete refused packages of <bdi>${title}</bdi></summary>
<p class="soft">Packages that break the rules by a name, a kind of file or their size are listed inside, in notices/${noticesOf(id)}. What the newest notice lists is deleted as it is listed.</p>
${discardForm('export', id, visitor, field, 'Delete what is listed there')}</details>`;
}

function discardForm(door: Door, id: string, { antiForgery }: Visitor, field: Html, button: string): Html {
  return html`<form method="post" action="/api/mine/refused/${doorFacts(door).list}/${id}"><input type="hidden" name="antiForgery" value="${antiForgery}">${field}<button class="button plain">${button}</button></form>`;
}
