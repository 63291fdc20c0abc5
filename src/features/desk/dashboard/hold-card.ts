import { html } from 'hono/html';
import { everyProject, holdReason, type NamedHold } from '../../../domain/operation/hold.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { distanceText, momentText, shortName } from '../../../pages/base/words.ts';
import { deskPaths } from '../../../pages/desk/desk-page.ts';
import { projectHref } from '../../../pages/desk/links.ts';

/** The kill switches that are on, where nobody overlooks them. */
export function holdCard(holds: readonly NamedHold[], now: Date): Html | '' {
  if (holds.length === 0) return '';
  return html`<section class="note" aria-label="On hold"><h2>On hold</h2>
<p>Nothing begins to move there and no compute is changed; reviews go on. <a href="${deskPaths.holds}">Holds</a></p>
<ul>${holds.map((hold) => html`<li>${held(hold, now)}</li>`)}</ul></section>`;
}

function held({ project, since, name, until, ...hold }: NamedHold, now: Date): Html {
  const what = project === everyProject ? 'All projects' : html`<a href="${projectHref(project)}">${project}</a>`;
  const end =
    until === undefined
      ? 'until it is lifted'
      : html`<span title="${momentText(until)}">ends ${distanceText(until, now)}</span>`;
  return html`${what}, <span class="nowrap" title="${momentText(since)}">${distanceText(since, now)}</span> by <bdi>${name}</bdi>, ${end}: <bdi dir="auto">${shortName(holdReason(hold), 200)}</bdi>`;
}
