import { html } from 'hono/html';
import { shortNumber } from '../../../domain/base/door.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { distanceText, momentText, readableTimes, shortName } from '../../../pages/base/words.ts';
import { deskPaths } from '../../../pages/desk/desk-page.ts';
import { operationCalled, operationHref } from '../../../pages/desk/links.ts';
import type { AuditNote } from './lines.ts';
import { foldedCard } from './long-table.ts';

interface AuditList {
  readonly title: string;
  readonly notes: readonly AuditNote[];
  /** What the kind of its lines begins with. */
  readonly kind?: string;
}

/** Newest lines of the audit as sentences, each with its raw data behind it. */
export function auditCard({ title, notes, kind }: AuditList, now: Date): Html | '' {
  const all = `${deskPaths.audit}${kind === undefined ? '' : `?${new URLSearchParams({ kind })}`}`;
  const list = html`<ul class="said">${notes.map((note) => html`<li>${line(note, now)}</li>`)}</ul>`;
  return foldedCard(title, notes.length, html`${list}<p><a href="${all}">Older lines</a></p>`);
}

const [mostSentence, mostRaw] = [300, 1500];

function line({ at, sentence, about, raw }: AuditNote, now: Date): Html {
  const text = shortName(readableTimes(sentence), mostSentence);
  return html`<span class="soft small nowrap" title="${momentText(at)}">${distanceText(at, now)}</span>
<bdi dir="auto">${about === undefined ? text : linked(text, about)}</bdi>
<details class="raw"><summary>Raw data</summary><pre dir="ltr">${shortName(raw, mostRaw)}</pre></details>`;
}

/** The sentence, with the number of the operation as a link to its page. */
function linked(text: string, { project, id }: NonNullable<AuditNote['about']>): Html | string {
  const called = operationCalled(id);
  const number = shortNumber(id);
  const [before, ...after] = text.split(number);
  if (called === undefined || after.length === 0) return text;
  return html`${before}<a href="${operationHref(called.door, { project, id })}" title="${id}">${number}</a>${after.join(number)}`;
}
