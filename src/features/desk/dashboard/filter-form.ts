import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import type { LinesFilter } from './lines.ts';
import { isEverything, statesOfDoors } from './wanted-lines.ts';

/** The form that chooses what is shown, and what was chosen. */
export function filterForm(filter: LinesFilter): Html {
  const { wanted, projects, unknown } = filter;
  const { project, state, person } = wanted;
  const chosen = [
    ...(project === undefined ? [] : [html`project <b><bdi>${project}</bdi></b>`]),
    ...(state === undefined ? [] : [html`state <b>${state}</b>`]),
    ...(person === undefined ? [] : [html`person <b><bdi dir="auto">${person}</bdi></b>`]),
  ];
  const isAll = isEverything(wanted);
  return html`${isAll ? '' : html`<p>Shown: ${chosen.map((one, at) => html`${at > 0 ? ', ' : ''}${one}`)}. <a href="/api/ops">Show everything</a></p>`}
${unknown.map((sentence) => html`<p class="note" role="status">${sentence} So nothing fits.</p>`)}
<details class="act"><summary>Filter</summary>
<form method="get" action="/api/ops" class="filter" aria-label="Filter">
<label>Project <select name="project">${options('All projects', projects, project)}</select></label>
<label>State <select name="state">${options('All states', statesOfDoors, state)}</select></label>
<label>Person <input name="person" value="${person ?? ''}" maxlength="200" placeholder="Name or object id"></label>
<button class="button plain">Show</button>
</form></details>`;
}

function options(all: string, values: readonly string[], chosen: string | undefined): Html {
  return html`<option value="">${all}</option>${values.map(
    (value) => html`<option${value === chosen ? html` selected` : ''}>${value}</option>`,
  )}`;
}
