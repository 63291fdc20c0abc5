import { html } from 'hono/html';
import { countText } from '../../../domain/count-text.ts';
import type { UsedBy, UsingPackage } from '../../../domain/used-by.ts';
import { fileName, type Html } from '../../layout.ts';
import { stateTag } from '../../mine-page.ts';

/** The packages that were made from a version of a dataset, and how many do not say. */
export function usedByCard({ packages, unsaid }: UsedBy, project: string, now: Date): Html {
  return html`<section class="card" id="used-by"><h2>Made from it</h2>
${packages.length === 0 ? html`<p class="soft">No package names this version among what it was made from.</p>` : html`<ul>${packages.map((one) => html`<li>${packageLine(one, project, now)}</li>`)}</ul>`}
${unsaid === 0 ? '' : html`<p class="soft small">${countText(unsaid, 'package')} of the project without a word about it.</p>`}</section>`;
}

function packageLine({ id, name, state, since }: UsingPackage, project: string, now: Date): Html {
  return html`<a href="/api/ops/desk/exports/${project}/${id}">${fileName(name)}</a> ${stateTag({ state, since }, now)}`;
}
