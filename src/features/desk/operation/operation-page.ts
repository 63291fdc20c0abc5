import { html } from 'hono/html';
import { doorFacts } from '../../../domain/base/door.ts';
import { actOf, acts } from '../../../domain/lifecycle/acts.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import type { BlindRound } from '../../../domain/review/blind.ts';
import type { NamedDecision, Round } from '../../../domain/review/round.ts';
import { fileName, type Html, type Page } from '../../../pages/base/layout.ts';
import { deskForms, type RefusedForm } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import type { Explanation, NextStep } from '../../explain/domain/explanation.ts';
import type { Timeline } from '../../explain/domain/timeline.ts';
import type { AskedApprover } from './act-fields.ts';
import { actForm, actSteps, deskPlaceOf } from './act-forms.ts';
import { actWords } from './act-words.ts';
import { historyCard, type ToldEvent } from './history-card.ts';
import { type LeftToPeople, leftCard } from './left-card.ts';
import { type ListedFiles, listedFilesCard } from './listed-files-card.ts';
import { mailsCard, type ShownMails } from './mails-card.ts';
import { isWait, otherSteps, stepCard } from './next-card.ts';
import { problemsCard } from './problems-card.ts';
import { receiptsCard } from './receipts-card.ts';
import { roundsCard } from './rounds-card.ts';
import { standingCard } from './standing-card.ts';
import { timelineCard } from './timeline-card.ts';
import { type UsedByPart, usedByCard } from './used-by-card.ts';

/** What is shown of one operation. */
export interface DeskOperation {
  readonly now: Date;
  readonly operation: Operation;
  readonly explanation: Explanation;
  readonly timeline: Timeline;
  readonly receipts: readonly string[];
  readonly files: ListedFiles;
  readonly mails: ShownMails;
  readonly events: readonly ToldEvent[];
  /** Whether the audit holds more about it than `events`. */
  readonly isLong: boolean;
  readonly rounds: readonly (Round | BlindRound)[];
  readonly decisions: readonly NamedDecision[];
  readonly left: LeftToPeople;
  /** What was made from a version of a dataset; undefined for what is none. */
  readonly usedBy: UsedByPart | undefined;
  /** What the viewer is in the project, who therefore does not steer its reviews. */
  readonly part: string | undefined;
}

/** What became of a form of the page that was sent right before. */
export interface FormsOfPage {
  readonly refused?: RefusedForm;
  readonly done?: string;
}

/** The page of one operation for operators. */
export function deskOperationPage(shown: DeskOperation, forms: FormsOfPage, visitor: DeskVisitor): Page {
  const { operation, explanation, now } = shown;
  const { door, name, project, id } = operation;
  const noun = doorFacts(door).noun;
  const body = html`
<h1>${noun === 'dataset' ? 'Dataset' : 'Package'} ${fileName(name)}</h1>
${doneNote(forms, operation)}
${standingCard(operation, explanation, now)}
${shown.usedBy === undefined ? '' : usedByCard(shown.usedBy, { project, place: deskPlaceOf(operation), now })}
${whatNext(shown, forms, visitor)}
${leftCard(shown.left)}
${roundsCard(shown.rounds, shown.decisions, now)}
${problemsCard(operation.problems, door)}
${timelineCard(shown.timeline, now)}
${listedFilesCard(shown.files, deskPlaceOf(operation))}
${mailsCard(shown.mails, now)}
${receiptsCard(operation, shown.receipts)}
${historyCard(shown.events, shown.isLong ? `/api/ops/desk/audit?project=${project}&operation=${id}` : undefined)}`;
  return deskPage(visitor, { title: `${name} in ${project}`, here: '/api/ops', body });
}

function doneNote({ done }: FormsOfPage, operation: Operation): Html | '' {
  const act = acts.find(({ path }) => path === done);
  if (act === undefined) return '';
  return html`<div class="note good" role="status"><p>${actWords(act.name, operation).done}</p></div>`;
}

/** The best step first, as an open form where it is one; then every other. */
function whatNext(shown: DeskOperation, { refused }: FormsOfPage, visitor: DeskVisitor): Html {
  const { operation, explanation, part } = shown;
  const [best] = explanation.next;
  const others = explanation.next.slice(1).filter((step) => step.act === null && !isWait(step));
  const steps = visitor.mayAct ? actSteps(explanation.next) : [];
  const isBarred = ({ act }: NextStep) => part !== undefined && act !== null && actOf(act).outsiders === true;
  const asked = askedIn(shown);
  const forms = steps
    .filter((step) => !isBarred(step))
    .map((step) => actForm(operation, step, asked, { refused, isFirst: step.act === best?.act }));
  return html`<section><h2>What can be done</h2>
${best === undefined || (best.act !== null && visitor.mayAct) ? '' : html`<div class="card">${isWait(best) ? html`<p>Nothing is to be done. <bdi>${best.why}</bdi></p>` : stepCard(best, operation.project)}</div>`}
${deskForms(forms, visitor, refused)}
${steps.some(isBarred) ? html`<p class="soft">You are ${part} of ${operation.project}, so another operator steers its reviews.</p>` : ''}
${otherSteps(others, operation.project)}</section>`;
}

/** Whom the open round still asks, as far as the viewer may know, and until when. */
function askedIn({ rounds, decisions }: DeskOperation): {
  readonly deadline: string | undefined;
  readonly waiting: readonly AskedApprover[];
} {
  const open = rounds.find(({ status }) => status === 'open');
  if (open === undefined) return { deadline: undefined, waiting: [] };
  const decided = new Set(decisions.filter(({ round }) => round === open.number).map(({ approver }) => approver));
  return { deadline: open.deadline, waiting: open.approvers.filter(({ oid }) => !decided.has(oid)) };
}
