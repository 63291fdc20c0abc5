import { startMachineForm } from '../../api/schemas/forms.ts';
import { type StartMachineServices, startMachine } from '../../compute/functions/start-machine.ts';
import { IllegalMove, NotFound } from '../../domain/base/errors.ts';
import { findWithPart } from '../../use-cases/people/readable-projects.ts';
import { fieldsOf, readForm } from '../../web/body.ts';
import { type Caller, recognise } from '../../web/caller.ts';
import { antiForgeryField, requireGenuine, requireOwnOrigin } from '../../web/forgery.ts';
import { type Handler, param } from '../../web/handler.ts';
import { tellError } from '../../web/problem.ts';
import { signInAgain } from '../../web/sign-in.ts';
import { type MineServices, mineAnswer } from './mine-routes.ts';

/** POST mine/compute/{project}/start: a researcher starts a machine that is off, where its definition lets it run now. */
export function startOnMine(services: MineServices & StartMachineServices): Handler {
  return async (request) => {
    requireOwnOrigin(request, services.publicBaseUrl);
    const caller = await recognise(services, request);
    if (caller === undefined) return await signInAgain('/api/mine');
    const fields = await readForm(request);
    requireGenuine(request, caller, services.publicBaseUrl, fields.get(antiForgeryField));
    const { machine } = startMachineForm.parse(fieldsOf(fields));
    try {
      const started = await startOfResearcher(services, caller, { id: param(request, 'project'), machine });
      return await mineAnswer(services, caller, {}, { started });
    } catch (error) {
      const told = tellError(error);
      if (told.status >= 500) throw error;
      return await mineAnswer(services, caller, {}, { status: told.status, refusal: told.detail });
    }
  };
}

async function startOfResearcher(
  services: StartMachineServices,
  caller: Caller,
  { id, machine: name }: { readonly id: string; readonly machine: string },
): Promise<string> {
  const stored = await findWithPart(services, id, caller, 'researcher');
  if (stored === undefined) throw new NotFound(`There is no project ${id} in which you are a researcher`);
  const { machine, result } = await startMachine(services, stored, { machine: name, by: caller.oid, reason: '' });
  if (result.outcome === 'started') return machine.name;
  throw new IllegalMove(
    `Azure did not start machine ${machine.name}. The audit says why: ask an operator of the project.`,
  );
}
