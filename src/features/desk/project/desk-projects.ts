import { NotFound } from '../../../domain/base/errors.ts';
import { type Fields, type SentForm, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { type ListProjectServices, listProjects } from '../../../functions/project/list-projects.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { queryOf } from '../../../web/asked.ts';
import { type Handler, param } from '../../../web/handler.ts';
import { deskProjectsQuery } from '../queries.ts';
import { mostOfDefinition, typedDefinition } from './definition-text.ts';
import { type CheckedText, checkedAgain, checkShown } from './desk-project.ts';
import { deskProjectsPage, type exampleNames } from './projects-page.ts';
import { checkAsked, putAsked } from './sent-project-forms.ts';

export type ProjectsDeskServices = DeskServices & ListProjectServices;

const place = 'ops/desk/projects';

/** GET ops/desk/projects: every project with its state and what moves and waits there, and a form for a new one. */
export function showDeskProjects(services: ProjectsDeskServices): Handler {
  return showDesk(services, (visit) => showProjects(services, visit));
}

/** POST ops/desk/new-project/{form}: checks or puts the definition of a new project. */
export function defineProject(services: ProjectsDeskServices): Handler {
  return sendForm(services, {
    place: () => place,
    show: (visit) => showProjects(services, visit),
    formOf: (request) => formOf(services, param(request, 'form')),
    most: mostOfDefinition,
    toCopy: 'definition',
  });
}

function formOf(services: ProjectsDeskServices, name: string): SentForm {
  if (name === 'check')
    return {
      sendingOf: (fields) => checkAsked(idIn(fields), fields),
      answer: async ({ body }, { visit, fields }) => {
        const typed = { fields, checked: checkShown(body, fields) };
        return await pageAnswer(200, await showProjects(services, visit, typed));
      },
    };
  if (name === 'put')
    return {
      sendingOf: (fields) => putAsked(idIn(fields), fields),
      answer: async ({ status }, { fields }) => {
        const done = status === 202 ? 'waits' : 'put';
        return redirectAnswer(`/api/${place}/${idIn(fields)}?done=${done}`);
      },
    };
  throw new NotFound(`There is no form '${name}' for a new project`);
}

/** A new project is called what its definition says. */
function idIn({ definition = '' }: Fields): string {
  const { id } = typedDefinition(definition);
  return typeof id === 'string' ? id : '';
}

async function showProjects(services: ProjectsDeskServices, visit: Visit, typed?: CheckedText): Promise<Page> {
  const { request, visitor, refused: sent } = visit;
  const { text = '', continuation, example } = queryOf(request, deskProjectsQuery);
  const refused = checkedAgain(sent);
  const fields = typed?.fields ?? refused?.fields;
  const query = {
    limit: 200,
    ...(text === '' ? {} : { text }),
    ...(continuation === undefined ? {} : { continuation }),
  };
  const { items, broken, first, continuation: next } = await listProjects(services, { ...visit, query });
  const change = {
    text: fields?.['definition'] ?? (await exampleText(example)),
    reason: fields?.['reason'] ?? '',
    isOpen: example !== undefined || fields !== undefined,
    ...(typed === undefined ? {} : { checked: typed.checked }),
  };
  return deskProjectsPage({ text, items, broken, first, next, change }, visitor, refused);
}

const examples: Readonly<Record<keyof typeof exampleNames, () => Promise<unknown>>> = {
  small: async () => (await import('../../../../docs/examples/small-study.json', { with: { type: 'json' } })).default,
  hospital: async () =>
    (await import('../../../../docs/examples/hospital-project.json', { with: { type: 'json' } })).default,
};

async function exampleText(name: string | undefined): Promise<string> {
  return JSON.stringify(await examples[name === 'hospital' ? 'hospital' : 'small'](), null, 2);
}
