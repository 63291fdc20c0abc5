import type { HttpResponseInit } from '@azure/functions';
import { z } from 'zod';
import { moveOperation } from '../activities/move.ts';
import { whyUndeletable } from '../activities/prepare-discard.ts';
import { receiptsOf } from '../activities/receipts.ts';
import type { FlowSettings } from '../activities/settings.ts';
import { explain } from '../domain/advance.ts';
import { type Door, doorFacts, orchestrationOf, parseOperationId } from '../domain/door.ts';
import { NotFound, Refused } from '../domain/errors.ts';
import type { Operation } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { retryOperation, type Steering, stopOperation } from '../use-cases/steer-operation.ts';
import { jsonAnswer } from '../web/answers.ts';
import { readJson } from '../web/body.ts';
import { type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, queryOf, type WebRequest } from '../web/handler.ts';
import { refuseResearcher } from './refuse-researcher.ts';

/** What the routes of datasets and exports need. */
export interface OperationServices
  extends CallerCheck,
    Pick<
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
    Pick<FlowSettings, 'restorableDays' | 'transferPollSeconds'> {
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

/** GET ops/datasets/{project}/{id} and ops/exports/…: the whole register row, what it waits for, its receipts, and an export's rounds and decisions. */
export function showOperation(services: OperationServices, door: Door): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const operation = await findOperation(services, request, door);
    const explanation = explain(operation, services.clock.now());
    const shown = { ...operation, explanation, receipts: await receiptsOf(services, operation.id) };
    if (door === 'ingress') return jsonAnswer(200, shown);
    const { rounds, decisions } = await services.decisions.read(operation.id);
    return jsonAnswer(200, { ...shown, rounds: rounds.map(({ value }) => value), decisions });
  };
}

/** POST …/{project}/{id}/discard: lets Data Factory delete what was rejected, unless its name reads as a pattern; the answer comes before it is done. */
export function discardRejected(services: OperationServices, door: Door): Handler {
  return async (request, workflows) => {
    const caller = await requireRole(services, request, 'Ops.Operator');
    await requireGenuineWrite(request, caller, services.publicBaseUrl);
    const operation = await findOperation(services, request, door);
    const refusal = await whyUndeletable(services, operation);
    if (refusal !== undefined) throw new Refused(refusal);
    const key = { project: operation.project, id: operation.id };
    await refuseResearcher(services.projects, caller, key.project);
    const moved = await moveOperation(services, { key, from: 'rejected', event: 'discard', actor: caller.oid });
    const { flow, instance } = orchestrationOf(moved);
    await workflows.start(flow, instance, key);
    return jsonAnswer(202, { ...moved, explanation: explain(moved, services.clock.now()) });
  };
}

const steeringSchema = z.object({ reason: z.string().trim().min(1).max(1000) });

/** POST …/{project}/{id}/retry with `{ reason }`: continues a failed operation from the state in which it failed. */
export function retryFailed(services: OperationServices, door: Door): Handler {
  return (request, workflows) =>
    steer(services, request, door, (steering) => retryOperation(services, workflows, steering));
}

/** POST …/{project}/{id}/stop with `{ reason }`: lets an operation that is under way end as failed; the answer may come before it has. */
export function stopRunning(services: OperationServices, door: Door): Handler {
  return (request, workflows) =>
    steer(services, request, door, (steering) => stopOperation(services, services, workflows, steering));
}

async function steer(
  services: OperationServices,
  request: WebRequest,
  door: Door,
  act: (steering: Steering) => Promise<Operation>,
): Promise<HttpResponseInit> {
  const caller = await requireRole(services, request, 'Ops.Operator');
  await requireGenuineWrite(request, caller, services.publicBaseUrl);
  const body = steeringSchema.safeParse(await readJson(request));
  if (!body.success) throw new Refused('Send { "reason": "…" } with a reason of 1 to 1,000 characters');
  const { project, id } = await findOperation(services, request, door);
  await refuseResearcher(services.projects, caller, project);
  const operation = await act({ key: { project, id }, by: caller.oid, reason: body.data.reason });
  return jsonAnswer(202, { ...operation, explanation: explain(operation, services.clock.now()) });
}

async function findOperation(services: OperationServices, request: WebRequest, door: Door): Promise<Operation> {
  const project = param(request, 'project');
  const id = param(request, 'id');
  const stored = parseOperationId(id)?.door === door ? await services.register.get({ project, id }) : undefined;
  if (stored === undefined) throw new NotFound(`There is no ${doorFacts(door).noun} ${id} in the project ${project}`);
  return stored.value;
}
