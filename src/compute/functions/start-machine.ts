import { noProject } from '../../activities/operation/operations.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { IllegalMove, NotFound, Refused } from '../../domain/base/errors.ts';
import { refuseResearcher } from '../../functions/operation/refuse-researcher.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { readJson } from '../../web/body.ts';
import type { CallerCheck } from '../../web/caller.ts';
import { requireOperatorWrite } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { startBody } from '../descriptions.ts';
import { machineNamed } from '../domain/start-by-hand.ts';
import type { Reconciler } from '../reconcile/reconcile.ts';
import { subjectOf } from '../reconcile/subject.ts';

export interface StartMachineServices extends CallerCheck, Pick<Ports, 'projects' | 'clock' | 'audit'> {
  readonly publicBaseUrl: string;
  readonly reconciler: Pick<Reconciler, 'startMachine'>;
}

/** POST ops/compute/{project}/start with `{ machine, reason }`. */
export function startByOperator(services: StartMachineServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const id = param(request, 'project');
    await refuseResearcher(services.projects, caller, id);
    const body = startBody.safeParse(await readJson(request));
    if (!body.success) throw new Refused('Send { "machine": "…", "reason": "…" }. Nothing was started.');
    const stored = await services.projects.get(id);
    if (stored === undefined) throw new NotFound(noProject(id));
    const asked = { machine: body.data.machine, by: caller.oid, reason: body.data.reason };
    const { machine, result } = await startMachine(services, stored, asked);
    if (result.outcome === 'failed')
      throw new IllegalMove(`Azure did not start machine ${machine.name}: ${result.error}`);
    return jsonAnswer(200, { project: id, machine: machine.name });
  };
}

/** Throws NotFound for a name that the definition does not have, and IllegalMove where the machine may not be started now. */
export async function startMachine(
  { clock, audit, reconciler }: StartMachineServices,
  stored: StoredProject,
  { machine: name, by: actor, reason }: { readonly machine: string; readonly by: string; readonly reason: string },
) {
  const at = clock.now();
  const subject = subjectOf(stored.value, at, stored);
  const { project } = subject;
  const machine = machineNamed(subject, name);
  if (machine === undefined) throw new NotFound(`The definition of ${project} names no such machine`);
  const id = `compute.start-asked.${machine.name}.${actor}.${at.getTime()}`;
  const data = { machine: machine.name, reason };
  await audit.append(project, [note(project, { id, at, kind: 'compute.start-asked', actor, data })]);
  const result = await reconciler.startMachine(subject, machine, 'somebody who works on it asked for it');
  if (result.outcome === 'refused') throw new IllegalMove(result.why);
  return { machine, result };
}
