import { html } from 'hono/html';
import type { Problem } from '../../../domain/base/errors.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import type { Visit } from '../../../functions/desk/visit.ts';
import { listPeople } from '../../../functions/people/people.ts';
import type { Html } from '../../../pages/base/layout.ts';
import { asSent, ownFields, type Typed } from '../../../pages/base/page-form.ts';
import type { DeskForm } from '../../../pages/desk/desk-form.ts';
import type { PeoplePorts } from '../../../use-cases/people/people.ts';
import { changeName } from '../project/change-form.ts';
import { typedDefinition } from '../project/definition-text.ts';
import { editedParts } from '../queries.ts';
import { partFields, wrongText } from './definition-form.ts';
import type { ShownPart } from './field-input.ts';
import { type DefinitionPart, type FormField, fieldsOf } from './form-fields.ts';
import { knownPeople } from './people-field.ts';
import { type Written, writtenPart } from './written-part.ts';

export type KnownPeople = Pick<PeoplePorts, 'people'>;

/** The part of a definition whose form was asked for or sent. */
export interface EditedPart extends ShownPart {
  readonly part: DefinitionPart;
}

const partNames: Readonly<Record<DefinitionPart, string>> = {
  about: 'title, tier and days',
  people: 'people',
  doors: 'doors and terms',
  approval: 'approval',
};

/** The part that a form of this name or path edits; undefined for another form. */
export function partOfForm(name: string): DefinitionPart | undefined {
  return editedParts.find((part) => name === `edit-${part}`);
}

/** The part whose form somebody asked for, or typed into. */
export function partIn(typed: Typed, asked: DefinitionPart | undefined): DefinitionPart | undefined {
  return editedParts.find((part) => Object.keys(typed).some((name) => name.startsWith(`edit-${part}.`))) ?? asked;
}

/** The id is that of the address. */
function fieldsIn(part: DefinitionPart): FormField[] {
  return fieldsOf(part).filter(({ path }) => path !== 'id');
}

/** What stands in the field of the JSON, with what was typed into the form of a part. Throws Refused where that is no JSON. */
export async function writePart(
  services: KnownPeople,
  part: DefinitionPart,
  { fields, all }: { readonly fields: Fields; readonly all: Fields },
): Promise<Written> {
  const { definition = '' } = ownFields(changeName, all);
  const { items: known } = await listPeople(services);
  return writtenPart(typedDefinition(definition), fieldsIn(part), { fields, known });
}

export function textOfPart({ definition }: Written): string {
  return JSON.stringify(definition, null, 2);
}

/** The visit of whoever typed something wrong into the form of a part: it stands there again. */
export function withWrong(visit: Visit, part: DefinitionPart, fields: Fields, wrong: readonly Problem[]): Visit {
  const name = `edit-${part}`;
  const typed = { ...visit.sent?.typed, ...asSent(name, fields) };
  return { ...visit, sent: { name, typed, refusal: wrongText(fieldsIn(part), wrong) } };
}

/** The forms of all parts, so that what is typed into several stands in one change; open is the one that was asked for. */
export function partForms(address: string, { part: asked, ...shown }: EditedPart): DeskForm[] {
  return editedParts.map((part) =>
    partForm(address, part, part === asked ? shown : { ...shown, wrong: [] }, part === asked),
  );
}

function partForm(address: string, part: DefinitionPart, shown: ShownPart, isOpen: boolean): DeskForm {
  return {
    name: `edit-${part}`,
    action: `${address}/edit-${part}`,
    title: `Change ${partNames[part]}`,
    what: 'It is checked first: the page then shows what would change and what that brings about, and has a button that puts it in force. It changes nothing yet.',
    button: 'Check',
    fields: (form) => partFields(form, fieldsIn(part), shown),
    reason: 'none',
    isOpen,
  };
}

/** What the forms begin with: where each is, and whom their lines may name. */
export function partsBegin(address: string, edited: EditedPart | undefined): Html {
  return html`${edited === undefined ? '' : knownPeople(edited)}<p id="edit">Change by form: ${editedParts.map(
    (part, at) => html`${at === 0 ? '' : ' · '}<a href="${address}?edit=${part}#edit">${partNames[part]}</a>`,
  )}</p>`;
}
