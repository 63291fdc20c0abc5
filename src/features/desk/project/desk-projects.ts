import { NotFound } from '../../../domain/base/errors.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { type SentForm, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { type ListProjectServices, listProjects } from '../../../functions/project/list-projects.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { queryOf } from '../../../web/asked.ts';
import { type Handler, param } from '../../../web/handler.ts';
import { deskProjectsQuery } from '../queries.ts';
import type { CheckShown } from './change-form.ts';
import { mostOfDefinition, typedDefinition } from './definition-text.ts';
import { checkShown, withTyped } from './desk-project.ts';
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
  });
}

function formOf(services: ProjectsDeskServices, name: string): SentForm {
  if (name === 'check')
    return {
      sendingOf: (fields) => checkAsked(idIn(fields), fields),
      answer: async ({ body }, { visit, fields }) => {
        return await pageAnswer(200, await showProjects(services, withTyped(visit, fields), checkShown(body, fields)));
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

async function showProjects(services: ProjectsDeskServices, visit: Visit, checked?: CheckShown): Promise<Page> {
  const { request, visitor, sent } = visit;
  const { text = '', continuation, example } = queryOf(request, deskProjectsQuery);
  const query = {
    limit: 200,
    ...(text === '' ? {} : { text }),
    ...(continuation === undefined ? {} : { continuation }),
  };
  const { items, broken, first, continuation: next } = await listProjects(services, { ...visit, query });
  const change = {
    text: await exampleText(example),
    isOpen: example !== undefined,
    ...(checked === undefined ? {} : { checked }),
  };
  return deskProjectsPage({ text, items, broken, first, next, change }, visitor, sent);
}

const examples: Readonly<Record<keyof typeof exampleNames, () => Promise<unknown>>> = {
  small: async () => (await import('../../../../docs/examples/small-study.json', { with: { type: 'json' } })).default,
  hospital: async () =>
    (await import('../../../../docs/examples/hospital-project.json', { with: { type: 'json' } })).default,
};

async function exampleText(name: string | undefined): Promise<string> {
  return JSON.stringify(await examples[name === 'hospital' ? 'hospital' : 'small'](), null, 2);
}
