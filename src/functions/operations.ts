import { moveOperation } from '../activities/move.ts';
import { receiptsOf } from '../activities/receipts.ts';
import { explain } from '../domain/advance.ts';
import { NotFound } from '../domain/errors.ts';
import type { Door, Operation } from '../domain/operation.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { Clock } from '../ports/ports.ts';
import type { DecisionStore, ProjectStore, Register } from '../ports/records.ts';
import type { ManifestStore } from '../ports/storage.ts';
import { jsonAnswer } from '../web/answers.ts';
import { type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import { type Handler, param, queryOf, type WebRequest } from '../web/handler.ts';
import { refuseResearcher } from './refuse-researcher.ts';

/** What the routes of datasets and exports need. */
export interface OperationServices extends CallerCheck {
  readonly register: Register;
  readonly projects: Pick<ProjectStore, 'get'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
  readonly manifests: Pick<ManifestStore, 'readReceipt'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly publicBaseUrl: string;
}

const prefixes: Readonly<Record<Door, string>> = { ingress: 'ing_', export: 'exp_' };
const words: Readonly<Record<Door, string>> = { ingress: 'dataset', export: 'export' };

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
    return jsonAnswer(200, { items, continuation: page.continuation ?? null });
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

/** POST ops/datasets/{project}/{id}/discard: lets Data Factory delete a rejected upload; the answer comes before it is done. */
export function discardDataset(services: OperationServices): Handler {
  return async (request, workflows) => {
    const caller = await requireRole(services, request, 'Ops.Operator');
    await requireGenuineWrite(request, caller, services.publicBaseUrl);
    const { project, id } = await findOperation(services, request, 'ingress');
    await refuseResearcher(services.projects, caller, project);
    const key = { project, id };
    const moved = await moveOperation(services, { key, from: 'rejected', event: 'discard', actor: caller.oid });
    await workflows.start('discard', `${id}-discard`, key);
    return jsonAnswer(202, { ...moved, explanation: explain(moved, services.clock.now()) });
  };
}

async function findOperation(services: OperationServices, request: WebRequest, door: Door): Promise<Operation> {
  const project = param(request, 'project');
  const id = param(request, 'id');
  const stored = id.startsWith(prefixes[door]) ? await services.register.get({ project, id }) : undefined;
  if (stored === undefined) throw new NotFound(`There is no ${words[door]} ${id} in the project ${project}.`);
  return stored.value;
}
