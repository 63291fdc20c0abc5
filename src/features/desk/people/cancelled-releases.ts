import { html } from 'hono/html';
import type { z } from 'zod';
import type { holds } from '../../../api/holds.ts';
import { countText } from '../../../domain/base/count-text.ts';
import { shortNumber } from '../../../domain/base/door.ts';
import type { Frozen } from '../../../domain/base/frozen.ts';
import { everyProject } from '../../../domain/operation/hold.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { momentText } from '../../../pages/base/words.ts';
import { operationHref } from '../../../pages/desk/links.ts';
import type { ProjectZones } from '../../../use-cases/project/project-zones.ts';

/** A hold that was set, and the releases that were under way then. */
export type NewHold = Frozen<z.infer<(typeof holds.holdAll.answers)[200]>>;

type CancelledByHold = NewHold['releases'][number];

export function newHoldNote({ hold, releases, audited }: NewHold, zones: ProjectZones): Html {
  const { project, until } = hold;
  const what = project === everyProject ? 'All projects are' : `${project} is`;
  const end = until === undefined ? 'until somebody lifts it' : `until ${momentText(until, zones.get(project))}`;
  const met = releases.length === 0 ? 'No release was under way' : `${countText(releases.length, 'release')} met`;
  return html`<div class="note good" role="status"><p>${what} on hold ${end}. ${met}.${audited ? '' : ' The audit does not answer, so its line follows later.'}</p></div>
${releases.length === 0 ? '' : metTable(releases)}`;
}

function metTable(releases: readonly CancelledByHold[]): Html {
  return html`<section class="card"><h2>Releases that it met</h2><table class="cards">
<thead><tr><th scope="col">Package</th><th scope="col">Cancelled runs</th><th scope="col">Outside</th><th scope="col">What becomes of it</th></tr></thead>
<tbody>${releases.map(metRow)}</tbody></table></section>`;
}

function metRow({ project, operation, runs, filesOutside, takenBack, problem }: CancelledByHold): Html {
  const files = filesOutside === null ? 'not counted' : countText(filesOutside, 'file');
  return html`<tr><td class="wide"><a href="${operationHref('export', { project, id: operation })}">package ${shortNumber(operation)}</a> <span class="soft">of ${project}</span></td>
<td data-label="Cancelled runs">${runs.length === 0 ? 'none' : html`<span>${runs.map((run) => html`<code>${run}</code> `)}</span>`}</td>
<td data-label="Outside" class="nowrap">${files}</td>
<td data-label="What becomes of it">${problem === undefined ? outcome(filesOutside, takenBack) : html`<span><span class="tag bad">problem</span> ${problem} The sweep tries again.</span>`}</td></tr>`;
}

function outcome(filesOutside: number | null, takenBack: boolean): string {
  if (takenBack) return 'It is taken back.';
  return filesOutside === 0 ? 'Nothing is outside.' : 'It stays outside.';
}
