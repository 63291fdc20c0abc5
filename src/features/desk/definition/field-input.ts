import { html } from 'hono/html';
import type { Problem } from '../../../domain/base/errors.ts';
import type { PersonEntry } from '../../../domain/people/person-entry.ts';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import { type FormField, nameOf, textOf } from './form-fields.ts';
import { type Json, valueAt } from './written-field.ts';

/** What stands in the fields of a part of a definition while nobody typed anything, and what is wrong with what was typed. */
export interface ShownPart {
  readonly base: Json;
  readonly wrong: readonly Problem[];
  readonly known: readonly PersonEntry[];
}

export function oneField(form: FormFields, field: FormField, { base, wrong }: ShownPart): Html {
  const [name, own] = [nameOf(field), wrongIn(field, wrong)];
  const value = form.value(name, textOf(valueAt(base, field.path.split('.')), field.kind));
  return html`<label class="field" for="${name}">${field.label}</label>${input(form, { field, name, value, isWrong: own.length > 0 })}
${wrongLines(name, own)}<p class="small soft">${field.help}</p>`;
}

interface Input {
  readonly field: FormField;
  readonly name: string;
  readonly value: string;
  readonly isWrong: boolean;
}

/** The field alone, for a label that stands elsewhere. */
export function input(form: FormFields, { field: { kind, values }, name, value, isWrong }: Input): Html {
  const attributes = html`id="${name}" ${form.named(name)}${isWrong ? html` aria-invalid="true" aria-describedby="${name}-wrong"` : ''}`;
  const choices = kind === 'tick' ? ['yes', 'no'] : kind === 'choice' ? values : [];
  if (choices.length > 0) {
    const all = choices.includes(value) ? choices : ['', ...choices];
    return html`<select ${attributes}>${all.map((one) => html`<option value="${one}"${one === value ? html` selected` : ''}>${one || 'as a rule'}</option>`)}</select>`;
  }
  if (kind === 'lines' || kind === 'long') return html`<textarea ${attributes} dir="auto">${value}</textarea>`;
  const type = kind === 'day' ? html`type="date"` : kind === 'whole' ? html`inputmode="numeric"` : '';
  return html`<input class="text" ${attributes} ${type} value="${value}" autocomplete="off">`;
}

/** What is wrong with a field, and with what stands in it, once each. */
export function wrongIn({ path }: FormField, problems: readonly Problem[]): string[] {
  const own = problems.filter((problem) => problem.path === path || problem.path?.startsWith(`${path}[`) === true);
  return [...new Set(own.map(({ message }) => message))];
}

export function wrongLines(name: string, own: readonly string[]): Html {
  return html`${own.length === 0 ? '' : html`<div id="${name}-wrong">${own.map((message) => html`<p class="bad">${message}</p>`)}</div>`}`;
}
