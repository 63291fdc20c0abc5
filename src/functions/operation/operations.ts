import { receiptsOf } from '../../activities/lifecycle/receipts.ts';
import type { FlowSettings } from '../../activities/operation/settings.ts';
import { latestRound } from '../../activities/review/amend-round.ts';
import { type Door, doorFacts, parseOperationId } from '../../domain/base/door.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { explain } from '../../domain/lifecycle/advance.ts';
import { spanOf } from '../../domain/operation/list-query.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { operationQuery } from '../../domain/overview/wanted-operations.ts';
import { sightOf } from '../../domain/review/blind.ts';
import type { Ports } from '../../ports/ports.ts';
import { listOperations as findOperations, type ListPorts } from '../../use-cases/overview/list-operations.ts';
import { namedDecisions, type PersonNamePorts } from '../../use-cases/people/person-name.ts';
import { fileAnswer, jsonAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param, type WebRequest } from '../../web/handler.ts';
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
export function listOperations(services: ListServices, door: Door): Handler {
  const schema = operationQuery(door);
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const { since, until, ...query } = queryOf(request, schema);
    const now = services.clock.now();
    const at = { now, outageHours: services.outageHours };
    const asked = { ...query, ...spanOf({ since, until }) };
    const { items, broken, continuation } = await findOperations(services, caller, door, asked, at);
    const explained = items.map((operation) => ({ ...operation, explanation: explain(operation, now) }));
    return jsonAnswer(200, { items: explained, broken, continuation });
  };
}

/** GET ops/datasets/{project}/{id} and ops/exports/…: the whole register row, what it waits for, its receipts, and an export's rounds and decisions, as far as the caller may see them. */
export function showOperation(services: OperationServices, door: Door): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    await refuseResearcherToRead(services.projects, caller, param(request, 'project'));
    const operation = await findOperation(services, request, door);
    const receipts = await receiptsOf(services, operation.id);
    const now = services.clock.now();
    const headers = { etag: etagOf(operation) };
    if (door === 'ingress')
      return jsonAnswer(200, { ...operation, explanation: explain(operation, now), receipts }, headers);
    const [{ rounds, decisions }, found] = await Promise.all([
      services.decisions.read(operation.id),
      services.projects.find(operation.project),
    ]);
    const explanation = explain(operation, now, latestRound(rounds)?.value);
    const project = found !== undefined && 'value' in found ? found.value : undefined;
    const sight = sightOf(
      rounds.map(({ value }) => value),
      decisions,
      project,
      caller,
    );
    const named = await namedDecisions(services, sight.decisions, sight.rounds);
    return jsonAnswer(200, { ...operation, explanation, receipts, ...sight, decisions: named }, headers);
  };
}

/** GET ops/datasets/{project}/{id}/receipts/{name} and ops/exports/…: one receipt as a file, byte for byte as it was signed. */
export function showReceipt(services: OperationServices, door: Door): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    await refuseResearcherToRead(services.projects, caller, param(request, 'project'));
    const { id } = await findOperation(services, request, door);
    const name = `${id}-${param(request, 'name')}`;
    const known = await services.manifests.receiptNames(id);
    const jws = known.includes(name) ? await services.manifests.readReceipt(name) : undefined;
    if (jws === undefined) {
      const others = known.map((other) => other.slice(id.length + 1)).join(', ');
      throw new NotFound(
        `The ${doorFacts(door).noun} ${id} has no receipt '${param(request, 'name')}'; it has ${others === '' ? 'none yet' : others}`,
      );
    }
    return fileAnswer(jws, { type: 'application/jose', name: `${name}.jws` });
  };
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
  const project = param(request, 'project');
  const id = param(request, 'id');
  const stored = parseOperationId(id)?.door === door ? await services.register.get({ project, id }) : undefined;
  if (stored === undefined) throw noOperation({ door, project, id });
  return stored.value;
}

/** What is answered about one that is not there, and about a package that whoever asks is not told of. */
export function noOperation({ door, project, id }: Pick<Operation, 'door' | 'project' | 'id'>): NotFound {
  return new NotFound(`There is no ${doorFacts(door).noun} ${id} in the project ${project}`);
}
