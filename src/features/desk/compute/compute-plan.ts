import { html } from 'hono/html';
import { actionKey, describeAction } from '../../../compute/domain/action.ts';
import type { Notice } from '../../../compute/domain/notice.ts';
import type { ComputePlan } from '../../../compute/domain/plan.ts';
import { stepsOfTimer } from '../../../compute/domain/usage/timer-stop.ts';
import { countText } from '../../../domain/base/count-text.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { readableTimes } from '../../../pages/base/words.ts';
import type { DeskForm } from '../../../pages/desk/desk-form.ts';
import { deskPaths } from '../../../pages/desk/desk-page.ts';

/** The plan of a project; null while Azure cannot be looked at. */
interface Planned {
  readonly project: string;
  readonly plan: ComputePlan | null;
}

export interface AppliedNote {
  readonly outcome: 'applied' | 'settled' | 'held' | 'stopped';
  readonly applied: readonly { readonly action: ComputePlan['actions'][number]; readonly error?: string | undefined }[];
}

export const applyForm = 'apply';

export function planCard({ plan, timeZone }: Planned & { readonly timeZone: string }): Html {
  if (plan === null) return html``;
  const { actions, waiting, alerts, idle, notes, stopped } = plan;
  const steps =
    actions.length === 0
      ? html`<p>Nothing is to be done.</p>`
      : html`<ol>${actions.map((action) => html`<li>${readableTimes(describeAction(action), timeZone)}</li>`)}</ol>`;
  return html`<section class="card"><h2>The plan</h2>
${stopped === undefined ? '' : html`<div class="note bad"><p>Left to an operator: ${stopped}</p></div>`}
${steps}
${notices('Left alone for now', waiting, timeZone)}
${notices('For somebody to look at', alerts, timeZone)}
${notices('Idle', idle, timeZone)}
${notices('Good to know', notes, timeZone)}</section>`;
}

function notices(title: string, list: readonly Notice[], timeZone: string): Html {
  if (list.length === 0) return html``;
  return html`<h3>${title}</h3><ul>${list.map(({ compute, reason }) => html`<li><b>${compute}</b>: ${readableTimes(reason, timeZone)}</li>`)}</ul>`;
}

export function applyForms({ project, plan }: Planned): readonly DeskForm[] {
  if (plan === null || plan.actions.length === 0) return [];
  const { actions, digest, stopped } = plan;
  const takes = actions.filter(({ kind }) => /^(delete|deallocate|stop)-/.test(kind)).map(actionKey);
  const what = [
    `Azure is looked at again first. If the plan is still the same, ${countText(actions.length, 'step')} of it ${actions.length === 1 ? 'begins' : 'begin'} at once, in this order; if not, nothing is done.`,
    whatRunDoes(plan),
    takes.length === 0 ? '' : `Whoever works on ${takes.join(', ')} is interrupted.`,
  ];
  return [
    {
      name: applyForm,
      action: `${deskPaths.compute}/${project}/apply`,
      title: 'Apply this plan',
      what: what.filter((text) => text !== '').join(' '),
      button: 'Apply the plan',
      fields: (form) => form.hidden('digest', digest),
      reason: 'needed',
      isEnd: actions.some(({ kind }) => kind.startsWith('delete-')),
      isOpen: stopped !== undefined,
    },
  ];
}

function whatRunDoes(plan: ComputePlan): string {
  if (plan.stopped === undefined) return 'The next run would do the same within five minutes.';
  return stepsOfTimer(plan).length === 0
    ? 'No run does it by itself.'
    : 'The next run by itself only switches off what is not to run.';
}

export function appliedNote({ outcome, applied }: AppliedNote): Html {
  if (outcome === 'held')
    return html`<div class="note bad" role="status"><p>A hold is on, so nothing was done.</p></div>`;
  if (outcome !== 'applied')
    return html`<div class="note good" role="status"><p>There was nothing to do any more.</p></div>`;
  const refused = applied.filter(({ error }) => error !== undefined);
  return html`<div class="note ${refused.length === 0 ? 'good' : 'bad'}" role="status">
<p>${countText(applied.length - refused.length, 'step')} begun${refused.length === 0 ? '' : `, ${refused.length} refused by Azure`}. Azure takes minutes; the next look shows what came of it.</p>
${refused.length === 0 ? '' : html`<ul>${refused.map(({ action, error }) => html`<li>${actionKey(action)}: ${error}</li>`)}</ul>`}</div>`;
}
