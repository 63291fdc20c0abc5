import { html } from 'hono/html';
import { type Governance, governanceName } from '../../domain/project/governance.ts';
import type { Recipients } from '../../domain/project/recipients.ts';
import type { Html } from './layout.ts';

export function governanceList(entries: readonly Governance[]): Html {
  if (entries.length === 0) return html`<span class="soft">Nothing is named.</span>`;
  return html`<ul class="plain">${entries.map((entry) => html`<li><bdi>${governanceName(entry)}</bdi> <span class="soft">until ${entry.until}</span></li>`)}</ul>`;
}

export function recipientsText(release: Recipients | undefined): Html {
  if (release === undefined) return html`<span class="soft">No recipients are named.</span>`;
  return html`<bdi>${release.recipients.join('; ')}</bdi><br><span class="soft">Terms:</span> <bdi dir="auto">${release.terms}</bdi>`;
}
