import { html } from 'hono/html';
import type { Html } from '../base/layout.ts';
import {
  asSent,
  type FormFields,
  fieldsOfForm,
  lookName,
  lookPressed,
  type SentPage,
  unchangedMark,
} from '../base/page-form.ts';

export interface DeskLook {
  /** Where a form of the page is sent; what leads there by itself is `deskPaths.look`. */
  readonly send: string;
  readonly label: string;
  readonly button: string;
  /** What the address of the page asks, by field. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly fields: (look: LookFields) => Html;
  /** Attributes of the button where it says more than that it was pressed. */
  readonly pressed?: Html;
  /** What stands behind its button. */
  readonly more?: Html;
}

export type LookFields = Pick<FormFields, 'named' | 'value'>;

/** What narrows a page: one of its forms, so that what was typed into the others stays. What it asks stands in the address of the page. */
export function lookForm(look: DeskLook, sent?: SentPage): Html {
  const asked = Object.fromEntries(
    Object.entries(look.asked).flatMap(([field, text]) => (text === undefined ? [] : [[field, text]])),
  );
  const fields = fieldsOfForm(lookName, { name: '', typed: { ...asSent(lookName, asked), ...sent?.typed } });
  const shown = look.fields(fields);
  return html`<div class="filter" role="group" aria-label="${look.label}">${shown}${unchangedMark(fields)}
<button class="button plain" ${look.pressed ?? lookPressed(look.send)}>${look.button}</button>${look.more ?? ''}</div>`;
}
