import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { UsedBy, UsingPackage } from '../../../domain/lifecycle/used-by.ts';
import { fileName, type Html } from '../../../pages/base/layout.ts';
import { stateTag } from '../../../pages/base/state-tag.ts';
import type { PageTime } from '../../../pages/base/words.ts';

export interface UsedByPart extends UsedBy {
  readonly isFirst: boolean;
  readonly continuation: string | null;
}

interface UsedByCard extends PageTime {
  readonly project: string;
  /** Address of the page. */
  readonly place: string;
}

export function usedByCard(part: UsedByPart, { project, place, ...at }: UsedByCard): Html {
  const { packages, count, unsaid } = part;
  return html`<section class="card" id="used-by"><h2>Made from it</h2>
${count === 0 ? html`<p class="soft">No package names this version among what it was made from.</p>` : html`<ul>${packages.map((one) => html`<li>${packageLine(one, project, at)}</li>`)}</ul>`}
${pager(part, place)}${unsaid === 0 ? '' : html`<p class="soft small">Of ${countText(unsaid, 'package')} of the project nobody said what they were made from.</p>`}</section>`;
}

function pager({ packages, count, isFirst, continuation }: UsedByPart, place: string): Html | '' {
  if (isFirst && continuation === null) return '';
  return html`<p><span class="soft small">${packages.length} of ${countText(count, 'package')}, the newest first.</span>${isFirst ? '' : html` <a href="${place}#used-by">First packages</a>`}${continuation === null ? '' : html` <a href="${place}?used=${continuation}#used-by">Next packages</a>`}</p>`;
}

function packageLine({ id, name, state, since }: UsingPackage, project: string, at: PageTime): Html {
  return html`<a href="/api/ops/desk/exports/${project}/${id}">${fileName(name)}</a> ${stateTag({ state, since }, at)}`;
}
