import { html } from 'hono/html';
import { countText } from '../../../domain/base/count-text.ts';
import type { Problem } from '../../../domain/base/errors.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import { oneField, type ShownPart, wrongIn } from './field-input.ts';
import type { FormField } from './form-fields.ts';
import { peopleField } from './people-field.ts';

/** The fields of some part of a definition; those of one door or list stand together. */
export function partFields(form: FormFields, fields: readonly FormField[], shown: ShownPart): Html {
  const lone = fields.filter(({ kind }) => kind !== 'people');
  const groups = Map.groupBy(lone, ({ path }) => path.slice(0, Math.max(0, path.lastIndexOf('.'))));
  return html`${[...groups].map(([path, of]) => {
    const inside = of.map((field) => oneField(form, field, shown));
    return path === '' ? inside : html`<fieldset><legend>${groupNames[path] ?? path}</legend>${inside}</fieldset>`;
  })}${fields.filter(({ kind }) => kind === 'people').map((field) => peopleField(form, field, shown))}`;
}

const groupNames: Readonly<Record<string, string>> = {
  ingress: 'Where datasets come in',
  egress: 'Where results leave',
  'egress.approval': 'Approval',
  'egress.approval.reminders': 'Reminders',
  release: 'Whom results are for',
  'egress.disclosure': 'The reading room',
  'egress.disclosure.thresholds': 'From which numbers on it finds something',
};

/** What is wrong with what was typed, where a form says it above its fields. */
export function wrongText(fields: readonly FormField[], problems: readonly Problem[]): string {
  const elsewhere = problems.filter((problem) => fields.every((field) => wrongIn(field, [problem]).length === 0));
  const said = elsewhere.map(({ path, message }) => (path === null ? message : `${path} ${message}`));
  const here = fields.filter((field) => wrongIn(field, problems).length > 0).length;
  const inFields = here === 0 ? [] : [`${countText(here, 'field below is', 'fields below are')} not right`];
  return [...inFields, ...new Set(said), 'Nothing was changed'].map((sentence) => `${sentence}.`).join(' ');
}
