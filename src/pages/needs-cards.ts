import { html } from 'hono/html';
import { type Door, doorFacts } from '../domain/door.ts';
import { everyProject, type Hold } from '../domain/hold.ts';
import type { Untold } from '../domain/shown.ts';
import type { Html } from './layout.ts';
import { countText, distanceText, momentText, shortName } from './words.ts';

/** How many names wait at a door of a project, and for what. */
export interface WaitingLine {
  readonly door: Door;
  readonly project: string;
  readonly waiting: number;
  readonly reason: string;
}

/** A closed project that still holds something: what that waits for, and what people have to do. */
export interface ClosingLine {
  readonly project: string;
  readonly since: string;
  readonly releases: 'keep' | 'revoke';
  readonly waits: {
    readonly moving: number;
    readonly clearing: number;
    /** Operations that only a person leads on, and how. */
    readonly operator: readonly { readonly id: string; readonly why: string }[];
  };
  readonly todo: readonly string[];
}

/** The table of moves of which nobody or not everybody was told. */
export function untoldTable(list: readonly Untold[], now: Date): Html {
  return html`<p class="soft">Mails are tried for seven days and then given up; tell these people yourself.</p><table class="cards">
<thead><tr><th scope="col">Of what</th><th scope="col">Project</th><th scope="col">State</th><th scope="col">Mails</th><th scope="col">Why</th></tr></thead>
<tbody>${list.map(
    (line) => html`<tr><td class="wide"><span class="mono nowrap">${line.id}</span></td>
<td data-label="Project" class="nowrap">${line.project}</td>
<td data-label="State"><span>${line.about} <span class="soft small nowrap" title="${momentText(line.since)}">${distanceText(line.since, now)}</span></span></td>
<td data-label="Mails"><span class="tag ${line.isGivenUp ? 'bad' : 'wait'}">${line.isGivenUp ? 'given up' : `tried ${countText(line.times, 'time')}`}</span></td>
<td data-label="Why"><bdi>${shortName(line.message, 300)}</bdi></td></tr>`,
  )}</tbody></table>`;
}

/** The table of names that wait for room, or for a project to begin. */
export function waitingTable(list: readonly WaitingLine[]): Html {
  return html`<p class="soft">Nothing of them was touched. Each is taken when there is room, the oldest first.</p><table class="cards">
<thead><tr><th scope="col">Project</th><th scope="col">What</th><th scope="col">Why</th></tr></thead>
<tbody>${list.map(
    ({ door, project, waiting, reason }) => html`<tr><td class="wide">${project}</td>
<td data-label="What" class="nowrap">${countText(waiting, doorFacts(door).noun)}</td><td data-label="Why">${reason}</td></tr>`,
  )}</tbody></table>`;
}

/** The table of kill switches that are on. */
export function holdTable(list: readonly Hold[], now: Date): Html {
  return html`<p class="soft">Nothing begins to move and no compute is changed. Reviews go on.</p><table class="cards">
<thead><tr><th scope="col">Project</th><th scope="col">Since</th><th scope="col">By</th><th scope="col">Until</th><th scope="col">Why</th></tr></thead>
<tbody>${list.map(
    ({
      project,
      since,
      name,
      until,
      reason,
    }) => html`<tr><td class="wide">${project === everyProject ? 'all projects' : project}</td>
<td data-label="Since" class="nowrap" title="${momentText(since)}">${distanceText(since, now)}</td><td data-label="By"><bdi>${name}</bdi></td>
<td data-label="Until" class="nowrap">${until === undefined ? 'it is lifted' : momentText(until)}</td><td data-label="Why"><bdi>${shortName(reason, 300)}</bdi></td></tr>`,
  )}</tbody></table>`;
}

/** The table of closed projects that still hold something. */
export function closingTable(list: readonly ClosingLine[], now: Date): Html {
  return html`<p class="soft">Nothing comes in any more. Each sweep brings what is left one step on; one receipt lists all of it in the end.</p><table class="cards">
<thead><tr><th scope="col">Project</th><th scope="col">Closed</th><th scope="col">Releases</th><th scope="col">Waits for</th><th scope="col">To do</th></tr></thead>
<tbody>${list.map(
    ({ project, since, releases, waits, todo }) => html`<tr><td class="wide">${project}</td>
<td data-label="Closed" class="nowrap" title="${momentText(since)}">${distanceText(since, now)}</td><td data-label="Releases">${releases === 'keep' ? 'kept' : 'revoked'}</td>
<td data-label="Waits for"><bdi>${waitsInWords(waits)}</bdi></td>
<td data-label="To do"><ul>${todo.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul></td></tr>`,
  )}</tbody></table>`;
}

function waitsInWords({ moving, clearing, operator }: ClosingLine['waits']): string {
  const people = operator.map(({ id, why }) => `${id}: ${why}`);
  const parts = [
    ...(moving === 0 ? [] : [`${moving} on the way to ${moving === 1 ? 'its' : 'their'} end`]),
    ...(clearing === 0 ? [] : [`${clearing} to be cleared`]),
    ...(people.length === 0 ? [] : [`an operator (${people.join('; ')})`]),
  ];
  return parts.length === 0 ? 'its receipt, which the next sweep signs' : parts.join(', ');
}
