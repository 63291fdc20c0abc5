import { html } from 'hono/html';
import { countText, enumerated } from '../../domain/base/count-text.ts';
import { type ColumnKind, type Coverage, columnKinds, type PassedKind } from '../../domain/inspection/coverage.ts';
import type { Html } from '../../pages/base/layout.ts';
import { passedWords } from '../../pages/base/passed-words.ts';
import { sizeText } from '../../pages/base/words.ts';
import type { ColumnName } from './finding-words.ts';

/** What the numbers of columns were taken for, in words that follow "for". Columns of words are no numbers. */
const kindWords: Readonly<Record<Exclude<ColumnKind, 'text'>, string>> = {
  count: 'counts',
  percent: 'rates',
  statistic: 'statistics',
  measure: 'measures',
  key: 'keys',
  indicator: 'yes or no',
  time: 'times',
  unknown: 'nothing',
};

/** What was looked at in a file, in the numbers of who looked, and what was not. */
export function coverageCard(coverage: Coverage, nameOf: ColumnName): Html {
  const { tables, rows, lines, looseLines, parts, rounding } = coverage;
  const lookedAt = [
    ...(tables === 0 ? [] : [`${countText(tables, 'table')} with ${countText(rows, 'row')}`]),
    ...(lines === 0 ? [] : [countText(lines, 'line')]),
    ...(parts.all === 0 ? [] : [`${parts.read} of ${countText(parts.all, 'part')}`]),
  ];
  const loose = looseLines === 0 ? '' : `${countText(looseLines, 'line')} with numbers in no table.`;
  const rounded = rounding.length === 0 ? '' : `Rounded to ${enumerated(rounding.map(String))}, as it seems.`;
  return html`<section class="card"><h2>What was looked at</h2>
<p>${lookedAt.length === 0 ? 'Nothing of it was read as tables or text.' : `${enumerated(lookedAt)}.`} ${columnsOf(coverage)}${loose === '' ? '' : html` ${loose}`}${rounded === '' ? '' : html` ${rounded}`}</p>
${namedColumns(coverage, nameOf)}
<p><strong>Not looked at:</strong> ${passedText(coverage)}. <strong>Never looked at:</strong> dominance.</p></section>`;
}

/** `7 columns taken for counts, 31 for rates, 2 for nothing.` */
function columnsOf({ columns }: Coverage): Html | '' {
  const known = columnKinds.flatMap((kind) => (kind === 'text' || columns[kind] === 0 ? [] : [kind]));
  if (known.length === 0) return '';
  return html`${known.map((kind, at) => {
    const number = columns[kind];
    const how = at === 0 ? `${countText(number, 'column')} taken for ` : `, ${number} for `;
    return kind === 'unknown' ? html`${how}<strong>nothing</strong>` : html`${how}${kindWords[kind]}`;
  })}.`;
}

const mostNamed = 12;

/** Which columns of the part that is shown were taken for counts, and which for nothing. */
function namedColumns({ firstTables }: Coverage, nameOf: ColumnName): Html | '' {
  const lines = (['count', 'unknown'] as const).flatMap((kind) => {
    const named = firstTables.flatMap(({ kinds, ...place }) => {
      const isAlone = firstTables.filter((one) => one.sheet === place.sheet && one.page === place.page).length === 1;
      return kinds.flatMap((one, at) => (one === kind && isAlone ? [nameOf({ ...place, column: at + 1 })] : []));
    });
    const known = named.filter((name) => name !== undefined);
    if (known.length === 0) return [];
    const more = known.length > mostNamed ? html` and ${known.length - mostNamed} more` : '';
    const list = known.slice(0, mostNamed).map((name, at) => html`${at === 0 ? '' : ', '}<bdi>${name}</bdi>`);
    return [html`<li>Taken for ${kindWords[kind]}: ${list}${more}</li>`];
  });
  return lines.length === 0 ? '' : html`<ul>${lines}</ul>`;
}

function passedText({ passed }: Coverage): string {
  const kinds = new Map<PassedKind, { bytes: number; times: number }>();
  for (const { kind, bytes } of passed) {
    const sum = kinds.get(kind) ?? { bytes: 0, times: 0 };
    kinds.set(kind, { bytes: sum.bytes + bytes, times: sum.times + 1 });
  }
  const told = [...kinds].map(([kind, { bytes, times }]) => {
    const often = times === 1 ? '' : `${times} times `;
    return `${often}${passedWords[kind]} of ${sizeText(bytes)}`;
  });
  return told.length === 0 ? 'nothing of it' : enumerated(told);
}
