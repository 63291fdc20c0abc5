import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { doors } from '../../../domain/base/door.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { deskPaths } from '../../../pages/desk/desk-page.ts';
import { type DeskLook, lookForm } from '../../../pages/desk/look-form.ts';
import { type ChosenLines, isEverything, statesOfDoors, waitingDays } from './chosen-lines.ts';
import type { LinesFilter } from './lines.ts';

/** Where a page with the filter stands, and where its forms are sent. */
interface FilterPlace {
  /** Of the page without a filter. */
  readonly address: string;
  readonly send: string;
}

/** The page on which several of what fits are chosen. */
export function manyHref(wanted: ChosenLines): string {
  const asked = new URLSearchParams({ ...wanted }).toString();
  return asked === '' ? deskPaths.many : `${deskPaths.many}?${asked}`;
}

export function filterCard(filter: LinesFilter, place: FilterPlace, sent: SentPage | undefined): Html {
  const { wanted, unknown } = filter;
  const { project, state, person, door, days } = wanted;
  const chosen = [
    ...(project === undefined ? [] : [html`project <b><bdi>${project}</bdi></b>`]),
    ...(state === undefined ? [] : [html`state <b>${stateText(state)}</b>`]),
    ...(person === undefined ? [] : [html`person <b><bdi dir="auto">${person}</bdi></b>`]),
    ...(door === undefined ? [] : [html`<b>${nounOf(door)}</b>`]),
    ...(days === undefined ? [] : [html`so for <b>${countText(Number(days), 'day')}</b> or longer`]),
  ];
  const isAll = isEverything(wanted);
  return html`${isAll ? '' : html`<p>Shown: ${chosen.map((one, at) => html`${at > 0 ? ', ' : ''}${one}`)}. <a href="${place.address}">Show everything</a></p>`}
${unknown.map((sentence) => html`<p class="note" role="status">${sentence} So nothing fits.</p>`)}
<details class="act"${isAll ? '' : html` open`}><summary>Filter</summary>
${lookForm(linesForm(filter, place), sent)}</details>`;
}

function linesForm({ wanted, projects }: LinesFilter, place: FilterPlace): DeskLook {
  return {
    ...{ send: place.send, label: 'Filter', button: 'Show', asked: { ...wanted } },
    fields: ({ named, value }) => html`
<label>Project <select ${named('project')}>${options('All projects', projects, value('project'))}</select></label>
<label>State <select ${named('state')}>${options('All states', statesOfDoors, value('state'), stateText)}</select></label>
<label>Door <select ${named('door')}>${options('Both doors', doors, value('door'), nounOf)}</select></label>
<label>So for <select ${named('days')}>${options('Any time', waitingDays, value('days'), (one) => `${countText(Number(one), 'day')} or longer`)}</select></label>
<label>Person <input ${named('person')} value="${value('person')}" maxlength="200" placeholder="Name or object id"></label>`,
  };
}

const nounOf = (door: string) => (door === 'ingress' ? 'datasets' : 'packages');

function options(
  all: string,
  values: readonly string[],
  chosen: string | undefined,
  textOf = (value: string) => value,
): Html {
  return html`<option value="">${all}</option>${values.map(
    (value) => html`<option value="${value}"${value === chosen ? html` selected` : ''}>${textOf(value)}</option>`,
  )}`;
}
