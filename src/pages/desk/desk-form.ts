import { html } from 'hono/html';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { type Html, refusalNote } from '../base/layout.ts';
import type { DeskVisitor } from './desk-page.ts';

export interface DeskForm {
  readonly name: string;
  readonly action: string;
  readonly title: string;
  /** Sentences that say what will happen. */
  readonly what: string;
  readonly button: string;
  /** Whatever it asks beside the reason. */
  readonly fields?: Html;
  readonly reason: 'needed' | 'optional' | 'none';
  /** Whether it ends or deletes something. */
  readonly isEnd?: boolean;
  /** What cannot be undone, in a sentence. */
  readonly warning?: string;
  /** ETag of what is shown: refused once that has moved on. */
  readonly etag?: string;
  readonly isOpen?: boolean;
}

export interface RefusedForm {
  readonly name: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly refusal: string;
}

/** Names of the hidden fields that every form of the desk has, beside that against forgery. */
export const hiddenFields = { name: 'form', once: 'once', etag: 'etag' } as const;

/** The form, folded unless it is to be open or was refused; then it holds what was typed, and why that was not done has the focus. */
function deskForm(form: DeskForm, visitor: DeskVisitor, refused?: RefusedForm): Html {
  const again = refused?.name === form.name ? refused : undefined;
  return html`<details class="act${form.isEnd ? ' end' : ''}"${form.isOpen || again ? html` open` : ''}><summary>${form.title}</summary>
${refusalNote(again?.refusal)}
<form method="post" action="${form.action}" aria-label="${form.title}">
<input type="hidden" name="antiForgery" value="${visitor.antiForgery}">
<input type="hidden" name="${hiddenFields.name}" value="${form.name}">
<input type="hidden" name="${hiddenFields.once}" value="${visitor.once}.${form.name}">
${form.etag === undefined ? '' : html`<input type="hidden" name="${hiddenFields.etag}" value="${form.etag}">`}
<p>${form.what}</p>
${form.warning === undefined ? '' : html`<p class="warning">${form.warning}</p>`}
${form.fields ?? ''}
${form.reason === 'none' ? '' : reasonField(form, again?.fields['reason'] ?? '')}
<button class="button${form.isEnd ? ' deny' : ''}">${form.button}</button>
</form></details>`;
}

/** A refusal of a form that is not possible any more stands above them. */
export function deskForms(forms: readonly DeskForm[], visitor: DeskVisitor, refused?: RefusedForm): Html {
  const isGone = refused !== undefined && !forms.some(({ name }) => name === refused.name);
  return html`${isGone ? refusalNote(refused.refusal) : ''}${forms.map((form) => deskForm(form, visitor, refused))}`;
}

function reasonField({ name, reason }: DeskForm, typed: string): Html {
  const note = reason === 'optional' ? html` <span class="soft">(optional)</span>` : '';
  return html`<label class="field" for="reason-${name}">Reason${note}</label>
<textarea id="reason-${name}" name="reason" dir="auto" maxlength="${longestActReason}"${reason === 'needed' ? html` required` : ''}>${typed}</textarea>`;
}
