import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import { shortNumber } from '../../../domain/base/door.ts';
import { everyProject, holdReason, type NamedHold } from '../../../domain/operation/hold.ts';
import { isOverdue } from '../../../domain/overview/overdue.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { distanceText, momentText, readableTimes, shortName, sizeText } from '../../../pages/base/words.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { operationCalled, operationHref, projectHref } from '../../../pages/desk/links.ts';
import { isEverything } from './chosen-lines.ts';
import { filterCard, manyHref } from './filter-card.ts';
import type { AuditNote, Overview } from './lines.ts';
import { foldedCard } from './long-table.ts';
import { type Need, needsOf } from './needs.ts';
import { needsCard } from './needs-card.ts';
import { finishedCard, movingCard } from './operation-cards.ts';
import { changesCard, closingCard, doorsCard, problemsCard, undeliveredCard } from './problem-cards.ts';

export interface SentSweep {
  readonly sent?: SentPage;
  readonly swept?: SweepNumbers;
}

export function dashboardPage(overview: Overview, visitor: DeskVisitor, { sent, swept }: SentSweep = {}): Page {
  const { moving, now, filter } = overview;
  const needs = needsOf(overview);
  const isAll = isEverything(filter.wanted);
  const body = html`
<h1>Operations</h1>
${swept === undefined ? '' : sweepNote(swept)}
<p class="lead">${headline(needs, overview)} <span class="small nowrap">As of ${momentText(now.toISOString())}.</span></p>
${overview.secondOperator ? '' : html`<p>Second operator: off. Changes of definitions that should wait for one go through at once; a hold for malware is lifted by asking twice, a day apart.</p>`}
${ownText(overview)}
${queueNote(overview)}
${unusualNote(overview)}
${filterCard(filter, dashboardPlace, sent)}
${visitor.mayAct ? html`<p><a href="${manyHref(filter.wanted)}">Choose several of these</a></p>` : ''}
${holdCard(overview)}
${needsCard(needs, now, isAll ? 'Nothing waits for anybody.' : 'Nothing that fits waits for anybody.')}
${movingCard(moving, now, isAll ? 'Nothing is on its way.' : 'Nothing that fits is on its way.')}
${undeliveredCard(overview)}
${problemsCard(overview)}
${changesCard(overview)}
${doorsCard(overview)}
${closingCard(overview)}
${finishedCard(overview.finished, now)}
${auditCard({ title: 'Drift of computes', notes: overview.compute, kind: 'compute.' }, overview)}
${auditCard({ title: 'Newest in the audit', notes: overview.audit }, overview)}
${deskForms(visitor.mayAct ? [sweepForm] : [], sent)}
${seenText(overview)}`;
  return deskPage(visitor, { title: 'Operations', here: '/api/ops', body });
}

/** The filter is sent to where the sweep is, by a name of its own. */
const dashboardPlace = { address: '/api/ops', send: '/api/ops/desk/sweep' } as const;

const sweepForm: DeskForm = {
  name: 'sweep',
  action: dashboardPlace.send,
  title: 'Sweep now',
  what: 'Sallyport looks at everything at once instead of at the next minute: it takes up what lies at the doors, starts again what stands still and sends what is owed. It does nothing that it would not do by itself.',
  button: 'Sweep now',
  reason: 'none',
};

function headline(needs: readonly Need[], { moving, now, filter }: Overview): string {
  if (needs.length === 0 && moving.length === 0)
    return isEverything(filter.wanted)
      ? 'All is quiet: nothing waits and nothing moves.'
      : 'Nothing that fits waits or moves.';
  const overdue = needs.filter((need) => isOverdue(need, now)).length;
  const waits =
    needs.length === 0
      ? 'Nothing needs anybody'
      : `${needs.length} ${needs.length === 1 ? 'needs' : 'need'} somebody${overdue === 0 ? '' : `, ${overdue} overdue`}`;
  return `${waits}. ${moving.length} on the way.`;
}

/** Where an operator is a researcher they have no more than every researcher. */
function ownText({ own }: Overview): Html | '' {
  if (own.length === 0) return '';
  return html`<p class="soft">You are a researcher of ${own.join(', ')}. Of ${own.length === 1 ? 'it' : 'them'} you see here only what <a href="/api/mine">your own page</a> shows.</p>`;
}

function queueNote({ mailsWait }: Overview): Html | '' {
  return mailsWait === undefined ? '' : html`<p class="note">${readableTimes(mailsWait)}</p>`;
}

function unusualNote({ unusual }: Overview): Html | '' {
  if (unusual.length === 0) return '';
  return html`<section class="note" aria-label="Unusually much left"><ul>${unusual.map(({ project, week, files, bytes }) => html`<li>Unusually much left <a href="/api/ops/charts?project=${project}">${project}</a> in the week ${week}: ${countText(files, 'file')}, ${sizeText(bytes)}.</li>`)}</ul></section>`;
}

