import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';

export interface LeftToPeople {
  readonly todo: readonly string[];
  /** The query that shows who downloaded what is or was taken back. */
  readonly downloads: string | undefined;
}

export function leftCard({ todo, downloads }: LeftToPeople): Html | '' {
  if (todo.length === 0 && downloads === undefined) return '';
  return html`<section class="card"><h2>Left to people</h2>
${todo.length === 0 ? '' : html`<ul>${todo.map((duty) => html`<li><bdi>${duty}</bdi></li>`)}</ul>`}
${downloads === undefined ? '' : html`<p>Ask Log Analytics who downloaded what was released, and talk to them:</p><pre>${downloads}</pre>`}</section>`;
}
