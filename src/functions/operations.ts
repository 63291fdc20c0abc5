import { latestRound } from '../activities/amend-round.ts';
import { receiptsOf } from '../activities/receipts.ts';
import type { FlowSettings } from '../activities/settings.ts';
import { explain } from '../domain/advance.ts';
import { sightOf } from '../domain/blind.ts';
import { type Door, doorFacts, parseOperationId } from '../domain/door.ts';
import { NotFound } from '../domain/errors.ts';
import type { Operation } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { jsonAnswer } from '../web/answers.ts';
import { type CallerCheck, requireRole } from '../web/caller.ts';
import { type Handler, param, queryOf, type WebRequest } from '../web/handler.ts';

/** What carrying out an act needs, whoever asks for it. */
export interface ActServices
  extends Pick<
      Ports,
      | 'register'
      | 'decisions'
      | 'manifests'
      | 'audit'
      | 'clock'
      | 'listing'
      | 'projects'
      | 'secrets'
      | 'fileLists'
      | 'dataFactory'
    >,
    Pick<FlowSettings, 'restorableDays' | 'datasetDays' | 'transferPollSeconds'> {}

/** What the routes of datasets and exports need. */
export interface OperationServices extends CallerCheck, ActServices {
  readonly publicBaseUrl: string;
}

/** GET ops/datasets and ops/exports: a page, newest first within a project; `?project=` narrows it, `?continuation=` goes on. */
export function listOperations(services: OperationServices, door: Door): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const query = queryOf(request);
    const page = await services.register.list(
      door,
      query.get('project') ?? undefined,
      query.get('continuation') ?? undefined,
    );
    const now = services.clock.now();
    const items = page.items.map((operation) => ({ ...operation, explanation: explain(operation, now) }));
    return jsonAnswer(200, { items, broken: page.broken, continuation: page.continuation ?? null });
  };
}

/** GET ops/datasets/{project}/{id} and ops/exports/…: the whole register row, what it waits for, its receipts, and an export's rounds and decisions, as far as the caller may see them. */
export function showOperation(services: OperationServices, door: Door): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
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
    return jsonAnswer(200, { ...operation, explanation, receipts, ...sight }, headers);
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
  if (stored === undefined) throw new NotFound(`There is no ${doorFacts(door).noun} ${id} in the project ${project}`);
  return stored.value;
}
