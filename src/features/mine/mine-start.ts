import { startMachineForm } from '../../api/schemas/forms.ts';
import { type StartMachineServices, startMachine } from '../../compute/functions/start-machine.ts';
import { IllegalMove, NotFound } from '../../domain/base/errors.ts';
import { findWithPart } from '../../use-cases/people/readable-projects.ts';
import type { Caller } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import { mineForm } from './mine-form.ts';
import type { MineServices } from './mine-routes.ts';

/** POST mine/compute/{project}/start: a researcher starts a machine that is off, where its definition lets it run now. */
export function startOnMine(services: MineServices & StartMachineServices): Handler {
  return mineForm(services, async ({ request, caller, fields }) => {
    const { machine } = startMachineForm.parse(fields);
    return { started: await startOfResearcher(services, caller, { id: param(request, 'project'), machine }) };
  });
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
