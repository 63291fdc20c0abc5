import { html } from 'hono/html';
import { longestTexts } from '../../../domain/operation/purpose.ts';
import type { ShownQuestion } from '../../../domain/review/shown-question.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { fieldsOfForm, type SentPage, unchangedMark } from '../../../pages/base/page-form.ts';
import { questionNoticePath } from '../../../pages/notification/naming.ts';
import { questionItem } from '../../../pages/review/questions-card.ts';

interface ShownHistory {
  readonly at: string;
  readonly questions: readonly ShownQuestion[];
  readonly acts: readonly string[];
}

/** What approvers ask about a package while its review stays open: each with its answer, or with a form for one. */
export function questionsPart(
  { questions, acts, at }: ShownHistory,
  of: { readonly project: string; readonly id: string; readonly timeZone: string },
  action: string,
  sent: SentPage | undefined,
): Html | '' {
  if (questions.length === 0) return '';
  const items = questions.map((question) => {
    const isOpen = acts.includes('answer') && question.until !== undefined && question.answer === undefined;
    return html`<li>${questionItem(question, { now: new Date(at), timeZone: of.timeZone })}${filesNote(question, of)}${isOpen ? answerForm(question, action, sent) : ''}</li>`;
  });
  return html`<section class="card" id="questions"><h2>Questions of the approvers</h2><ul class="said">${items}</ul></section>`;
}

function filesNote(
  { round, number, files }: ShownQuestion,
  of: { readonly project: string; readonly id: string },
): Html | '' {
  if (files === 0) return '';
  return html`<p class="soft small">Which files, and what is asked about each, stands in <code>notices/${questionNoticePath(of, { round, number })}</code> in the secure environment.</p>`;
}

function answerForm({ number }: ShownQuestion, action: string, sent: SentPage | undefined): Html {
  const fields = fieldsOfForm(`answer-${number}`, sent);
  return html`<div role="group" aria-label="Answer to question ${number}">${fields.hidden('question', String(number))}
<label class="field" for="reply${number}">Answer <span class="soft">(it is read outside: write nothing that comes from the data)</span></label>
<textarea id="reply${number}" ${fields.named('reply')} dir="auto" maxlength="${longestTexts.answer}" required>${fields.value('reply')}</textarea>
${unchangedMark(fields)}<button class="button" ${fields.pressed} formaction="${action}/answer">Send the answer</button></div>`;
}