/** What is older than the page says how old it is. */
function seenText({ seenAt, now }: Overview): Html | '' {
  if (now.getTime() - Date.parse(seenAt) < 10_000) return '';
  return html`<p class="soft small">Operations are shown as they were last written. A sweep compared them with the register ${distanceText(seenAt, now)}; mails, names at the doors and rows that cannot be read are as it found them then.</p>`;
}

interface AuditList {
  readonly title: string;
  readonly notes: readonly AuditNote[];
  /** What the kind of its lines begins with. */
  readonly kind?: string;
}

function auditCard({ title, notes, kind }: AuditList, { now, zones }: Overview): Html | '' {
  const all = `${deskPaths.audit}${kind === undefined ? '' : `?${new URLSearchParams({ kind })}`}`;
  const list = html`<ul class="said">${notes.map((note) => html`<li>${line(note, now, zones.get(note.project))}</li>`)}</ul>`;
  return foldedCard(title, notes.length, html`${list}<p><a href="${all}">Older lines</a></p>`);
}

const [mostSentence, mostRaw] = [300, 1500];

function line({ at, sentence, about, raw }: AuditNote, now: Date, timeZone: string | undefined): Html {
  const text = shortName(readableTimes(sentence, timeZone), mostSentence);
  return html`<span class="soft small nowrap" title="${momentText(at, timeZone)}">${distanceText(at, now)}</span>
<bdi dir="auto">${about === undefined ? text : linked(text, about)}</bdi>
<details class="raw"><summary>Raw data</summary><pre dir="ltr">${shortName(raw, mostRaw)}</pre></details>`;
}

function linked(text: string, { project, id }: NonNullable<AuditNote['about']>): Html | string {
  const called = operationCalled(id);
  const number = shortNumber(id);
  const [before, ...after] = text.split(number);
  if (called === undefined || after.length === 0) return text;
  return html`${before}<a href="${operationHref(called.door, { project, id })}" title="${id}">${number}</a>${after.join(number)}`;
}

/** The kill switches that are on, where nobody overlooks them. */
function holdCard({ holds, now, zones }: Overview): Html | '' {
  if (holds.length === 0) return '';
  return html`<section class="note" aria-label="On hold"><h2>On hold</h2>
<p>Nothing begins to move there and no compute is changed; reviews go on. <a href="${deskPaths.holds}">Holds</a></p>
<ul>${holds.map((hold) => html`<li>${held(hold, now, zones.get(hold.project))}</li>`)}</ul></section>`;
}

function held({ project, since, name, until, ...hold }: NamedHold, now: Date, timeZone: string | undefined): Html {
  const what = project === everyProject ? 'All projects' : html`<a href="${projectHref(project)}">${project}</a>`;
  const end =
    until === undefined
      ? 'until it is lifted'
      : html`<span title="${momentText(until, timeZone)}">ends ${distanceText(until, now)}</span>`;
  return html`${what}, <span class="nowrap" title="${momentText(since, timeZone)}">${distanceText(since, now)}</span> by <bdi>${name}</bdi>, ${end}: <bdi dir="auto">${shortName(holdReason(hold), 200)}</bdi>`;
}

type SweepNumbers = Readonly<Record<(typeof told)[number][0], number>>;

/** In the order in which people want to know it. */
const told = [
  ['started', (count: number) => `It took up ${countText(count, 'upload')}.`],
  ['woken', (count: number) => `It woke ${countText(count, 'package')} whose review is over or has changed.`],
  ['clearing', (count: number) => `It began to clear ${countText(count, 'ended package')}.`],
  ['failed', (count: number) => `${countText(count, 'operation')} failed and waits for an operator.`],
  ['stalled', (count: number) => `${countText(count, 'operation')} stalled by an outage.`],
  ['troubled', (count: number) => `${countText(count, 'operation')} in trouble, still tried.`],
  ['overdue', (count: number) => `${countText(count, 'review')} past the deadline.`],
  ['unreachable', (count: number) => `${countText(count, 'review')} without enough approvers.`],
  ['waiting', (count: number) => `${countText(count, 'name')} waiting at the doors.`],
  ['strays', (count: number) => `${countText(count, 'name')} outside every project.`],
  ['broken', (count: number) => `${countText(count, 'row')} that cannot be read.`],
  ['untold', (count: number) => `${countText(count, 'mail')} not sent yet.`],
  ['givenUp', (count: number) => `${countText(count, 'mail')} given up.`],
] as const;

function sweepNote(numbers: SweepNumbers): Html {
  const sentences = told.flatMap(([name, text]) => (numbers[name] === 0 ? [] : [text(numbers[name])]));
  return html`<div class="note good" role="status"><p>${sentences.length === 0 ? 'The sweep found nothing new and nothing wrong.' : 'The sweep is done.'}</p>
${sentences.length === 0 ? '' : html`<ul>${sentences.map((sentence) => html`<li>${sentence}</li>`)}</ul>`}</div>`;
}
