import { html, raw } from 'hono/html';
import type { Page, Visitor } from './layout.ts';

/** The guides of the help, each under its name in an address. */
export const guideNames = [
  'approvers',
  'owners',
  'researchers',
  'recipients',
  'governance',
  'operators',
  'operators-projects',
  'operators-records',
  'operators-stop-and-run',
  'accessibility',
] as const;
export type GuideName = (typeof guideNames)[number];

/** Made from a document of ours by `npm run docs`. */
export interface Guide {
  readonly title: string;
  readonly blocks: readonly string[];
}

const helpPath = '/api/help';

const places = [
  ['approvers', 'Approvers'],
  ['owners', 'Data owners'],
  ['researchers', 'Researchers'],
  ['recipients', 'Recipients'],
  ['governance', 'Governance'],
  ['operators', 'Operators'],
  ['accessibility', 'Accessibility'],
] as const satisfies readonly (readonly [GuideName, string])[];

interface HelpParts {
  readonly visitor?: Visitor;
  readonly home?: string;
}

export function guideAddress(name: GuideName): string {
  return `${helpPath}/${name}`;
}

/** Where somebody chooses a guide. */
export function guidesPage(): Page {
  const body = html`<h1>Help</h1><ul class="plain card">${places.map(([name, label]) => html`<li><a href="${guideAddress(name)}">${label}</a></li>`)}</ul>`;
  return { title: 'Help', body, narrow: true };
}

/** One guide. What stands in it is HTML that we wrote; nothing of a request comes into it. */
export function guidePage(name: GuideName, { title, blocks }: Guide, parts: HelpParts): Page {
  const here = guideAddress(name);
  const links = places.map(([place, label]) => ({ label, href: guideAddress(place) }));
  const body = html`<h1>${title}</h1><div class="card guide">${raw(blocks.join('\n'))}</div>`;
  return { title, body, narrow: true, navigation: { label: 'Guides', here, places: links }, ...parts };
}
