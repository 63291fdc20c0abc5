import { html } from 'hono/html';
import { longestTexts } from '../../../domain/operation/purpose.ts';
import type { ShownQuestion } from '../../../domain/review/shown-question.ts';
import type { Html, Visitor } from '../../../pages/base/layout.ts';
import { questionNoticePath } from '../../../pages/notification/naming.ts';
import { questionItem } from '../../../pages/review/questions-card.ts';

interface ShownHistory {
  readonly at: string;
  readonly questions: readonly ShownQuestion[];
  readonly acts: readonly string[];
}

/** What was typed before: the number of the question, and the answer to it. */
interface TypedAnswer {
  readonly question?: string;
  readonly reply?: string;
}

/** What approvers ask about a package while its review stays open: each with its answer, or with a form for one. */
export function questionsPart(
  { questions, acts, at }: ShownHistory,
  of: { readonly project: string; readonly id: string },
  form: TypedAnswer,
  { action, visitor }: { readonly action: string; readonly visitor: Visitor },
): Html | '' {
  if (questions.length === 0) return '';
  const items = questions.map((question) => {
    const isOpen = acts.includes('answer') && question.until !== undefined && question.answer === undefined;
    return html`<li>${questionItem(question, new Date(at))}${filesNote(question, of)}${isOpen ? answerForm(question, form, action, visitor) : ''}</li>`;
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

function answerForm({ number }: ShownQuestion, form: TypedAnswer, action: string, visitor: Visitor): Html {
  const reply = form.question === String(number) ? form.reply : undefined;
  return html`<form method="post" action="${action}/answer"><input type="hidden" name="antiForgery" value="${visitor.antiForgery}"><input type="hidden" name="question" value="${number}">
<label class="field" for="reply${number}">Answer <span class="soft">(it is read outside: write nothing that comes from the data)</span></label>
<textarea id="reply${number}" name="reply" dir="auto" maxlength="${longestTexts.answer}" required>${reply ?? ''}</textarea>
<button class="button">Send the answer</button></form>`;
}
