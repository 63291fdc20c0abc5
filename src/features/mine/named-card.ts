import { html } from 'hono/html';
import { shortNumber } from '../../domain/base/door.ts';
import { longestReply, type NamedAs } from '../../domain/lifecycle/namings.ts';
import type { Html } from '../../pages/base/layout.ts';
import { fieldsOfForm, type SentPage, unchangedMark } from '../../pages/base/page-form.ts';
import { momentText } from '../../pages/base/words.ts';
import type { Mine } from './mine.ts';

type Named = NonNullable<Mine['named']>[number];

const asWords: Readonly<Record<NamedAs, string>> = {
  decided: 'decided about it',
  submitted: 'submitted it',
  opened: 'opened files of it in the reading room',
};

/** That a trace names whoever reads it, why somebody asked, and a form for one answer. */
export function namedCard(named: readonly Named[], sent: SentPage | undefined): Html | '' {
  if (named.length === 0) return '';
  return html`<section class="card"><h2>Found outside</h2>
<p>Operators looked up who had to do with these packages, since a file of each was found outside. That you are named says nothing more.</p>${named.map((one, at) => html`${at === 0 ? '' : html`<hr>`}${naming(one, sent)}`)}</section>`;
}

function naming(one: Named, sent: SentPage | undefined): Html {
  const { id, title, at, reason, as, timeZone, answered, reply } = one;
  const said = html`<p><b>Package ${shortNumber(id)} of <bdi>${title}</bdi></b>, looked up ${momentText(at, timeZone)}: you ${as.map((part) => asWords[part]).join(', and ')}. Why they asked: <bdi dir="auto">${reason}</bdi></p>`;
  if (answered === undefined) return html`${said}${form(one, sent)}`;
  return html`${said}<p>You answered ${momentText(answered, timeZone)}: <bdi dir="auto">${reply ?? 'the text is lost'}</bdi></p>`;
}

function form({ naming: name, id }: Named, sent: SentPage | undefined): Html {
  const fields = fieldsOfForm(`named-${name}`, sent);
  const field = `reply-${name}`;
  return html`<label class="field" for="${field}">Your answer <span class="soft">(if you want to; once, to those who asked)</span></label>
<textarea id="${field}" ${fields.named('reply')} maxlength="${longestReply}" dir="auto">${fields.value('reply')}</textarea>
${unchangedMark(fields)}<button class="button" ${fields.pressed} formaction="/api/mine/named/${name}">Send the answer<span class="hidden">, package ${shortNumber(id)}</span></button>`;
}
