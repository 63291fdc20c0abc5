import { createHash } from 'node:crypto';
import { html } from 'hono/html';
import type { Html, Visitor } from './layout.ts';

/**
 * A page of several forms has one element for them all, and every field belongs to it: whichever button is pressed sends all that was typed,
 * so that nothing of it is lost. A field is called by its form and its name.
 */
const formId = 'page-form';

/** Names of the fields that the page has once, and of those that each form has. */
export const pageFields = { pressed: 'form', once: 'once', etag: 'etag', unchanged: 'unchanged' } as const;

/** The form of a page that changes nothing: what it asks stands in the address of the page. */
export const lookName = 'look';

/** The search in the header, which is a form of the page too; and Enter in a line, which searches where something stands in that field, and else looks. */
export const findName = 'find';
export const lineName = 'enter';

/** What was typed into the fields of a page, by form and field. */
export type Typed = Readonly<Record<string, string>>;

/** What somebody sent from a page that is shown again: which form, empty for none, why it was not done, and all that stands in the fields. */
export interface SentPage {
  readonly name: string;
  readonly refusal?: string;
  readonly typed: Typed;
}

export interface FormFields {
  /** Attributes of a field of the form: name, and to what it belongs. */
  named(field: string): Html;
  /** What stands in the field: what was typed, or else what it has as a rule. */
  value(field: string, usual?: string): string;
  /** A field that nobody sees. That of a form that was refused is as fresh as the page. */
  hidden(field: string, value: string): Html;
  /** Attributes of a button that sends the form. */
  readonly pressed: Html;
  readonly isTyped: boolean;
  /** What the fields have as a rule, of those whose value was asked for so far. */
  readonly usual: ReadonlyMap<string, string>;
}

/** What the element has beside its forms. */
interface PageFormParts {
  readonly once?: string;
  /** Attributes of a button that only looks for something. */
  readonly enter?: Html | undefined;
}

/** The element to which all forms of a page belong. Enter in a line of text presses its first button, which does nothing or only looks: acts are pressed. */
export function pageForm({ antiForgery }: Pick<Visitor, 'antiForgery'>, { once, enter }: PageFormParts = {}): Html {
  return html`<form id="${formId}" method="post" novalidate><button class="hidden" ${enter ?? html`formmethod="dialog"`} tabindex="-1" aria-hidden="true"></button>
<input type="hidden" name="antiForgery" value="${antiForgery}">${once === undefined ? '' : html`<input type="hidden" name="${pageFields.once}" value="${once}">`}</form>`;
}

export function fieldsOfForm(form: string, sent: SentPage | undefined): FormFields {
  const usual = new Map<string, string>();
  const own = ownFields(form, sent?.typed ?? {});
  const named = (field: string) => html`form="${formId}" name="${form}.${field}"`;
  const value = (field: string, usually = '') => {
    usual.set(field, usually);
    return own[field] ?? usually;
  };
  return {
    named,
    value,
    hidden: (field, text) => {
      const kept = value(field, text);
      return html`<input type="hidden" ${named(field)} value="${sent?.name === form ? text : kept}">`;
    },
    pressed: html`form="${formId}" name="${pageFields.pressed}" value="${form}"`,
    isTyped: Object.keys(own).length > 0,
    usual,
  };
}

/** Attributes of a button that shows another part of the page, and leaves what was typed into its forms. */
export function lookPressed(send: string): Html {
  return html`${fieldsOfForm(lookName, undefined).pressed} formaction="${send}"`;
}

/** Says, behind the fields of a form, what it is like while nobody has touched it. */
export function unchangedMark(fields: FormFields): Html {
  const mark = markOf(Object.fromEntries(fields.usual));
  return html`<input type="hidden" ${fields.named(pageFields.unchanged)} value="${mark}">`;
}

/** The form that a page was sent by; '' for none. */
export function pressedForm(sent: Typed): string {
  const pressed = sent[pageFields.pressed] ?? '';
  if (pressed !== lineName) return pressed;
  return (ownFields(findName, sent)['text'] ?? '').trim() === '' ? lookName : findName;
}

/** The fields of one form, by their own names. */
export function ownFields(form: string, typed: Typed): Readonly<Record<string, string>> {
  const start = `${form}.`;
  const own = Object.entries(typed).filter(
    ([name]) => name.startsWith(start) && !name.slice(start.length).includes('.'),
  );
  return Object.fromEntries(own.map(([name, text]) => [name.slice(start.length), text]));
}

/** The fields of a form as the page calls them. */
export function asSent(form: string, fields: Readonly<Record<string, string>>): Typed {
  return Object.fromEntries(Object.entries(fields).map(([field, text]) => [`${form}.${field}`, text]));
}

/** Of what a page sent, what stands in forms that somebody touched. */
export function changedForms(sent: Typed): Typed {
  const forms = new Set(
    Object.keys(sent).flatMap((name) => (name.includes('.') ? [name.slice(0, name.lastIndexOf('.'))] : [])),
  );
  const kept = [...forms].filter((form) => {
    const { [pageFields.unchanged]: mark, ...fields } = ownFields(form, sent);
    return mark !== markOf(fields);
  });
  return Object.assign({}, ...kept.map((form) => asSent(form, ownFields(form, sent))));
}

/** Empty fields count as those that are not sent, as boxes without a tick are. */
function markOf(fields: Readonly<Record<string, string>>): string {
  const said = Object.entries(fields)
    .filter(([, text]) => text !== '')
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 12);
}
