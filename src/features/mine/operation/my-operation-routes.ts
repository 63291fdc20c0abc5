import { receiptsOf } from '../../../activities/lifecycle/receipts.ts';
import { latestRound } from '../../../activities/review/amend-round.ts';
import { type Door, doorFacts, parseOperationId } from '../../../domain/base/door.ts';
import { NotFound } from '../../../domain/base/errors.ts';
import { actOf, whoMay, whyNotNow } from '../../../domain/lifecycle/acts.ts';
import { backStates } from '../../../domain/lifecycle/public-state.ts';
import { whyNotSubmitted } from '../../../domain/lifecycle/submission.ts';
import { besidesOf, isDataset, isShownOutside } from '../../../domain/notification/outside-view.ts';
import { questionsOutside } from '../../../domain/notification/said-outside.ts';
import type { Operation, OperationKey } from '../../../domain/operation/operation.ts';
import type { Somebody } from '../../../domain/people/people.ts';
import type { Project } from '../../../domain/project/project.ts';
import { askedUntil, unanswered } from '../../../domain/review/question.ts';
import type { Round } from '../../../domain/review/round.ts';
import { keptPage } from '../../../functions/base/press-form.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { ownFields, type SentPage } from '../../../pages/base/page-form.ts';
import { readHistory } from '../../../use-cases/audit/read-history.ts';
import { personName } from '../../../use-cases/people/person-name.ts';
import { findWithPart, senderOf } from '../../../use-cases/people/readable-projects.ts';
import { jsonAnswer, pageAnswer, redirectAnswer } from '../../../web/answers.ts';
import { queryOf } from '../../../web/asked.ts';
import { authenticate, type Caller, requireCaller } from '../../../web/caller.ts';
import { type Handler, param, type WebRequest } from '../../../web/handler.ts';
import { signInPath } from '../../../web/sign-in.ts';
import { myExportQuery } from '../descriptions.ts';
import { type MineServices, visitorOf } from '../mine-routes.ts';
import { myDataset, myPackage } from '../my-operations.ts';
import { earlierOf, noVersions, type VersionsAsked, versionsOf } from './form-choices.ts';
import { mineOperationPage } from './mine-operation-page.ts';
import { firstFiles } from './my-files.ts';
import type { MineAct, MyHistory } from './my-history.ts';

/** GET mine/datasets/{project}/{id} and mine/exports/…: what happened to one operation, and what whoever sent it can do. */
export function showMyOperation(services: MineServices, door: Door): Handler {
  return async (request) => {
    const caller = await authenticate(services, request);
    const place = placeOf(request, door);
    if (caller === undefined) return redirectAnswer(signInPath(`/api/${place}`));
    const found = await findMine(services, request, door, caller);
    const sent = await keptPage(services, request, place);
    return await pageAnswer(200, await shownOperation(services, caller, found, sent));
  };
}

/** GET mine.json/datasets/{project}/{id} and mine.json/exports/…: the same for programs. */
export function showMyOperationData(services: MineServices, door: Door): Handler {
  return async (request) => {
    const caller = await requireCaller(services, request);
    const { versions: older } = door === 'export' ? queryOf(request, myExportQuery) : {};
    const key = { project: param(request, 'project'), id: param(request, 'id') };
    return jsonAnswer(200, await readMine(services, caller, door, key, older === undefined ? {} : { older }));
  };
}

/** What happened to one operation, as whoever sent it may know it. Throws NotFound for everybody else. */
export async function readMine(
  services: MineServices,
  caller: Somebody,
  door: Door,
  key: OperationKey,
  asked: VersionsAsked = {},
): Promise<MyHistory> {
  return await collect(services, await findMineAt(services, key, door, caller), asked);
}

/** The end of the address of an operation's page. */
export function placeOf(request: WebRequest, door: Door): string {
  return `mine/${doorFacts(door).list}/${param(request, 'project')}/${param(request, 'id')}`;
}

type FindServices = Pick<MineServices, 'projects' | 'register' | 'clock' | 'ticks'>;

export interface FoundMine {
  readonly operation: Operation;
  readonly project: Project;
}

/**
 * The operation of the address. Throws NotFound for one that is not there, for a package that is not shown outside, and for whoever does not send
 * through the door.
 */
