import { html } from 'hono/html';
import type { Coverage } from '../../domain/inspection/coverage.ts';
import type { Html } from '../../pages/base/layout.ts';
import {
  type ColumnName,
  columnsByKind,
  kindWords,
  linesText,
  namesOf,
  passedText,
  readText,
} from '../coverage-words.ts';

/** What was looked at in a file, in the numbers of who looked, and what was not. */
export function coverageCard(coverage: Coverage, nameOf: ColumnName): Html {
  return html`<section class="card"><h2>What was looked at</h2>
<p>${readText(coverage)} ${columnsOf(coverage)}${linesText(coverage)}</p>
${namedColumns(coverage, nameOf)}
<p><strong>Not looked at:</strong> ${passedText(coverage)}. <strong>Never looked at:</strong> dominance.</p></section>`;
}

/** `7 columns taken for counts, 31 for rates, 2 for nothing.` */
function columnsOf(coverage: Coverage): Html | '' {
  const columns = columnsByKind(coverage);
  if (columns.length === 0) return '';
  return html`${columns.map(({ kind, text }) =>
    kind === 'unknown' ? html`${text}<strong>nothing</strong>` : html`${text}${kindWords[kind]}`,
  )}.`;
}

const mostNamed = 12;

/** Which columns of the part that is shown were taken for counts, and which for nothing. */
function namedColumns(coverage: Coverage, nameOf: ColumnName): Html | '' {
  const lines = (['count', 'unknown'] as const).flatMap((kind) => {
    const names = namesOf(coverage, kind, nameOf);
    if (names.length === 0) return [];
    const more = names.length > mostNamed ? html` and ${names.length - mostNamed} more` : '';
    const list = names.slice(0, mostNamed).map((name, at) => html`${at === 0 ? '' : ', '}<bdi>${name}</bdi>`);
    return [html`<li>Taken for ${kindWords[kind]}: ${list}${more}</li>`];
  });
  return lines.length === 0 ? '' : html`<ul>${lines}</ul>`;
}
