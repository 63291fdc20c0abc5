import { holds } from '../../../api/holds.ts';
import type { projects } from '../../../api/projects.ts';
import { Refused } from '../../../domain/base/errors.ts';
import { everyProject, type NamedHold } from '../../../domain/operation/hold.ts';
import type { Fields } from '../../../functions/base/press-form.ts';
import { type ReadAuditServices, readAudit } from '../../../functions/desk/read-audit.ts';
import { type AnsweredForm, reasonIn, type Sending, sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, type ShowPage, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { listHolds } from '../../../functions/operation/holds.ts';
import { type ListProjectServices, listProjects } from '../../../functions/project/list-projects.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { PersonNamePorts } from '../../../use-cases/people/person-name.ts';
import { readZones } from '../../../use-cases/project/project-zones.ts';
import { pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { type Handler, param } from '../../../web/handler.ts';
import type { AnswerOf } from '../../../web/reading.ts';
import { type HoldLine, holdsPage, type ProjectToHold, type ShownHolds, setHoldForm } from './holds-page.ts';

export type HoldsDeskServices = DeskServices &
  ReadAuditServices &
  PersonNamePorts &
  ListProjectServices &
  Pick<Ports, 'holds' | 'clock'>;

const place = 'ops/desk/holds';

/** GET ops/desk/holds: every hold that is on, with forms to lift it and to set another. */
export function showHoldsOnDesk(services: HoldsDeskServices): Handler {
  return showDesk(services, showHolds(services));
}

/** POST ops/desk/holds: sets a hold, and answers with the page that names the releases which it met. */
export function setHoldOnDesk(services: HoldsDeskServices): Handler {
  const show = showHolds(services);
  return sendForm(services, {
    place: () => place,
    show,
    formOf: () => ({
      sendingOf: holdAsked,
      answer: async ({ body }, { visit }: AnsweredForm) => {
        const set = holds.holdAll.answers[200].safeParse(JSON.parse(String(body)));
        if (!set.success) return redirectAnswer(`/api/${place}?done=${setHoldForm}`);
        return await pageAnswer(200, await showHolds(services, set.data)(visit));
      },
    }),
  });
}

/** POST ops/desk/holds/{held}/lift: lifts the hold that the page showed. */
export function liftHoldOnDesk(services: HoldsDeskServices): Handler {
  return sendForm(services, {
    place: () => place,
    show: showHolds(services),
    formOf: (request) => ({ sendingOf: (fields) => liftAsked(param(request, 'held'), fields) }),
  });
}

function showHolds(services: HoldsDeskServices, set?: ShownHolds['set']): ShowPage {
  return async (visit) => {
    const { visitor, sent, done } = visit;
    const [{ items }, projects, zones] = await Promise.all([
      listHolds(services, { ...visit, query: {} }),
      projectsToHold(services, visit),
      readZones(services.projects),
    ]);
    const shown = {
      now: services.clock.now(),
      zones,
      holds: await Promise.all(items.toSorted(byProject).map((hold) => lineOf(services, visit, hold))),
      projects,
      ...(set === undefined ? {} : { set }),
      ...(done === undefined ? {} : { lifted: done }),
    };
    return holdsPage(shown, visitor, sent);
  };
}

/** The hold, and how many files its project's audit says it found outside. Of all projects together that is not looked up: there may be many. */
async function lineOf(services: ReadAuditServices, visit: Visit, hold: NamedHold): Promise<HoldLine> {
  const { project, since } = hold;
  if (project === everyProject) return { hold };
  const query = { project, since, kind: 'hold.files-outside', limit: '500' };
  // A researcher of the project reads nothing there, and sees the hold all the same.
  const part = await readAudit(services, visit, query).catch(() => undefined);
  if (part === undefined) return { hold };
  const newest = new Map(part.events.toReversed().map(({ data }) => [data['release'], Number(data['files'])]));
  return { hold, filesOutside: [...newest.values()].reduce((sum, files) => sum + files, 0) };
}

/** That of all projects comes first. */
function byProject(one: NamedHold, other: NamedHold): number {
  return one.project < other.project ? -1 : 1;
}

/** Every project that is defined, also one whose definition the rules refuse. */
async function projectsToHold(services: ListProjectServices, visit: Visit): Promise<ProjectToHold[]> {
  const all: ProjectToHold[] = [];
  for (let next: string | null | undefined; next !== null; ) {
    const query = { limit: 200, ...(next === undefined ? {} : { continuation: next }) };
    const part: AnswerOf<typeof projects.listProjects> = await listProjects(services, { ...visit, query });
    all.push(...part.items, ...part.broken.map(({ id }) => ({ id })));
    next = part.continuation;
  }
  return all.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function holdAsked(fields: Fields): Sending {
  const { project = '', until = '', takeBack } = fields;
  if (project === '') throw new Refused('Choose what is held: one project, or all of them. Nothing was changed.');
  const body = {
    reason: reasonIn(fields),
    ...(until === '' ? {} : { until: timeOf(until) }),
    ...(takeBack === 'yes' ? { takeBack: true } : {}),
  };
  return project === everyProject
    ? { route: holds.holdAll, body }
    : { route: holds.holdProject, params: { project }, body };
}

/** A time as the field of the browser gives it, which knows no time zone: UTC is what its label says. */
export function timeOf(text: string): string {
  const time = new Date(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(text) ? `${text}Z` : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time.toISOString();
  throw new Refused(`'${text.slice(0, 40)}' is no time: write it as 2026-12-31T12:00, in UTC. Nothing was changed.`);
}

function liftAsked(held: string, fields: Fields): Sending {
  const body = { reason: reasonIn(fields) };
  return held === everyProject
    ? { route: holds.liftHoldOfAll, body }
    : { route: holds.liftHold, params: { project: held }, body };
}
