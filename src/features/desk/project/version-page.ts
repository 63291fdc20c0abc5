import { html } from 'hono/html';
import type { Project } from '../../../domain/project/project.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import { momentText } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { definitionCard } from './definition-card.ts';
import type { VersionLine } from './versions-card.ts';

export interface ShownVersion extends Pick<VersionLine, 'hash' | 'by' | 'reason'> {
  readonly id: string;
  readonly at: string | undefined;
  /** Hash of the version in force, where there is one. */
  readonly inForce: string | undefined;
  /** Byte for byte as it was stored. */
  readonly text: string;
  /** Undefined where the rules of today refuse it. */
  readonly definition: Project | undefined;
}

/** Where it is as JSON. */
export function versionFile({ project, hash }: { readonly project: string; readonly hash: string }): string {
  return `/api/ops/projects/${project}/versions/${hash}`;
}

/** One version of the rules of a project, for whoever asks by which rules something left. */
export function versionPage(
  { id, hash, at, inForce, text, definition, ...put }: ShownVersion,
  visitor: DeskVisitor,
): Page {
  const title = `Version ${hash.slice(0, 8)} of ${id}`;
  const project = `${deskPaths.projects}/${id}`;
  const compare = `${project}?${new URLSearchParams({ from: hash, to: inForce ?? '' })}#versions`;
  const state =
    inForce === hash
      ? html`<span class="tag good">in force</span>`
      : html`an earlier one${inForce === undefined ? '' : html`; <a href="${compare}">what changed until now</a>`}`;
  const body = html`<h1>${title}</h1>
<section class="card"><dl class="facts"><dt>Project</dt><dd><a href="${project}">${definition?.title ?? id}</a></dd>
<dt>Accepted</dt><dd>${at === undefined ? 'unknown' : momentText(at)}</dd>
<dt>Put by</dt><dd><bdi>${put.by ?? 'not in the audit'}</bdi>${put.reason ? html`: <bdi dir="auto">${put.reason}</bdi>` : ''}</dd>
<dt>State</dt><dd>${state}</dd><dt>SHA-256</dt><dd><code>${hash}</code></dd></dl>
<p><a href="${versionFile({ project: id, hash })}">As JSON, byte for byte</a></p></section>
${definition === undefined ? html`<section class="card"><h2>What it says</h2><p>The rules of today refuse it, so it stands here as it was stored.</p><pre>${text}</pre></section>` : html`${definitionCard(definition)}${peopleCard(definition)}`}`;
  return deskPage(visitor, { title, here: deskPaths.projects, body });
}

const parts = [
  ['dataOwners', 'Data owners'],
  ['researchers', 'Researchers'],
  ['approvers', 'Approvers'],
  ['operators', 'Operators who are told'],
] as const;

function peopleCard({ people }: Project): Html {
  const names = (part: (typeof parts)[number][0]) =>
    people[part]
      .map((one) => `${one.name}${'independent' in one && one.independent ? ' (independent)' : ''}`)
      .join(', ');
  return html`<section class="card"><h2>People</h2><dl class="facts">${parts.map(([part, label]) => html`<dt>${label}</dt><dd><bdi>${names(part) || 'none'}</bdi></dd>`)}</dl></section>`;
}
