import { html } from 'hono/html';
import { isOverdue } from '../../../domain/overview/overdue.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import { distanceText, momentText } from '../../../pages/base/words.ts';
import { type DeskForm, deskForms, type RefusedForm } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage } from '../../../pages/desk/desk-page.ts';
import { auditCard } from './audit-cards.ts';
import { filterForm } from './filter-form.ts';
import { holdCard } from './hold-card.ts';
import type { Overview } from './lines.ts';
import { type Need, needsOf } from './needs.ts';
import { needsCard } from './needs-card.ts';
import { finishedCard, movingCard } from './operation-cards.ts';
import { changesCard, closingCard, doorsCard, problemsCard, untoldCard } from './problem-cards.ts';
import { type SweepNumbers, sweepNote } from './sweep-note.ts';
import { isEverything } from './wanted-lines.ts';

/** What became of the form of the dashboard that was sent right before. */
export interface SentSweep {
  readonly refused?: RefusedForm;
  readonly swept?: SweepNumbers;
}

/** The first page of operations: what needs whom and how overdue it is, what moves, what is wrong, what ended, and the newest of the audit. */
export function dashboardPage(overview: Overview, visitor: DeskVisitor, { refused, swept }: SentSweep = {}): Page {
  const { moving, now, filter } = overview;
  const needs = needsOf(overview);
  const isAll = isEverything(filter.wanted);
  const body = html`
<h1>Operations</h1>
${swept === undefined ? '' : sweepNote(swept)}
<p class="lead">${headline(needs, overview)} <span class="small nowrap">As of ${momentText(now.toISOString())}.</span></p>
${overview.secondOperator ? '' : html`<p>Second operator: off. Changes of definitions that should wait for one go through at once.</p>`}
${ownText(overview)}
${filterForm(filter)}
${holdCard(overview.holds, now)}
${needsCard(needs, now, isAll ? 'Nothing waits for anybody.' : 'Nothing that fits waits for anybody.')}
${movingCard(moving, now, isAll ? 'Nothing is on its way.' : 'Nothing that fits is on its way.')}
${untoldCard(overview)}
${problemsCard(overview)}
${changesCard(overview)}
${doorsCard(overview)}
${closingCard(overview)}
${finishedCard(overview.finished, now)}
${auditCard({ title: 'Drift of computes', notes: overview.compute, kind: 'compute.' }, now)}
${auditCard({ title: 'Newest in the audit', notes: overview.audit }, now)}
${deskForms(visitor.mayAct ? [sweepForm] : [], visitor, refused)}
${seenText(overview)}`;
  return deskPage(visitor, { title: 'Operations', here: '/api/ops', body });
}

const sweepForm: DeskForm = {
  name: 'sweep',
  action: '/api/ops/desk/sweep',
  title: 'Sweep now',
  what: 'Sallyport looks at everything at once instead of at the next minute: it takes up what lies at the doors, starts again what stands still and sends what is owed. It does nothing that it would not do by itself.',
  button: 'Sweep now',
  reason: 'none',
};

function headline(needs: readonly Need[], { moving, now }: Overview): string {
  if (needs.length === 0 && moving.length === 0) return 'All is quiet: nothing waits and nothing moves.';
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
  return html`<p class="soft">You are a researcher of ${own.join(', ')}: there you see here what <a href="/api/mine">your own page</a> shows, and no more.</p>`;
}

/** What is older than the page says how old it is. */
function seenText({ seenAt, now }: Overview): Html | '' {
  if (now.getTime() - Date.parse(seenAt) < 10_000) return '';
  return html`<p class="soft small">Operations stand as they were last written. A sweep compared them with the register ${distanceText(seenAt, now)}; mails, names at the doors and rows that cannot be read are as it found them then.</p>`;
}
