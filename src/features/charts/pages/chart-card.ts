import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';

/** A table of figures: the first column says what a row is about. */
export interface FigureTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface ChartCard {
  readonly id: string;
  /** What the chart is about, and how it was counted. */
  readonly about: string;
  /** What is seen. */
  readonly title: string;
  readonly note: string;
  /** Drawn only where there are figures. */
  readonly draw: () => Html;
  readonly table: FigureTable;
}

/** The picture under its sentence, with the same figures as a table. Without figures the sentence alone. */
export function chartCard({ id, about, title, note, draw, table }: ChartCard): Html {
  const figures = () =>
    html`${draw()}<details class="small"><summary>The figures as a table</summary>${figureTable(table)}</details>`;
  return html`<section class="card"><p class="soft small">${about}</p><h2 id="${id}">${title}</h2>
${table.rows.length === 0 ? '' : figures()}<p class="soft small">${note}</p></section>`;
}

function figureTable({ columns: [first, ...others], rows }: FigureTable): Html {
  return html`<table class="cards"><thead><tr><th scope="col">${first}</th>${others.map((name) => html`<th scope="col" class="num">${name}</th>`)}</tr></thead>
<tbody>${rows.map(
    ([name, ...figures]) =>
      html`<tr><td class="wide">${name}</td>${figures.map((figure, at) => html`<td class="num" data-label="${others[at]}">${cellText(figure)}</td>`)}</tr>`,
  )}</tbody></table>`;
}

function cellText(figure: string | number): string {
  return typeof figure === 'number' ? figure.toLocaleString('en-GB', { maximumFractionDigits: 1 }) : figure;
}
