import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { doorFacts } from '../../../domain/base/door.ts';
import { fileName, type Html } from '../../../pages/base/layout.ts';
import { distanceText, momentText, shortName } from '../../../pages/base/words.ts';
import { operationCalled, operationHref, projectHref } from '../../../pages/desk/links.ts';
import { closingText } from './closing-text.ts';
import type { Overview } from './lines.ts';
import { foldedCard, longTable } from './long-table.ts';
import { doorWords, operationTitle } from './needs.ts';
import { what } from './needs-card.ts';

const columnsOf = (...labels: readonly string[]) => labels.map((label) => ({ label }));

/** A text that somebody may have typed, or that quotes one. */
const said = (text: string) => html`<td class="wide why"><bdi dir="auto">${shortName(text, 300)}</bdi></td>`;

export function undeliveredCard({ untold, now, zones }: Overview): Html | '' {
  const rows = untold.map(({ project, id, about, since, times, message, isGivenUp }) => {
    const called = operationCalled(id) ?? { door: 'ingress' as const, text: id };
    const tried = isGivenUp ? 'given up' : `tried ${countText(times, 'time')}`;
    return html`<tr>${what({ title: called.text, isName: false, of: project, id, href: operationHref(called.door, { project, id }) })}
<td data-label="State">${about} <span class="soft small nowrap" title="${momentText(since, zones.get(project))}">${distanceText(since, now)}</span></td>
<td data-label="Mails"><span class="tag ${isGivenUp ? 'bad' : 'wait'}">${tried}</span></td>${said(message)}</tr>`;
  });
  const note = html`<p class="soft">Mails are tried for seven days and then given up; tell these people yourself.</p>`;
  return foldedCard(
    'Told nobody yet',
    rows.length,
    html`${note}${longTable(columnsOf('Of what', 'State', 'Mails', 'Why'), rows)}`,
  );
}

export function doorsCard({ waitingNames, refusedNames }: Overview): Html | '' {
  const rows = [...waitingNames, ...refusedNames].map(
    ({
      door,
      project,
      waiting,
      reason,
    }) => html`<tr><td class="wide"><a href="${projectHref(project)}">${project}</a></td>
<td data-label="What">${countText(waiting, doorFacts(door).noun)}</td>${said(reason)}</tr>`,
  );
  const note = html`<p class="soft">Nothing of them was touched. What waits is taken in when there is room, the oldest and the newest in turn. What is refused is taken in once it is put right.</p>`;
  return foldedCard(
    'Waiting at the doors',
    rows.length,
    html`${note}${longTable(columnsOf('Project', 'What', 'Why'), rows)}`,
  );
}

export function changesCard({ changes, now, zones }: Overview): Html | '' {
  const rows = changes.map(
    ({ project, by, until, words }) => html`<tr><td class="wide"><a href="${projectHref(project)}">${project}</a></td>
<td data-label="Asked by"><bdi>${by}</bdi></td><td data-label="Ends"><span title="${momentText(until, zones.get(project))}">${distanceText(until, now)}</span></td>${said(words.join('; '))}</tr>`,
  );
  return foldedCard(
    'Pending changes',
    rows.length,
    longTable(columnsOf('Project', 'Asked by', 'Ends', 'What would change'), rows),
  );
}

export function closingCard({ closings, now, zones }: Overview): Html | '' {
  const rows = closings.map(
    ({
      project,
      since,
      releases,
      waits,
      todo,
    }) => html`<tr><td class="wide"><a href="${projectHref(project)}">${project}</a></td>
<td data-label="Closed"><span class="nowrap" title="${momentText(since, zones.get(project))}">${distanceText(since, now)}</span></td>
<td data-label="Releases">${releases === 'keep' ? 'kept' : 'revoked'}</td>${said(closingText(waits))}
<td class="wide"><ul>${todo.map((one) => html`<li><bdi>${one}</bdi></li>`)}</ul></td></tr>`,
  );
  const note = html`<p class="soft">Nothing comes in any more. Each sweep takes what is left one step further; in the end one receipt lists all of it.</p>`;
  return foldedCard(
    'Closing',
    rows.length,
    html`${note}${longTable(columnsOf('Project', 'Closed', 'Releases', 'Waits for', 'To do'), rows)}`,
  );
}

export function problemsCard(overview: Overview): Html | '' {
  const stalled = [...overview.waiting, ...overview.moving].filter(({ isStalled }) => isStalled);
  const givenUp = overview.untold.filter(({ isGivenUp }) => isGivenUp).length;
  const { refused, broken, outside, strays, atDoors } = overview;
  const lists = [stalled, refused, broken, outside, strays, atDoors];
  const count = lists.reduce((sum, { length }) => sum + length, givenUp);
  const content = html`
${part(
  'Stalled',
  'An outage holds them up; they are tried again by themselves.',
  columnsOf('What', 'Why'),
  stalled.map((line) => html`<tr>${what(operationTitle(line))}${said(line.waitsFor)}</tr>`),
)}
${part('Definitions that the rules refuse', 'Nothing moves in these projects until an operator puts a definition that the rules accept.', columnsOf('Project', 'What it breaks'), refused.map(refusedRow))}
${part('Cannot be read, or lost', 'Everything else goes on. Restore rows of the register from the audit; the others say what mends them.', columnsOf('Row', 'Project', 'Why'), broken.map(brokenRow))}
${part('Outside without a release', 'A look each day holds what was released against the register. Find out who put or removed it; what is gone can be restored by a storage administrator for some days.', columnsOf('File or folder', 'Project', 'Why'), outside.map(brokenRow))}
${part('Outside every project', 'They belong to no project, so nothing moves them and nobody else is told.', columnsOf('Name', 'Door', 'Why'), strays.map(strayRow))}
${part('Waiting at a door', 'Nothing moves them yet. Each says what it waits for.', columnsOf('Name', 'Door', 'Why'), atDoors.map(strayRow))}
${givenUp === 0 ? '' : html`<p>${countText(givenUp, 'mail was', 'mails were')} given up: they stand under <b>Told nobody yet</b>.</p>`}`;
  return foldedCard('Problems', count, content, 'problems');
}

function part(
  title: string,
  note: string,
  columns: readonly { readonly label: string }[],
  rows: readonly Html[],
): Html | '' {
  if (rows.length === 0) return '';
  return html`<h3>${title}</h3><p class="soft">${note}</p>${longTable(columns, rows)}`;
}

function refusedRow({ project, problems }: Overview['refused'][number]): Html {
  return html`<tr><td class="wide"><a href="${projectHref(project)}">${project}</a></td>${said(problems.map(({ path, message }) => `${path ?? 'all'}: ${message}`).join('; '))}</tr>`;
}

function brokenRow({ project, key, problem }: Overview['broken'][number]): Html {
  const called = operationCalled(key);
  const row =
    called === undefined
      ? shortName(key, 40)
      : html`<a href="${operationHref(called.door, { project, id: key })}">${called.text}</a>`;
  return html`<tr><td class="wide"><span title="${key}">${row}</span></td><td data-label="Project">${project}</td>${said(problem)}</tr>`;
}

function strayRow({ door, path, reason }: Overview['strays'][number]): Html {
  return html`<tr><td class="wide">${fileName(path)}</td><td data-label="Door">${doorWords[door]}</td>${said(reason)}</tr>`;
}
