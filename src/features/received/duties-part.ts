import { html } from 'hono/html';
import { shortNumber } from '../../domain/base/door.ts';
import type { Html } from '../../pages/base/layout.ts';
import { fieldsOfForm, type SentPage, unchangedMark } from '../../pages/base/page-form.ts';
import { momentText } from '../../pages/base/words.ts';
import { longestStatement } from './descriptions.ts';
import type { Received } from './see-received.ts';

type Asked = Received['asked'][number];

/** What a recipient is asked, with a form for each answer, and what they said. */
export function dutiesPart(asked: readonly Asked[], sent: SentPage | undefined): Html | '' {
  if (asked.length === 0) return '';
  const [open, said] = [asked.filter((one) => one.done === undefined), asked.filter((one) => one.done !== undefined)];
  return html`<section class="card"><h2>Asked of you</h2>${open.length === 0 ? html`<p>You have answered everything.</p>` : open.map((one, at) => html`${at === 0 ? '' : html`<hr>`}${question(one, sent)}`)}
${said.length === 0 ? '' : html`<h3>What you said</h3><ul class="said">${said.map((one) => html`<li>${called(one)}: ${statement(one)}</li>`)}</ul>`}</section>`;
}

function called({ id, title }: Asked): Html {
  return html`Package ${shortNumber(id)} of <bdi>${title}</bdi>`;
}

function statement({ what, done = '', text, signed }: Asked): Html {
  if (what === 'accept') return html`you accepted its terms on ${momentText(done)}.`;
  return html`on ${momentText(done)} you said that every copy of yours is deleted.${text === undefined ? '' : html` <bdi dir="auto">${text}</bdi>`}${signed === undefined ? '' : html`<details><summary>As it was signed</summary><p class="small">A compact JWS, which <a href="/api/receipts/keys">public keys</a> verify.</p><pre class="small">${signed}</pre></details>`}`;
}

function question(asked: Asked, sent: SentPage | undefined): Html {
  const { project, id, what, overdue } = asked;
  const fields = fieldsOfForm(`${what}-${id}`, sent);
  const button = (label: string) =>
    html`${unchangedMark(fields)}<button class="button" ${fields.pressed} formaction="/api/received/${project}/${id}/${what}">${label}<span class="hidden">, package ${shortNumber(id)}</span></button>`;
  const late = overdue ? html` <span class="tag bad">overdue</span>` : '';
  if (what === 'accept')
    return html`<div role="group" aria-label="Terms of package ${shortNumber(id)}"><p><b>${called(asked)}</b>: accept its terms.${late}</p>
<blockquote dir="auto">${asked.terms?.text ?? ''}</blockquote>${fields.hidden('terms', asked.terms?.sha256 ?? '')}
${button('I accept these terms')}</div>`;
  const field = `text-${id}`;
  return html`<div role="group" aria-label="Copies of package ${shortNumber(id)}"><p><b>${called(asked)}</b>: delete every copy that you have, since ${asked.why ?? ''}.${late}</p>
<label class="field" for="${field}">How, if you want to say so <span class="soft">(one line, no names of people)</span></label>
<input class="text" id="${field}" ${fields.named('text')} value="${fields.value('text')}" maxlength="${longestStatement}" autocomplete="off" dir="auto">
${button('I say that every copy of mine is deleted')}</div>`;
}
