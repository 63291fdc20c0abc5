import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Problem } from '../../../domain/base/errors.ts';
import { printable } from '../../../domain/base/printable.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import { distanceText, momentText, type PageTime, readableTimes, shortName } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { projectHref } from '../../../pages/desk/links.ts';
import type { ComputesLine } from '../../explain/domain/computes-line.ts';
import { computeStateTag, computeStateWords, inactiveTag } from './compute-words.ts';

export interface ShownComputesLines {
  readonly items: readonly ComputesLine[];
  /** Projects whose definition the rules refuse: nothing is done to their computes. */
  readonly broken: readonly { readonly id: string; readonly problems: readonly Problem[] }[];
  /** Projects in which the visitor is a researcher. */
  readonly leftOut: readonly string[];
}

/** The page of the computes of all projects, those that need somebody first. */
export function computesPage(shown: ShownComputesLines, visitor: DeskVisitor, now: Date): Page {
  const { items, broken, leftOut } = shown;
  const lines = items.toSorted((one, other) => rank(one) - rank(other) || (one.project < other.project ? -1 : 1));
  const body = html`
<h1>Computes</h1>
<p class="lead">${headline(lines)} A run looks every five minutes; this is what the last ones saw.</p>
${lines.length === 0 ? html`<section class="card"><p>No project has computes.</p></section>` : table(lines, now)}
${broken.length === 0 ? '' : brokenCard(broken)}
${leftOut.length === 0 ? '' : html`<p class="soft">Not shown, because you are a researcher there: ${leftOut.join(', ')}.</p>`}`;
  return deskPage(visitor, { title: 'Computes', here: deskPaths.compute, body });
}

const order: readonly ComputesLine['state'][] = ['stopped', 'unmended', 'held', 'unseen', 'changing', 'as-defined'];

function rank({ state }: ComputesLine): number {
  return order.indexOf(state);
}

function headline(lines: readonly ComputesLine[]): string {
  const counts = order.flatMap((state) => {
    const count = lines.filter((line) => line.state === state).length;
    return count === 0 ? [] : [`${count} ${computeStateWords[state]}`];
  });
  return lines.length === 0 ? '' : `${countText(lines.length, 'project')}: ${counts.join(', ')}.`;
}

function table(lines: readonly ComputesLine[], now: Date): Html {
  return html`<section class="card"><table class="cards"><thead><tr><th scope="col">Project</th><th scope="col">State</th>
<th scope="col">What that means</th><th scope="col" class="num">Running</th><th scope="col">Last look</th></tr></thead>
<tbody>${lines.map((line) => row(line, now))}</tbody></table></section>`;
}

function row(line: ComputesLine, now: Date): Html {
  const { project, title, timeZone, state, since, there, defined, running, lookedAt } = line;
  const differs =
    since === null ? '' : html`<br><span class="soft small">differs since ${momentText(since, timeZone)}</span>`;
  return html`<tr><td class="wide"><a class="name" href="${deskPaths.compute}/${project}">${project}</a><br><span class="soft small"><bdi>${shortName(title, 60)}</bdi></span></td>
<td data-label="State"><span>${computeStateTag(state)}${inactiveTag(line)}${differs}</span></td>
${meaning(line)}
<td data-label="Running" class="num">${running} of ${Math.max(there, defined)}</td>
<td data-label="Last look">${snapshotText(lookedAt, { now, timeZone })}</td></tr>`;
}

/** The state says it all where nothing differs. */
function meaning({ state, active, alerts, budget, text, timeZone }: ComputesLine): Html {
  if (state === 'as-defined' && active && alerts === 0 && budget?.level !== 'used-up')
    return html`<td class="none"></td>`;
  return html`<td data-label="What that means" class="wide">${printable(shortName(readableTimes(text, timeZone), 240))}</td>`;
}

/** Three runs were due since. */
const staleAfter = 15 * 60_000;

/** When somebody looked last, marked where that is longer ago than runs are apart. */
export function snapshotText(lookedAt: string | null, { now, timeZone }: PageTime): Html {
  if (lookedAt === null) return html`<span class="soft">never</span>`;
  const isStale = now.getTime() - Date.parse(lookedAt) > staleAfter;
  const ago = html`<span class="nowrap" title="${momentText(lookedAt, timeZone)}">${distanceText(lookedAt, now)}</span>`;
  return isStale ? html`<span class="tag bad">${ago}</span>` : ago;
}

function brokenCard(broken: ShownComputesLines['broken']): Html {
  return html`<section class="card"><h2>Definitions that the rules refuse</h2><p class="soft">Nothing is done to their computes until the definition is mended.</p>
<ul>${broken.map(({ id, problems }) => html`<li><a href="${projectHref(id)}">${id}</a>: ${countText(problems.length, 'problem')}</li>`)}</ul></section>`;
}
