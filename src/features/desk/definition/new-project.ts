import { html } from 'hono/html';
import type { Problem } from '../../../domain/base/errors.ts';
import type { ProjectGroups } from '../../../domain/people/group-rule.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import type { Visit } from '../../../functions/desk/visit.ts';
import { listPeople } from '../../../functions/people/people.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import { asSent, ownFields, type SentPage } from '../../../pages/base/page-form.ts';
import { type DeskForm, deskForms } from '../../../pages/desk/desk-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import type { CheckShown } from '../project/change-form.ts';
import { readDefinition } from '../project/definition-text.ts';
import { newPages } from '../queries.ts';
import { partFields, wrongText } from './definition-form.ts';
import type { KnownPeople } from './edit-part.ts';
import { type ShownPart, wrongIn } from './field-input.ts';
import { type DefinitionPart, type FormField, fieldsOf, textOf } from './form-fields.ts';
import { knownPeople } from './people-field.ts';
import { type Written, withNames, writtenPart } from './written-part.ts';

/** A page on which part of a new project is typed. */
export type NewPage = (typeof newPages)[number];

const pages: Readonly<Record<NewPage, { readonly title: string; readonly parts: readonly DefinitionPart[] }>> = {
  about: { title: 'what it is', parts: ['about'] },
  people: { title: 'who takes part', parts: ['people'] },
  doors: { title: 'what may come in and go out, and who approves it', parts: ['doors', 'approval'] },
};

/** The page that stands so many behind another one. */
export function pageFrom(page: NewPage, steps: number): NewPage | undefined {
  return newPages[newPages.indexOf(page) + steps];
}

/** The page that was sent, by the name of its form, or that is asked for. */
export function pageIn(sent: SentPage | undefined, asked: NewPage | undefined): NewPage | undefined {
  const names = [sent?.name ?? '', ...Object.keys(sent?.typed ?? {})];
  return newPages.find((page) => names.some((name) => name.split('.')[0] === `new-${page}`)) ?? asked;
}

function fieldsOn(page: NewPage): FormField[] {
  return pages[page].parts.flatMap(fieldsOf);
}

/** What the pages before say of the project, with what was typed on this one. */
export async function writePage(services: KnownPeople, page: NewPage, fields: Fields): Promise<Written> {
  const { items: known } = await listPeople(services);
  return writtenPart(readDefinition(fields['definition'] ?? '') ?? {}, fieldsOn(page), { fields, known });
}

/** What is wrong with what was typed so far; at the last page with all of it. */
export function wrongOnPage(
  page: NewPage,
  { definition, problems: unread }: Written,
  { base, problems }: Pick<CheckShown, 'base' | 'problems'>,
): readonly Problem[] {
  if (unread.length > 0) return unread;
  const taken = {
    rule: 'new-id',
    path: 'id',
    value: textOf(definition['id']),
    message: 'is the id of another project',
  };
  const found = withNames(definition, base === null ? problems : [taken, ...problems]);
  if (pageFrom(page, 1) === undefined) return found;
  const soFar = newPages.slice(0, newPages.indexOf(page) + 1).flatMap(fieldsOn);
  return found.filter((problem) => soFar.some((field) => wrongIn(field, [problem]).length > 0));
}

interface ShownPage {
  readonly page: NewPage;
  /** What the pages before say; what was sent with the page itself where it comes back. */
  readonly definition?: string;
  readonly wrong?: readonly Problem[];
  readonly groups: (project: string) => ProjectGroups | undefined;
}

/** The visit of whoever typed something wrong into a page: it stands there again. */
export function withWrongPage(visit: Visit, page: NewPage, fields: Fields, wrong: readonly Problem[]): Visit {
  const typed = { ...visit.sent?.typed, ...asSent(`new-${page}`, fields) };
  return { ...visit, sent: { name: `new-${page}`, typed, refusal: wrongText(fieldsOn(page), wrong) } };
}

export async function newProjectPage(
  services: KnownPeople,
  { visitor, sent }: { readonly visitor: DeskVisitor; readonly sent?: SentPage | undefined },
  { page, definition, wrong = [], groups }: ShownPage,
): Promise<Page> {
  const { items: known } = await listPeople(services);
  const text = definition ?? ownFields(`new-${page}`, sent?.typed ?? {})['definition'] ?? '{}';
  const base = readDefinition(text) ?? {};
  const id = typeof base['id'] === 'string' ? base['id'] : '';
  const title = `A new project, page ${newPages.indexOf(page) + 1} of ${newPages.length}`;
  const form = formOfPage(page, text, { base, wrong, known });
  const body = html`<h1>${title}</h1><p>It is checked after the last page: you then see what it brings about, and nothing is defined before you say so.</p>
${page === 'people' ? groupsCard(id, groups(id)) : ''}${knownPeople({ base, wrong, known })}${deskForms([form], sent)}`;
  return deskPage(visitor, { title, here: deskPaths.projects, body });
}

function formOfPage(page: NewPage, text: string, shown: ShownPart): DeskForm {
  const address = '/api/ops/desk/new-project';
  const isLast = pageFrom(page, 1) === undefined;
  return {
    name: `new-${page}`,
    action: `${address}/new-${page}`,
    title: `Say ${pages[page].title}`,
    what: isLast ? 'What you leave as it is holds as a rule.' : 'Everything can be changed later.',
    button: isLast ? 'Check it' : 'Next page',
    fields: (form) => html`${form.hidden('definition', text)}${partFields(form, fieldsOn(page), shown)}
${page === newPages[0] ? '' : html`<button class="button plain" ${form.pressed} formaction="${address}/back-${page}">Back</button> `}`,
    reason: 'none',
    isOpen: true,
  };
}

/** No definition gives access to storage: the groups of the deployment do. */
function groupsCard(id: string, groups: ProjectGroups | undefined): Html {
  const { owners = '…', researchers = '…', approvers = '…', externalReaders = '…' } = groups ?? {};
  const entry = JSON.stringify({ id, owners, researchers, approvers, externalReaders });
  return html`<section class="card"><h2>Groups</h2><p>Who is named here may act; who reaches the files is decided by groups of the directory. ${groups === undefined ? 'The deployment knows none of this project yet' : 'The deployment knows these'}: put their people into them, and this entry with their object ids into its setting <code>PROJECTS</code>.</p><pre>${entry}</pre></section>`;
}
