import { html } from 'hono/html';
import type { Place } from '../../domain/inspection/evidence.ts';
import type { Html } from '../../pages/base/layout.ts';
import { type Part, type Showing, type Shown, sourceTitle } from '../child/shown.ts';

/** More parts than this are listed only when somebody asks for it. */
const mostOpen = 12;

/** The sheets, pages, tables and texts of a file, with the one that is shown as a heading; nothing where there is one without a name. */
export function partList(
  { parts, partCount }: Pick<Shown, 'parts' | 'partCount'>,
  { part }: Showing,
  address: (part: number, from: number) => string,
): Html | '' {
  const here = parts[part - 1];
  const isNamed = here !== undefined && (partCount > 1 || here.title !== undefined);
  const heading = isNamed ? html`<h3>${nameOf(here, part)}${hiddenTag(here)}</h3>` : '';
  if (partCount <= 1) return heading;
  const to = (other: number, label: string) => html`<a class="button plain" href="${address(other, 1)}">${label}</a> `;
  const list = html`<ul class="plain">${parts.map((one, index) => {
    const name = nameOf(one, index + 1);
    return index + 1 === part
      ? html`<li><strong aria-current="true">${name}</strong>${hiddenTag(one)}</li>`
      : html`<li><a href="${address(index + 1, 1)}">${name}</a>${hiddenTag(one)}</li>`;
  })}</ul>${partCount > parts.length ? html`<p class="soft">And ${partCount - parts.length} more.</p>` : ''}`;
  return html`<details${partCount <= mostOpen ? html` open` : ''}><summary>Part ${part} of ${partCount}</summary>${list}</details>
<p>${part > 1 ? to(part - 1, 'Part before') : ''}${part < partCount ? to(part + 1, 'Next part') : ''}</p>
${heading}`;
}

function hiddenTag({ isHidden }: Part): Html | '' {
  return isHidden ? html` <span class="tag bad">hidden</span>` : '';
}

/** So many rows or lines stand before the one that a link leads to. */
const before = 10;

/** Where a place is shown; undefined for one that is in no part, or where several parts have no place of their own. */
export function addressOfPlace(
  parts: readonly Part[],
  { sheet, page, table, row = 1 }: Place,
  address: (part: number, from: number) => string,
): string | undefined {
  const isThere = (one: Part) =>
    one.title !== sourceTitle && one.sheet === sheet && one.page === page && one.table === table;
  const at = parts.findIndex(isThere);
  const isAlone =
    sheet !== undefined || page !== undefined || table !== undefined || parts.filter(isThere).length === 1;
  return at === -1 || !isAlone ? undefined : address(at + 1, row <= 2 * before ? 1 : row - before);
}

function nameOf({ kind, title, ...at }: Part, number: number): Html {
  const place = placeName(at);
  if (title === undefined) return html`${place ?? `Part ${number}, a ${kind}`}`;
  return place === undefined ? html`<bdi>${title}</bdi>` : html`${place}: <bdi>${title}</bdi>`;
}

function placeName({ sheet, page, table }: Pick<Part, 'sheet' | 'page' | 'table'>): string | undefined {
  const words = [
    ...(sheet === undefined ? [] : [`Sheet ${sheet}`]),
    ...(page === undefined ? [] : [`Page ${page}`]),
    ...(table === undefined ? [] : [`Table ${table}`]),
  ];
  return words.length === 0 ? undefined : words.join(', ');
}
