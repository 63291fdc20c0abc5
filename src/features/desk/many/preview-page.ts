import { html } from 'hono/html';
import type { z } from 'zod';
import { countText } from '../../../domain/base/count-text.ts';
import { parseOperationId } from '../../../domain/base/door.ts';
import type { ActOfMany, ChosenRow } from '../../../domain/lifecycle/many.ts';
import type { OperationKey } from '../../../domain/operation/operation.ts';
import { stateText } from '../../../domain/operation/state-text.ts';
import { fileName, type Html, type Page, refusalNote } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { operationCalled, operationHref } from '../../../pages/desk/links.ts';
import { actFields } from '../operation/act-fields.ts';
import { actWords } from '../operation/act-words.ts';
import type { lookedAt, manyDone } from './descriptions.ts';
import { manyWords } from './many-words.ts';

/** The second page: what would happen, by digest, and the form that lets it happen. */
export function previewPage(look: z.output<typeof lookedAt>, visitor: DeskVisitor, sent?: SentPage): Page {
  const { act, rows, closed, digest } = look;
  const body = html`<h1>${manyWords[act].title}?</h1>
<p class="lead">${countText(rows.length, 'dataset or package', 'datasets and packages')}${closed.length === 0 ? '' : `; of ${countText(closed.length, 'other', 'others')} it cannot be asked now`}.</p>
${digest === null ? refusalNote(sent?.refusal) : deskForms([confirmForm(act, rows, digest)], sent)}
${card(
  'What it is asked of',
  rows.map(({ name, state, ...key }) => [key, fileName(name), stateText(state)]),
)}
${card(
  'Not possible',
  closed.map(({ why, ...key }) => [key, html`${why}`, '']),
)}
${back}`;
  return deskPage(visitor, { title: manyWords[act].title, here: '/api/ops', body });
}

const back = html`<p><a href="${deskPaths.many}">Choose others</a></p>`;

const outcomes = { done: 'Done', refused: 'Refused', left: 'Not reached' } as const;

/** The third: what became of each, and the form for those that the time did not reach. */
export function donePage(
  act: ActOfMany,
  { lines, done, refused, left }: z.output<typeof manyDone>,
  visitor: DeskVisitor,
  sent: SentPage,
): Page {
  const not = left === null ? '' : ` ${countText(left.rows.length, 'was', 'were')} not reached: send them now.`;
  const notDone = lines
    .filter(({ outcome }) => outcome !== 'done')
    .concat(lines.filter(({ outcome }) => outcome === 'done'));
  const body = html`<h1>${manyWords[act].title}</h1>
<div class="note ${refused === 0 ? 'good' : ''}" role="status"><p>${done.toLocaleString('en-GB')} done, ${refused.toLocaleString('en-GB')} refused.${not}</p></div>
${left === null ? '' : deskForms([confirmForm(act, left.rows, left.digest)], sent)}
${card(
  'Each',
  notDone.map(({ outcome, said, ...key }) => [key, html`${said}`, outcomes[outcome]]),
)}
${back}`;
  return deskPage(visitor, { title: manyWords[act].title, here: '/api/ops', body });
}

function confirmForm(act: ActOfMany, rows: readonly ChosenRow[], digest: string): DeskForm {
  const { button, title } = manyWords[act];
  const { end } = actWords(act, { state: '' });
  const more = actFields(act, { offered: {}, deadline: undefined, timeZone: 'UTC', waiting: [] });
  const named = rows.map(({ project, id, revision }) => `${project}/${id}/${revision}`).join(' ');
  return {
    ...{
      name: 'confirm',
      action: `${deskPaths.many}/confirm`,
      title,
      button: `${button} ${rows.length.toLocaleString('en-GB')}`,
    },
    what: `Each gets its own line in the audit with this reason. Nothing is done when one of them has moved since. Digest: ${digest}`,
    fields: (form) =>
      html`${form.hidden('act', act)}${form.hidden('rows', named)}${form.hidden('digest', digest)}${act === 'extend' ? (more?.(form) ?? '') : ''}`,
    reason: 'needed',
    isEnd: end !== undefined,
    ...(end === undefined ? {} : { warning: end }),
    isOpen: true,
  };
}

type Row = readonly [key: OperationKey, said: Html, state: string];

function card(title: string, rows: readonly Row[]): Html | '' {
  if (rows.length === 0) return '';
  return html`<section class="card"><h2>${title} <span class="soft">(${rows.length.toLocaleString('en-GB')})</span></h2>
<table class="cards"><thead><tr>${['Which', 'What', 'State'].map((label) => html`<th scope="col">${label}</th>`)}</tr></thead><tbody>${rows.map(([{ project, id }, said, state]) => html`<tr><td class="wide">${linkTo({ project, id })}</td><td class="wide"><bdi dir="auto">${said}</bdi></td><td data-label="State">${state}</td></tr>`)}</tbody></table></section>`;
}

function linkTo(key: OperationKey): Html {
  const door = parseOperationId(key.id)?.door;
  if (door === undefined) return html`<code>${key.id}</code>`;
  return html`<a href="${operationHref(door, key)}" title="${key.id}">${operationCalled(key.id)?.text} of ${key.project}</a>`;
}
