import { type operations, usedByQuery } from '../../../api/operations.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { calendarOf } from '../../../domain/base/business-calendar.ts';
import type { Door } from '../../../domain/base/door.ts';
import { daysLater } from '../../../domain/base/time.ts';
import { clearedName, gatherNames, type KnownNames } from '../../../domain/history/known-names.ts';
import { closingLine, copiesFollowUp } from '../../../domain/lifecycle/retraction.ts';
import { isToBeClosed } from '../../../domain/lifecycle/unpublished.ts';
import { unused, usedByFollowUp } from '../../../domain/lifecycle/used-by.ts';
import { publishedVersion } from '../../../domain/operation/made-from.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { accountName } from '../../../domain/people/account-name.ts';
import { partIn, type Somebody } from '../../../domain/people/people.ts';
import type { PersonEntry } from '../../../domain/people/person-entry.ts';
import type { Project } from '../../../domain/project/project.ts';
import { downloadsQuery } from '../../../domain/transfer/downloads.ts';
import { type ReadAuditServices, readAudit } from '../../../functions/desk/read-audit.ts';
import type { DeskServices, Visit } from '../../../functions/desk/visit.ts';
import { listFiles, type PartServices, showMails, showUsedBy } from '../../../functions/operation/operation-parts.ts';
import {
  type ListServices,
  type OperationServices,
  showDataset,
  showExport,
} from '../../../functions/operation/operations.ts';
import { listPeople } from '../../../functions/people/people.ts';
import { type ProjectPorts, readProject } from '../../../functions/project/projects.ts';
import type { UsedByPorts } from '../../../use-cases/overview/find-used-by.ts';
import type { PeoplePorts } from '../../../use-cases/people/people.ts';
import { typedQuery } from '../../../web/asked.ts';
import { describeError } from '../../../web/problem.ts';
import type { Question } from '../../../web/reading.ts';
import { timelineOf } from '../../explain/domain/timeline.ts';
import { answerOperation, type ExplainServices } from '../../explain/explain-routes.ts';
import type { MineServices } from '../../mine/mine-routes.ts';
import { describeEvents, describeMails } from '../audit/describe-audit.ts';
import { mostEvents as shownEvents } from './history-card.ts';
import type { LeftToPeople } from './left-card.ts';
import type { DeskOperation } from './operation-page.ts';
import type { UsedByPart } from './used-by-card.ts';

export type DeskOperationServices = DeskServices &
  ReadAuditServices &
  OperationServices &
  ListServices &
  PartServices &
  UsedByPorts &
  ExplainServices &
  MineServices &
  ProjectPorts &
  Pick<PeoplePorts, 'people'> & {
    /** Address of the account that results are released to. */
    readonly releaseUrl: string;
  };

/** Which operation is shown, and where its files go on. */
export interface OperationParams {
  readonly door: Door;
  readonly params: { readonly project: string; readonly id: string };
  readonly files: string | undefined;
  /** Where the packages go on that were made from it. */
  readonly used: string | undefined;
}

/** No more lines of the audit are looked at for one page. */
const mostEvents = 500;

/** Gathers what the page shows, by what the routes for programs answer to whoever looks. Throws what they throw. */
export async function operationMaterial(
  services: DeskOperationServices,
  visit: Visit,
  { door, params, files: from, used }: OperationParams,
): Promise<DeskOperation> {
  const question = { ...visit, params };
  // What keeps somebody from it altogether is told before the rest is asked for.
  const shown = await shownOf(services, question, door);
  const { receipts, explanation: _sentence, rounds, decisions, ...operation } = shown;
  const [explanation, defined, known, listed, sent, usedBy, audit] = await Promise.all([
    answerOperation(door)(services, question),
    unlessRefused(readProject(services, params.project)),
    listPeople(services),
    unlessRefused(listFiles(door)(services, { ...question, query: from === undefined ? {} : { continuation: from } })),
    showMails(door)(services, question),
    publishedVersion(operation) === undefined ? undefined : usedByOf(services, question, used),
    // A project that nobody ever defined has perhaps no audit.
    unlessRefused(readEvents(services, visit, operation)),
  ]);
  const project = 'refusal' in defined ? undefined : (defined.value.definition ?? undefined);
  const { events, continuation = undefined } = 'refusal' in audit ? { events: [] } : audit;
  const names = gatherNames({
    ...{ definitions: project ? [project] : [], viewer: visit.caller, people: known.items, events, rounds, decisions },
    submissions: operation.submission === undefined ? [] : [operation.submission],
  });
  return {
    now: services.clock.now(),
    operation,
    explanation,
    timeline: timelineOf(operation, explanation, events),
    receipts: Object.keys(receipts),
    files: listed,
    mails: describeMails(sent, names),
    ...shownLines(events, continuation, names),
    ...withNames({ rounds, decisions }, known.items),
    left: leftOf(operation, usedBy, services.releaseUrl),
    usedBy,
    ...ofProject(project, visit.caller),
  };
}

