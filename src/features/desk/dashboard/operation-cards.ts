import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { distanceText, momentText, shortName, sizeText } from '../../../pages/base/words.ts';
import type { OperationLine } from './lines.ts';
import { card, foldedCard, longTable, mostLines } from './long-table.ts';
import { operationTitle } from './needs.ts';
import { theLists, what } from './needs-card.ts';

const [name, state, wait, size] = [
  { label: 'What' },
  { label: 'State' },
  { label: 'Waits for' },
  { label: 'Size', isNumber: true },
] as const;

/** Of what goes on by itself fewer lines are open: nobody has to read them. */
const mostOpen = 5;

export function movingCard(lines: readonly OperationLine[], now: Date, none: string): Html {
  if (lines.length === 0) return card('Moving', html`<p class="soft">${none}</p>`);
  const rows = lines.slice(0, mostLines).map((line) => row(line, now));
  const left = lines.length - mostLines;
  const rest =
    left <= 0 ? '' : html`<p class="soft">${countText(left, 'more moves', 'more move')}. ${theLists(false)}</p>`;
  return card('Moving', html`${longTable([name, state, wait, size], rows, mostOpen)}${rest}`);
}

function row(line: OperationLine, now: Date): Html {
  return html`<tr>${what(operationTitle(line))}${stateCell(line, now)}<td data-label="Waits for" class="desk"><bdi dir="auto">${shortName(line.waitsFor, 120)}</bdi>${until(line, now)}</td>${sizeCell(line)}</tr>`;
}

export function finishedCard(lines: readonly OperationLine[], now: Date): Html | '' {
  const rows = lines.map(
    (line) => html`<tr>${what(operationTitle(line))}${stateCell(line, now)}${sizeCell(line)}</tr>`,
  );
  return foldedCard('Finished lately', lines.length, longTable([name, state, size], rows));
}

function stateCell({ state: word, mood, since, timeZone }: OperationLine, now: Date): Html {
  return html`<td data-label="State"><span class="tag ${mood}">${word}</span>
<span class="soft small nowrap" title="${momentText(since, timeZone)}">${distanceText(since, now)}</span></td>`;
}

function sizeCell({ size: total }: OperationLine): Html {
  if (total === undefined) return html`<td class="num none">–</td>`;
  return html`<td data-label="Size" class="num small">${countText(total.count, 'file')}, ${sizeText(total.bytes)}</td>`;
}

/** A deadline in words is the same for every operation of its state: it stands on the page of each. */
function until({ until: text, timeZone }: OperationLine, now: Date): Html | '' {
  if (text === undefined || Number.isNaN(Date.parse(text))) return '';
  return html` <span class="soft small nowrap" title="${momentText(text, timeZone)}">until ${distanceText(text, now)}</span>`;
}
