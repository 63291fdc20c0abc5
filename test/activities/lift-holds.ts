import { liftAs } from '../../src/domain/operation/hold.ts';
import { type LiftAct, type LiftPorts, liftHold } from '../../src/use-cases/operation/lift-hold.ts';
import { person } from '../domain/sample.ts';

/** A deployment with two operators. */
export const ofTwo = { secondOperator: true, publicBaseUrl: 'https://gate.example.org' };

/** Lifts every hold of a project, or of all, with a second operator where that is wanted. */
export async function liftHolds(
  ports: Omit<LiftPorts, keyof typeof ofTwo>,
  act: Pick<LiftAct, 'project' | 'reason'> & {
    readonly caller: { readonly oid: string; readonly emails?: readonly string[] };
  },
): Promise<void> {
  const orla = person('Orla', 91);
  for (const { value } of await ports.holds.at(act.project)) {
    const caller = { name: 'Somebody', emails: [], ...act.caller };
    const asked = { ...act, caller, named: liftAs(value) };
    const done = await liftHold({ ...ports, ...ofTwo }, asked);
    if (done?.kind === 'waits')
      await liftHold({ ...ports, ...ofTwo }, { ...asked, caller: { ...orla, emails: [orla.email] } });
  }
}
