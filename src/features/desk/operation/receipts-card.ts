import { html } from 'hono/html';
import { doorFacts } from '../../../domain/base/door.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { Html } from '../../../pages/base/layout.ts';

/** The signed receipts of an operation, each as a file. */
export function receiptsCard(
  { door, project, id }: Pick<Operation, 'door' | 'project' | 'id'>,
  names: readonly string[],
): Html | '' {
  if (names.length === 0) return '';
  const place = `/api/ops/${doorFacts(door).list}/${project}/${id}/receipts`;
  return html`<section class="card"><h2>Receipts</h2>
<p class="soft small">Signed. Anyone can verify them offline with the keys at <a href="/api/receipts/keys">receipts/keys</a>.</p>
<ul>${names.map((name) => html`<li><a href="${place}/${name}">${name}</a></li>`)}</ul></section>`;
}
