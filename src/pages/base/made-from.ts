import { html } from 'hono/html';
import type { MadeFrom, PublishedVersion } from '../../domain/operation/operation.ts';
import { fileName, type Html } from './layout.ts';

/** `linkTo` gives the page of a version, where the reader may see it. */
export function madeFromList(madeFrom: MadeFrom | undefined, linkTo?: (version: PublishedVersion) => string): Html {
  if (madeFrom === undefined) return html`<span class="soft">Nobody said which data.</span>`;
  if (madeFrom === 'unknown') return html`<span class="soft">Its researcher says that this is unknown.</span>`;
  return html`${madeFrom.map((one, index) => html`${index > 0 ? ', ' : ''}${versionName(one, linkTo?.(one))}`)}`;
}

function versionName({ name, version }: PublishedVersion, href: string | undefined): Html {
  const text = html`${fileName(name)} <span class="nowrap">v${version}</span>`;
  return href === undefined ? text : html`<a href="${href}">${text}</a>`;
}
