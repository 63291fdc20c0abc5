import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import type { FileChange } from '../../domain/review/file-change.ts';
import { fileName, type Html } from '../base/layout.ts';
import { momentText, type PageTime } from '../base/words.ts';
import { type AskedQuestion, questionList } from './questions-card.ts';
import { type Said, saidList } from './said-list.ts';

/** An earlier package of the conversation, and what was said about it. */
export interface Turn {
  readonly exportId: string;
  readonly name: string;
  readonly at: string;
  readonly state: string;
  readonly said: readonly Said[];
  readonly questions: readonly AskedQuestion[];
}

/** What became of the files since the package before. `gone` names the first of those that are no longer there. */
export interface ChangesSince {
  readonly exportId: string;
  readonly counts: Readonly<Record<FileChange, number>>;
  readonly gone: readonly string[];
  /** Of the files on the page, by number. */
  readonly marks: ReadonlyMap<number, FileChange>;
}

/** The packages that this one goes on with, newest first, and what the researcher answers to their approvers. */
export interface Conversation {
  readonly answer: string | undefined;
  readonly turns: readonly Turn[];
  readonly changes: ChangesSince | undefined;
}

export function conversationCard({ answer, turns, changes }: Conversation, at: PageTime): Html | '' {
  if (turns.length === 0) return '';
  return html`<section class="card" id="before"><h2>What was said before</h2>
<p>This package goes on with ${countText(turns.length, 'earlier one')} that went back.</p>
<p><b>The researcher's answer</b></p>${answer === undefined || answer === '' ? html`<p class="soft">None was given.</p>` : html`<blockquote dir="auto">${answer}</blockquote>`}
${changes === undefined ? '' : changesList(changes)}
${turns.map(
  ({ exportId, name, at: since, state, said, questions }) =>
    html`<h3>${fileName(name)} <span class="soft small">${exportId}, ${stateText(state)} on ${momentText(since, at.timeZone)}</span></h3>${said.length === 0 ? html`<p class="soft">Nobody decided about it.</p>` : saidList(said, at.timeZone)}${questions.length === 0 ? '' : questionList(questions, at)}`,
)}</section>`;
}

function changesList({ exportId, counts, gone }: ChangesSince): Html {
  return html`<p><b>Since ${exportId}</b>, by size and MD5: ${counts.same} the same, ${counts.changed} changed, ${counts.new} new, ${counts.gone} gone. The list of files below says so of each.</p>
${gone.length === 0 ? '' : html`<details><summary>${countText(counts.gone, 'file is', 'files are')} gone</summary><ul>${gone.map((path) => html`<li>${fileName(path)}</li>`)}</ul>${counts.gone > gone.length ? html`<p class="soft small">The first ${gone.length} of them.</p>` : ''}</details>`}`;
}
