import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { actsOfMany } from '../../../domain/lifecycle/many.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import { type Html, type Page, refusalNote } from '../../../pages/base/layout.ts';
import { type FormFields, fieldsOfForm, type SentPage, unchangedMark } from '../../../pages/base/page-form.ts';
import { distanceText, momentText, shortName } from '../../../pages/base/words.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { filterCard, manyHref } from '../dashboard/filter-card.ts';
import type { LinesFilter, OperationLine } from '../dashboard/lines.ts';
import { operationTitle } from '../dashboard/needs.ts';
import { what } from '../dashboard/needs-card.ts';
import { manyWords } from './many-words.ts';

interface Choice {
  readonly lines: readonly OperationLine[];
  /** How many fit beside those on the page. */
  readonly more: number;
  readonly filter: LinesFilter;
  readonly now: Date;
  readonly isAll: boolean;
}

const place = { address: deskPaths.many, send: `${deskPaths.many}/look` } as const;

/** The first of three pages: datasets and packages to choose from, and what is asked of them. */
export function choosePage(choice: Choice, visitor: DeskVisitor, sent: SentPage | undefined): Page {
  const { lines, filter } = choice;
  const body = html`<h1>Choose several</h1>
${refusalNote(sent?.name === 'choose' ? sent.refusal : undefined)}
${filterCard(filter, place, sent)}
${lines.length === 0 ? html`<p class="soft">Nothing that fits is open.</p>` : choiceCard(choice, visitor, sent)}`;
  return deskPage(visitor, { title: 'Choose several', here: '/api/ops', body });
}

function choiceCard({ lines, more, filter, now, isAll }: Choice, { mayAct }: DeskVisitor, sent: SentPage | undefined) {
  const fields = fieldsOfForm('choose', sent);
  const chosen = new Set(fields.value('rows', isAll ? lines.map(rowText).join(' ') : '').split(' '));
  const all = manyHref(filter.wanted);
  const everything = `${all}${all.includes('?') ? '&' : '?'}all=yes`;
  const rows = lines.map((line) => row(line, now, mayAct ? tick(line, fields, chosen) : undefined));
  return html`<section class="card" role="group" aria-label="Choose">
<p>${countText(lines.length, 'fits', 'fit')}${more === 0 ? '' : `, and ${more.toLocaleString('en-GB')} more that are not on this page: narrow the filter`}.</p>
${mayAct ? html`<p><a href="${everything}">Choose all on this page</a></p>` : ''}
<table class="cards brief"><thead><tr>${mayAct ? html`<th scope="col">Chosen</th>` : ''}<th scope="col">What</th><th scope="col">State</th><th scope="col">Why</th></tr></thead>
<tbody>${rows}</tbody></table>
${mayAct ? asking(fields) : ''}</section>`;
}

function rowText({ project, id }: Pick<OperationLine, 'project' | 'id'>): string {
  return `${project}/${id}`;
}

function tick(line: OperationLine, fields: FormFields, chosen: ReadonlySet<string>): Html {
  const { title, of } = operationTitle(line);
  const value = rowText(line);
  return html`<td data-label="Chosen"><input type="checkbox" ${fields.named('rows')} value="${value}" aria-label="${title}, ${of}"${chosen.has(value) ? html` checked` : ''}></td>`;
}

function row(line: OperationLine, now: Date, box: Html | undefined): Html {
  return html`<tr>${box ?? ''}${what(operationTitle(line))}
<td data-label="State"><span class="tag ${line.mood}">${stateText(line.state)}</span> <span class="soft small nowrap" title="${momentText(line.since, line.timeZone)}">${distanceText(line.since, now)}</span></td>
<td class="wide why"><bdi dir="auto">${shortName(line.waitsFor, 120)}</bdi></td></tr>`;
}

function asking(fields: FormFields): Html {
  const chosen = fields.value('act', actsOfMany[0]);
  return html`<label class="field" for="act">What is asked of each</label>
<select id="act" ${fields.named('act')}>${actsOfMany.map(
    (act) => html`<option value="${act}"${act === chosen ? html` selected` : ''}>${manyWords[act].title}</option>`,
  )}</select>
${unchangedMark(fields)}<button class="button" ${fields.pressed} formaction="${deskPaths.many}/choose">Show what will happen</button>`;
}
