import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { operationOfReceipt } from '../../../domain/lifecycle/due-receipts.ts';
import type { ClosurePayload } from '../../../domain/lifecycle/receipt.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import { fileName, type Html } from '../../../pages/base/layout.ts';
import { momentText, sizeText } from '../../../pages/base/words.ts';
import { operationHref } from '../../../pages/desk/links.ts';

export function certificateCard(
  { project, issuedAt, operations, destruction, closedAt, recipients }: ClosurePayload,
  timeZone: string,
): Html {
  return html`<section class="card" id="certificate"><h2>Certificate of destruction</h2>
<p>Closed at ${momentText(closedAt, timeZone)}, issued at ${momentText(issuedAt, timeZone)}. ${outcomeText(destruction)} <a href="/api/ops/releases?project=${project}&amp;since=2000-01-01&amp;limit=200&amp;format=csv">What ever left, as CSV</a></p>${recipients === undefined ? '' : recipientsLine(project, recipients)}
<details><summary>${countText(operations.length, 'dataset or package', 'datasets and packages')}</summary>
<table class="cards"><thead><tr><th scope="col">What</th><th scope="col">End</th><th scope="col">Files</th><th scope="col">Destroyed</th><th scope="col">Receipts</th></tr></thead><tbody>${operations.map((one) => operationRow(project, one, timeZone))}</tbody></table></details>
${destruction === undefined ? '' : leftLists(destruction)}</section>`;
}

/** What others say of their copies nobody here can look at. */
function recipientsLine(project: string, recipients: NonNullable<ClosurePayload['recipients']>): Html {
  const { asked, confirmed, open, signed = [] } = recipients;
  if (asked === 0) return html`<p>Nothing was released to any recipient.</p>`;
  return html`<p>By then ${confirmed} of ${countText(asked, 'recipient')} said that their copies are deleted${open.length === 0 ? '' : html`; open: <bdi>${open.map(({ organisation }) => organisation).join('; ')}</bdi>`}.${signed.length === 0 ? '' : html` Signed: ${signed.map((name) => receiptLink(project, { operation: operationOfReceipt(name), door: 'export' }, name))}`}</p>`;
}

function receiptLink(project: string, { operation, door }: Pick<Listed, 'operation' | 'door'>, name: string): Html {
  const end = name.slice(operation.length + 1);
  return html`<a href="${operationHref(door, { project, id: operation })}/receipts/${end}">${end}</a> `;
}

type Listed = ClosurePayload['operations'][number];
type Destruction = NonNullable<ClosurePayload['destruction']>;

function outcomeText(destruction: Destruction | undefined): string {
  if (destruction === undefined) return 'It was issued before certificates said what was found in the end.';
  return destruction.outcome === 'all-gone'
    ? 'A last look found nothing of the project in any container of data, and no compute of it.'
    : 'A last look found that nothing more can be destroyed here; what is left and why stands below.';
}

function operationRow(project: string, listed: Listed, timeZone: string): Html {
  const { operation, receipts } = listed;
  const { name, version, state, digest, files, bytes, destroyed = [] } = listed;
  const size = files === undefined || bytes === undefined ? '' : `${countText(files, 'file')}, ${sizeText(bytes)}`;
  return html`<tr><td class="wide">${fileName(name)}${version === undefined ? '' : ` v${version}`}<br><code class="small">${operation}</code></td>
<td data-label="End">${stateText(state)}</td>
<td class="wide">${size}${digest === undefined ? '' : html`<br><code class="small">${digest}</code>`}</td>
<td class="wide"><ul>${destroyed.map(
    ({ place, at, restorableUntil }) =>
      html`<li>${place}: ${momentText(at, timeZone)}, ${restorableUntil === undefined ? 'not restorable' : `restorable until ${momentText(restorableUntil, timeZone)}`}</li>`,
  )}</ul></td>
<td class="wide">${receipts.map((one) => receiptLink(project, listed, one))}</td></tr>`;
}

function leftLists({ places, computes, kept }: Destruction): Html {
  const found = places.map(({ place, files, atLeast, why }) =>
    files === 0
      ? html`<li>${place}: empty</li>`
      : html`<li>${place}: ${atLeast ? 'at least ' : ''}${countText(files, 'file')}. ${why ?? ''}</li>`,
  );
  const machines = computes.left.length === 0 ? 'none seen' : `${computes.left.join(', ')}. ${computes.why ?? ''}`;
  return html`<h3>What a last look found</h3><ul>${found}<li>Computes: ${machines}</li></ul>
<h3>What is kept, and why</h3><ul>${kept.map(({ what, why }) => html`<li>${what}: ${why}</li>`)}</ul>`;
}
