import { html } from 'hono/html';
import type { ClaimedOutput } from '../../domain/inspection/claim.ts';
import type { Html } from '../../pages/base/layout.ts';

const statusWords: Readonly<Record<ClaimedOutput['status'], string>> = {
  pass: 'that it passes',
  review: 'that it is for review',
  fail: 'that it fails',
};

/** What the researcher says of a file, in their own words and by the report of a checker that they ran. */
export function claimCard(claims: readonly ClaimedOutput[]): Html | '' {
  if (claims.length === 0) return '';
  return html`<section class="card"><h2>The researcher says</h2>
<p class="soft">By the report of a checker that they ran. It lowers nothing of what was found here.</p>
${claims.map(
  ({ status, comments, exception }) => html`<p>The check says <strong>${statusWords[status]}</strong>.</p>
${comments.length === 0 ? '' : html`<ul>${comments.map((text) => html`<li><bdi>${text}</bdi></li>`)}</ul>`}
${exception === '' ? '' : html`<p>They ask for an exception: <bdi>${exception}</bdi></p>`}`,
)}</section>`;
}
