import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { guideAddress } from '../../pages/base/help-page.ts';
import type { Page, Visitor } from '../../pages/base/layout.ts';
import type { Part } from '../../use-cases/people/readable-projects.ts';

export type PartAtHome = Part | 'governance' | 'operator' | 'reader';

/** What somebody is, as far as it says where they go, and how many reviews wait for them. */
export interface AtHome {
  readonly parts: ReadonlySet<PartAtHome>;
  readonly waiting: number;
}

const places = [
  ['approver', '/api/mine#waits', 'Reviews', 'Decide whether packages may leave; say when you are away.'],
  ['data owner', '/api/mine', 'My datasets', 'What came in of what you sent, and what it waits for.'],
  ['researcher', '/api/mine', 'My packages', 'Say why a package is sent, and see what came of each.'],
  [
    'reader',
    '/api/received',
    'Released to you',
    'What people approved for you to read, where it lies, and what is asked of you.',
  ],
  [
    'governance',
    '/api/ops/desk/releases',
    'Releases',
    'What left, when, who approved it, by which rules, and a receipt of each to print.',
  ],
  ['governance', '/api/ops/desk/audit/verify', 'Receipts and audit', 'Whether every receipt and every line is whole.'],
  ['governance', guideAddress('governance'), 'Guide', 'How to answer who let something out, and how to prove it.'],
  ['governance', '/api/ops', 'Operations', 'What needs somebody, and what moves.'],
  ['operator', '/api/ops', 'Operations', 'What needs somebody, what moves, and every form.'],
] as const;

/** Where everybody begins: what they can do here. */
export function homePage({ parts, waiting }: AtHome, visitor: Visitor): Page {
  const waits = waiting === 0 ? '' : html` <b>${countText(waiting, 'review waits', 'reviews wait')} for you.</b>`;
  const own = places.filter(([part]) => parts.has(part));
  const body = html`<h1>Sallyport</h1>
<p class="lead">The gate of your research environment: datasets come in, and results leave once people have looked at them.${waits}</p>
${own.length === 0 ? html`<p>You take part in no project, or no longer. An operator adds people to a project.</p>` : html`<ul class="plain card">${own.map(([, href, label, says]) => html`<li><h2><a href="${href}">${label}</a></h2>${says}</li>`)}</ul>`}
<p><a href="/api/help">Help</a> says how, step by step.</p>`;
  return { title: 'Home', body, visitor, narrow: true };
}