/** Where its people are, and what the viewer is in it. */
function ofProject(project: Project | undefined, viewer: Somebody): Pick<DeskOperation, 'timeZone' | 'part'> {
  if (project === undefined) return { timeZone: 'UTC', part: undefined };
  return { timeZone: calendarOf(project).timeZone, part: partIn(project, viewer) };
}

async function shownOf(
  services: DeskOperationServices,
  question: Visit & Pick<OperationParams, 'params'>,
  door: Door,
): Promise<Awaited<ReturnType<typeof showExport>>> {
  if (door === 'export') return await showExport(services, question);
  return { ...(await showDataset(services, question)), rounds: [], decisions: [] };
}

function shownLines(events: readonly AuditEvent[], continuation: string | undefined, names: KnownNames) {
  return { events: describeEvents(events, names), isLong: events.length > shownEvents || continuation !== undefined };
}

function readEvents(services: DeskOperationServices, visit: Visit, { project, id, startedAt }: Operation) {
  return readAudit(services, visit, {
    ...{ project, operation: id, limit: String(mostEvents) },
    // Clocks differ, and the line of the first file is written a moment later.
    since: daysLater(new Date(startedAt), -1).toISOString(),
  });
}

/** What a route answers, or why it refuses. Throws what is no refusal. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | { readonly refusal: string }> {
  try {
    return await asked;
  } catch (error) {
    const { status, detail } = describeError(error);
    if (status >= 500) throw error;
    return { refusal: detail };
  }
}

async function usedByOf(
  services: DeskOperationServices,
  question: Omit<Question<typeof operations.usedBy>, 'query'>,
  used: string | undefined,
): Promise<UsedByPart> {
  const query = typedQuery(used === undefined ? {} : { continuation: used }, usedByQuery);
  const { items: packages, ...more } = await showUsedBy(services, { ...question, query });
  return { packages, ...more, isFirst: used === undefined };
}

function leftOf(operation: Operation, usedBy: UsedByPart | undefined, releaseUrl: string): LeftToPeople {
  const { id, takeBack } = operation;
  return {
    todo: isToBeClosed(operation)
      ? [closingLine(operation), copiesFollowUp(operation), ...usedByFollowUp(usedBy ?? unused)]
      : [],
    downloads: takeBack === undefined ? undefined : downloadsQuery(accountName(releaseUrl), id),
  };
}

/** Whoever was cleared has no name in the rounds of that time either. */
function withNames(
  { rounds, decisions }: Pick<DeskOperation, 'rounds' | 'decisions'>,
  known: readonly PersonEntry[],
): Pick<DeskOperation, 'rounds' | 'decisions'> {
  const cleared = new Set(known.filter(({ clearedAt }) => clearedAt !== null).map(({ oid }) => oid));
  const called = (oid: string, name: string) => (cleared.has(oid) ? clearedName(oid) : name);
  return {
    rounds: rounds.map((round) => ({
      ...round,
      approvers: round.approvers.map((one) => ({ ...one, name: called(one.oid, one.name) })),
    })),
    decisions: decisions.map((one) => ({ ...one, name: called(one.approver, one.name) })),
  };
}
