import { html } from 'hono/html';
import { stateText } from '../../domain/operation/state-text.ts';
import type { Html } from './layout.ts';
import { distanceText, momentText, type PageTime } from './words.ts';

const moods: Readonly<Record<string, string>> = {
  available: 'good',
  released: 'good',
  rejected: 'bad',
  failed: 'bad',
  'in-review': 'wait',
};

export function stateTag(
  { state, since }: { readonly state: string; readonly since: string },
  { now, timeZone }: PageTime,
): Html {
  return html`<span class="tag ${moods[state] ?? ''}">${stateText(state)}</span> <span class="soft small nowrap" title="${momentText(since, timeZone)}">${distanceText(since, now)}</span>`;
}
