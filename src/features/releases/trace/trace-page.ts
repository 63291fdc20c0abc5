import { html } from 'hono/html';
import { fileName, type Html, type Page } from '../../../pages/base/layout.ts';
import type { FormFields, SentPage } from '../../../pages/base/page-form.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { operationHref } from '../../../pages/desk/links.ts';
import { type Held, smallestTraced, type Trace } from '../domain/trace.ts';
import { traceLines } from '../domain/trace-text.ts';
import { incidentsHref, releasesHref, traceHref } from '../hrefs.ts';

/** What came of a question: what the second operator has to bring, or what is signed. */
export type Answered = { readonly waits: string } | { readonly trace: Trace; readonly signed: string };

const askForm = 'ask';

/** A form that asks about one file by its sums; the command reads the file itself, and what is packed in it. */
export function tracePage(answered: Answered | undefined, visitor: DeskVisitor, sent?: SentPage): Page {
  const body = html`
<h1>A file was found outside</h1>
<p class="lead">Which releases held it, also under another name. Two operators ask, each question stands in the audit, and the answer is signed. Files below ${smallestTraced.toLocaleString('en-GB')} bytes are looked for only in an <a href="${incidentsHref}">incident</a> that two operators confirmed, in which nobody else has to ask.</p>
<p>The command <code>sallyport trace FILE --reason "…"</code> reads the file by itself, and what is packed in a zip, tar or gzip.</p>
${answered === undefined ? '' : answerCard(answered)}
${visitor.mayAct ? deskForms([ask], sent) : html`<p class="soft">Operators ask.</p>`}`;
  return deskPage(visitor, { title: 'A file was found outside', here: releasesHref, body });
}

function answerCard(answered: Answered): Html {
  if ('waits' in answered)
    return html`<section class="card" role="status"><h2>A second operator has to ask too</h2>
<p>Within seven days, with the same sums and this text. Where there is none, ask again yourself after a day.</p>
<textarea class="code" readonly rows="6" aria-label="What the second operator needs">${answered.waits}</textarea></section>`;
  const { trace, signed } = answered;
  const held = trace.files.flatMap(({ releases }) => releases);
  return html`<section class="card" role="status"><h2>The answer</h2>
${held.length === 0 ? html`<p>${traceLines(trace, ['The file']).join(' ')}</p>` : html`<ul>${held.map(heldLine)}</ul>`}
<details><summary>As it was signed</summary><textarea class="code" readonly rows="6" aria-label="The signed answer">${signed}</textarea></details></section>`;
}

function heldLine(one: Held): Html {
  const sure = one.way === undefined ? 'A file of the same size, of which nobody can say whether it is the same: ' : '';
  return html`<li>${sure}<a href="${operationHref('export', one)}">${fileName(one.name)}</a> of ${one.project}, as ${fileName(one.path)}</li>`;
}

const ask: DeskForm = {
  name: askForm,
  action: traceHref,
  title: 'Ask which releases held a file',
  what: 'The sums are what sha256sum, md5sum and a listing print. The file itself stays where it is.',
  button: 'Ask',
  fields,
  reason: 'needed',
  isOpen: true,
};

function fields(form: FormFields): Html {
  const line = (name: string, label: string, size: number) =>
    html`<label class="field" for="trace-${name}">${label}</label>
<input class="text" id="trace-${name}" ${form.named(name)} value="${form.value(name)}" maxlength="${size}" required>`;
  return html`${line('size', 'Bytes', 15)}${line('md5', 'MD5', 32)}${line('sha256', 'SHA-256', 64)}
<label class="field" for="trace-incident">Incident <span class="soft">(optional)</span></label>
<input class="text" id="trace-incident" ${form.named('incident')} value="${form.value('incident')}" maxlength="40">
<label class="field" for="trace-first">What the first operator was given <span class="soft">(as the second)</span></label>
<textarea id="trace-first" class="code" ${form.named('first')} maxlength="8000">${form.value('first')}</textarea>`;
}
