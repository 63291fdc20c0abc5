import { NotFound } from '../../../domain/base/errors.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { type SentForm, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { type ListProjectServices, listProjects } from '../../../functions/project/list-projects.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { queryOf } from '../../../web/asked.ts';
import { type Handler, param } from '../../../web/handler.ts';
import { type KnownPeople, textOfPart } from '../definition/edit-part.ts';
import {
  type NewPage,
  newProjectPage,
  pageFrom,
  pageIn,
  withWrongPage,
  writePage,
  wrongOnPage,
} from '../definition/new-project.ts';
import { deskProjectsQuery, newPages } from '../queries.ts';
import type { CheckShown } from './change-form.ts';
import { checkShown, withTyped } from './checked-definition.ts';
import { mostOfDefinition, typedDefinition } from './definition-text.ts';
import { deskProjectsPage, type exampleNames } from './projects-page.ts';
import { checkAsked, putAsked } from './sent-project-forms.ts';

export type ProjectsDeskServices = DeskServices & ListProjectServices & KnownPeople;

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
  const page = newPages.find((one, at) => name === `new-${one}` || (at > 0 && name === `back-${one}`));
  if (page !== undefined) return pageSent(services, page, name.startsWith('back'));
  throw new NotFound(`There is no form '${name}' for a new project`);
}

/** A page of a new project: on to the next one, or back, with all that was typed. */
function pageSent(services: ProjectsDeskServices, page: NewPage, isBack: boolean): SentForm {
  return {
    sendingOf: async (fields) => {
      const definition = textOfPart(await writePage(services, page, fields));
      return checkAsked(idIn({ definition }), { definition });
    },
    answer: async ({ body }, { visit, fields }) => {
      const written = await writePage(services, page, fields);
      const definition = textOfPart(written);
      const checked = checkShown(body, { definition });
      const wrong = isBack ? [] : wrongOnPage(page, written, checked);
      if (wrong.length > 0) {
        const again = withWrongPage(visit, page, fields, wrong);
        return await pageAnswer(
          400,
          await newProjectPage(services, again, { page, wrong, groups: groupsOf(services) }),
        );
      }
      const next = pageFrom(page, isBack ? -1 : 1);
      const shown =
        next === undefined
          ? showProjects(services, withTyped(visit, { definition }), checked)
          : newProjectPage(services, visit, { page: next, definition, groups: groupsOf(services) });
      return await pageAnswer(200, await shown);
    },
  };
}

function groupsOf({ groupsClaim: { projects } }: ProjectsDeskServices) {
  return (project: string) => (Object.hasOwn(projects, project) ? projects[project] : undefined);
}

/** A new project is called what its definition says. */
function idIn({ definition = '' }: Fields): string {
  const { id } = typedDefinition(definition);
  return typeof id === 'string' ? id : '';
}

async function showProjects(services: ProjectsDeskServices, visit: Visit, checked?: CheckShown): Promise<Page> {
  const { request, visitor, sent } = visit;
  const { text = '', continuation, example, new: asked } = queryOf(request, deskProjectsQuery);
  const page = checked === undefined && visitor.mayAct ? pageIn(sent, asked) : undefined;
  if (page !== undefined) return await newProjectPage(services, visit, { page, groups: groupsOf(services) });
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