export async function findMine(
  services: FindServices,
  request: WebRequest,
  door: Door,
  caller: Somebody,
): Promise<FoundMine> {
  return await findMineAt(services, { project: param(request, 'project'), id: param(request, 'id') }, door, caller);
}

async function findMineAt(
  { projects, register, clock, ticks }: FindServices,
  { project, id }: OperationKey,
  door: Door,
  caller: Somebody,
): Promise<FoundMine> {
  const stored = parseOperationId(id)?.door === door ? await register.get({ project, id }) : undefined;
  const definition =
    stored === undefined ? undefined : await findWithPart({ projects, clock }, project, caller, senderOf(door));
  const isThere = stored !== undefined && isShownOutside(stored.value, clock.now(), ticks);
  if (isThere && definition !== undefined) return { operation: stored.value, project: definition.value };
  throw new NotFound(`There is no ${doorFacts(door).noun} ${id} in a project in which you are a ${senderOf(door)}`);
}

/** `older` says where a search for versions goes on, which what was typed does not. */
export async function shownOperation(
  services: MineServices,
  caller: Caller,
  found: FoundMine,
  sent: SentPage | undefined,
  older?: string,
): Promise<Page> {
  const { madeFrom, find } = ownFields('purpose', sent?.typed ?? {});
  const asked = {
    ...(madeFrom === undefined ? {} : { madeFrom }),
    ...(find === undefined ? {} : { find }),
    ...(older === undefined ? {} : { older }),
  };
  return mineOperationPage(await collect(services, found, asked), sent, visitorOf(caller));
}

async function collect(
  services: MineServices,
  { operation, project }: FoundMine,
  asked: VersionsAsked,
): Promise<MyHistory> {
  const { id, submission } = operation;
  const isOfIngress = isDataset(operation);
  const review = isOfIngress ? undefined : await reviewOf(services, operation);
  const rounds = review?.rounds ?? [];
  const latest = latestRound(rounds)?.value;
  const now = services.clock.now();
  const acts = actsNow(operation, latest, (review?.decisions.length ?? 0) > 0);
  const isPurposeOpen = acts.includes('purpose');
  const [{ items, isWhole }, receipts, earlier, { versions, older }, name, files] = await Promise.all([
    readHistory(services.audit, operation),
    isOfIngress ? receiptsOf(services, id) : {},
    isPurposeOpen ? earlierOf(services, operation) : [],
    isPurposeOpen ? versionsOf(services, operation, asked) : noVersions,
    submission === undefined ? '' : personName(services, project, submission.by),
    firstFiles(services, operation),
  ]);
  return {
    at: now.toISOString(),
    thing: thingOf(operation, project, latest, now),
    ...(submission === undefined ? {} : { submission: { ...submission, by: { oid: submission.by.oid, name } } }),
    history: items,
    isWhole,
    acts,
    questions: questionsOutside(rounds.map(({ value }) => value)),
    earlier,
    versions,
    olderVersions: older,
    receipts,
    ...(files === undefined ? {} : { files }),
  };
}

function thingOf(operation: Operation, project: Project, latest: Round | undefined, now: Date): MyHistory['thing'] {
  if (isDataset(operation)) return { door: 'ingress', dataset: myDataset(operation, project) };
  const told = latest && { deadline: latest.deadline, asked: askedUntil(latest) };
  return { door: 'export', package: myPackage(operation, project, besidesOf(told, now)) };
}

function actsNow(operation: Operation, latest: Round | undefined, isDecided: boolean): MineAct[] {
  const { door, state } = operation;
  const sender = door === 'ingress' ? 'owner' : 'researcher';
  const open = (['withdraw', 'discard'] as const).filter((name) => {
    const act = actOf(name);
    return whyNotNow(act, operation) === undefined && whoMay(act, door, state).includes(sender);
  });
  if (isOfPackageBack(operation)) return ['correction', ...open];
  const isAsked = operation.withdrawal === undefined && latest !== undefined && unanswered(latest).length > 0;
  return [
    ...(whyNotSubmitted(operation, isDecided) === undefined ? (['purpose'] as const) : []),
    ...(state === 'in-review' && isAsked ? (['answer'] as const) : []),
    ...open,
  ];
}

function isOfPackageBack({ door, state }: Operation): boolean {
  return door === 'export' && backStates.includes(state);
}

async function reviewOf({ decisions }: MineServices, { id, round }: Operation) {
  return round === undefined ? undefined : await decisions.read(id);
}
