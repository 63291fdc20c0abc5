import { html } from 'hono/html';
import { shortNumber } from '../../../domain/base/door.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import { fileName, type Html, type Page } from '../../../pages/base/layout.ts';
import { momentText } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { operationHref, projectHref } from '../../../pages/desk/links.ts';
import type { ProjectZones } from '../../../use-cases/project/project-zones.ts';

interface Found {
  readonly text: string;
  /** Page on which something was typed meanwhile. */
  readonly back: string | undefined;
  readonly operations: readonly Operation[];
  readonly zones: ProjectZones;
  /** Whether there are more than are shown. */
  readonly isCut: boolean;
}

/** What is called so. What nobody has and what this visitor may not see are one answer. */
export function foundPage(shown: Found, visitor: DeskVisitor): Page {
  const { text, operations, back } = shown;
  const title = 'Find a dataset or package';
  const body = html`
<h1>${title}</h1>
<p class="soft">Type a short number (the last six characters of the id), a whole id, or a part of a name into the field at the top.</p>
${back === undefined ? '' : html`<p class="note">What you typed on the page before is kept for ten minutes. <a href="${back}">Back to it</a></p>`}
${text === '' ? '' : result(text, operations.length === 0 ? nothing(text) : found(shown))}`;
  return deskPage(visitor, { title: text === '' ? title : `Found: ${text}`, here: deskPaths.search, body });
}

function result(text: string, content: Html): Html {
  const elsewhere = new URLSearchParams({ text });
  return html`${content}
<p>The same among <a href="${deskPaths.projects}?${elsewhere}">projects</a> and <a href="${deskPaths.people}?${elsewhere}">people</a>.</p>`;
}

function nothing(text: string): Html {
  return html`<section class="card"><p>No dataset or package that you may see is called so: <bdi dir="auto">${text}</bdi>.</p></section>`;
}

function found({ operations, isCut, zones }: Found): Html {
  return html`<section class="card"><table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">Number</th><th scope="col">Project</th><th scope="col">State</th><th scope="col">Since</th></tr></thead>
<tbody>${operations.map(
    (one) => html`<tr><td class="wide"><a href="${operationHref(one.door, one)}">${fileName(one.name)}</a></td>
<td data-label="Number">${shortNumber(one.id)}</td><td data-label="Project"><a href="${projectHref(one.project)}">${one.project}</a></td>
<td data-label="State">${stateText(one.state)}</td><td data-label="Since"><span>${momentText(one.since, zones.get(one.project))}</span></td></tr>`,
  )}</tbody></table>${isCut ? html`<p class="soft">There are more: type more of the name.</p>` : ''}</section>`;
}
