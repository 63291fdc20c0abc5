import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { AccessEntry } from '../../../domain/overview/access-review.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import { momentText, shortName } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import type { ReviewedAccess } from '../../../use-cases/people/review-access.ts';
import type { ProjectZones } from '../../../use-cases/project/project-zones.ts';
import { addressOf } from '../project/project-page.ts';
import { partText, signInText } from './people-card.ts';

interface ShownAccess extends ReviewedAccess {
  readonly zones: ProjectZones;
}

export function accessReviewPage(shown: ShownAccess, visitor: DeskVisitor): Page {
  const { at, items, broken, leftOut } = shown;
  const differing = items.filter(({ differences }) => differences.length > 0);
  const projects = Map.groupBy(
    items.filter(({ differences }) => differences.length === 0),
    ({ project }) => project,
  );
  const body = html`
<h1>Access review</h1>
<p class="lead">${summary(shown, differing.length)} <span class="small nowrap">Looked at ${momentText(at)}.</span></p>
<p class="soft">The definition says who may; the groups of the directory decide who can reach the files. Which groups somebody is in comes from the token of their last sign-in, so nothing is known of people who never signed in. Only the directory says who has an app role.</p>
<p><a class="button plain" href="/api/ops/access-review?format=csv">Download as CSV</a></p>
${differing.length === 0 ? '' : html`<section class="card"><h2>Differences</h2>${table(differing, shown, true)}</section>`}
${[...projects.values()].map((entries) => projectCard(entries, shown))}
${listCard('Not shown: their definition cannot be read', broken)}
${listCard('Not shown: you are a researcher there', leftOut)}`;
  return deskPage(visitor, { title: 'Access review', here: deskPaths.projects, body });
}

function summary({ groupsClaim, items }: ReviewedAccess, differing: number): string {
  const people = countText(new Set(items.map(({ oid }) => oid)).size, 'person', 'people');
  const projects = countText(new Set(items.map(({ project }) => project)).size, 'project');
  const found = `${people} in ${projects}`;
  if (!groupsClaim) return `${found}. Groups do not count in this deployment, so nothing is compared.`;
  return `${found}; ${differing === 0 ? 'no difference is known' : `${countText(differing, 'difference')} to look at`}.`;
}

function projectCard(entries: readonly AccessEntry[], seen: ShownAccess): Html | '' {
  const [first] = entries;
  if (first === undefined) return '';
  return html`<section class="card"><h2><a href="${addressOf(first.project)}"><bdi dir="auto">${shortName(first.title)}</bdi></a> ${stateTag(first)}</h2>
<details><summary>${countText(entries.length, 'person', 'people')} without a difference</summary>${table(entries, seen, false)}</details></section>`;
}

function stateTag({ state }: Pick<AccessEntry, 'state'>): Html | '' {
  return state === 'open' ? '' : html`<span class="tag">${state}</span>`;
}

function table(entries: readonly AccessEntry[], seen: ShownAccess, withProject: boolean): Html {
  return html`<table class="cards"><thead><tr>${withProject ? html`<th scope="col">Project</th>` : ''}<th scope="col">Name</th><th scope="col">Part</th><th scope="col">Last sign-in</th><th scope="col">To look at</th></tr></thead>
<tbody>${entries.map((entry) => row(entry, seen, withProject))}</tbody></table>`;
}

function row(entry: AccessEntry, { at, zones }: ShownAccess, withProject: boolean): Html {
  const { project, title, oid, name, email, suspended, differences, parts, over } = entry;
  const special = [
    ...differences.map((text) => html`<div><span class="tag bad">differs</span> ${text}</div>`),
    ...(over.length === 0
      ? []
      : [html`<div><span class="tag wait">no longer eligible</span> as ${over.join(', ')}</div>`]),
    ...suspended.map(
      ({ since }) =>
        html`<div><span class="tag wait">suspended</span> since ${momentText(since, zones.get(project))}</div>`,
    ),
  ];
  const who =
    name === null
      ? html`<code>${oid}</code>`
      : html`<span><bdi class="name">${name}</bdi><br><bdi class="small soft">${email}</bdi></span>`;
  return html`<tr>${withProject ? html`<td data-label="Project"><a href="${addressOf(project)}"><bdi dir="auto">${shortName(title)}</bdi></a> ${stateTag(entry)}</td>` : ''}<td data-label="Name">${who}</td>
<td data-label="Part">${parts.length === 0 ? 'none' : partText(entry)}</td><td data-label="Last sign-in">${signInText(entry, new Date(at))}</td>
<td data-label="To look at" class="${special.length === 0 ? 'none' : 'wide'}">${special}</td></tr>`;
}

function listCard(title: string, projects: readonly string[]): Html | '' {
  if (projects.length === 0) return '';
  return html`<section class="card"><h2>${title}</h2><ul>${projects.map((id) => html`<li><code>${id}</code></li>`)}</ul></section>`;
}
