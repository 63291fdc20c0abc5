import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { BlindRound } from '../../../domain/review/blind.ts';
import { choiceWords, type NamedDecision } from '../../../domain/review/decision.ts';
import type { Round } from '../../../domain/review/round.ts';
import { shownQuestion } from '../../../domain/review/shown-question.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { distanceText, momentText, type PageTime } from '../../../pages/base/words.ts';
import { questionList } from '../../../pages/review/questions-card.ts';

/** The rounds of a package, newest first, and who said what in each, as far as the viewer may see it. */
export function roundsCard(
  rounds: readonly (Round | BlindRound)[],
  decisions: readonly NamedDecision[],
  at: PageTime,
): Html | '' {
  if (rounds.length === 0) return '';
  const isBlind = rounds.some((round) => !('revision' in round));
  const newestFirst = rounds.toSorted((one, other) => other.number - one.number);
  return html`<section class="card"><h2>Review</h2>
${isBlind ? html`<p class="soft">You decide about it without knowing what others decide. That is shown once its round is over.</p>` : ''}
${newestFirst.map((round) =>
  roundOf(
    round,
    decisions.filter((one) => one.round === round.number),
    { ...at, isBlind },
  ),
)}</section>`;
}

function roundOf(
  round: Round | BlindRound,
  decisions: readonly NamedDecision[],
  { now, timeZone, isBlind }: PageTime & { readonly isBlind: boolean },
): Html {
  const { number, status, openedAt, closedAt, deadline, rules, approvers } = round;
  // Whoever decides in it sees on the page of the review what others asked, as far as that may be seen.
  const questions = 'revision' in round ? (round.questions ?? []).map((one) => shownQuestion(round, one, true)) : [];
  const end = closedAt ?? deadline;
  const ended =
    closedAt === undefined
      ? `deadline ${momentText(deadline, timeZone)}, ${distanceText(end, now)}`
      : `ended ${momentText(closedAt, timeZone)}`;
  const rest = approvers.filter(({ oid }) => !decisions.some(({ approver }) => approver === oid));
  return html`<h3>Round ${number} <span class="tag${status === 'open' ? ' wait' : ''}">${status}</span></h3>
<p class="soft small">Opened ${momentText(openedAt, timeZone)}, ${ended}. It needs ${countText(rules.quorum, 'approval')}${rules.independent === 0 ? '' : `, ${rules.independent} of them independent`}${rules.overLimits === undefined ? '' : `, each with a reason, since it exceeds the soft limit ${rules.overLimits.join(', ')}`}.</p>
<table class="cards"><thead><tr><th scope="col">Who</th><th scope="col">Said</th><th scope="col">When</th><th scope="col">Reason</th></tr></thead>
<tbody>${decisions.map(
    ({ name, choice, at, reason }) =>
      html`<tr><td class="wide name"><bdi>${name}</bdi></td><td data-label="Said">${choiceWords[choice].did}</td><td data-label="When" class="nowrap">${momentText(at, timeZone)}</td>${reason === '' ? html`<td class="none"></td>` : html`<td class="wide"><bdi dir="auto">${reason}</bdi></td>`}</tr>`,
  )}${rest.map(({ name }) => html`<tr><td class="wide name"><bdi>${name}</bdi></td><td data-label="Said" class="soft">${isBlind ? 'not shown' : 'nothing'}</td><td class="none"></td><td class="none"></td></tr>`)}</tbody></table>${questions.length === 0 ? '' : questionList(questions, { now, timeZone })}`;
}
