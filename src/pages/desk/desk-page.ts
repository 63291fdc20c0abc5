import { html } from 'hono/html';
import type { Html, MessageLink, Navigation, Page, Visitor } from '../base/layout.ts';
import { fieldsOfForm, findName, lineName, pageFields, pageForm, unchangedMark } from '../base/page-form.ts';

export interface DeskVisitor extends Visitor {
  /** Whether forms are of use to them: a reader sees none. */
  readonly mayAct: boolean;
  /** Pages that wings add to the navigation. */
  readonly places: readonly MessageLink[];
  readonly search: DeskSearch;
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
  look: '/api/ops/desk/look',
} as const;

/** The search in the header of a page. */
export interface DeskSearch {
  /** Address of the page, to which whoever finds something else may come back. */
  readonly from: string;
  readonly text: string;
}

/** The desk's own pages, in the order in which they are looked at. */
const deskPlaces: readonly MessageLink[] = [
  { label: 'Operations', href: '/api/ops' },
  { label: 'Projects', href: deskPaths.projects },
  { label: 'Holds', href: deskPaths.holds },
  { label: 'Compute', href: deskPaths.compute },
  { label: 'Audit', href: deskPaths.audit },
];

type DeskSearcher = Pick<DeskVisitor, 'antiForgery' | 'search'> & { readonly once?: string };

interface DeskPageParts {
  readonly title: string;
  /** The place that the page belongs to. */
  readonly here: string;
  readonly body: Html;
}

/** Links between the pages of the desk, for whoever looks at one of them. */
export function deskNavigation(here: string, more: readonly MessageLink[]): Navigation {
  return { label: 'Desk', places: [...deskPlaces, ...more], here };
}

export function deskPage(visitor: DeskVisitor, { title, here, body }: DeskPageParts): Page {
  return { title, body, visitor, search: searchOf(visitor), navigation: deskNavigation(here, visitor.places) };
}

/** The search belongs to the one form of the page, so that no button loses what was typed elsewhere. That form stands before all of its buttons, for Enter. */
export function searchOf(visitor: DeskSearcher): Html {
  const { from, text } = visitor.search;
  const typed = text === '' ? {} : { [`${findName}.text`]: text };
  const fields = fieldsOfForm(findName, { name: '', typed });
  const enter = html`name="${pageFields.pressed}" value="${lineName}" formaction="${deskPaths.look}"`;
  return html`<div class="search" role="search">${pageForm(visitor, { ...(visitor.once === undefined ? {} : { once: visitor.once }), enter })}
<label><span class="hidden">Find a dataset or package by number or name</span><input type="search" ${fields.named('text')} value="${fields.value('text')}" placeholder="Number or name" maxlength="200" dir="auto" autocomplete="off"></label>
<input type="hidden" ${fields.named('from')} value="${fields.value('from', from)}">${unchangedMark(fields)}<button class="button plain" ${fields.pressed} formaction="${deskPaths.look}">Find</button></div>`;
}
