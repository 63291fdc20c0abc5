import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { doorFacts } from '../../../domain/base/door.ts';
import { type ActName, actOf, acts } from '../../../domain/lifecycle/acts.ts';
import type { Operation, UploadProblem } from '../../../domain/operation/operation.ts';
import type { BlindRound } from '../../../domain/review/blind.ts';
import type { NamedDecision } from '../../../domain/review/decision.ts';
import type { Round } from '../../../domain/review/round.ts';
import { fileName, type Html, type Page } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { type PageTime, shortName } from '../../../pages/base/words.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { operationHref } from '../../../pages/desk/links.ts';
import type { Explanation, NextStep } from '../../explain/domain/explanation.ts';
import type { Timeline } from '../../explain/domain/timeline.ts';
import { type ActFields, actFields, type InvitedApprover } from './act-fields.ts';
import { actWords } from './act-words.ts';
import { type DescribedEvent, historyCard } from './history-card.ts';
import { type LeftToPeople, leftCard } from './left-card.ts';
import { type ListedFiles, listedFilesCard } from './listed-files-card.ts';
import { mailsCard, type ShownMails } from './mails-card.ts';
import { isWait, otherSteps, stepCard } from './next-card.ts';
import { roundsCard } from './rounds-card.ts';
import { statusCard } from './status-card.ts';
import { timelineCard } from './timeline-card.ts';
import { type UsedByPart, usedByCard } from './used-by-card.ts';

export interface DeskOperation extends PageTime {
  readonly operation: Operation;
  readonly explanation: Explanation;
  readonly timeline: Timeline;
  readonly receipts: readonly string[];
  readonly files: ListedFiles;
  readonly mails: ShownMails;
  readonly events: readonly DescribedEvent[];
  /** Whether the audit holds more about it than `events`. */
  readonly isLong: boolean;
  readonly rounds: readonly (Round | BlindRound)[];
  readonly decisions: readonly NamedDecision[];
  readonly left: LeftToPeople;
  /** What was made from a version of a dataset; undefined for what is none. */
  readonly usedBy: UsedByPart | undefined;
  /** What the viewer is in the project, who therefore does not act on its reviews. */
  readonly part: string | undefined;
}

export interface FormsOfPage {
  readonly sent?: SentPage;
  readonly done?: string;
}

export function deskOperationPage(shown: DeskOperation, forms: FormsOfPage, visitor: DeskVisitor): Page {
  const { operation, explanation, now, timeZone } = shown;
  const { door, name, project, id } = operation;
  const noun = doorFacts(door).noun;
  const body = html`
<h1>${noun === 'dataset' ? 'Dataset' : 'Package'} ${fileName(name)}</h1>
${doneNote(forms, operation)}
${statusCard(operation, explanation, shown)}
${shown.usedBy === undefined ? '' : usedByCard(shown.usedBy, { project, place: deskPlaceOf(operation), now, timeZone })}
${whatNext(shown, forms, visitor)}
${leftCard(shown.left)}
${roundsCard(shown.rounds, shown.decisions, shown)}
${problemsCard(operation.problems, door)}
${timelineCard(shown.timeline, shown)}
${listedFilesCard(shown.files, deskPlaceOf(operation))}
${mailsCard(shown.mails, shown)}
${receiptsCard(operation, shown.receipts)}
${historyCard(shown.events, timeZone, shown.isLong ? `/api/ops/desk/audit?project=${project}&operation=${id}` : undefined)}`;
  return deskPage(visitor, { title: `${name} in ${project}`, here: '/api/ops', body });
}

function doneNote({ done }: FormsOfPage, operation: Operation): Html | '' {
  const act = acts.find(({ path }) => path === done);
  if (act === undefined) return '';
  return html`<div class="note good" role="status"><p>${actWords(act.name, operation).done}</p></div>`;
}

