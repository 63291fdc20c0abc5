import { html } from 'hono/html';
import { longestActReason } from '../../domain/lifecycle/acts.ts';
import { type Html, refusalNote } from '../base/layout.ts';
import { type FormFields, fieldsOfForm, pageFields, type SentPage, unchangedMark } from '../base/page-form.ts';

export interface DeskForm {
  readonly name: string;
  readonly action: string;
  readonly title: string;
  /** Sentences that say what will happen. */
  readonly what: string;
  readonly button: string;
  /** Whatever it asks beside the reason. */
  readonly fields?: (form: FormFields) => Html;
  readonly reason: 'needed' | 'optional' | 'none';
  /** Whether it ends or deletes something. */
  readonly isEnd?: boolean;
  /** What cannot be undone, in a sentence. */
  readonly warning?: string;
  /** ETag of what is shown: refused once that has moved on. */
  readonly etag?: string;
  readonly isOpen?: boolean;
}

/** The form, folded unless it is to be open, holds what was typed, or was refused; why that was not done has the focus. */
function deskForm(form: DeskForm, sent: SentPage | undefined): Html {
  const { name, action, isEnd } = form;
  const fields = fieldsOfForm(name, sent);
  const shown = html`${form.etag === undefined ? '' : fields.hidden(pageFields.etag, form.etag)}
<p>${form.what}</p>
${form.warning === undefined ? '' : html`<p class="warning">${form.warning}</p>`}
${form.fields?.(fields) ?? ''}
${form.reason === 'none' ? '' : reasonField(form, fields)}`;
  const isOpen = form.isOpen === true || sent?.name === name || fields.isTyped;
  return html`<details class="act${isEnd ? ' end' : ''}"${isOpen ? html` open` : ''}><summary>${form.title}</summary>
${refusalNote(sent?.name === name ? sent.refusal : undefined)}
<div role="group" aria-label="${form.title}">${shown}
${unchangedMark(fields)}<button class="button${isEnd ? ' deny' : ''}" ${fields.pressed} formaction="${action}">${form.button}</button>
</div></details>`;
}

/** Forms of a page that has others elsewhere too; goneNote says there what was refused of none of them. */
export function someForms(forms: readonly DeskForm[], sent: SentPage | undefined): Html {
  return html`${forms.map((form) => deskForm(form, sent))}`;
}

/** All forms of a page. A refusal of a form that is not possible any more stands above them. */
export function deskForms(forms: readonly DeskForm[], sent?: SentPage): Html {
  return html`${goneNote(forms, sent)}${someForms(forms, sent)}`;
}

/** The refusal of a form that is not among these. */
export function goneNote(forms: readonly { readonly name: string }[], sent: SentPage | undefined): Html | '' {
  return forms.some(({ name }) => name === sent?.name) ? '' : refusalNote(sent?.refusal);
}

function reasonField({ name, reason }: DeskForm, fields: FormFields): Html {
  const note = reason === 'optional' ? html` <span class="soft">(optional)</span>` : '';
  return html`<label class="field" for="reason-${name}">Reason${note}</label>
<textarea id="reason-${name}" ${fields.named('reason')} dir="auto" maxlength="${longestActReason}"${reason === 'needed' ? html` required` : ''}>${fields.value('reason')}</textarea>`;
}
