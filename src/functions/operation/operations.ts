import type { HttpResponseInit } from '@azure/functions';
import { receiptsOf } from '../../activities/lifecycle/receipts.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { latestRound } from '../../activities/review/amend-round.ts';
import { type operations, receiptQuery } from '../../api/operations.ts';
import { type Door, doorFacts, parseOperationId } from '../../domain/base/door.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { explain } from '../../domain/lifecycle/advance.ts';
import { spanOf } from '../../domain/operation/list-query.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { visibilityOf } from '../../domain/review/blind.ts';
import type { Ports } from '../../ports/ports.ts';
import { listOperations as findOperations, type ListPorts } from '../../use-cases/overview/list-operations.ts';
import { namedDecisions, type PersonNamePorts } from '../../use-cases/people/person-name.ts';
import { fileAnswer, jsonAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { type Caller, type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
import type { Question, Read } from '../../web/reading.ts';
import { refuseResearcherToRead } from './refuse-researcher.ts';

export interface ActServices
  extends Pick<
      Ports,
      | 'register'
      | 'decisions'
      | 'inspectionResults'
      | 'manifests'
      | 'audit'
      | 'clock'
      | 'code'
      | 'listing'
      | 'projects'
      | 'secrets'
      | 'fileLists'
      | 'dataFactory'
      | 'mailer'
      | 'keptMails'
    >,
    Pick<FlowSettings, 'restorableDays' | 'datasetDays' | 'transferPollSeconds' | 'ticks'> {
  readonly publicBaseUrl: string;
  readonly secondOperator: boolean;
}

export interface OperationServices extends CallerCheck, ActServices, PersonNamePorts {}

export interface ListServices extends CallerCheck, ListPorts, Pick<Ports, 'clock'> {
  readonly outageHours: number;
}

/** GET ops/datasets and ops/exports: a part of the operations at the door that fit the parameters, in the order that `?sort=` says; `?continuation=` goes on. */
export function listOperations(door: Door) {
  return (async (services, { caller, query: { since, until, ...query } }) => {
    const now = services.clock.now();
    const at = { now, outageHours: services.outageHours };
    const asked = { ...query, ...spanOf({ since, until }) };
    const { items, broken, continuation } = await findOperations(services, caller, door, asked, at);
    const explained = items.map((operation) => ({ ...operation, explanation: explain(operation, now) }));
    return { items: explained, broken, continuation };
  }) satisfies Read<ListServices, typeof operations.listDatasets>;
}

/** GET ops/datasets/{project}/{id}: the whole register row, what it waits for, and its receipts. */
export const showDataset = (async (services, question) => {
  const operation = await readableOperation(services, question, 'ingress');
  const receipts = await receiptsOf(services, operation.id);
  return { ...operation, explanation: explain(operation, services.clock.now()), receipts };
}) satisfies Read<OperationServices, typeof operations.showDataset>;

/** GET ops/exports/{project}/{id}: the same of a package, and its rounds and decisions as far as the caller may see them. */
export const showExport = (async (services, question) => {
  const operation = await readableOperation(services, question, 'export');
  const [receipts, { rounds, decisions }, found] = await Promise.all([
    receiptsOf(services, operation.id),
    services.decisions.read(operation.id),
    services.projects.find(operation.project),
  ]);
  const explanation = explain(operation, services.clock.now(), latestRound(rounds)?.value);
  const project = found !== undefined && 'value' in found ? found.value : undefined;
  const visibility = visibilityOf(
    rounds.map(({ value }) => value),
    decisions,
    project,
    question.caller,
  );
  const named = await namedDecisions(services, visibility.decisions, visibility.rounds);
  return { ...operation, explanation, receipts, ...visibility, decisions: named };
}) satisfies Read<OperationServices, typeof operations.showExport>;

/** The answer about an operation, with the ETag that an act may name. */
export function operationAnswer(operation: Pick<Operation, 'revision'>): HttpResponseInit {
  return jsonAnswer(200, operation, { etag: etagOf(operation) });
}

/** The operation that is asked for, as far as the caller is no researcher of its project. Throws Forbidden and NotFound. */
export async function readableOperation(
  services: Pick<OperationServices, 'projects' | 'register'>,
  { caller, params }: Pick<Question<typeof operations.showDataset>, 'caller' | 'params'>,
  door: Door,
): Promise<Operation> {
  await refuseResearcherToRead(services.projects, caller, params.project);
  return await operationAt(services, params, door);
}

/** GET ops/datasets/{project}/{id}/receipts/{name} and ops/exports/…: one receipt as a file, byte for byte as it was signed, or its proof. */
export function showReceipt(services: OperationServices, door: Door): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const { as } = queryOf(request, receiptQuery);
    const { name, jws } = await readableReceipt(services, caller, request, door);
    if (as === 'proof') return await proofAnswer(services, name);
    return fileAnswer(jws, { type: 'application/jose', name: `${name}.jws` });
  };
}

async function proofAnswer({ manifests }: Pick<OperationServices, 'manifests'>, name: string) {
  const proof = await manifests.readReceiptProof(name);
  if (proof !== undefined) return fileAnswer(proof, { type: 'text/plain; charset=utf-8', name: `${name}.jws.tlog` });
  throw new NotFound(`The receipt ${name} has no proof: the log is signed once an hour, and older receipts have none`);
}

/** The receipt that the address names, as far as the caller is no researcher of its project. Throws Forbidden and NotFound. */
export async function readableReceipt(
  services: Pick<OperationServices, 'projects' | 'register' | 'manifests'>,
  caller: Caller,
  request: WebRequest,
  door: Door,
): Promise<{ readonly name: string; readonly jws: string; readonly operation: Operation }> {
  await refuseResearcherToRead(services.projects, caller, param(request, 'project'));
  const operation = await findOperation(services, request, door);
  const { id } = operation;
  const name = `${id}-${param(request, 'name')}`;
  const known = await services.manifests.receiptNames(id);
  const jws = known.includes(name) ? await services.manifests.readReceipt(name) : undefined;
  if (jws !== undefined) return { name, jws, operation };
  const others = known.map((other) => other.slice(id.length + 1)).join(', ');
  throw new NotFound(
    `The ${doorFacts(door).noun} ${id} has no receipt '${param(request, 'name')}'; it has ${others === '' ? 'none yet' : others}`,
  );
}

/** ETag of an operation: another whenever it has moved. */
export function etagOf({ revision }: Pick<Operation, 'revision'>): string {
  return `"${revision}"`;
}

/** The operation that the address names. Throws NotFound, also for one of the other door. */
export async function findOperation(
  services: Pick<OperationServices, 'register'>,
  request: WebRequest,
  door: Door,
): Promise<Operation> {
  return await operationAt(services, { project: param(request, 'project'), id: param(request, 'id') }, door);
}

/** Throws NotFound, also for one of the other door. */
export async function operationAt(
  { register }: Pick<OperationServices, 'register'>,
  key: OperationKey,
  door: Door,
): Promise<Operation> {
  const stored = parseOperationId(key.id)?.door === door ? await register.get(key) : undefined;
  if (stored === undefined) throw noOperation({ door, ...key });
  return stored.value;
}

/** What is answered about one that is not there, and about a package that whoever asks is not told of. */
export function noOperation({ door, project, id }: Pick<Operation, 'door' | 'project' | 'id'>): NotFound {
  return new NotFound(`There is no ${doorFacts(door).noun} ${id} in the project ${project}`);
}
