import { html } from 'hono/html';
import type { z } from 'zod';
import type { ShownCompute } from '../../../compute/domain/shown.ts';
import { type BudgetStatus, budgetText } from '../../../compute/domain/usage/budget.ts';
import { offboardingText } from '../../../compute/domain/usage/offboarding.ts';
import type { Frozen } from '../../../domain/base/frozen.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { distanceText, momentText, type PageTime, readableTimes, shortName } from '../../../pages/base/words.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import type { shownComputes } from '../../explain/computes-schema.ts';
import type { Explanation } from '../../explain/domain/explanation.ts';
import { type AppliedNote, appliedNote, applyForms, planCard } from './compute-plan.ts';
import { computeTable } from './compute-table.ts';
import { computeStateTag, inactiveTag } from './compute-words.ts';
import { snapshotText } from './computes-page.ts';

export type ShownProjectComputes = Omit<Frozen<z.infer<typeof shownComputes>>, 'explanation'> & {
  readonly explanation: Pick<Explanation, 'waitsFor' | 'overdue'> | null;
};

export interface ComputeHistory {
  readonly at: string;
  readonly text: string;
}

export function computePage(
  shown: ShownProjectComputes,
  {
    history,
    applied,
    done,
    now,
  }: {
    readonly history: readonly ComputeHistory[] | null;
    readonly applied?: AppliedNote;
    /** Name of the form that was carried out right before. */
    readonly done: string | undefined;
    readonly now: Date;
  },
  visitor: DeskVisitor,
  sent?: SentPage,
): Page {
  const { project, title } = shown;
  const body = html`
<h1>Computes of ${project}</h1>
<p class="lead"><bdi>${shortName(title)}</bdi></p>
${applied === undefined ? '' : appliedNote(applied)}
${done === startForm ? html`<div class="note good" role="status"><p>The machine is being started. That takes some minutes.</p></div>` : ''}
${stateCard(shown, now)}
${planCard(shown)}
${visitor.mayAct ? deskForms([...applyForms(shown), ...startForms(shown)], sent) : ''}
<section class="card"><h2>What there is</h2>${computeTable(shown)}</section>
<section class="card"><h2>What was found and mended</h2>${historyList(history, { now, timeZone: shown.timeZone })}</section>`;
  return deskPage(visitor, { title: `Computes of ${project}`, here: deskPaths.compute, body });
}

function stateCard(shown: ShownProjectComputes, now: Date): Html {
  const { state, lookedAt, problem, explanation, timeZone, budget, ending } = shown;
  return html`<section class="card"><h2>How they stand</h2>
${problem === null ? '' : html`<div class="note bad"><p>Azure does not answer, so this is what the last run saw. ${problem}</p></div>`}
<dl class="facts"><dt>State</dt><dd>${computeStateTag(state)}${inactiveTag(shown, ': all are to be off')}</dd>
${explanation === null ? '' : html`<dt>Waits for</dt><dd>${readableTimes(explanation.waitsFor, timeZone)}${explanation.overdue ? html` <span class="tag bad">overdue</span>` : ''}</dd>`}
<dt>Looked at</dt><dd>${snapshotText(lookedAt, { now, timeZone })}</dd>
${budget === null ? '' : html`<dt>Hours</dt><dd>${budgetText(budget)}${levelTag(budget)}</dd>`}
${ending === null ? '' : html`<dt>After the end</dt><dd>${offboardingText(ending)}</dd>`}
<dt>Time zone</dt><dd>${timeZone}</dd></dl></section>`;
}

function levelTag({ level }: BudgetStatus): Html {
  if (level === 'within') return html``;
  const words = { 'nearly-used': 'nearly used', 'used-up': 'used up', unknown: 'not known' }[level];
  return html` <span class="tag ${level === 'nearly-used' ? 'wait' : 'bad'}">${words}</span>`;
}

function historyList(history: readonly ComputeHistory[] | null, { now, timeZone }: PageTime): Html {
  if (history === null) return html`<p class="soft">The audit could not be read just now.</p>`;
  if (history.length === 0) return html`<p class="soft">Nothing in the last 90 days.</p>`;
  return html`<ul class="said">${history.map(
    ({ at, text }) =>
      html`<li>${readableTimes(text, timeZone)} <span class="soft small nowrap" title="${momentText(at, timeZone)}">${distanceText(at, now)}</span></li>`,
  )}</ul>`;
}

const startForm = 'start';

/** The form that starts a machine of the definition that is off; none where all run. Whether one may run now is decided when it is sent. */
function startForms({ project, active, computes }: StartShown): readonly DeskForm[] {
  const off = computes.filter(
    ({ kind, defined, state }) => kind === 'machine' && defined && ['stopped', 'deallocated'].includes(state ?? ''),
  );
  if (!active || off.length === 0) return [];
  return [
    {
      name: startForm,
      action: `${deskPaths.compute}/${project}/start`,
      title: 'Start a machine that is off',
      what: 'It is started where its definition lets it run now and hours of the month are left. One that was idle has its whole idle time again. Researchers can do the same at /api/mine.',
      button: 'Start it',
      fields: (form) => html`<label class="field" for="machine">Machine</label>
<select id="machine" ${form.named('machine')} required><option value="">Choose</option>${machinesToStart(off, form.value('machine'))}</select>`,
      reason: 'needed',
    },
  ];
}

function machinesToStart(off: readonly ShownCompute[], chosen: string): Html[] {
  return off.map(({ name }) => html`<option value="${name}"${name === chosen ? html` selected` : ''}>${name}</option>`);
}

interface StartShown {
  readonly project: string;
  readonly active: boolean;
  readonly computes: readonly ShownCompute[];
}
