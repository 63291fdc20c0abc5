import { html } from 'hono/html';
import type { ActName } from '../../../domain/lifecycle/acts.ts';
import { type TakeBackEnd, takeBackEnds } from '../../../domain/operation/operation-lists.ts';
import { mostBusinessDays } from '../../../domain/review/change-round.ts';
import type { Round } from '../../../domain/review/round.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import { momentText } from '../../../pages/base/words.ts';

export interface InvitedApprover {
  readonly oid: string;
  readonly name: string;
}

export interface ActFields {
  /** Where a package goes by itself whose release is taken back, or how much time the project gives. */
  readonly offered: Readonly<Record<string, unknown>>;
  readonly deadline: Round['deadline'] | undefined;
  /** That of the project. */
  readonly timeZone: string;
  /** Those who have not decided, as far as the viewer may know. */
  readonly waiting: readonly InvitedApprover[];
}

const ends: Readonly<Record<TakeBackEnd, string>> = {
  'in-review': 'To its approvers again, in a new round',
  returning: 'Back to its researchers',
  revoked: 'To its end: it is revoked',
};

/** What the form of an act asks beside the reason. */
export function actFields(name: ActName, fields: ActFields): ((form: FormFields) => Html) | undefined {
  if (name === 'takeBack') return (form) => whereTo(fields, form);
  if (name === 'extend') return (form) => moreTime(fields, form);
  if (name === 'withoutEvidence' || name === 'passLimit') return (form) => whichFiles(fields, form);
  return name === 'resend' ? (form) => whom(fields, form) : undefined;
}

function whichFiles({ offered }: ActFields, form: FormFields): Html {
  const digest = String(offered['digest'] ?? '');
  return html`<p>Frozen files: <code>${digest}</code></p>${form.hidden('digest', digest)}`;
}

function whereTo({ offered }: ActFields, form: FormFields): Html {
  const chosen = form.value('to', String(offered['to'] ?? takeBackEnds[0]));
  return html`<label class="field" for="to">Where it goes then</label>
<select id="to" ${form.named('to')}>${takeBackEnds.map(
    (end) => html`<option value="${end}"${end === chosen ? html` selected` : ''}>${ends[end]}</option>`,
  )}</select>`;
}

function moreTime({ offered, deadline, timeZone }: ActFields, form: FormFields): Html {
  const days = form.value('businessDays', String(offered['businessDays'] ?? ''));
  return html`${deadline === undefined ? '' : html`<p>The deadline is ${momentText(deadline, timeZone)} now.</p>`}
<label class="field" for="businessDays">Business days from now on</label>
<input class="text" id="businessDays" ${form.named('businessDays')} type="number" min="1" max="${mostBusinessDays}" value="${days}">
<label class="field" for="until">Or until the end of this day <span class="soft">(optional; it counts instead of the days)</span></label>
<input class="text" id="until" ${form.named('until')} type="date" value="${form.value('until')}">`;
}

function whom({ waiting }: ActFields, form: FormFields): Html {
  const chosen = form.value('approver');
  return html`<label class="field" for="approver">Who gets them</label>
<select id="approver" ${form.named('approver')}><option value="">Everybody who has not decided</option>${waiting.map(
    ({ oid, name }) => html`<option value="${oid}"${oid === chosen ? html` selected` : ''}>${name}</option>`,
  )}</select>`;
}
