import { html } from 'hono/html';
import type { Html, MessageLink, Navigation, Page, Visitor } from '../base/layout.ts';
import { pageForm } from '../base/page-form.ts';

export interface DeskVisitor extends Visitor {
  /** Whether forms are of use to them: a reader sees none. */
  readonly mayAct: boolean;
  /** Pages that wings add to the navigation. */
  readonly places: readonly MessageLink[];
  /** Drawn for this showing of the page: what its forms ask for is done once, however often one is sent. */
  readonly once: string;
}

export const deskPaths = {
  projects: '/api/ops/desk/projects',
  access: '/api/ops/desk/access-review',
  people: '/api/ops/desk/people',
  holds: '/api/ops/desk/holds',
  audit: '/api/ops/desk/audit',
  verification: '/api/ops/desk/audit/verify',
  compute: '/api/ops/desk/compute',
  search: '/api/ops/desk/search',
  many: '/api/ops/desk/many',
} as const;

/** The desk's own pages, in the order in which they are looked at. */
const deskPlaces: readonly MessageLink[] = [
  { label: 'Operations', href: '/api/ops' },
  { label: 'Projects', href: deskPaths.projects },
  { label: 'Holds', href: deskPaths.holds },
  { label: 'Compute', href: deskPaths.compute },
  { label: 'Audit', href: deskPaths.audit },
  // A form in the navigation would lose what is typed into it, or beside it.
  { label: 'Find', href: deskPaths.search },
];

interface DeskPageParts {
  readonly title: string;
  /** The place that the page belongs to. */
  readonly here: string;
  readonly body: Html;
  /** Attributes of the button that Enter presses in a line. */
  readonly enter?: Html;
}

/** Links between the pages of the desk, for whoever looks at one of them. */
export function deskNavigation(here: string, more: readonly MessageLink[]): Navigation {
  return { label: 'Desk', places: [...deskPlaces, ...more], here };
}

export function deskPage(visitor: DeskVisitor, { title, here, body, enter }: DeskPageParts): Page {
  const whole = visitor.mayAct ? html`${pageForm(visitor, { once: visitor.once, enter })}${body}` : body;
  return { title, body: whole, visitor, navigation: deskNavigation(here, visitor.places) };
}
