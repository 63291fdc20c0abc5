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
import type { DeskVisitor } from './desk-page.ts';

export interface DeskLook {
  /** Address of the page. */
  readonly address: string;
  /** Where a form of the page is sent. */
  readonly send: string;
  readonly label: string;
  readonly button: string;
  /** What the address of the page asks, by field. */
  readonly asked: Readonly<Record<string, string | undefined>>;
  readonly fields: (look: LookFields) => Html;
}

export type LookFields = Pick<FormFields, 'named' | 'value'>;

/**
 * What narrows a page. Where the page has forms this is one of them, so that what was typed into the others stays; for whoever has no forms it
 * stands for itself. What it asks stands in the address of the page.
 */
export function lookForm(look: DeskLook, { mayAct }: Pick<DeskVisitor, 'mayAct'>, sent?: SentPage): Html {
  const asked = Object.fromEntries(
    Object.entries(look.asked).flatMap(([field, text]) => (text === undefined ? [] : [[field, text]])),
  );
  const button = html`<button class="button plain"${mayAct ? html` ${lookPressed(look.send)}` : ''}>${look.button}</button>`;
  if (!mayAct) {
    const alone = {
      named: (field: string) => html`name="${field}"`,
      value: (field: string, usual = '') => asked[field] ?? usual,
    };
    return html`<form class="filter" method="get" action="${look.address}" aria-label="${look.label}">${look.fields(alone)}${button}</form>`;
  }
  const fields = fieldsOfForm(lookName, { name: '', typed: { ...asSent(lookName, asked), ...sent?.typed } });
  const shown = look.fields(fields);
  return html`<div class="filter" role="group" aria-label="${look.label}">${shown}${unchangedMark(fields)}${button}</div>`;
}
