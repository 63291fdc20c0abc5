import { startMachineForm } from '../api/schemas/forms.ts';
import { note } from '../domain/audit-event.ts';
import { machineNamed } from '../domain/compute/start-by-hand.ts';
import { IllegalMove, NotFound } from '../domain/errors.ts';
import type { Reconciler } from '../reconcile/reconcile.ts';
import { subjectOf } from '../reconcile/subject.ts';
import { partsOf } from '../use-cases/see-mine.ts';
import { fieldsOf, readForm } from '../web/body.ts';
import { type Caller, recognise } from '../web/caller.ts';
import { antiForgeryField, requireGenuine, requireOwnOrigin } from '../web/forgery.ts';
import { type Handler, param } from '../web/handler.ts';
import { tellError } from '../web/problem.ts';
import { type MineServices, mineAnswer, signInAgain } from './mine.ts';

/** What starting a machine needs. */
export interface StartMachineServices extends MineServices {
  readonly reconciler: Pick<Reconciler, 'startMachine'>;
}

/** POST mine/compute/{project}/start: a researcher starts a machine that is off, where its definition lets it run now. */
export function startOnMine(services: StartMachineServices): Handler {
  return async (request) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const caller = await recognise(services, request);
    if (caller === undefined) return await signInAgain('/api/mine');
    const fields = await readForm(request);
    requireGenuine(request, caller, services.publicBaseUrl, fields.get(antiForgeryField));
    const { machine } = startMachineForm.parse(fieldsOf(fields));
    try {
      const started = await start(services, caller, { id: param(request, 'project'), machine });
      return await mineAnswer(services, caller, {}, { started });
    } catch (error) {
      const told = tellError(error);
      if (told.status >= 500) throw error;
      return await mineAnswer(services, caller, {}, { status: told.status, refusal: told.detail });
    }
  };
}

/** Gives the name of the machine. Throws NotFound for one that is none of a project of theirs, and IllegalMove where it may not be started now. */
async function start(
  { projects, clock, audit, reconciler }: StartMachineServices,
  caller: Caller,
  { id, machine: name }: { readonly id: string; readonly machine: string },
): Promise<string> {
  const now = clock.now();
  const stored = await projects.get(id);
  if (stored === undefined || !partsOf(stored.value, caller.oid, now).includes('researcher'))
    throw new NotFound(`There is no project ${id} in which you are a researcher`);
  const subject = subjectOf(stored.value, now, stored);
  const machine = machineNamed(subject, name);
  if (machine === undefined) throw new NotFound(`The definition of ${id} names no such machine`);
  const asked = { id: `compute.start-asked.${machine.name}.${caller.oid}.${now.getTime()}`, at: now } as const;
  await audit.append(id, [
    note(id, { ...asked, kind: 'compute.start-asked', actor: caller.oid, data: { machine: machine.name } }),
  ]);
  const result = await reconciler.startMachine(subject, machine, 'a researcher asked for it');
  if (result.outcome === 'started') return machine.name;
  throw new IllegalMove(
    result.outcome === 'refused'
      ? result.why
      : `Azure did not start machine ${machine.name}. The audit says why: ask an operator of the project.`,
  );
}
