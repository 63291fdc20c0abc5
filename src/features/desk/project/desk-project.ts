import { refused as refusedRoutes } from '../../../api/refused.ts';
import { Forbidden } from '../../../domain/base/errors.ts';
import { whyNotSecond } from '../../../domain/definition/acts-of-two.ts';
import { whyNotChange } from '../../../domain/definition/pending-change.ts';
import { gatherNames, type KnownNames } from '../../../domain/history/known-names.ts';
import { membersOf, type Somebody } from '../../../domain/people/people.ts';
import type { ReadAuditServices } from '../../../functions/desk/read-audit.ts';
import { type AnsweredForm, type SentForm, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { listHolds } from '../../../functions/operation/holds.ts';
import { listRefused } from '../../../functions/operation/refused.ts';
import { listPeople } from '../../../functions/people/people.ts';
import { type ProjectPeopleServices, showPeople } from '../../../functions/people/project-people.ts';
import { showDiff } from '../../../functions/project/compare-versions.ts';
import type { TaggedProject } from '../../../functions/project/project-answer.ts';
import { listVersions, type ProjectPorts, readProject } from '../../../functions/project/projects.ts';
import type { Page } from '../../../pages/base/layout.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { PeoplePorts } from '../../../use-cases/people/people.ts';
import { namedDuties } from '../../../use-cases/people/standing-duties.ts';
import type { ComparePorts } from '../../../use-cases/project/compare-definitions.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { queryOf } from '../../../web/asked.ts';
import { type Handler, param, type WebRequest } from '../../../web/handler.ts';
import type { ExplainPorts } from '../../explain/explain.ts';
import { answerProject } from '../../explain/explain-routes.ts';
import { type AnsweredPart, answerPart, editedIn } from '../definition/answer-part.ts';
import { partOfForm, textOfPart, writePart } from '../definition/edit-part.ts';
import type { FormsOfPerson } from '../people/people-card.ts';
import { deskProjectQuery } from '../queries.ts';
import { checkShown, withTyped } from './checked-definition.ts';
import { mostOfDefinition } from './definition-text.ts';
import { type DeskProject, deskProjectPage, ownProjectPage } from './project-page.ts';
import { projectForm, versionTyped } from './sent-project-forms.ts';
import { withAuthors } from './version-authors.ts';
import type { VersionLine } from './versions-card.ts';

export type ProjectDeskServices = DeskServices &
  ReadAuditServices &
  ExplainPorts &
  ProjectPorts &
  ProjectPeopleServices &
  ComparePorts &
  Pick<Ports, 'holds' | 'refused'> &
  Pick<PeoplePorts, 'people'>;

/** GET ops/desk/projects/{project}: what one project waits for, its definition, people and versions, and forms for what can be changed. */
export function showDeskProject(services: ProjectDeskServices): Handler {
  return showDesk(services, (visit) => showProject(services, visit));
}

/** POST ops/desk/projects/{project}/{form}: one of its forms. */
export function actOnDeskProject(services: ProjectDeskServices): Handler {
  return sendForm(services, {
    place: (request) => `ops/desk/projects/${param(request, 'project')}`,
    show: (visit) => showProject(services, visit),
    formOf: (request) => formOf(services, request),
    most: mostOfDefinition,
  });
}

function formOf(services: ProjectDeskServices, request: WebRequest): SentForm {
  const [project, name] = [param(request, 'project'), param(request, 'form')];
  const versions = services.projects;
  const form = projectForm(name);
  const part = partOfForm(name);
  return {
    sendingOf: (fields, all) =>
      form({
        ...{ versions, project, fields },
        written: async () => (part === undefined ? '' : textOfPart(await writePart(services, part, { fields, all }))),
      }),
    answer: async ({ status, body }, { visit, fields, all }: AnsweredForm) => {
      if (part !== undefined) {
        const show = (of: Visit, answered: AnsweredPart) => showProject(services, of, answered);
        return await answerPart(services, part, { body, visit, fields, all }, show);
      }
      if (name.startsWith('discard-refused')) {
        const { said } = refusedRoutes.discardRefusedDatasets.answers[202].parse(JSON.parse(String(body)));
        return await pageAnswer(200, await showProject(services, visit, { said }));
      }
      if (name !== 'check' && name !== 'check-version') {
        const done = status === 202 ? 'waits' : name;
        return redirectAnswer(`/api/ops/desk/projects/${project}?done=${done}`);
      }
      const fresh = name === 'check' ? fields : await versionTyped({ versions, project, fields });
      const shown = await showProject(services, withTyped(visit, fresh), { checked: checkShown(body, fresh) });
      return await pageAnswer(200, shown);
    },
  };
}

interface Answered extends AnsweredPart {
  /** What a form did, in words. */
  readonly said?: string;
}

type Shown = TaggedProject['value'];

async function showProject(services: ProjectDeskServices, visit: Visit, answered: Answered = {}): Promise<Page> {
  const { checked, said } = answered;
  const { request, visitor, caller, done } = visit;
  const params = { project: param(request, 'project') };
  const { value: shown, etag } = await readProject(services, params.project);
  const own = await forbidden(answerProject(services, { ...visit, params }));
  const sent = { page: visit.sent, done, said };
  if ('why' in own) {
    const { id, title, people } = namesIn(shown, params.project);
    const chosen = people.find(({ oid }) => oid === chosenIn(visit));
    return ownProjectPage({ id, title, why: own.why, people, chosen }, sent, visitor);
  }
  const project = await gather(services, visit, { shown, etag, explanation: own.value });
  const change = { ...changeOf(shown, etag), ...(checked === undefined ? {} : { checked }) };
  const { edit } = queryOf(visit.request, deskProjectQuery);
  const edited = await editedIn(services, { visit, text: change.text, edit, answered });
  return deskProjectPage({ ...project, ...whyNot(shown, caller), change, edited }, sent, visitor);
}

function changeOf({ definition, raw }: Shown, etag: string | undefined): DeskProject['change'] {
  return {
    text: definition === null ? (raw ?? '') : JSON.stringify(definition, null, 2),
    isOpen: false,
    ...(etag === undefined ? {} : { etag }),
  };
}

function whyNot(
  { definition, pending, goingBack }: Shown,
  caller: Somebody,
): Pick<DeskProject, 'whyNotChange' | 'whyNotConfirm' | 'goingBack'> {
  return {
    goingBack: goingBack?.by === caller.oid ? goingBack : undefined,
    whyNotChange: definition === null ? undefined : whyNotChange(definition, definition, caller),
    // What the definition in force says of them is whyNotChange; that of a broken one is refused when it is confirmed.
    whyNotConfirm:
      pending === null
        ? undefined
        : whyNotSecond({ act: 'definition-change', first: pending, concerned: [], somebody: caller }),
  };
}

async function gather(
  services: ProjectDeskServices,
  visit: Visit,
  { shown, etag, explanation }: Pick<DeskProject, 'etag' | 'explanation'> & { readonly shown: Shown },
): Promise<Omit<DeskProject, 'change' | 'edited' | 'goingBack' | 'whyNotChange' | 'whyNotConfirm'>> {
  const { request } = visit;
  const { from, to, history } = queryOf(request, deskProjectQuery);
  const { definition } = shown;
  const params = { project: param(request, 'project') };
  const isWholeHistory = history !== undefined;
  const [holds, refusedNames, people, versions, compared, recipients] = await Promise.all([
    listHolds(services, { ...visit, query: params }),
    listRefused(services, { ...visit, query: params }),
    definition === null ? undefined : showPeople(services, { ...visit, params }),
    shown.hash === null ? { items: [] } : listVersions(services, { ...visit, params }),
    from === undefined || to === undefined ? undefined : showDiff(services, { ...visit, params, query: { from, to } }),
    definition === null ? [] : namedDuties(services, definition),
  ]);
  const lines: readonly VersionLine[] = isWholeHistory
    ? await withAuthors(services, visit, {
        ...params,
        versions: versions.items,
        names: await namesOf(services, visit, shown),
      })
    : versions.items;
  return {
    ...{ id: params.project, now: services.clock.now(), explanation, etag, isWholeHistory, compared },
    definition: definition ?? undefined,
    problems: shown.problems,
    pending: shown.pending,
    certificate: shown.closing?.certificate ?? null,
    recipients,
    holds: holds.items,
    refusedNames: refusedNames.items,
    people,
    versions: lines,
    chosen: people?.people.find(({ oid }) => oid === chosenIn(visit)),
  };
}

async function namesOf(
  services: ProjectDeskServices,
  visit: Visit,
  { definition, pending }: Shown,
): Promise<KnownNames> {
  const { items: people } = await listPeople(services);
  return gatherNames({
    definitions: definition === null ? [] : [definition],
    viewer: visit.caller,
    people,
    changes: pending === null ? [] : [pending],
  });
}

/** Whose forms are open: who was chosen, or whom a form is about into which something was typed. */
function chosenIn({ request, sent }: Visit): string | undefined {
  const { person } = queryOf(request, deskProjectQuery);
  const named = Object.entries(sent?.typed ?? {}).find(([name]) => name.endsWith('.oid'));
  return named?.[1] ?? person;
}

function namesIn({ definition }: Shown, id: string) {
  const all = definition === null ? [] : membersOf(definition);
  const people = [...new Map(all.map((person) => [person.oid, person])).values()];
  const isSuspended = (oid: string) => definition?.suspended.filter((entry) => entry.oid === oid) ?? [];
  return {
    id,
    title: definition?.title ?? id,
    people: people.map(({ oid, name }): FormsOfPerson['person'] => ({ oid, name, suspended: isSuspended(oid) })),
  };
}

async function forbidden<Value>(
  answered: Promise<Value>,
): Promise<{ readonly value: Value } | { readonly why: string }> {
  try {
    return { value: await answered };
  } catch (error) {
    if (error instanceof Forbidden) return { why: error.message };
    throw error;
  }
}
