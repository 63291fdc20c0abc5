import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import { distanceText, momentText, type PageTime, shortName } from '../../../pages/base/words.ts';

/** A mail or message: to whom, what it says, and why nobody tries it any more where it did not get through. */
export interface MailLine {
  readonly at: string;
  readonly to: string;
  readonly says: string;
  readonly reason: string | null;
}

/** Something of which not everybody was told. */
export interface PendingMails {
  readonly about: string;
  readonly since: string;
  readonly times: number;
  readonly message: string | null;
  readonly isGivenUp: boolean;
}

export interface ShownMails {
  readonly mails: readonly MailLine[];
  readonly owed: readonly PendingMails[];
  readonly isWhole: boolean;
  readonly isBlind: boolean;
}

const mostMails = 50;

export function mailsCard({ mails, owed, isWhole, isBlind }: ShownMails, at: PageTime): Html {
  const shown = mails.slice(0, mostMails);
  return html`<section class="card"><h2>Mails</h2>
${owed.map((one) => owedNote(one, at))}
${isBlind ? html`<p class="soft">Who was asked, and when, is shown once the round is over, since you decide in it without knowing what others decide.</p>` : ''}
${!isBlind && mails.length === 0 ? html`<p class="soft">Nobody was told anything yet.</p>` : ''}
${shown.length === 0 ? '' : mailTable(shown, at.timeZone)}
${isWhole && shown.length === mails.length ? '' : isBlind ? '' : html`<p class="soft small">The newest ${shown.length}; older ones stand in the audit.</p>`}</section>`;
}

function owedNote({ about, since, times, message, isGivenUp }: PendingMails, { now, timeZone }: PageTime): Html {
  const tried = times === 0 ? 'It was not tried yet.' : `It was tried ${times === 1 ? 'once' : `${times} times`}.`;
  const what = isGivenUp ? 'Nobody tries any more; tell the people yourself' : 'It is tried again by itself';
  return html`<div class="note${isGivenUp ? ' bad' : ''}"><p>Not everybody was told that it is <b>${about}</b> since ${momentText(since, timeZone)} (${distanceText(since, now)}). ${tried} ${what}.${message === null ? '' : html` <bdi dir="auto">${shortName(message, 300)}</bdi>`}</p></div>`;
}

function mailTable(mails: readonly MailLine[], timeZone: string): Html {
  return html`<table class="cards"><thead><tr><th scope="col">To</th><th scope="col">What it does</th><th scope="col">When</th><th scope="col">Came of it</th></tr></thead>
<tbody>${mails.map(
    ({ at, to, says, reason }) =>
      html`<tr><td class="wide name"><bdi>${to}</bdi></td><td data-label="What it does">${says}</td><td data-label="When" class="nowrap">${momentText(at, timeZone)}</td><td data-label="Came of it">${reason === null ? 'sent' : html`<span><span class="tag bad">given up</span> <bdi dir="auto">${shortName(reason, 200)}</bdi></span>`}</td></tr>`,
  )}</tbody></table>`;
}
