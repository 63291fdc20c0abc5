import { html } from 'hono/html';
import type { Html } from '../../../pages/base/layout.ts';
import type { FormFields } from '../../../pages/base/page-form.ts';
import { input, type ShownPart, wrongIn, wrongLines } from './field-input.ts';
import { type FormField, nameOf, textOf } from './form-fields.ts';
import { entriesIn, type Json, keyOf, rowOf, valueAt } from './written-field.ts';

/** Those who stand in a list, each with what is said of them, and two ways to name more. */
export function peopleField(form: FormFields, field: FormField, { base, wrong }: ShownPart): Html {
  const [name, people] = [nameOf(field), entriesIn(valueAt(base, field.path.split('.')))];
  const own = wrongIn(field, wrong);
  const marks = own.length > 0 ? html` aria-invalid="true" aria-describedby="${name}-wrong"` : '';
  return html`<fieldset><legend>${field.label}</legend>${wrongLines(name, own)}
${people.length === 0 ? html`<p class="soft">Nobody stands there.</p>` : table(form, field, people)}
<label class="field" for="${name}:new">Add somebody <span class="soft">(${field.key === 'oid' ? 'their name or address, as known here' : 'name and address'})</span></label>
<input class="text" id="${name}:new" ${form.named(`${name}:new`)} value="${form.value(`${name}:new`)}" list="known-people" autocomplete="off" dir="auto"${marks}>
${field.columns.map((column) => columnOfNew(form, name, column))}
<label class="field" for="${name}:pasted">Add several <span class="soft">(${field.key === 'oid' ? 'addresses of people who are known here, or one a line: name, address, object id' : 'one a line: name, address; what is typed above holds for each'})</span></label>
<textarea id="${name}:pasted" ${form.named(`${name}:pasted`)} spellcheck="false" dir="auto"${marks}>${form.value(`${name}:pasted`)}</textarea></fieldset>`;
}

function table(form: FormFields, field: FormField, people: readonly Json[]): Html {
  return html`<table class="cards"><thead><tr><th scope="col">Name</th>${field.columns.map(({ label }) => html`<th scope="col">${label}</th>`)}<th scope="col">Take out</th></tr></thead>
<tbody>${people.map((person) => row(form, field, person))}</tbody></table>
${field.columns.map(({ label, help }) => html`<p class="small soft">${label}: ${help}</p>`)}`;
}

function row(form: FormFields, field: FormField, person: Json): Html {
  const called = textOf(person['name']);
  const name = rowOf(field, person);
  const cells = field.columns.map((column) => {
    const inner = `${name}:${keyOf(column)}`;
    const value = form.value(inner, textOf(person[keyOf(column)]));
    return html`<td data-label="${column.label}" class="wide"><label class="hidden" for="${inner}">${column.label} of ${called}</label>${input(form, { field: column, name: inner, value, isWrong: false })}</td>`;
  });
  return html`<tr><td data-label="Name"><span><bdi>${called}</bdi><br><bdi class="small soft">${textOf(person['email'])}</bdi></span></td>${cells}
<td data-label="Take out"><label class="tick"><input type="checkbox" ${form.named(`${name}:out`)} value="yes"${form.value(`${name}:out`) === 'yes' ? html` checked` : ''}><span class="hidden">Take ${called} out</span></label></td></tr>`;
}

function columnOfNew(form: FormFields, name: string, column: FormField): Html {
  const inner = `${name}:new:${keyOf(column)}`;
  return html`<label class="field" for="${inner}">${column.label} <span class="soft">(of whom you add)</span></label>${input(form, { field: column, name: inner, value: form.value(inner), isWrong: false })}`;
}

/** More would make the page slow; of others the address is typed. */
const mostKnown = 500;

/** Whom a line may name, as its browser offers them. */
export function knownPeople({ known }: ShownPart): Html {
  const named = known.flatMap(({ name, email }) => (name === null || email === null ? [] : [`${name} <${email}>`]));
  return html`<datalist id="known-people">${named.slice(0, mostKnown).map((one) => html`<option value="${one}"></option>`)}</datalist>`;
}
