import { html } from 'hono/html';
import { countText } from '../../domain/base/count-text.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { type Html, type Page, refusalNote, type Visitor } from '../base/layout.ts';
import { distanceText, momentText } from '../base/words.ts';
import { type Findings, findingsCard } from './findings-card.ts';
import { type AskedQuestion, questionsCard } from './questions-card.ts';
import { type Said, saidList } from './said-list.ts';

/** What a link tells before anybody has signed in: no more than the mail it came in. */
export interface ReviewSummary {
  /** Nothing when the address is none that a mail holds. `size` is rough: exact numbers could carry a message. */
  readonly about: Readonly<Record<'projectTitle' | 'size' | 'deadline' | 'timeZone', string>> | undefined;
  /** Starts the sign-in that comes back here. */
  readonly signInHref: string;
  readonly interrupted: Interruption | undefined;
}

/** The session was over when the form was sent, with remarks that could be saved all the same or could not, or its sign-in did not meet the authentication context that the project asks for. */
export type Interruption = keyof typeof interruptions;

const interruptions = {
  'session-over': {
    heading: 'Please sign in again',
    why: 'Your session is over, so nothing was recorded yet. What you noted about files is kept, and what you chose and wrote is kept for ten minutes.',
  },
  'remarks-lost': {
    heading: 'Please sign in again',
    why: 'Your session is over, so nothing was recorded, and what you noted about files after you last saved it was not saved. What you saved before is still there, and what you chose and wrote is kept for ten minutes.',
  },
  'step-up': {
    heading: 'Please confirm your sign-in',
    why: 'A decision about this project asks for a stronger sign-in, so nothing was recorded yet. Sign in once more, then send your answer again. What you noted about files is kept, and what you chose and wrote is kept for ten minutes.',
  },
} as const;

/** The page for somebody who is not signed in: neither file names nor a form. */
export function reviewSignInPage(summary: ReviewSummary, now: Date): Page {
  const { about } = summary;
  const interrupted = summary.interrupted && interruptions[summary.interrupted];
  const body = html`
<h1>${interrupted?.heading ?? 'A package waits for review'}</h1>
${interrupted ? html`<div class="note" role="alert"><p>${interrupted.why}</p></div>` : ''}
<div class="card">
${
  about
    ? html`<p>Project <b><bdi>${about.projectTitle}</bdi></b>: ${about.size}, to be decided by
${momentText(about.deadline, about.timeZone)} (${distanceText(about.deadline, now)}).</p>`
    : ''
}
<p>Sign in as the approver whom the mail was sent to. The link alone decides nothing.</p>
<a class="button" href="${summary.signInHref}">Sign in</a>
</div>`;
  return { title: about ? `Review in ${about.projectTitle}` : 'Review', body, narrow: true };
}

/** A link that has done its work. */
export interface ClosedReview {
  readonly projectTitle: string;
  readonly exportId: string;
  /** Why nothing can be decided here any more. */
  readonly because: string;
  readonly refusal?: string | undefined;
  readonly state: string;
  readonly since: string;
  readonly timeZone: string;
  readonly waitsFor: string;
  /** Whether a hold keeps what follows from beginning. */
  readonly isHeld: boolean;
  /** What was said in the round, once it is over. */
  readonly said: readonly Said[];
  readonly questions: readonly AskedQuestion[];
  /** What is known of the files, for whoever is asked about them. */
  readonly findings: Findings | undefined;
}

/** What else waits for whoever has decided: how many reviews, and the next of them. */
export interface WaitsNext {
  readonly count: number;
  readonly next:
    | { readonly href: string; readonly number: string; readonly title: string; readonly due: string }
    | undefined;
}

/** What a used link shows: the outcome and what the package waits for, no file names. */
export function reviewClosedPage(closed: ClosedReview, waits: WaitsNext, visitor: Visitor, now: Date): Page {
  const body = html`
<h1>${closed.because}</h1>
${refusalNote(closed.refusal)}${nextCard(waits)}
<div class="card"><dl class="facts">
<dt>Project</dt><dd><bdi>${closed.projectTitle}</bdi></dd>
<dt>Number</dt><dd><code>${closed.exportId}</code></dd>
<dt>Now</dt><dd><span class="tag">${stateText(closed.state)}</span> since ${momentText(closed.since, closed.timeZone)}</dd>
<dt>Waits for</dt><dd>${closed.waitsFor}${closed.isHeld ? html`. The project is on hold: what follows begins <b>after the hold</b>` : ''}</dd>
</dl></div>
${closed.said.length === 0 ? '' : html`<section class="card"><h2>What was decided</h2>${saidList(closed.said, closed.timeZone)}</section>`}
${questionsCard(closed.questions, { now, timeZone: closed.timeZone })}
${closed.findings === undefined ? '' : findingsCard(closed.findings, closed.timeZone)}`;
  return { title: `Review in ${closed.projectTitle}`, body, visitor, narrow: true };
}

function nextCard({ count, next }: WaitsNext): Html {
  const all = html`<a href="/api/mine#waits">What is yours</a>`;
  if (next === undefined) return html`<p>No other review waits for you. ${all}</p>`;
  const { href, number, title, due } = next;
  return html`<section class="card" id="next"><p>${countText(count, 'other review waits', 'other reviews wait')} for you.</p>
<a class="button" href="${href}">Next: package ${number}</a> <span class="soft small"><bdi>${title}</bdi>. ${due}.</span>
<p>${all}</p></section>`;
}
