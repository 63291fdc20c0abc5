import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import type { ShownQuestion } from '../../domain/review/shown-question.ts';
import type { Html } from '../base/layout.ts';
import { momentText, type PageTime } from '../base/words.ts';
import { remarkList, type SaidOfFile } from './said-list.ts';

/** A question with what it asks about single files, where the reader may see that. */
export interface AskedQuestion extends ShownQuestion {
  readonly remarks?: readonly SaidOfFile[];
}

/** What approvers asked the researchers while a review stayed open. */
export function questionsCard(questions: readonly AskedQuestion[], at: PageTime): Html | '' {
  if (questions.length === 0) return '';
  return html`<section class="card" id="questions"><h2>Questions to the researchers</h2>${questionList(questions, at)}</section>`;
}

/** Who asked what, and what was answered, oldest first. */
export function questionList(questions: readonly AskedQuestion[], at: PageTime): Html {
  return html`<ul class="said">${questions.map((question) => html`<li>${questionItem(question, at)}</li>`)}</ul>`;
}

export function questionItem(question: AskedQuestion, at: PageTime): Html {
  return html`${questionText(question, at)}${answerText(question, at)}`;
}

function questionText({ name, at, text, files, remarks }: AskedQuestion, { timeZone }: PageTime): Html {
  const also = text === '' ? 'This is' : 'It is also';
  const about = files === 0 || remarks !== undefined ? '' : html`<p>${also} about ${countText(files, 'file')}.</p>`;
  return html`<b>${name === undefined ? 'An approver' : html`<bdi>${name}</bdi>`}</b> asked <span class="soft">on ${momentText(at, timeZone)}</span>${text === '' ? '' : html`<blockquote dir="auto">${text}</blockquote>`}${about}${remarkList(remarks ?? [])}`;
}

function answerText({ answer, until }: AskedQuestion, at: PageTime): Html {
  if (answer !== undefined)
    return html`<p><b>The researchers</b> answered <span class="soft">on ${momentText(answer.at, at.timeZone)}</span></p><blockquote dir="auto">${answer.text}</blockquote>`;
  return html`<p class="soft">${waitText(until, at)}</p>`;
}

function waitText(until: string | undefined, { now, timeZone }: PageTime): string {
  if (until === undefined) return 'It was not answered.';
  if (now >= new Date(until))
    return 'It was not answered in its time, and the review went on. An answer is still shown.';
  return `It is not answered yet. The release waits for it until ${momentText(until, timeZone)} at the latest.`;
}
