import { html } from 'hono/html';
import { type Page, refusalNote, type Visitor } from './layout.ts';
import { distanceText, momentText } from './words.ts';

/** What a link tells before anybody has signed in: no more than the mail it came in. */
export interface ReviewSummary {
  readonly projectTitle: string;
  /** Only roughly: exact numbers could carry a message. */
  readonly size: string;
  readonly deadline: string;
  /** Starts the sign-in that comes back here. */
  readonly signInHref: string;
  /** Set when a decision was sent without a valid session: what was typed is kept. */
  readonly interrupted: boolean;
}

/** The page for somebody who is not signed in: neither file names nor a form. */
export function reviewSignInPage(summary: ReviewSummary, now: Date): Page {
  const body = html`
<h1>${summary.interrupted ? 'Please sign in again' : 'A package waits for review'}</h1>
${summary.interrupted ? html`<div class="note" role="alert"><p>Your session is over, so nothing was recorded. What you chose and wrote is kept for ten minutes.</p></div>` : ''}
<div class="card">
<p>Project <b><bdi>${summary.projectTitle}</bdi></b>: ${summary.size}, to be decided by
${momentText(summary.deadline)} (${distanceText(summary.deadline, now)}).</p>
<p>Sign in as the approver whom the mail was sent to. The link alone decides nothing.</p>
<a class="button" href="${summary.signInHref}">Sign in</a>
</div>`;
  return { title: `Review in ${summary.projectTitle}`, body, narrow: true };
}

/** A link that has done its work. */
export interface ClosedReview {
  readonly projectTitle: string;
  readonly exportId: string;
  /** Why nothing can be decided here any more. */
  readonly because: string;
  /** Why the last attempt to decide was not recorded. */
  readonly refusal?: string | undefined;
  /** The operation's state, since when, and what it waits for, in words. */
  readonly state: string;
  readonly since: string;
  readonly waitsFor: string;
}

/** What a used link shows: the outcome and what the package waits for, no file names. */
export function reviewClosedPage(closed: ClosedReview, visitor: Visitor): Page {
  const body = html`
<h1>${closed.because}</h1>
${refusalNote(closed.refusal)}
<div class="card"><dl class="facts">
<dt>Project</dt><dd><bdi>${closed.projectTitle}</bdi></dd>
<dt>Number</dt><dd><code>${closed.exportId}</code></dd>
<dt>Now</dt><dd><span class="tag">${closed.state}</span> since ${momentText(closed.since)}</dd>
<dt>Waits for</dt><dd>${closed.waitsFor}</dd>
</dl></div>`;
  return { title: `Review in ${closed.projectTitle}`, body, visitor, narrow: true };
}