/** The best step first, as an open form where it is one; then every other. */
function whatNext(shown: DeskOperation, { sent }: FormsOfPage, visitor: DeskVisitor): Html {
  const { operation, explanation, part } = shown;
  const [best] = explanation.next;
  const others = explanation.next.slice(1).filter((step) => step.act === null && !isWait(step));
  const steps = visitor.mayAct ? actSteps(explanation.next) : [];
  const isBarred = ({ act }: NextStep) => part !== undefined && act !== null && actOf(act).outsiders === true;
  const asked = askedIn(shown);
  const forms = steps
    .filter((step) => !isBarred(step))
    .map((step) => actForm(operation, step, asked, step.act === best?.act));
  return html`<section><h2>What can be done</h2>
${best === undefined || (best.act !== null && visitor.mayAct) ? '' : html`<div class="card">${isWait(best) ? html`<p>Nothing is to be done. <bdi>${best.why}</bdi></p>` : stepCard(best, operation.project, shown.timeZone)}</div>`}
${deskForms(forms, sent)}
${steps.some(isBarred) ? html`<p class="soft">You are ${part} of ${operation.project}, so another operator steers its reviews.</p>` : ''}
${otherSteps(others, operation.project, shown.timeZone)}</section>`;
}

/** Whom the open round still asks, as far as the viewer may know, and until when. */
function askedIn({ rounds, decisions, timeZone }: DeskOperation): {
  readonly timeZone: string;
  readonly deadline: string | undefined;
  readonly waiting: readonly InvitedApprover[];
} {
  const open = rounds.find(({ status }) => status === 'open');
  if (open === undefined) return { timeZone, deadline: undefined, waiting: [] };
  const decided = new Set(decisions.filter(({ round }) => round === open.number).map(({ approver }) => approver));
  return { timeZone, deadline: open.deadline, waiting: open.approvers.filter(({ oid }) => !decided.has(oid)) };
}

type ActStep = NextStep & { readonly act: ActName };

function actSteps(next: readonly NextStep[]): ActStep[] {
  return next.flatMap((step) => (step.act === null ? [] : [{ ...step, act: step.act }]));
}

function deskPlaceOf({ door, project, id }: Pick<Operation, 'door' | 'project' | 'id'>, act = ''): string {
  const place = operationHref(door, { project, id });
  return act === '' ? place : `${place}/${act}`;
}

function actForm(
  operation: Operation,
  { act: name, what, request }: ActStep,
  fields: Pick<ActFields, 'deadline' | 'timeZone' | 'waiting'>,
  isFirst: boolean,
): DeskForm {
  const act = actOf(name);
  const { title, button, end } = actWords(name, operation);
  const asked = actFields(name, { ...fields, offered: request?.body ?? {} });
  return {
    ...{ name: act.path, action: deskPlaceOf(operation, act.path), title, what, button, reason: 'needed' },
    isEnd: end !== undefined,
    ...(end === undefined ? {} : { warning: end }),
    ...(asked === undefined ? {} : { fields: asked }),
    etag: `"${operation.revision}"`,
    isOpen: isFirst,
  };
}

const mostProblems = 50;

function problemsCard(problems: readonly UploadProblem[], door: 'ingress' | 'export'): Html | '' {
  if (problems.length === 0) return '';
  const shown = problems.slice(0, mostProblems);
  const left = problems.length - shown.length;
  const whole = door === 'ingress' ? 'the whole upload' : 'the whole package';
  return html`<section class="card"><h2>${countText(problems.length, 'problem')}</h2>
<table class="cards"><thead><tr><th scope="col">Where</th><th scope="col">Rule</th><th scope="col">Found</th><th scope="col">What to do</th></tr></thead>
<tbody>${shown.map(
    ({ rule, path, value, message }) =>
      html`<tr><td class="wide">${path === null ? whole : fileName(path)}</td><td data-label="Rule">${rule}</td><td data-label="Found">${fileName(value)}</td><td data-label="What to do"><bdi dir="auto">${shortName(message, 300)}</bdi></td></tr>`,
  )}</tbody></table>
${left === 0 ? '' : html`<p class="soft small">${left.toLocaleString('en-GB')} more.</p>`}</section>`;
}

function receiptsCard(
  { door, project, id }: Pick<Operation, 'door' | 'project' | 'id'>,
  names: readonly string[],
): Html | '' {
  if (names.length === 0) return '';
  const place = `${operationHref(door, { project, id })}/receipts`;
  const left = names.some((name) => name.startsWith('release'))
    ? html` <a href="/api/ops/desk/releases?project=${project}">What else left</a>`
    : '';
  return html`<section class="card"><h2>Receipts</h2>
<p class="soft small">Signed. Anyone can verify them offline with the keys at <a href="/api/receipts/keys">receipts/keys</a>.${left}</p>
<ul>${names.map((name) => html`<li><a href="${place}/${name}">${name}</a></li>`)}</ul></section>`;
}
